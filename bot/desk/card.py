"""A booking as staff see it: the facts, what has happened so far, and the actions that its state and their role allow."""

from bot import booking as bookings
from bot.booking import facts, is_late, when
from bot.chat import Button, Phone, Refused, Screen, Style, Tap, Turn, column
from bot.desk.letters import reason_text
from bot.desk.queue import door_open_on_details
from bot.service import service_of
from bot.text import Message, Moment, Several, Text, _
from storage import audit, calls, people, places, questions, staff
from storage.calls import Call
from storage.places import Booking, Stale, Step

DECIDERS = frozenset({"head", "duty"})
DAY_SECONDS = 24 * 3600

STATES: dict[str, Message] = {
    "held": _("waits for a decision"),
    "waitlisted": _("on the waitlist"),
    "offered": _("a place is offered, the family has not answered"),
    "confirmed": _("confirmed"),
    "arrived": _("here now"),
    "unresolved": _("its time has passed, and nobody has written down what happened"),
    "completed": _("took place"),
    "declined": _("declined"),
    "cancelled": _("cancelled"),
    "late_cancel": _("cancelled late"),
    "no_show": _("did not come"),
    "lapsed": _("lapsed"),
}
# What somebody did, as it is told to whoever came second: "{who} has confirmed it".
DEEDS: dict[str, Message] = {
    "held": _("{who} sent the request", who="{who}"),
    "waitlisted": _("{who} put it on the waitlist", who="{who}"),
    "offered": _("{who} offered the place", who="{who}"),
    "confirmed": _("{who} confirmed it", who="{who}"),
    "arrived": _("{who} wrote down the arrival", who="{who}"),
    "unresolved": _("{who} set it back to undecided", who="{who}"),
    "completed": _("{who} wrote down that it took place", who="{who}"),
    "declined": _("{who} declined it", who="{who}"),
    "cancelled": _("{who} cancelled it", who="{who}"),
    "late_cancel": _("{who} cancelled it late", who="{who}"),
    "no_show": _("{who} wrote down that nobody came", who="{who}"),
    "lapsed": _("{who} let it lapse", who="{who}"),
}
