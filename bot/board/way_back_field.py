"""The question for five picture-words: by pointing, three taps a word, or typed."""

from dataclasses import dataclass

from bot.board import way_back
from bot.board.way_back import DIGITS, lists, picture_words
from bot.chat import Ask, Button, Refused, Tap, Turn
from bot.fields import Answered, Answers, Asking, Field, Looked, Outcome, Parts
from bot.text import Json, Several, Text, _

STEPS: tuple[Text, ...] = (_("Where does it belong?"), _("Which one is it?"), _("Which colour?"))
FIVE = _("It takes five words, such as: red fish, blue umbrella … Please tap the pictures, or type all five.")


@dataclass(frozen=True, kw_only=True)
class WayBackField(Field):
    """The value is a code of fifteen digits. A button carries all that was tapped so far: a double tap adds nothing."""

    def parts(self, asking: Asking) -> Parts:
        picked = str(asking.view.get("so_far", ""))
        word, step = divmod(len(picked), 3)
        ask = _("Picture {number} of {many}. {question}", number=word + 1, many=way_back.WORDS, question=STEPS[step])
        less = () if not picked else (Button(_("Take the last one back"), asking.tap("pick", picked[:-1]), "quiet"),)
        grid = tuple(
            Button(name, asking.tap("pick", picked + str(digit)), picture=picture)
            for digit, (name, picture) in enumerate(self._offered(picked, step))
        )
        return Parts(rows=(grid, less), ask=Ask("text", self.label), text=(ask,), words=picture_words(picked))

    def _offered(self, picked: str, step: int) -> list[tuple[Text, str]]:
        """The eight pictures of this step: groups, the things of one, or its colours."""
        groups, colours = lists()
        if step == 0:
            return [(group.name, f"word-{group.things[0].id}") for group in groups]
        things = groups[int(picked[-step])].things
        if step == 1:
            return [(thing.name, f"word-{thing.id}") for thing in things]
        thing = things[int(picked[-1])]
        return [(colour.name, f"word-{thing.id}-{colour.id}") for colour in colours]

    def tapped(self, asking: Asking, tap: Tap) -> Outcome:
        if tap.verb != "pick":
            return super().tapped(asking, tap)
        if len(tap.ref) > DIGITS or any(digit not in "01234567" for digit in tap.ref):
            raise Refused(FIVE)
        return Answered(tap.ref) if len(tap.ref) == DIGITS else Looked({"so_far": tap.ref})

    def typed(self, asking: Asking, text: str) -> Outcome:
        code = way_back.read(text)
        if code is None:
            raise Refused(FIVE)
        return Answered(code)

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        if not isinstance(value, str) or not way_back.CODE.fullmatch(value):
            raise Refused(FIVE)

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        return Several(tuple(word.label for word in picture_words(value)))
