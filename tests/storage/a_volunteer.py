"""A house with volunteers and a garden of three places on Monday morning, for the tests of what is kept of them."""

import sqlite3
from typing import Any

from storage import people, signups, volunteers
from storage.places import NewBooking, Span, spans_of
from storage.seal import new_ref
from storage.signups import Signup
from storage.volunteers import Volunteer
from tests.storage.a_person import DAY, SEAL
from tests.storage.conftest import House, at, day_name

POST = "post:garden"
PLACES = 3
NOW = at(-7)


def a_volunteer(db: sqlite3.Connection, name: str = "李小梅", *, active: bool = True) -> Volunteer:
    """Somebody who has signed up, and as a rule is active."""
    person = people.new_person(db, "zh", DAY)
    details: dict[str, Any] = {"name": name}
    made = volunteers.apply(db, SEAL, person_id=person, details=details, code=new_ref(8), decide_by=NOW, now=NOW)
    for to in ("in_process", "active") if active else ():
        made = volunteers.change(db, SEAL, made, to, ("staff", None), NOW)
    return made


def opened(house: House) -> Span:
    """Monday morning in the garden."""
    house.open(house.halves(POST, PLACES))
    return spans_of(house.db, POST, day_name(0))[0]


def new_for(who: Volunteer, span: Span, replaces: str | None = None) -> NewBooking:
    """A sign-up as the flows write it."""
    return NewBooking(
        service="shifts", kind="garden", person_id=who.person_id, children=(), starts_at=span.starts_at,
        ends_at=span.ends_at, first_day=span.day, details=b"sealed", replaces_ref=replaces,
    )  # fmt: skip


def comes(db: sqlite3.Connection, who: Volunteer, span: Span) -> Signup:
    """They sign up."""
    return signups.sign_up(db, new_for(who, span), span, who.id, NOW)
