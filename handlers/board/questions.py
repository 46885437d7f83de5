"""What a letter is asked: what it is about, how the child would like to say it, and then the thing itself."""

from dataclasses import dataclass

from bot.board.cards import CARDS, Kind, picture_of
from bot.board.profile import Board
from bot.chat import Ask, Turn
from bot.fields import Answers, Asking, Choice, Field, Option, Options, Parts, TextField
from bot.text import Json, Message, Several, Text, _

MOST = 800
WAYS: dict[str, Message] = {
    "write": _("Write"), "cards": _("Lay picture cards"), "voice": _("Speak"), "draw": _("Draw a picture"),
}  # fmt: skip
KINDS: tuple[Kind, ...] = ("who", "feeling", "what")


def topics(turn: Turn, _answers: Answers) -> list[Option]:
    """What it can be about."""
    return [Option(one.id, one.name, picture=one.picture) for one in turn.home[Board].topics]


def for_one_alone(turn: Turn, _answers: Answers) -> tuple[Text, ...]:
    """Which of them are read by nobody but the duty officer."""
    alone = tuple(one.name for one in turn.home[Board].topics if one.alone)
    who = turn.home.duty_title("duty")
    return (_("Only {who} reads this: {topics}.", who=who, topics=Several(alone)),) if alone else ()


def ways(_turn: Turn, _answers: Answers) -> list[Option]:
    """How it can be said: nobody has to write."""
    return [Option(way, label, picture=f"way-{way}") for way, label in WAYS.items()]


def cards(kind: Kind) -> Options:
    """The cards of one kind."""
    options = [Option(card, label, picture=picture_of(card)) for card, label in CARDS[kind].items()]
    return lambda _turn, _answers: options


@dataclass(frozen=True, kw_only=True)
class VoiceField(TextField):
    """A voice message; words are taken as well, for a device that has no microphone."""

    accepts: tuple[str, ...] = ("voice",)

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        return value if isinstance(value, str) else _("What you said ({seconds} s)", seconds=value["seconds"])


@dataclass(frozen=True, kw_only=True)
class DrawingField(TextField):
    """A drawing: made on the page itself, on paper and shown by a photo in a chat app."""

    accepts: tuple[str, ...] = ("photo",)

    def parts(self, asking: Asking) -> Parts:
        parts = super().parts(asking)
        on_page = asking.turn.address.channel == "web"
        return Parts(ask=Ask("long", self.label, self.most, ("drawing",)) if on_page else parts.ask, rows=parts.rows)

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        if isinstance(value, str):
            return value
        return Several((_("Your drawing"), value["words"])) if value["words"] else _("Your drawing")


def draw_asked(turn: Turn, _answers: Answers) -> Text:
    """The page has a pad; elsewhere one draws on paper."""
    if turn.address.channel == "web":
        return _("Draw what you want to tell us. Tap “Draw” below.")
    return _("Draw it on paper and send us a photo of it. Nobody should be seen on the photo.")


def card_question(kind: Kind, label: Text, question: Text) -> Choice:
    """One of three questions that are answered by pointing."""
    return Choice(
        kind, label=label, question=question, options=cards(kind), optional=True,
        when=lambda _turn, answers: answers.get("way") == "cards",
    )  # fmt: skip


def chosen(way: str, answers: Answers) -> bool:
    """Whether it is said this way; before that is known, most write."""
    return str(answers.get("way", "write")) == way


FIELDS: tuple[Field, ...] = (
    Choice(
        "topic", label=_("What about"), question=_("What is your letter about?"), options=topics, reading=for_one_alone
    ),
    Choice("way", label=_("How"), question=_("How would you like to say it?"), options=ways),
    TextField(
        "words", label=_("Your letter"), most=MOST, when=lambda _turn, answers: chosen("write", answers),
        question=_("What do you want to tell us? Write it as you like. Mistakes do not matter."),
    ),
    card_question("who", _("Who it is"), _("Who is it about? Tap a picture.")),
    card_question("feeling", _("Feeling"), _("How does it feel? Tap a picture.")),
    card_question("what", _("What it is"), _("What is it about? Tap a picture.")),
    VoiceField(
        "voice", label=_("Your letter"), most=MOST, when=lambda _turn, answers: chosen("voice", answers),
        question=_("Say what you want to tell us. Only those who read the letters hear it."),
    ),
    DrawingField(
        "draw", label=_("Your letter"), most=MOST, when=lambda _turn, answers: chosen("draw", answers),
        question=draw_asked,
    ),
)  # fmt: skip


def laid(answers: Answers) -> list[str]:
    """The cards of a letter, in the order of the questions."""
    return [str(answers[kind]) for kind in KINDS if kind in answers]


def said(answers: Answers) -> Json:
    """What the child wrote, spoke or drew; None for cards."""
    return next((answers[name] for name in ("words", "voice", "draw") if name in answers), None)


def words_of(value: Json) -> str:
    """The words in it."""
    return value if isinstance(value, str) else str(value["words"]) if value else ""
