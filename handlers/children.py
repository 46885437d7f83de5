"""A child, as its guardian tells us: a nickname, an age group, what it needs. Never a name, a number or a paper."""

import re

from bot.chat import Button, Refused, Screen, Tap, Turn, column
from bot.fields import Answers, Choice, Option, TextField, Ticks
from bot.flow import Flow
from bot.form import Form
from bot.needs import Children
from bot.text import Text, _
from storage import audit, children

NUMBERS = re.compile(r"\d{6,}")


RELATIONS = {
    "parent": _("Father or mother"),
    "grandparent": _("Grandparent, and the parents agree"),
    "guardian": _("Another guardian"),
    "worker": _("I look after the child for an organisation"),
}


def ages(turn: Turn, _answers: Answers) -> list[Option]:
    """The profile's age groups."""
    return [Option(age.id, age.name, wide=False) for age in turn.home[Children].ages]


def needs(turn: Turn, _answers: Answers) -> list[Option]:
    """The profile's needs."""
    return [Option(need.id, need.name, wide=False) for need in turn.home[Children].needs]


def relations(_turn: Turn, _answers: Answers) -> list[Option]:
    """Who is asking."""
    return [Option(ref, label) for ref, label in RELATIONS.items()]


def nickname_fits(turn: Turn, _answers: Answers, value: object) -> None:
    """A nickname has letters and is the only one in its family; a long number in it is some paper's, and not for us."""
    name = str(value)
    if NUMBERS.search(name):
        raise Refused(_("Please leave out numbers: a nickname is enough, we do not need any paper's number."))
    if not any(letter.isalpha() for letter in name):
        raise Refused(_("Please write a nickname with letters, such as “小晴”."))
    if any(child.nickname == name for child in children.of_guardian(turn.db, turn.seal, turn.person.id)):
        raise Refused(_("{child} is here already. For another child, please write another nickname.", child=name))


def called(_turn: Turn, answers: Answers) -> Text:
    """The needs, asked by the child's nickname."""
    return _("What does {child} need help with? Tick all that fit.", child=str(answers.get("nickname", "")))


def send(turn: Turn, answers: Answers) -> Screen:
    """Keep the child; a form that waits beneath gets its ref."""
    high = any(need.high_support for need in turn.home[Children].needs if need.id in answers["needs"])
    details = {name: answers[name] for name in ("nickname", "age", "needs")} | {"high_support": high}
    ref = children.add(
        turn.db, turn.seal, person_id=turn.person.id, details=details, role=str(answers["relation"]),
        day=turn.today.isoformat(),
    )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="child.added", what=ref, why="guardian")
    turn.result = ref
    return Screen(
        title=_("{child} is noted", child=str(answers["nickname"])),
        text=_("You need not say it again: next time you only tap the name."),
        rows=column([Button(_("Home page"), Tap("door", "menu"), "primary")]),
    )


flow = Flow(
    "children",
    _("Add a child"),
    section=Children,
    consent="care",
    words=("登记孩子", "添加孩子", "加孩子", "child"),
    form=Form(
        flow="children",
        title=_("About your child"),
        fields=(
            TextField(
                "nickname",
                label=_("Nickname"),
                question=_("What shall we call your child? A nickname is enough, please no full name."),
                why=_("So that we can speak of your child kindly, and tell brothers and sisters apart."),
                most=20,
                long=False,
                check=nickname_fits,
            ),
            Choice(
                "relation",
                label=_("You are"),
                question=_("Who are you to the child?"),
                why=_(
                    "Only a guardian may decide for a child. On your first visit we look at a paper once "
                    "and keep no copy."
                ),
                options=relations,
            ),
            Choice(
                "age",
                label=_("Age group"),
                question=_("How old is your child?"),
                why=_("So that the room, the toys and the people fit. We do not need a birthday."),
                options=ages,
            ),
            Ticks(
                "needs",
                label=_("Needs"),
                question=called,
                why=_("So that on the day there are enough of the right people. Only they read it."),
                options=needs,
                none_label=_("None of these"),
            ),
        ),
        send=send,
        send_label=_("Yes, that is right"),
    ),
)
