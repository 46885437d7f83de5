"""Scarce places, written once: the door to spans, claims, bookings, moves, the waitlist and the agenda.

A resource has a capacity in each span of time; a booking claims some of each resource in every span that it touches.
What fits is decided here and, should anyone go around it, once more by triggers in the database.
All of it belongs inside a turn's BEGIN IMMEDIATE: what is checked is then still true when it is written.
"""

from storage.agenda import ahead, children_there, extend_offers, lapse, overdue, queue, settle
from storage.bookings import (
    FINAL,
    Booking,
    NewBooking,
    Step,
    UnknownBooking,
    by_code,
    by_id,
    children_of,
    find,
    get,
    history,
    in_span,
    of_child,
    of_person,
    set_code,
)
from storage.claims import Room, Short, Want, calendar, shortages
from storage.fewer import take_out
from storage.moves import (
    CLOCK,
    COUNTING,
    MOVES,
    Actor,
    AlreadyMoving,
    Full,
    IllegalMove,
    Role,
    Stale,
    change,
    request,
)
from storage.spans import Orphan, Orphans, Span, SpanPlan, edit_span, open_spans, spans_of
from storage.waitlist import offer_freed, place, release_call, waiting

__all__ = [
    "CLOCK",
    "COUNTING",
    "FINAL",
    "MOVES",
    "Actor",
    "AlreadyMoving",
    "Booking",
    "Full",
    "IllegalMove",
    "NewBooking",
    "Orphan",
    "Orphans",
    "Role",
    "Room",
    "Short",
    "Span",
    "SpanPlan",
    "Stale",
    "Step",
    "UnknownBooking",
    "Want",
    "ahead",
    "by_code",
    "by_id",
    "calendar",
    "change",
    "children_of",
    "children_there",
    "edit_span",
    "extend_offers",
    "find",
    "get",
    "history",
    "in_span",
    "lapse",
    "of_child",
    "of_person",
    "offer_freed",
    "open_spans",
    "overdue",
    "place",
    "queue",
    "release_call",
    "request",
    "set_code",
    "settle",
    "shortages",
    "spans_of",
    "take_out",
    "waiting",
]
