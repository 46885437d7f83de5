"""The language of the conversation: every message, also an old one, is spoken in it from now on."""

from collections.abc import Mapping

from bot.chat import Button, Refused, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.text import LANGUAGES, Json, _
from storage import people

flow = Flow("language", _("Language"), words=("语言", "language", "english", "中文", "lang"))


@flow.begins
def choose(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """Each language by its own name."""
    buttons = [
        Button(name, Tap("language", "speak", code), picked=code == turn.person.language)
        for code, name in LANGUAGES.items()
    ]
    return Screen(
        title=_("Which language shall we speak?"),
        rows=(*column(buttons), (Button(_("Back to where I was"), Tap("door", "resume"), "quiet"),)),
    )


@flow.tap("speak")
def speak(turn: Turn, tap: Tap) -> Answer:
    """Speak it from now on."""
    if tap.ref not in LANGUAGES:
        raise Refused(_("We do not speak that language yet. Please choose one of these."))
    people.speak(turn.db, turn.person.id, tap.ref)
    return Screen(
        text=_("All right. From now on we speak English."),
        rows=((Button(_("Back to where I was"), Tap("door", "resume"), "primary"),),),
    )
