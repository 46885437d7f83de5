"""How it was, in the family's own words: after the camp, beside the tap and the child's face."""

from collections.abc import Mapping

from bot.booking import own, tell_reader
from bot.booking_screens import menu_button, mine_button
from bot.chat import Open, Refused, Screen, Tap, Turn, row
from bot.fields import Answers, TextField
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.text import Json, _
from handlers.camp.profile import Camp
from storage import camps, feedback
from storage.places import Booking

flow = Flow("camp_words", _("How was it?"), section=Camp)


@flow.begins
def begin(_turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Only the question afterwards leads here."""
    return None if "of" in given else Open("bookings")


@flow.tap("write")
def write(turn: Turn, tap: Tap) -> Answer:
    """To the line."""
    return Open(flow.name, {"of": _mine(turn, tap.ref).ref})


def _mine(turn: Turn, ref: str) -> Booking:
    one = own(turn, ref)
    if one.service != camps.SERVICE or one.starts_at > turn.now:
        raise Refused(_("This is for after the camp."))
    return one


def send(turn: Turn, answers: Answers) -> Screen:
    """Kept sealed; whoever leads the camp reads it on the registration's card."""
    one = _mine(turn, str(answers["of"]))
    feedback.write(turn.db, turn.seal, booking=one.ref, words=str(answers["words"]), now=turn.now)
    tell_reader(turn, one, _("A family has written how it was: {ref}", ref=one.ref))
    return Screen(
        title=_("Thank you"),
        text=_("Whoever leads the camp reads it. It helps us to make the next one better."),
        rows=(row(mine_button("primary"), menu_button()),),
        picture="sun",
    )


flow.form = AtOnce(
    flow.name,
    flow.title,
    (TextField("words", label=_("Your words"), question=_("What was good, and what should be better?"), most=600),),
    send,
)
