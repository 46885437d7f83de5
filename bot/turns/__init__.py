"""Turns: whatever waits is handled as one batch, in the database's own thread, one strictly after another.

In one transaction a turn writes down what was heard, what was decided and what will be said. An event is acknowledged
only when that transaction has reached the disk. Only turns write: the scheduler's ticks and the command line are turns
too. `batches.py` is the one writer and knows nothing of what it writes; `hearing.py` says what a turn is.
"""

from bot.turns.arrival import Arrival
from bot.turns.batches import MOST_IN_A_BATCH, MOST_WAITING, Busy, Probe
from bot.turns.hearing import NoAddress, Turns
from bot.turns.unrecorded import flows_of, tidy

__all__ = ["MOST_IN_A_BATCH", "MOST_WAITING", "Arrival", "Busy", "NoAddress", "Probe", "Turns", "flows_of", "tidy"]
