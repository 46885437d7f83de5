"""What a family reads after each decision about its booking: warm, short, with the next step and a number to ring."""

from bot.booking import facts
from bot.booking_screens import calendar_files, home_phone, mine_button, rules_of, waitlist_line, way_button
from bot.chat import Ask, Button, Screen, Tap, Turn
from bot.service import please_bring
from bot.text import Message, Text, _
from storage.places import Booking

MOST_OF_AN_ANSWER = 500

# Why it is not possible: what staff choose, and what the family reads.
REASONS: dict[str, tuple[Message, Message]] = {
    "full": (_("No room on that day"), _("On that day we have no room left.")),
    "people": (_("Too few colleagues"), _("On that day we have too few colleagues to look after your child well.")),
    "first": (
        _("Something else comes first"),
        _("Something else should come first, such as a first visit. We help you with it."),
    ),
    "fit": (
        _("Not the right help"),
        _("We think that another kind of help fits your child better. Please ring us: we look for it together."),
    ),
    "other": (_("Another reason, in my own words"), _("We are sorry that it is not possible.")),
}


# Why a family calls off, by the button it taps; whoever reads it may read another language.
OF_FAMILIES: dict[str, Message] = {"ill": _("somebody is ill")}


def packed_reason(code: str, words: str) -> str:
    """The reason as it is sealed with the decision: its code, and own words on a second line."""
    return f"{code}\n{words}" if words else code


def reason_text(packed: str) -> tuple[Text, ...]:
    """The reason as it is read: own words say it better than ours, where there are some."""
    code, _line, words = packed.partition("\n")
    if code not in REASONS:
        return (OF_FAMILIES.get(code, packed),)
    return (words,) if code == "other" and words else (REASONS[code][1], *((words,) if words else ()))


def confirmed_letter(turn: Turn, booking: Booking) -> Screen:
    """Yes. Where to come, and what to bring."""
    building = turn.home.buildings[rules_of(turn, booking).building]
    moved = (_("The time you had before is given up with this."),) if booking.replaces else ()
    bring = please_bring(turn, booking)
    sorry = _("If something comes up, please tell us here or by telephone; nobody minds.")
    return Screen(
        title=_("Yes: we look forward to seeing you"),
        text=(_("It is settled. Please come to {building}.", building=building.name), *moved, *bring, sorry),
        facts=facts(turn, booking),
        rows=((mine_button("primary"), way_button(booking)),),
        phones=home_phone(turn),
        files=calendar_files(booking),
        picture="yes",
    )


def declined_letter(turn: Turn, booking: Booking, packed: str) -> Screen:
    """No, why, and what else there is."""
    other = Button(_("Choose another day"), Tap("door", "open", booking.service), "primary")
    return Screen(
        title=_("We are sorry: it does not work this time"),
        text=(
            *reason_text(packed),
            _("You lose nothing by it: another day is open to you, or ring us and we look together."),
        ),
        facts=facts(turn, booking),
        rows=((other,), (mine_button(),)),
        phones=home_phone(turn),
    )


def waitlisted_letter(turn: Turn, booking: Booking) -> Screen:
    """Not now; the place in line, and that nothing has to be watched."""
    return Screen(
        title=_("You are on the waitlist"),
        text=(_("There is no room at the moment, so we have put you on the waitlist."), waitlist_line(turn, booking)),
        facts=facts(turn, booking),
        rows=((mine_button("primary"),),),
        phones=home_phone(turn),
    )


def cancelled_letter(turn: Turn, booking: Booking) -> Screen:
    """Called off, by staff: as a rule after a telephone call."""
    again = Button(_("Choose another day"), Tap("door", "open", booking.service))
    return Screen(
        title=_("Called off"),
        text=_("We have called this booking off for you. If that is a mistake, please ring us."),
        facts=facts(turn, booking),
        rows=((again,), (mine_button(),)),
        phones=home_phone(turn),
    )


def question_letter(turn: Turn, booking: Booking, ref: str, question: str) -> Screen:
    """A colleague's question. It is answered right below it; the button is for later, when it is not the newest."""
    reader = turn.home.duty_title(rules_of(turn, booking).reader)
    return Screen(
        title=_("A question about your booking"),
        text=(_("{reader} would like to know:", reader=reader), question),
        facts=facts(turn, booking),
        rows=((Button(_("Answer"), Tap("questions", "answer", ref), "primary"),),),
        ask=Ask("long", _("Answer"), MOST_OF_AN_ANSWER, ("voice", "photo")),
        phones=home_phone(turn),
    )
