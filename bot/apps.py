"""Chat apps: what is written in one is kept by its company, too, and nobody here can change that. So it is said."""

from bot.chat import Turn
from bot.text import Text, _


def is_in_app(turn: Turn) -> bool:
    """Whether this conversation runs through a company's chat app, and not over the home's own page."""
    return turn.address.channel != "web"


def kept_by_app(turn: Turn) -> tuple[Text, ...]:
    """Said before anything is told. 个人信息保护法 arts. 17, 23, 39: who else receives it, and that it goes abroad."""
    if not is_in_app(turn):
        return ()
    return (
        _(
            "What is written in this app is also kept by the company that runs it, perhaps abroad, and we cannot "
            "change that. If you would rather not, ring us or use our own page: {phone}",
            phone=turn.home.phone,
        ),
    )


def left_in_app(turn: Turn) -> tuple[Text, ...]:
    """Said after something was forgotten here: what lies on the person's own phone, only they can delete."""
    if not is_in_app(turn):
        return ()
    return (_("The messages on your own phone are still there: to be rid of them too, delete this chat in the app."),)
