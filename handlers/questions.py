"""Questions between the desk and a family: a colleague asks about a booking, the family answers in its own words.

Whoever finds typing hard answers by voice or with a photo; it stands on the booking's card, and goes with the booking.
"""

from collections.abc import Mapping

from bot.booking import own, tell_family
from bot.chat import Button, Event, Open, Refused, Screen, Tap, Turn
from bot.desk.card import card, handled
from bot.desk.letters import MOST_OF_AN_ANSWER, question_letter
from bot.fields import Answers, TextField
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.text import Json, Text, _
from storage import attachments, audit, outbox, people, places, questions
from storage.questions import Question

flow = Flow("questions", _("A question about a booking"))


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Only a card or a question leads here."""
    return None if "ask" in given or "to" in given else Open("menu")


@flow.tap("answer")
def answer(turn: Turn, tap: Tap) -> Answer:
    """The family wants to answer."""
    return Open(flow.name, {"to": mine(turn, tap.ref).ref})


def mine(turn: Turn, ref: str) -> Question:
    """A question about this person's own booking. Raises Refused."""
    question = questions.find(turn.db, turn.seal, ref)
    if question is None:
        raise Refused(_("We cannot find this question any more."))
    own(turn, question.booking)
    return question


def is_asking(turn: Turn, answers: Answers) -> bool:
    """Whether a colleague asks."""
    return "ask" in answers


def is_answering(turn: Turn, answers: Answers) -> bool:
    """Whether a family answers."""
    return "to" in answers


def asked_again(turn: Turn, answers: Answers) -> Text:
    """The question itself, so that nobody has to scroll up."""
    question = questions.find(turn.db, turn.seal, str(answers["to"]))
    return question.question if question else _("What would you like to tell us?")


def send(turn: Turn, answers: Answers) -> Screen:
    """To the family, or back to whoever asked."""
    return _ask(turn, answers) if is_asking(turn, answers) else _answer(turn, answers)


flow.form = AtOnce(
    flow.name,
    flow.title,
    (
        TextField(
            "question",
            label=_("Question"),
            question=_("What would you like to ask the family? It is sent as you write it."),
            when=is_asking,
            most=MOST_OF_AN_ANSWER,
        ),
        TextField(
            "answer",
            label=_("Answer"),
            question=asked_again,
            when=is_answering,
            most=MOST_OF_AN_ANSWER,
            accepts=("voice", "photo"),
        ),
    ),
    send,
)


def answered_at_once(turn: Turn, event: Event) -> Answer:
    """Typed, spoken or shown right below the newest letter, without a tap on its button first."""
    shown = outbox.last_screen(turn.db, turn.seal, turn.address.id)
    taps = [Tap.parse(button["data"]) for row in shown.get("rows", []) for button in row]
    letter = next((tap for tap in taps if tap and (tap.flow, tap.verb) == (flow.name, "answer")), None)
    if letter is None or flow.form is None:
        return None
    begun = flow.form.begin(turn, {"to": mine(turn, letter.ref).ref})
    return flow.form.step(turn, begun.state, event).screen if begun.state else None


flow.typed = answered_at_once


def _ask(turn: Turn, answers: Answers) -> Screen:
    booking = handled(turn, str(answers["ask"]))
    words = str(answers["question"])
    ref = questions.ask(
        turn.db, turn.seal, booking=booking.ref, asked_by=turn.person.id, question=words, now=turn.now
    )
    tell_family(turn, booking, question_letter(turn, booking, ref, words))
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="booking.asked", what=booking.ref, why="handling")
    return card(turn, booking, _("Sent. The answer comes back to this card, and the card rises on the desk."))


def _answer(turn: Turn, answers: Answers) -> Screen:
    question = mine(turn, str(answers["to"]))
    given = answers["answer"]
    words, sent = (given, None) if isinstance(given, str) else (given["words"], given["attachment"])
    questions.answer(turn.db, turn.seal, question.ref, words, turn.now, sent)
    audit.record(
        turn.db, at=turn.now, actor=turn.person.ref, act="booking.answered", what=question.booking, why="family"
    )
    _tell_colleague(turn, question)
    return Screen(
        title=_("Thank you"),
        text=_("Your answer is with our colleagues. You need do nothing more; we write to you here."),
        rows=(
            (Button(_("My bookings"), Tap("door", "open", "bookings"), "primary"),),
            (Button(_("Home page"), Tap("door", "menu"), "quiet"),),
        ),
    )


@flow.file
def sent_answer(turn: Turn, ref: str) -> tuple[bytes, str]:
    """A photo or a voice message, for whoever may handle the booking and for whose it is. Raises Refused."""
    sent = attachments.find(turn.db, ref)
    question = questions.of_object(turn.db, turn.seal, sent.object or "") if sent else None
    if sent is None or question is None:
        raise Refused(_("There is no such file."))
    _theirs(turn, question.booking)
    return attachments.content_of(turn.db, turn.seal, ref), sent.media_type


def _theirs(turn: Turn, booking: str) -> None:
    """Raises Refused for anybody whose booking it is not, neither as its family nor as whoever handles it."""
    if turn.person.roles:
        handled(turn, booking)
    else:
        own(turn, booking)


def _tell_colleague(turn: Turn, question: Question) -> None:
    """Whoever asked hears that there is an answer; what it says stands on the card."""
    if not people.person(turn.db, turn.seal, question.asked_by).roles:  # they work here no longer: the desk shows it
        return
    booking = places.get(turn.db, question.booking)
    turn.tell(question.asked_by, Screen(
        title=_("The family has answered: {ref}", ref=question.booking),
        rows=((Button(_("Open"), Tap("desk", "card", booking.ref, booking.version), "primary"),),),
    ), purpose="desk")  # fmt: skip
