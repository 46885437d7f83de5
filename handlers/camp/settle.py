"""Two guardians disagree: a colleague speaks with both and writes down what holds. Neither reads the other's words."""

from collections.abc import Iterator, Mapping

from bot import booking
from bot.chat import Open, Refused, Screen, Tap, Turn
from bot.desk import STAFF, Item, Rank, waits
from bot.desk.card import card, handled
from bot.fields import Answers, Choice, Option, TextField
from bot.flow import Answer, Flow
from bot.form import Form
from bot.text import Json, Text, _
from handlers.camp.profile import PURPOSES, Camp
from handlers.camp.purposes import ANSWERS, conflicts, key, registrations_of
from handlers.camp.roster import leads, may_lead, open_here
from storage import audit, children, consents, guardians
from storage.children import Child
from storage.places import Booking

flow = Flow("camp_settle", _("Guardians who disagree"), roles=STAFF, section=Camp)


@flow.begins
def begin(_turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Only a card or the queue leads here."""
    return None if "of" in given else Open("camp_desk")


@flow.tap("look")
def open_conflict(turn: Turn, tap: Tap) -> Answer:
    """What each of them said, and the form; what was settled meanwhile leads to the card."""
    one, child = _both(turn, tap.ref)
    return Open(flow.name, {"of": tap.ref}) if conflicts(turn, child.id) else card(turn, one)


def _both(turn: Turn, ref: str) -> tuple[Booking, Child]:
    """The registration and the child that a button names. Raises Refused."""
    leads(turn)
    booking_ref, _dash, child_ref = ref.partition("-")
    one = handled(turn, booking_ref)
    child = next((each for each in booking.children_of(turn, one) if each.ref == child_ref), None)
    if child is None:
        raise Refused(_("There is no such booking for your role."))
    open_here(turn)
    return one, child


def purposes(turn: Turn, answers: Answers) -> list[Option]:
    """On what they disagree."""
    _one, child = _both(turn, str(answers["of"]))
    return [Option(purpose, PURPOSES[purpose]) for purpose in conflicts(turn, child.id)]


def said(turn: Turn, answers: Answers) -> Text:
    """Each voice with its reason, without a name."""
    _one, child = _both(turn, str(answers["of"]))
    voices = " ".join(turn.spoken(voice) for voice in _voices(turn, child, str(answers["purpose"])))
    return _("{voices} You have spoken with both: what holds from now on?", voices=voices)


def _voices(turn: Turn, child: Child, purpose: str) -> Iterator[Text]:
    for number, (_person, answer, reason) in enumerate(consents.voices(turn.db, turn.seal, child.id, key(purpose)), 1):
        plain = ANSWERS[answer if answer in ANSWERS else "refused"]
        if reason:
            yield _("Guardian {number}: {answer} (“{reason}”).", number=number, answer=plain, reason=reason)
        else:
            yield _("Guardian {number}: {answer}.", number=number, answer=plain)


def options(_turn: Turn, _answers: Answers) -> list[Option]:
    """The three answers."""
    return [Option(ref, label) for ref, label in ANSWERS.items()]


def send(turn: Turn, answers: Answers) -> Screen:
    """Settled, until one of them answers anew. Both hear what holds, and nothing of one another."""
    one, child = _both(turn, str(answers["of"]))
    purpose, answer = str(answers["purpose"]), str(answers["answer"])
    consents.settle(
        turn.db, turn.seal, child_id=child.id, purpose=key(purpose),
        answer="given" if answer == "given" else "ask" if answer == "ask" else "refused",
        by=turn.person.id, note=str(answers["note"]), now=turn.now,
    )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="consent.settled", what=child.ref, why=key(purpose))
    for person_id in guardians.of_child(turn.db, child.id):
        turn.tell(person_id, Screen(
            title=_("We have spoken about it"),
            text=_("Thank you for talking with us. This holds now; you can change your own answer at any time."),
            facts=((_("For what"), PURPOSES[purpose]), (_("Now"), ANSWERS[answer])),
        ))  # fmt: skip
    return card(turn, one, _("Settled. Both guardians have been told what holds."))


flow.form = Form(
    flow.name,
    flow.title,
    (
        Choice("purpose", label=_("For what"), question=_("On what do they disagree?"), options=purposes),
        Choice("answer", label=_("What holds"), question=said, options=options),
        TextField("note", label=_("Note"), question=_("What was agreed, and with whom? Only colleagues read it."),
                  most=500),
    ),
    send,
    send_label=_("Settle it"),
)  # fmt: skip


@waits
def disagreements(turn: Turn) -> Iterator[Item]:
    """Children whose guardians do not agree: their places are kept until somebody has spoken with both."""
    if not turn.home.offers(Camp) or not may_lead(turn):
        return
    for child in children.by_ids(turn.db, turn.seal, tuple(consents.of_several(turn.db))):
        for one in registrations_of(turn, child.id) if conflicts(turn, child.id) else ():
            tap = Tap("camp_settle", "look", f"{one.ref}-{child.ref}")
            yield Item(
                tap,
                _("Two guardians do not agree"),
                _("the place is kept until it is settled"),
                Rank.RING,
                one.asked_at,
            )
