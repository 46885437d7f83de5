"""Everything that is kept of one person, as plain JSON: for the file that they take along.

Of a concern the file says only that it was raised, and when. Its words belong to a report that the law may require
(未成年人保护法 art. 11), perhaps about somebody who reads this file over the shoulder of whoever wrote them.
"""

from collections.abc import Iterator

from bot import booking
from bot.chat import Turn
from bot.kept import all_kept
from bot.text import Json
from handlers.privacy import volunteering
from storage import (
    attachments,
    audit,
    calls,
    children,
    concerns,
    consents,
    feedback,
    outbox,
    people,
    places,
    questions,
    signups,
)
from storage.outbox import Said
from storage.places import Booking
from storage.questions import Question

READ = ".read"


def everything(turn: Turn) -> Json:
    """Number, children, consents, every booking with what was written, asked and read of it, calls, and the talk."""
    raised = concerns.recent(turn.db, turn.seal, turn.person.id, 0)
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
        "bookings": [_booking(turn, one) for one in places.of_person(turn.db, turn.person.id, live=False)
                     if one.service != signups.SERVICE],
        "volunteering": volunteering.everything(turn),
        "calls": [
            {"why": one.reason, "about": one.object, "at": _at(turn, one.at), "made": one.done}
            for one in calls.of_person(turn.db, turn.person.id)
        ],
        "concerns": [{"at": _at(turn, one.at)} for one in reversed(raised)],
        **{kept.name: kept.file(turn) for kept in all_kept(turn.home)},
        "conversation": list(_conversation(turn, [one.words for one in raised if one.words])),
    }


def _conversation(turn: Turn, withheld: list[str]) -> Iterator[Json]:
    """What was said from both sides, in the person's language; messages with the words of a concern are left out."""
    for one in outbox.of_person(turn.db, turn.seal, turn.person.id):
        lines = _lines(turn, one)
        if not any(words in line for words in withheld for line in lines):
            yield {"from": one.origin, "at": _at(turn, one.at), "said": lines}


def _lines(turn: Turn, one: Said) -> list[str]:
    spoken = turn.texts.render(one.payload, turn.person.language, turn.zone)
    above = [spoken[part] for part in ("notice", "title") if part in spoken]
    facts = [f"{name}: {value}" for name, value in spoken.get("facts", [])]
    return [str(line) for line in (*above, *spoken.get("text", []), *facts)]


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
            {"question": asked.question, "answer": asked.answer, "sent": _sent(turn, asked)}
            for asked in questions.of_booking(turn.db, turn.seal, one.ref)
        ],
        "feedback": feedback.of_booking(turn.db, one.ref) | _words(turn, one),
        "readings": [
            {"at": _at(turn, at), "why": why}
            for at, _actor, act, why in audit.of_object(turn.db, one.ref)
            if act.endswith(READ)
        ],
    }


def _sent(turn: Turn, asked: Question) -> Json:
    sent = attachments.of_object(turn.db, questions.object_of(asked.ref))
    return [{"kind": one.kind, "seconds": one.seconds} for one in sent]


def _words(turn: Turn, one: Booking) -> dict[str, str]:
    words = feedback.words_of(turn.db, turn.seal, one.ref)
    return {"words": words} if words else {}


def _at(turn: Turn, instant: int) -> str:
    return turn.local(instant).isoformat(timespec="minutes")
