"""Small teams: shared out evenly, with brothers and sisters together, and moved by hand. Why not is never a list's."""

from collections import Counter
from itertools import groupby

from bot.chat import Button, Refused, Screen, Tap, Turn, column
from bot.text import Text, _, _n
from handlers.camp.profile import Camp
from handlers.camp.roster import Camper, campers, team_name
from handlers.camp.weeks import name_of
from storage import camp_teams, camps

FEW = 40


def share_out(turn: Turn, camp: camps.Camp) -> int:
    """Give a team to whoever has none: those who need most hands first, each family to the emptiest team."""
    everybody = campers(turn, camp)
    known = [team.id for team in turn.home[Camp].teams]
    size, hands = Counter(each.team for each in everybody), Counter(e.team for e in everybody if e.child.high_support)
    left = sorted((each for each in everybody if each.team not in known), key=lambda each: each.one.id)
    families = [list(family) for _one, family in groupby(left, key=lambda each: each.one.id)]
    for family in sorted(families, key=lambda family: -sum(each.child.high_support for each in family)):
        heavy = sum(each.child.high_support for each in family)
        team = min(known, key=lambda team: (hands[team] if heavy else 0, size[team], known.index(team)))
        for each in family:
            camp_teams.put(turn.db, each.one, each.child.id, team)
        size[team] += len(family)
        hands[team] += heavy
    return len(left)


def teams_screen(turn: Turn, camp: camps.Camp, notice: Text | None = None) -> Screen:
    """Who is where; a tap on a name moves it."""
    everybody = campers(turn, camp)
    size = Counter(each.team for each in everybody)
    facts = tuple(
        (team.name, _n("{number} child", "{number} children", size[team.id])) for team in turn.home[Camp].teams
    )
    names = [Button(each.child.nickname, Tap("camp_desk", "member", each.ref), hint=team_name(turn, each.team))
             for each in everybody[:FEW]]  # fmt: skip
    return Screen(
        title=_("Teams: {week}", week=name_of(turn.home, camp)),
        notice=notice,
        text=_("Shared out evenly: as many children in each, and as many who need one to one; families stay together. "
               "Tap a name to move it."),
        facts=facts,
        rows=(
            *column([Button(_("Share out those without a team"), Tap("camp_desk", "share", camp.ref), "primary")]),
            *(tuple(names[at : at + 2]) for at in range(0, len(names), 2)),
            (Button(_("Back to the week"), Tap("camp_desk", "week", camp.ref), "quiet"),),
        ),
    )  # fmt: skip


def member_screen(turn: Turn, camp: camps.Camp, one: Camper) -> Screen:
    """Into which team."""
    buttons = [
        Button(team.name, Tap("camp_desk", "into", one.ref, number), picked=True if team.id == one.team else None)
        for number, team in enumerate(turn.home[Camp].teams, start=1)
    ]
    return Screen(
        title=_("Into which team? {child}", child=one.child.nickname),
        rows=(*column(buttons), (Button(_("Back"), Tap("camp_desk", "teams", camp.ref), "quiet"),)),
    )


def put(turn: Turn, one: Camper, number: int) -> None:
    """Move a child. Raises Refused for a team that is not there."""
    known = turn.home[Camp].teams
    if not 0 < number <= len(known):
        raise Refused(_("This team is not there any more."))
    camp_teams.put(turn.db, one.one, one.child.id, known[number - 1].id)
