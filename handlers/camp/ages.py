"""How old a child is on a day. A birthday counts from its own day on; 29 February, in other years, from 1 March."""

import re
import unicodedata
from datetime import date

from bot.chat import Refused, Turn
from bot.fields import Answers
from bot.fields.typed_days import NoSuchDayError, typed_day
from bot.text import Json, _

OLDEST = 30
YEAR_FIRST = re.compile(r"\D*\d{4}")


def age_on(born: date, day: date) -> int:
    """Full years of life on a local day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def typed_birthday(text: str, today: date) -> str:
    """A typed birthday as an ISO day. Raises Refused."""
    again = _("Please type the birthday with its year, such as 2017-06-01.")
    if not YEAR_FIRST.match(unicodedata.normalize("NFKC", text)):
        raise Refused(again)
    try:
        born = typed_day(text, today)
    except NoSuchDayError:
        raise Refused(_("There is no such day. {again}", again=again)) from None
    if born is None:
        raise Refused(again)
    return born.isoformat()


def is_a_birthday(turn: Turn, _answers: Answers, value: Json) -> None:
    """Not in the future, and not a grown-up's."""
    born = date.fromisoformat(str(value))
    if born > turn.today or age_on(born, turn.today) > OLDEST:
        raise Refused(_("This cannot be a child's birthday. Please look at the year once more."))
