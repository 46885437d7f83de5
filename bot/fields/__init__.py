"""The kinds of questions a form can ask. Flows take from here; `asking.py` says how a later kind joins them."""

from bot.fields.asking import Answered, Answers, AskAgain, Asking, Field, Looked, Outcome, Parts, State
from bot.fields.choices import Choice, Option, Options, Ticks
from bot.fields.days import DayField, DayOffer, Days
from bot.fields.typed import choose, squash
from bot.fields.writing import PhoneField, TextField

__all__ = [
    "Answered", "Answers", "AskAgain", "Asking", "Choice", "DayField", "DayOffer", "Days", "Field", "Looked", "Option",
    "Options", "Outcome", "Parts", "PhoneField", "State", "TextField", "Ticks", "choose", "squash",
]  # fmt: skip
