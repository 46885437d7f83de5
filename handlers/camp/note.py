"""One note a day to the families of a team (每日一信): a colleague writes it, looks it over, and names no child."""

from collections.abc import Mapping

from bot.chat import Refused, Screen, Turn
from bot.desk import STAFF, queue_screen
from bot.fields import Answers, Choice, Option, TextField
from bot.flow import Answer, Flow
from bot.form import Form
from bot.text import Day, Json, Text, _, _n
from handlers.camp.profile import Camp
from handlers.camp.roster import Camper, campers, leads, running, team_name
from storage import audit, guardians, notes
from storage.camps import Camp as Week

MOST = 600

flow = Flow("camp_note", _("Note of the day"), roles=STAFF, section=Camp)


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """While a camp is running, and for whoever leads it."""
    leads(turn)
    if not running(turn):
        raise Refused(_("Today is no day of camp."))
    return None


def _team_of(turn: Turn, team: str) -> tuple[Week, list[Camper]]:
    """The running week and the children of a team in it. Raises Refused."""
    for camp in running(turn):
        members = [each for each in campers(turn, camp) if each.team == team]
        if members:
            return camp, members
    raise Refused(_("There is no child in this team at the moment."))


def team_options(turn: Turn, _answers: Answers) -> list[Option]:
    """The teams that have children and no note yet today."""
    day = turn.today.isoformat()
    found: dict[str, Text] = {}
    for camp in running(turn):
        for each in campers(turn, camp):
            if each.team and not notes.has(turn.db, camp, each.team, day):
                found[each.team] = team_name(turn, each.team)
    return [Option(team, name) for team, name in found.items()]


def names_nobody(turn: Turn, _answers: Answers, value: Json) -> None:
    """No child of the camp is named: a note goes to every family of the team."""
    for camp in running(turn):
        for each in campers(turn, camp):
            if each.child.nickname in str(value):
                raise Refused(
                    _("“{name}” is a child's name. Please write it without: all families of the team read it.",
                      name=each.child.nickname)
                )  # fmt: skip


def letter(turn: Turn, team: Text, words: str) -> Screen:
    """As the families read it."""
    return Screen(
        title=_("From the camp, {day}", day=Day(turn.today)),
        text=(words, _("We look forward to tomorrow. Your camp team: {team}", team=team)),
        picture="camp",
    )


def _readers(turn: Turn, members: list[Camper]) -> list[int]:
    """Every guardian of a child in the team, once."""
    return list(dict.fromkeys(
        person_id for each in members for person_id in guardians.of_child(turn.db, each.child.id)
    ))  # fmt: skip


def summary(turn: Turn, answers: Answers) -> Screen:
    """What the families will read, and how many they are."""
    team = str(answers["team"])
    _camp, members = _team_of(turn, team)
    shown = letter(turn, team_name(turn, team), str(answers["words"])).text
    number = len(_readers(turn, members))
    who = _n("{number} guardian will read:", "{number} guardians will read:", number)
    return Screen(text=(who, *(shown if isinstance(shown, tuple) else (shown,))))


def send(turn: Turn, answers: Answers) -> Screen:
    """To each guardian once."""
    leads(turn)
    team, words = str(answers["team"]), str(answers["words"])
    camp, members = _team_of(turn, team)
    first = notes.keep(
        turn.db,
        turn.seal,
        camp=camp,
        team=team,
        day=turn.today.isoformat(),
        words=words,
        by=turn.person.id,
        now=turn.now,
    )
    if not first:
        raise Refused(_("The families of this team have had their note today."))
    for person_id in _readers(turn, members):
        turn.tell(person_id, letter(turn, team_name(turn, team), words))
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="note.sent", what=camp.ref, why=team)
    return queue_screen(turn, 0, _("Sent to the families."))


flow.form = Form(
    flow.name,
    flow.title,
    (
        Choice("team", label=_("Team"), question=_("To the families of which team?"), options=team_options,
               nothing=_("Every team has had its note today, or no child has a team yet.")),
        TextField("words", label=_("Note"), question=_("What did you do today? Warm and short; no child's name, no "
                  "illness."), most=MOST, check=names_nobody),
    ),
    send,
    summary,
    _("Send it to the families"),
)  # fmt: skip
