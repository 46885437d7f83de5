"""The sheets of a week: which columns each has, which child is on it, and whose role may take it out.

Everybody gets what their work needs and nothing else: the kitchen reads food and no illness; a volunteer reads what a
child needs today. Each line is made from the consents of this very moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.chat import Turn
from bot.desk.card import DECIDERS
from bot.needs import needs_of
from bot.text import Message, Several, Text, _
from handlers.camp.profile import Camp
from handlers.camp.purposes import ANSWERS, standing
from handlers.camp.roster import Camper, campers, team_name
from handlers.camp.sheet import collectors_read, read
from storage import camps, people
from storage.children import Child

Line = tuple[Text, ...]


@dataclass(frozen=True)
class Spec:
    """One kind of sheet. `line` gives None for a child that is not on it; `roles` are names of the profile's fields."""

    title: Message
    columns: tuple[Message, ...]
    line: Callable[[Turn, Camper], Line | None]
    roles: tuple[str, ...]
    table: bool = True

    def may(self, turn: Turn) -> bool:
        """Whether this person's roles reach it."""
        rules = turn.home[Camp]
        return bool(turn.person.roles & (DECIDERS | {getattr(rules, field) for field in self.roles}))


def _allowed(turn: Turn, child: Child, purpose: str) -> Text:
    return ANSWERS[standing(turn, child.id, purpose).answer]


def _says(turn: Turn, child: Child, purpose: str) -> bool:
    return standing(turn, child.id, purpose).answer != "refused"


def _roster(turn: Turn, one: Camper) -> Line:
    age: Text = one.age if one.age is not None else ""
    hands = _("one to one") if one.child.high_support else ""
    asks = tuple(_allowed(turn, one.child, purpose) for purpose in ("outing", "swimming", "emergency"))
    return (team_name(turn, one.team), one.child.nickname, age, hands, *asks)


def _medicine(turn: Turn, one: Camper) -> Line | None:
    given = _says(turn, one.child, "medicine")
    medicine: Text = read("medicine", one.details) if given else _("give none: no consent")
    ill = one.details.get("allergy") or one.details.get("seizures") not in (None, "none")
    if not ill and not (given and one.details.get("medicine")):
        return None
    return (
        team_name(turn, one.team), one.child.nickname, medicine, _allowed(turn, one.child, "medicine"),
        read("allergy", one.details), read("seizures", one.details), _allowed(turn, one.child, "emergency"),
    )  # fmt: skip


def _diet(turn: Turn, one: Camper) -> Line | None:
    if not one.details.get("diet") and not one.details.get("allergy"):
        return None
    return team_name(turn, one.team), one.child.nickname, read("diet", one.details), read("allergy", one.details)


def _pickup(turn: Turn, one: Camper) -> Line:
    number = people.phone(turn.db, turn.seal, one.one.person_id or 0)
    return team_name(turn, one.team), one.child.nickname, number, collectors_read(one.details.get("collect") or [])


def _photos(turn: Turn, one: Camper) -> Line:
    inside, public = (_allowed(turn, one.child, purpose) for purpose in ("photo_inside", "photo_public"))
    return team_name(turn, one.team), one.child.nickname, inside, public


def _day(turn: Turn, one: Camper) -> Line:
    return team_name(turn, one.team), one.child.nickname, Several(needs_of(turn.home, one.child))


TEAM, NAME = _("Team"), _("Nickname")
SPECS: Mapping[str, Spec] = {
    "roster": Spec(
        _("Roster"),
        (TEAM, NAME, _("Age"), _("Support"), _("Outings"), _("Swimming"), _("Emergency treatment")),
        _roster, ("reader", "nurse"),
    ),
    "medicine": Spec(
        _("Medicine sheet"),
        (TEAM, NAME, _("Medicine"), _("May be given"), _("Allergies"), _("Seizures"), _("Emergency treatment")),
        _medicine, ("reader", "nurse"),
    ),
    "diet": Spec(
        _("Kitchen sheet"), (TEAM, NAME, _("Food and drink"), _("Allergies")), _diet, ("reader", "nurse", "kitchen"),
    ),
    "pickup": Spec(
        _("Pick-up sheet"), (TEAM, NAME, _("The guardian's number"), _("Who may collect")), _pickup, ("reader", "door"),
    ),
    "photos": Spec(
        _("Photo list"), (TEAM, NAME, _("Photos, for us and the families"), _("Photos in public")),
        _photos, ("reader",),
    ),
    "day": Spec(
        _("Card for helpers, today only"), (TEAM, NAME, _("What it needs")), _day, ("reader",), table=False,
    ),
}  # fmt: skip


def lines_of(turn: Turn, camp: camps.Camp, name: str) -> list[tuple[Camper, Line]]:
    """The lines of a sheet as they are now, each with its child."""
    made = ((one, SPECS[name].line(turn, one)) for one in campers(turn, camp))
    return [(one, line) for one, line in made if line is not None]
