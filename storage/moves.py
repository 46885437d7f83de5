"""Moves: how a booking comes to be and goes from state to state, and who may do it. Every change of state is made here.

Held means sent and waiting for a person. Moving a booking is a second booking that `replaces` it: both share one place
until the new one is kept, and in that same call the old one is cancelled.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from storage.bookings import Booking, NewBooking, Step, by_id, get, history, insert, select, write_step
from storage.claims import Short, Want, fit, shortages_of_booking

_FAMILY_OR_STAFF = frozenset({"family", "staff"})
_STAFF = frozenset({"staff"})
_CLOCK = frozenset({"clock"})
_STAFF_OR_CLOCK = frozenset({"staff", "clock"})

# From a state to a state, and who may. The migration holds the same table for the trigger; the README prints it.
# A family's request is a person's to decide. A volunteer's sign-up is the rules' (by "clock"): they settle it, set it
# back when a check runs out, and the code at the door says who has come.
MOVES: dict[str, dict[str, frozenset[str]]] = {
    "held": {
        "confirmed": _STAFF_OR_CLOCK,
        "declined": _STAFF,
        "cancelled": _FAMILY_OR_STAFF,
        "waitlisted": _STAFF,
        "unresolved": _CLOCK,
    },
    "waitlisted": {
        "offered": _STAFF_OR_CLOCK,
        "declined": _STAFF,
        "cancelled": _FAMILY_OR_STAFF,
        "lapsed": _CLOCK,
    },
    "offered": {
        "confirmed": _FAMILY_OR_STAFF,
        "held": frozenset({"family"}),  # where a person has to look at it before it is settled
        "lapsed": _CLOCK,
        "cancelled": _FAMILY_OR_STAFF,
    },
    "confirmed": {
        "held": _CLOCK,
        "arrived": _STAFF_OR_CLOCK,
        "cancelled": _FAMILY_OR_STAFF,
        "late_cancel": _FAMILY_OR_STAFF,
        "no_show": _STAFF,
        "completed": _STAFF,
        "unresolved": _CLOCK,
    },
    "arrived": {"completed": _STAFF, "unresolved": _CLOCK},
    "unresolved": {
        "completed": _STAFF,
        "no_show": _STAFF,
        "late_cancel": _STAFF,
        "cancelled": _STAFF,
        "declined": _STAFF,
        "arrived": _STAFF,
    },
    "no_show": {"unresolved": _STAFF},  # these two put a mistake right
    "completed": {"unresolved": _STAFF},
    "declined": {},
    "cancelled": {},
    "late_cancel": {},
    "lapsed": {},
}
# In these a booking takes up its places.
COUNTING = frozenset({"held", "offered", "confirmed", "arrived", "unresolved", "completed"})
KEPT = frozenset({"confirmed", "arrived", "completed"})  # in these a booking has taken over from the one it replaces
MOVABLE = frozenset({"held", "waitlisted", "offered", "confirmed"})


Role = Literal["family", "staff", "clock"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change. The clock is nobody."""

    role: Role
    person_id: int | None = None


CLOCK = Actor("clock")


class Full(Exception):  # noqa: N818 - reads as the sentence it is
    """It does not fit; `shorts` says what is short."""

    def __init__(self, shorts: Sequence[Short]) -> None:
        super().__init__(*shorts)
        self.shorts = tuple(shorts)


class IllegalMove(Exception):  # noqa: N818 - reads as the sentence it is
    """No such move, or not by this actor."""

    def __init__(self, before: str, to: str) -> None:
        super().__init__(f"{before} -> {to}")
        self.before = before
        self.to = to


class Stale(Exception):  # noqa: N818 - reads as the sentence it is
    """Someone was faster: the `booking` as it is now, and the `last` step that brought it there."""

    def __init__(self, booking: Booking, last: Step) -> None:
        super().__init__(f"version {booking.version}")
        self.booking = booking
        self.last = last


class AlreadyMoving(Exception):  # noqa: N818 - reads as the sentence it is
    """`booking` is a move that is still open; it must be withdrawn before another is asked for."""

    def __init__(self, booking: Booking) -> None:
        super().__init__(booking.ref)
        self.booking = booking


