"""Who is in a week of camp, with everything that the sheets are made of. The sheets choose; here nothing is hidden."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import booking
from bot.chat import Refused, Turn
from bot.desk import door_open_on_details
from bot.desk.card import DECIDERS
from bot.text import Text, _
from handlers.camp.ages import age_on
from handlers.camp.profile import Camp
from handlers.camp.sheet import born_of
from storage import camp_teams, camps, health, places
from storage.children import Child
from storage.places import Booking

COMING = ("confirmed", "arrived", "unresolved", "completed")
DESK = "camp_desk"


@dataclass(frozen=True)
class Camper:
    """One child in a week. `details` are what the guardian who registered it told, {} once that is deleted."""

    one: Booking
    child: Child
    details: dict[str, Any]
    team: str

    @property
    def ref(self) -> str:
        """Both refs, as a button carries them."""
        return f"{self.one.ref}-{self.child.ref}"

    @property
    def age(self) -> int | None:
        """The age on the first day, as far as it is known."""
        born = born_of(self.details)
        return age_on(born, date.fromisoformat(self.one.first_day)) if born is not None else None


def campers(turn: Turn, camp: camps.Camp) -> list[Camper]:
    """Everybody whose place is settled, by team and nickname: children of the city and of the house in one list."""
    team_of, found = camp_teams.of_camp(turn.db, camp), []
    for one in camps.registrations(turn.db, camp, COMING):
        for child in booking.children_of(turn, one):
            sheet = health.of(turn.db, turn.seal, child.id, one.person_id or 0)
            team = team_of.get((one.id, child.id), "")
            found.append(Camper(one, child, sheet.details if sheet is not None else {}, team))
    order = [team.id for team in turn.home[Camp].teams]
    return sorted(found, key=lambda each: (order.index(each.team) if each.team in order else len(order),
                                           each.child.nickname))  # fmt: skip


def team_name(turn: Turn, team: str) -> Text:
    """A team in words."""
    return next((each.name for each in turn.home[Camp].teams if each.id == team), _("no team yet"))


def camper(turn: Turn, ref: str) -> tuple[camps.Camp, Camper]:
    """The child that a button names. Raises Refused."""
    booking_ref, _dash, child_ref = ref.partition("-")
    one = places.find(turn.db, booking_ref)
    camp = camps.of_booking(turn.db, one) if one is not None and one.service == camps.SERVICE else None
    for each in campers(turn, camp) if camp is not None else ():
        if each.ref == ref and camp is not None and child_ref:
            return camp, each
    raise Refused(_("There is no such child in the camp for your role."))


def works_here(turn: Turn) -> None:
    """Raises Refused for a colleague whose role has nothing to do with the camp."""
    rules = turn.home[Camp]
    if not turn.person.roles & (DECIDERS | {rules.reader, rules.nurse, rules.kitchen, rules.door}):
        raise Refused(_("There is nothing of the camp here for your role."))


def may_lead(turn: Turn) -> bool:
    """Whether a colleague runs the camp."""
    return bool(turn.person.roles & (DECIDERS | {turn.home[Camp].reader}))


def leads(turn: Turn) -> None:
    """Raises Refused for whoever does not run the camp."""
    if not may_lead(turn):
        raise Refused(_("There is nothing of the camp here for your role."))


def open_here(turn: Turn) -> None:
    """Raises Refused where no child may be named: a chat app has no lock of ours."""
    if not door_open_on_details(turn):
        raise Refused(_("The child's details open on the staff page in a browser."))


def running(turn: Turn) -> list[camps.Camp]:
    """The weeks in which today is a day of camp."""
    today = turn.today.isoformat()
    return [camp for camp in camps.not_over(turn.db, turn.now - 24 * 3600)
            if camp.first_day <= today <= camp.last_day]  # fmt: skip
