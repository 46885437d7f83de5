"""One child of several does not come: its places are free in that turn, and the others keep theirs."""

import sqlite3
from collections.abc import Sequence

from storage.bookings import Booking, by_id, children_of, get, history, write_step
from storage.claims import Want, fit
from storage.moves import MOVABLE, Actor, IllegalMove, Stale, whole


def take_out(
    db: sqlite3.Connection, ref: str, child_id: int, wants: Sequence[Want], actor: Actor, now: int, version: int
) -> Booking:
    """One child of several does not come: what it took (`wants`) is free, the others keep theirs. Raises Stale.

    IllegalMove where it is the last one, or where the booking is over: then all of it is called off instead.
    """
    with whole(db):
        booking = get(db, ref)
        if version != booking.version:
            raise Stale(booking, history(db, booking)[-1])
        family = children_of(db, booking)
        if booking.state not in MOVABLE or child_id not in family or len(family) == 1:
            raise IllegalMove(booking.state, booking.state)
        for span_id, amount in fit(db, wants, booking.unit).amounts.items():
            slots = (booking.id, span_id, amount)
            db.execute("DELETE FROM claims WHERE booking_id = ? AND span_id = ? AND amount <= ?", slots)
            db.execute("UPDATE claims SET amount = amount - ?3 WHERE booking_id = ?1 AND span_id = ?2", slots)
        db.execute("DELETE FROM booking_children WHERE booking_id = ? AND child_id = ?", (booking.id, child_id))
        db.execute("UPDATE bookings SET version = version + 1 WHERE id = ?", (booking.id,))
        fewer = by_id(db, booking.id)
        write_step(db, fewer, booking.state, now, (actor.person_id, actor.role, None))
        return fewer
