"""A child's sheet for the camp: what the guardian agrees to, one purpose at a time, then health, diet, who collects.

Only what the camp needs is asked. What is known from last time, or of a brother or sister, is asked section by section:
“the same?”
"""

from collections.abc import Mapping

from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column
from bot.fields import Answers
from bot.flow import Answer, Flow
from bot.form import Form
from bot.text import Json, Text, _
from handlers.camp.asking import FIELDS, SAME, agreed, may_keep, named, one_more, others
from handlers.camp.profile import Camp
from handlers.camp.purposes import decide
from handlers.camp.sheet import SECTIONS, Details, before, child_by_ref, keep, keeps_health, own_sheet
from storage import audit
from storage.children import Child

flow = Flow("camp_child", _("Sheet for the camp"), section=Camp, consent="care")


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Only a child of one's own can have a sheet."""
    return None if child_by_ref(turn, given.get("child")) is not None else Open("camp")


@flow.tap("renew")
def renew(turn: Turn, tap: Tap) -> Answer:
    """Look it over once more."""
    return Open(flow.name, {"child": tap.ref})


def the_child(turn: Turn, answers: Answers) -> Child:
    """Whom it is about. Raises Refused for a child that is not ours to speak for any more."""
    child = child_by_ref(turn, answers.get("child"))
    if child is None:
        raise Refused(_("This child is not kept here any more."))
    return child


def heading(turn: Turn, answers: Answers) -> Text:
    """Whose sheet it is."""
    return _("Sheet for the camp: {child}", child=named(turn, answers))


def details_of(turn: Turn, answers: Answers) -> Details:
    """The sheet as it is kept: without the consent to it nothing about health."""
    known = before(turn, answers)
    born = own_sheet(turn, the_child(turn, answers).id)
    details: Details = {"born": answers.get("born") or (born.details.get("born") if born else None)}
    for section in SECTIONS:
        if section == "collect" or may_keep(turn, answers):
            same = answers.get(f"same_{section}") == SAME
            details[section] = known.get(section) if same else _answered(section, answers)
    return details


def _answered(section: str, answers: Answers) -> Json:
    if section != "collect":
        return answers.get(section)
    people = [("name1", "relation1", "phone1")] * others(answers) + [("name2", "relation2", "phone2")] * one_more(
        answers
    )
    return [
        {"name": str(answers[name]), "relation": str(answers[relation]), "phone": str(answers[phone])}
        for name, relation, phone in people
    ]


def summary(turn: Turn, answers: Answers) -> Screen:
    """Where it goes, and for how long."""
    rules = turn.home[Camp]
    kept = _("Health and food are deleted {days} days after the camp.", days=rules.health_days)
    without = _(
        "You did not agree to keeping health and food. Your child can come all the same; somebody rings you first."
    )
    return Screen(text=(kept if may_keep(turn, answers) else without, rules.medicine))


def send(turn: Turn, answers: Answers) -> Screen:
    """Keep what was answered; whatever waits beneath goes on."""
    child = the_child(turn, answers)
    details = details_of(turn, answers)
    for purpose, answer in agreed(turn, answers).items():
        decide(turn, child, purpose, answer)
    keep(turn, child, details)
    why = "with health" if keeps_health(details) else "without health"
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="sheet.filled", what=child.ref, why=why)
    turn.result = child.ref
    return Screen(
        title=_("The sheet of {child} is kept", child=child.nickname),
        text=_("You can change it at any time, and what you agreed to as well."),
        rows=column([Button(_("Summer camp"), Tap("door", "open", "camp"), "primary"),
                     Button(_("My bookings"), Tap("door", "open", "bookings"))]),
    )  # fmt: skip


flow.form = Form(
    flow.name, flow.title, FIELDS, send, summary, _("Yes, that is right"), heading,
)  # fmt: skip
