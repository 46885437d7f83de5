"""A form that uses every kind of question, in a world that may change while somebody fills it in."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.chat import Open, Phone, Refused, Screen, Turn
from bot.fields import Answers, Choice, DayField, Option, PhoneField, TextField, Ticks
from bot.form import Form
from tests.a_number import MOBILE, grouped
from tests.bot.a_turn import Filler


@dataclass
class World:
    """What may change while somebody is filling in."""

    children: dict[str, str] = field(default_factory=lambda: {"QING": "小晴", "AN": "小安"})
    full: set[date] = field(default_factory=set)
    sent: list[Answers] = field(default_factory=list)
    refusal: Refused | None = None


def children_of(world: World) -> Choice:
    return Choice(
        "child",
        label="孩子",
        question="给哪个孩子？",
        why="照料员要提前认识孩子。",
        options=lambda turn, answers: [
            *(Option(ref, name) for ref, name in world.children.items()),
            Option("+", "＋ 添加孩子", opens=Open("children", {"then": "respite"})),
        ],
    )


def kinds_in(world: World) -> Choice:
    return Choice(
        "kind",
        label="类型",
        question=lambda turn, answers: f"{world.children[answers['child']]}想来多久？",
        options=lambda turn, answers: [Option("half", "半天", wide=False), Option("night", "过夜", wide=False)],
    )


NEEDS = Ticks(
    "needs",
    label="需要",
    question="夜里需要什么？",
    when=lambda turn, answers: answers.get("kind") == "night",
    options=lambda turn, answers: [Option("tube", "管饲"), Option("lift", "移位"), Option("calm", "安抚")],
    most=2,
    none_label="都没有",
)


def days_in(world: World) -> DayField:
    def days(turn: Turn, answers: Answers, month: date) -> dict[date, Any]:
        open_days = [day for day in range(1, 29) if month.replace(day=day).weekday() < 5]
        found: dict[date, Any] = {month.replace(day=day): ("free", None) for day in open_days}
        return found | {day: ("full", None) for day in world.full if day in found}

    return DayField("day", label="日子", question="哪一天？", days=days)


def named(turn: Turn, answers: Answers, value: str) -> None:
    if not any(c.isalpha() for c in value):
        raise Refused("请写名字")


def a_form(world: World) -> Form:
    def send(turn: Turn, answers: Answers) -> Screen:
        if world.refusal:
            raise world.refusal
        world.sent.append(answers)
        return Screen("已经发给护理组长")

    who = TextField("who", label="您的称呼", question="怎么称呼您？", most=20, long=False, check=named)
    phone = PhoneField("phone", label="电话", question="电话是？", optional=True)
    return Form(
        flow="respite",
        title="喘息照料",
        fields=(children_of(world), kinds_in(world), NEEDS, days_in(world), who, phone),
        send=send,
        summary=lambda turn, answers: Screen(("由护理组长看", ""), phones=(Phone("12345", "热线"),)),
    )


def start(world: World | None = None, **given: Any) -> Filler:
    return Filler(a_form(world or World()), given=given)


def at_the_summary(world: World) -> Filler:
    family = start(world)
    for answer in ("小晴", "过夜", "1 3", "12月7日", "王奶奶", grouped(MOBILE)):
        family.types(answer)
    return family
