"""Writing for children: short, concrete, in the home's own words; never a child's sentence, never a name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.board.writers import any_day, named_by_duty, pictures
from bot.chat import Screen, Turn
from bot.fields import Answers, Choice, DayField, Option, TextField
from bot.flow import Flow
from bot.form import Form
from bot.text import Json, Text, _
from storage import ledger
from storage.ledger import Entry, Told

LONGEST_PLAN = timedelta(days=366)
MOST = 80

def given(entry: Entry, act: str) -> dict[str, Json]:
    """What the form begins with: for a change of the words, all that stands there."""
    told = entry.told
    begun = {"act": act, "ref": entry.ref, "version": entry.version, "state": entry.state}
    if act != "change":
        return begun
    filled = {"said": told.said, "promised": told.promised, "role": entry.role, "by_day": entry.by_day,
              "done": told.done, "why": told.why, "picture": entry.picture}  # fmt: skip
    return begun | {name: value for name, value in filled.items() if value}


def plans(_turn: Turn, answers: Answers) -> bool:
    """Whether a promise is written."""
    act = answers.get("act")
    return act in ("new", "doing") or (act == "change" and answers.get("state") in ledger.OPEN)


def says(_turn: Turn, answers: Answers) -> bool:
    """Whether it is written what was said."""
    return answers.get("act") in ("new", "change")


def tells(state: str) -> Callable[[Turn, Answers], bool]:
    """Whether it is written what was done, or why not."""
    return lambda _turn, answers: state in (answers.get("act"), answers.get("act") == "change" and answers.get("state"))


def duties(turn: Turn, _answers: Answers) -> list[Option]:
    """Everybody on duty, as children read it."""
    return [Option(role, turn.home.duty_title(role)) for role in turn.home.duty]


def last_day(turn: Turn, _answers: Answers) -> date:
    """As far as a promise may reach."""
    return turn.today + LONGEST_PLAN


def written(turn: Turn, before: Entry | None, answers: Answers) -> Entry:
    """The entry as it will stand there: what was, and what was written about it now."""
    entry = before or Entry(Told(""), "", "doing", turn.today.isoformat())
    words = {name: str(answers[name]) for name in ("said", "promised", "done", "why") if name in answers}
    facts = {name: answers[name] for name in ("role", "by_day", "picture") if name in answers}
    state = {"state": answers["act"], "state_day": turn.today.isoformat()} if answers["act"] in ledger.MOVES else {}
    return replace(entry, told=replace(entry.told, **words), **facts, **state)


def heading(_turn: Turn, answers: Answers) -> Text:
    """What is written."""
    titles: dict[str, Text] = {
        "new": _("A new entry"), "done": _("It is done"), "cannot": _("It is not possible"),
        "doing": _("In hand"),
    }  # fmt: skip
    return titles.get(str(answers.get("act")), _("Change the words"))


FIELDS = (
    TextField(
        "said", label=_("What was said"), when=says, check=named_by_duty, most=MOST,
        question=_("What was said? In the home's own words, never a child's own sentence, and without any name. "
                   "A child of seven should understand it."),
        why=_("A child's own sentence would show who wrote. What many might have said shows nobody."),
    ),
    TextField(
        "promised", label=_("Promised"), when=plans, check=named_by_duty, most=MOST,
        question=_("What do we promise? One short sentence about something that can be seen."),
    ),
    Choice("role", label=_("Who"), question=_("Who keeps the promise? Children read the duty, not the name."),
           options=duties, when=plans),
    DayField("by_day", label=_("By"), question=_("By which day?"), days=any_day, last=last_day, when=plans),
    TextField(
        "done", label=_("What was done"), when=tells("done"), check=named_by_duty, most=MOST,
        question=_("What was done? One short sentence for children."),
    ),
    TextField(
        "why", label=_("Why not"), when=tells("cannot"), check=named_by_duty, most=MOST,
        question=_("Why is it not possible? Say it honestly in one short sentence, and what happens instead."),
    ),
    Choice("picture", label=_("Picture"), question=_("Which picture stands beside it?"), options=pictures, when=says),
)  # fmt: skip


def form(flow: Flow, send: Callable[[Turn, Answers], Screen]) -> Form:
    """The form of a flow, and what it does with what was written."""
    return Form(flow.name, flow.title, FIELDS, send, send_label=_("Let children read it"), heading=heading)
