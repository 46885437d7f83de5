"""The urgent lane: two questions, then a person. For a carer in hospital, a death in the family, nobody to help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot import booking
from bot.booking import Request
from bot.booking_screens import code_fact, home_phone, keep_phone, menu_button, mine_button
from bot.chat import Phone, Screen, Turn, row
from bot.fields import Answers, Choice, Option, PhoneField
from bot.flow import Flow, Sign
from bot.form import Form
from bot.home import BuildingId, Count, Home, Reminder, Role
from bot.service import Service, register
from bot.text import Json, Moment, Text, _
from storage import people
from storage.places import Booking


@dataclass(frozen=True)
class Urgent:
    """The section [urgent] of the profile: who hears of it, and within how many hours somebody rings."""

    reader: Role
    decide_hours: Count
    building: BuildingId
    late_cancel_hours: int = 0
    offer_hours: Count = 1
    reminders: tuple[Reminder, ...] = ()


WHEN = {
    "now": (_("Now, today"), 0),
    "tonight": (_("Tonight"), 0),
    "tomorrow": (_("Tomorrow"), 1),
    "soon": (_("In the next days"), 2),
}


def when_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """How soon."""
    return [Option(ref, label) for ref, (label, _days) in WHEN.items()]


def prepare(turn: Turn, given: Mapping[str, Json]) -> Mapping[str, Json]:
    """Who has left a number before need only look it over."""
    number = people.phone(turn.db, turn.seal, turn.person.id)
    return {**given, "phone": number} if number else given


def send(turn: Turn, answers: Answers) -> Screen:
    """To the top of the desk. It claims no place: a person finds one."""
    wished = str(answers["when"])
    starts_at = turn.now + int(timedelta(days=WHEN[wished][1]).total_seconds())
    keep_phone(turn, answers)
    made = booking.ask(turn, SERVICE, Request(
        kind=wished, children=(), starts_at=starts_at, ends_at=starts_at + 24 * 3600, wants=(), details={}, urgent=True,
    ))  # fmt: skip
    return sent_screen(turn, made)


def sent_screen(turn: Turn, made: Booking) -> Screen:
    """Who rings, when, and whom to ring at once. No place is promised here, so none is spoken of."""
    rules, phone = turn.home[Urgent], turn.home.phone
    night = _("It is night now, so we ring in the morning.")
    rings = _(
        "{reader} rings you on {number}, by {by}. If it cannot wait: {phone}",
        reader=turn.home.duty_title(rules.reader), number=people.phone(turn.db, turn.seal, turn.person.id),
        by=Moment(made.decide_by or turn.now), phone=phone,
    )  # fmt: skip
    danger = [Phone(line.number, line.label) for line in turn.home.hotlines if line.level == "danger"]
    return Screen(
        title=_("We have it: somebody rings you"),
        text=(night, rings) if turn.home.is_quiet(turn.now) else (rings,),
        facts=((_("When"), WHEN[made.kind][0]), *code_fact(turn, made)),
        phones=(*home_phone(turn), *danger),
        rows=(row(mine_button("primary"), menu_button()),),
        picture=SERVICE.picture,
    )


def title_of(_home: Home, one: Booking) -> Text:
    """A booking's service in a few words."""
    return _("Urgent help: {when}", when=WHEN[one.kind][0] if one.kind in WHEN else "")


SERVICE = register(
    Service(
        name="urgent", picture="worry", title=title_of, section=Urgent,
        bring=lambda _home, _one: (), facts=lambda _turn, _one, _details: (),
    )
)  # fmt: skip

flow = Flow(
    "urgent",
    _("Urgent help"),
    sign=Sign(_("I need help quickly"), _("two questions, then a person rings you"), order=5, picture="bell"),
    section=Urgent,
    words=("紧急", "急", "马上", "urgent"),
    prepare=prepare,
    form=Form(
        flow="urgent",
        title=_("Urgent help"),
        fields=(
            Choice(
                "when",
                label=_("When"),
                question=_("When do you need somebody to look after your child?"),
                options=when_options,
            ),
            PhoneField("phone", label=_("Your number"), question=_("On which number can we ring you?")),
        ),
        send=send,
        send_label=_("Send, and ring me"),
    ),
)
