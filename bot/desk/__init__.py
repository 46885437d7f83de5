"""Deciding, written once: a queue ordered by what breaks first, and cards with what this person's role may do.

`queue.py` is the queue to which flows add what waits; `card.py` a booking as staff see it, with its actions;
`letters.py` what a family reads after each decision.
"""

from bot.desk.queue import (
    STAFF,
    Item,
    Rank,
    cleared,
    door_open_on_details,
    queue_screen,
    shows_today,
    stands_beneath,
    waits,
)

__all__ = [
    "STAFF", "Item", "Rank", "cleared", "door_open_on_details", "queue_screen", "shows_today", "stands_beneath",
    "waits",
]  # fmt: skip
