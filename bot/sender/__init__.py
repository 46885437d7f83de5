"""The sender: carries what waits to where people are, each person's messages in order, and never faster than it may.

`courier.py` says what a channel must be able to do, `lanes.py` who is next, `sending.py` carries.
"""

from bot.sender.courier import Courier, Down, Later, Parcel, Part, Undeliverable, Unreachable
from bot.sender.sending import Sender

__all__ = ["Courier", "Down", "Later", "Parcel", "Part", "Sender", "Undeliverable", "Unreachable"]