@contextmanager
def whole(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, inside the turn's own transaction; the turn itself goes on."""
    db.execute("SAVEPOINT places")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK TO places")
        raise
    finally:
        db.execute("RELEASE places")


def request(
    db: sqlite3.Connection, new: NewBooking, wants: Sequence[Want], now: int, waitlist: bool, role: str = "family"
) -> Booking:
    """Ask: held if the whole of it fits, waitlisted if `waitlist` and it only has to wait. No wants (urgent) is held.

    What enters a draw (a `lot` of 0) waits for it, whether there is room or not.

    Raises Full; also with `waitlist` when something is closed, for nothing is to be waited for there. With
    `replaces_ref`: UnknownBooking, IllegalMove when that one cannot be moved any more, AlreadyMoving.
    """
    with whole(db):
        replaced = _movable(db, new.replaces_ref) if new.replaces_ref else None
        laid = fit(db, wants, replaced.unit if replaced else None)
        draws = new.lot is not None
        if laid.shorts and not ((waitlist or draws) and not any(short.closed for short in laid.shorts)):
            raise Full(laid.shorts)
        state = "waitlisted" if laid.shorts or draws else "held"
        booking = insert(db, new, state, now, replaced, laid.amounts)
        write_step(db, booking, None, now, (new.person_id, role, None))
        return booking


def _movable(db: sqlite3.Connection, ref: str) -> Booking:
    booking = get(db, ref)
    if booking.state not in MOVABLE:
        raise IllegalMove(booking.state, "cancelled")
    for move in select(db, "WHERE b.replaces = ?", (booking.id,)):
        if _alive(move):
            raise AlreadyMoving(move)
    if booking.replaces and _alive(by_id(db, booking.replaces)):
        raise AlreadyMoving(booking)
    return booking


def _alive(booking: Booking) -> bool:
    """It has its places or waits for them: no two of one unit but an old booking and the move that would replace it."""
    return booking.state in COUNTING or booking.state == "waitlisted"


def change(
    db: sqlite3.Connection,
    ref: str,
    to: str,
    actor: Actor,
    now: int,
    version: int | None = None,
    reason: bytes | None = None,
    offer_until: int | None = None,
    decide_by: int | None = None,
) -> Booking:
    """Bring a booking to another state; the booking as it is then. `reason` is sealed; `offer_until` is for offers.

    `decide_by` is the new promise where an offer that was taken up waits for a person.

    Raises Stale when `version` is no longer its version, IllegalMove, Full when it should take places up again and
    they are gone, UnknownBooking. Keeping (confirming) a booking that replaces another cancels the other.
    """
    with whole(db):
        booking = get(db, ref)
        if version is not None and version != booking.version:
            raise Stale(booking, history(db, booking)[-1])
        _check(db, booking, to, actor)
        moved = _write(db, booking, to, actor, now, reason, offer_until if to == "offered" else None)
        if decide_by is not None and to == "held":
            db.execute("UPDATE bookings SET decide_by = ? WHERE id = ?", (decide_by, booking.id))
            moved = by_id(db, booking.id)
        if to in KEPT and booking.replaces:
            _take_over(db, by_id(db, booking.replaces), actor, now)
        return moved


def _check(db: sqlite3.Connection, booking: Booking, to: str, actor: Actor) -> None:
    if actor.role not in MOVES[booking.state].get(to, ()) or (booking.state == "no_show" and _taken_over(db, booking)):
        raise IllegalMove(booking.state, to)
    if to in COUNTING and booking.state not in COUNTING:
        shorts = shortages_of_booking(db, booking.id, booking.unit)
        if shorts:
            raise Full(shorts)


def _taken_over(db: sqlite3.Connection, booking: Booking) -> bool:
    others = select(db, "WHERE b.unit = ? AND b.id <> ?", (booking.unit, booking.id))
    return any(_alive(other) for other in others)


def _take_over(db: sqlite3.Connection, old: Booking, actor: Actor, now: int) -> None:
    """The new place is kept, so the old one is given up. One that was used (arrived, completed) cannot be."""
    if "cancelled" in MOVES[old.state]:
        _write(db, old, "cancelled", actor, now, None, None)
    elif old.state in COUNTING:
        raise IllegalMove(old.state, "cancelled")


def _write(
    db: sqlite3.Connection, old: Booking, to: str, actor: Actor, now: int, reason: bytes | None, offer_until: int | None
) -> Booking:
    db.execute(
        "UPDATE bookings SET state = ?, version = version + 1, offer_until = ?, call = NULL WHERE id = ?",
        (to, offer_until, old.id),
    )
    booking = by_id(db, old.id)
    write_step(db, booking, old.state, now, (actor.person_id, actor.role, reason))
    return booking
