"""What the camp says of its registrations to “my bookings”, the desk and the reminders."""

from datetime import date

from bot import booking
from bot.chat import Button, Tap, Turn, column
from bot.desk import door_open_on_details
from bot.home import Home
from bot.service import Facts, Rows, Service, register
from bot.text import Json, Message, Moment, Several, Text, _
from handlers.camp.ages import age_on
from handlers.camp.profile import PURPOSES, Camp, week_of
from handlers.camp.purposes import ANSWERS, conflicts, standing
from handlers.camp.sheet import LIST, born_of
from handlers.camp.weeks import resource_called
from storage import camps, draws, feedback, health, places, wishes
from storage.children import Child
from storage.places import Booking

FLAGS: dict[str, Message] = {
    "age": _("outside the ages of the camp on the first day"),
    "late": _("came after the application period"),
}
WISHES: dict[str, Message] = {
    "yes": _("would like to come"), "no": _("would rather not come"), "unsure": _("is not sure"),
}  # fmt: skip
NOT_ASKED = _("has not been asked yet")


def title_of(home: Home, one: Booking) -> Text:
    """The week's name; a week that the home has given up since is still the camp."""
    week = week_of(home, one.kind)
    return week.name if week is not None else _("Summer camp")


def facts_of(turn: Turn, one: Booking, _details: Json) -> Facts:
    """What the child says, and under which name it is drawn and when."""
    said, found = wishes.of_booking(turn.db, one), []
    for child in booking.children_of(turn, one):
        wish = WISHES[said[child.id]] if child.id in said else NOT_ASKED
        found.append((_("The child itself"), _("{child} {wish}", child=child.nickname, wish=wish)))
    entrant, camp = draws.entrant_of(turn.db, one), camps.of_booking(turn.db, one)
    lots: Facts = ()
    if entrant and camp is not None and camp.draw_at is not None:
        lots = ((_("Your name in the draw"), entrant), (_("Drawn at"), Moment(camp.draw_at)))
    return (*found, *lots)


def told_of(turn: Turn, one: Booking) -> Facts:
    """What staff should know before they decide: ages, what is agreed to, a sheet that is missing; words after it."""
    first, found = date.fromisoformat(one.first_day), list[tuple[Text, Text]]()
    for child in booking.children_of(turn, one):
        sheet = health.of(turn.db, turn.seal, child.id, one.person_id or 0)
        born = born_of(sheet.details) if sheet is not None else None
        if born is not None:
            found.append(
                (_("Age on the first day"), _("{child}: {age} years", child=child.nickname, age=age_on(born, first)))
            )
        if sheet is None or sheet.list != LIST or sheet.valid_until < one.first_day:
            found.append((_("Please note"), _("The sheet of {child} is missing or too old.", child=child.nickname)))
        found.append((child.nickname, _agreed(turn, child)))
    words = feedback.words_of(turn.db, turn.seal, one.ref)
    return (*found, *(((_("The family wrote"), words),) if words else ()))


def _agreed(turn: Turn, child: Child) -> Text:
    lines = []
    for purpose in turn.home[Camp].purposes:
        now_so = standing(turn, child.id, purpose.id)
        answer: Text = (
            _("guardians disagree: nothing until that is settled") if now_so.conflict else ANSWERS[now_so.answer]
        )
        lines.append(_("{purpose}: {answer}", purpose=PURPOSES[purpose.id], answer=answer))
    return Several(tuple(lines))


def family_rows(turn: Turn, one: Booking) -> Rows:
    """What a family can do about a registration that still counts: let the child speak, change consents and sheets."""
    if one.state in places.FINAL:
        return ()
    asked = len(wishes.of_booking(turn.db, one)) == len(places.children_of(turn.db, one))
    say = Button(
        _("Ask the child: do I want to come?"), Tap("camp_say", "ask", one.ref), "plain" if asked else "primary"
    )
    mine = Button(_("Consents and sheets"), Tap("camp_consents", "of", one.ref))
    family = booking.children_of(turn, one) if one.starts_at > turn.now else []
    leaving = [
        Button(_("{child} does not come", child=child.nickname),
               Tap("camp", "without", f"{one.ref}-{child.ref}", one.version), "quiet")
        for child in (family if len(family) > 1 else ())
    ]  # fmt: skip
    return column([say, mine, *leaving])


def staff_rows(turn: Turn, one: Booking) -> Rows:
    """What staff do about it beside deciding: ask the child themselves, settle what guardians disagree about."""
    if one.state in places.FINAL:
        return ()
    family = booking.children_of(turn, one)
    asks = Button(_("We asked the child"), Tap("camp_desk", "wish", one.ref))
    settle = [
        Button(_("Guardians disagree: settle it"), Tap("camp_settle", "look", f"{one.ref}-{child.ref}"), "danger")
        for child in family
        if conflicts(turn, child.id)
    ]
    return column([*settle, asks])


def lacks(turn: Turn, one: Booking) -> Text | None:
    """What must be done before it can be confirmed. The place is kept meanwhile; nobody is refused by it."""
    family = booking.children_of(turn, one)
    if not door_open_on_details(turn):  # in a chat without a lock nobody is named
        unasked = len(family) > len(wishes.of_booking(turn.db, one))
        open_there = unasked or any(conflicts(turn, child.id) for child in family)
        return _("Something must be settled first. It opens on the staff page in a browser.") if open_there else None
    for child in family:
        if conflicts(turn, child.id):
            return _("Two guardians of {child} do not agree. Please settle it first; the place stays kept.",
                     child=child.nickname)  # fmt: skip
    said = wishes.of_booking(turn.db, one)
    silent = tuple(child.nickname for child in family if child.id not in said)
    if silent:
        return _("Not yet asked whether they want to come: {children}. Please ask first, or let the family ask.",
                 children=Several(silent))  # fmt: skip
    return None


SERVICE = register(
    Service(
        name="camp", picture="camp", title=title_of, section=Camp, bring=lambda home, _one: home[Camp].bring,
        facts=facts_of, flags=FLAGS, movable=lambda _one: False, told=told_of, family=family_rows, staff=staff_rows,
        lacks=lacks, looks=True, meets=lambda home: home[Camp].meet, writes="camp_words", calls=resource_called,
    )
)  # fmt: skip
