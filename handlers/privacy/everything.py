"""Everything that is kept of one person, as plain JSON: for the file that they take along."""

from bot import booking
from bot.chat import Turn
from bot.text import Json
from storage import audit, children, consents, feedback, people, places, questions
from storage.places import Booking

READ = ".read"


def everything(turn: Turn) -> Json:
    """Number, children, consents, and every booking with what was written, asked and read of it."""
    return {
        "phone": people.phone(turn.db, turn.seal, turn.person.id),
        "language": turn.person.language,
        "children": [
            {"nickname": child.nickname, "age": child.age, "needs": child.needs}
            for child in children.of_guardian(turn.db, turn.seal, turn.person.id)
        ],
        "consents": [
            {"purpose": one.purpose, "wording": one.wording, "answer": one.answer, "at": _at(turn, one.at)}
            for one in consents.history(turn.db, turn.person.id)
        ],
        "bookings": [_booking(turn, one) for one in places.of_person(turn.db, turn.person.id, live=False)],
    }


def _booking(turn: Turn, one: Booking) -> Json:
    return {
        "ref": one.ref,
        "service": one.service,
        "kind": one.kind,
        "from": _at(turn, one.starts_at),
        "until": _at(turn, one.ends_at),
        "children": [child.nickname for child in booking.children_of(turn, one)],
        "details": booking.details_of(turn, one),
        "states": [{"state": step.to_state, "at": _at(turn, step.at)} for step in places.history(turn.db, one)],
        "questions": [
            {"question": asked.question, "answer": asked.answer}
            for asked in questions.of_booking(turn.db, turn.seal, one.ref)
        ],
        "feedback": feedback.of_booking(turn.db, one.ref),
        "readings": [
            {"at": _at(turn, at), "why": why}
            for at, _actor, act, why in audit.of_object(turn.db, one.ref)
            if act.endswith(READ)
        ],
    }


def _at(turn: Turn, instant: int) -> str:
    return turn.local(instant).isoformat(timespec="minutes")
