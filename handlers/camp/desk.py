"""The camp at the desk (值班台·夏令营): each week with its numbers, its sheets to take out, its teams, its draw."""

from collections import Counter
from collections.abc import Mapping

from bot.chat import Button, Screen, Tap, Turn, column
from bot.desk import STAFF, cleared, door_open_on_details
from bot.flow import Answer, Flow, Sign
from bot.text import Json, Moment, Text, _
from handlers.camp import taking, wished
from handlers.camp.draw import fair_screen
from handlers.camp.profile import Camp, week_of
from handlers.camp.roster import DESK, camper, leads, may_lead, open_here, works_here
from handlers.camp.sheets import SPECS
from handlers.camp.teams import member_screen, put, share_out, teams_screen
from handlers.camp.weeks import days_of, name_of, the_week
from storage import camps, draws

FORMS = ("camp_settle", "camp_note", "camp_door")
AFTER_SECONDS = 7 * 24 * 3600

flow = Flow(
    DESK,
    _("Summer camp"),
    sign=Sign(_("Summer camp"), _("weeks, sheets, teams, the door"), order=20, picture="camp", staff=True),
    roles=STAFF,
    section=Camp,
)
taking.hang(flow)
wished.hang(flow)


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """The weeks ahead, running, and just over."""
    works_here(turn)
    cleared(turn, *FORMS)
    found = [camp for camp in camps.not_over(turn.db, turn.now - AFTER_SECONDS) if week_of(turn.home, camp.week)]
    weeks = [Button(name_of(turn.home, camp), Tap(flow.name, "week", camp.ref), hint=days_of(camp)) for camp in found]
    door = [Button(_("At the door: pick-up"), Tap("door", "open", "camp_door")),
            Button(_("Note of the day to the families"), Tap("door", "open", "camp_note"))]  # fmt: skip
    return Screen(
        title=_("Summer camp"),
        text=() if weeks else _("There is no week of camp ahead at the moment."),
        rows=(*column([*weeks, *door]), _back_to_desk()),
    )


def _back_to_desk() -> tuple[Button, ...]:
    return (Button(_("Back to the desk"), Tap("desk", "queue"), "quiet"),)


@flow.tap("week")
def one_week(turn: Turn, tap: Tap) -> Answer:
    """One week."""
    works_here(turn)
    cleared(turn, *FORMS)
    return week_screen(turn, the_week(turn, tap.ref))


COUNTED: tuple[tuple[str, Text], ...] = (
    ("confirmed", _("confirmed")), ("arrived", _("here now")), ("held", _("waits for a decision")),
    ("offered", _("a place is offered, the family has not answered yet")), ("waitlisted", _("on the waitlist")),
)  # fmt: skip


def week_screen(turn: Turn, camp: camps.Camp, notice: Text | None = None) -> Screen:
    """Numbers, and the sheets that this person's roles may take out."""
    number = Counter(one.state for one in camps.registrations(turn.db, camp, (state for state, _said in COUNTED)))
    return Screen(
        title=name_of(turn.home, camp),
        notice=notice,
        facts=(
            (_("Days"), days_of(camp)),
            *((said, number[state]) for state, said in COUNTED if number[state]),
            *_draw_facts(turn, camp),
        ),
        text=() if door_open_on_details(turn) else _("The sheets open on the staff page in a browser."),
        rows=(*_sheet_rows(turn, camp), *_lead_rows(turn, camp), *column([
            Button(_("Other weeks"), Tap("door", "open", flow.name), "quiet"),
        ])),
    )  # fmt: skip


def _draw_facts(turn: Turn, camp: camps.Camp) -> tuple[tuple[Text, Text], ...]:
    if camp.draw_at is None:
        return ()
    told = draws.published(turn.db, turn.seal, camp)
    state: Text = (
        _("drawn") if "order" in told else _("the list is closed") if "list_hash" in told else _("the list is open")
    )
    return ((_("In the draw"), len(draws.entrants(turn.db, camp))), (_("The draw"), state),
            (_("Drawn at"), Moment(camp.draw_at)))  # fmt: skip


def _sheet_rows(turn: Turn, camp: camps.Camp) -> tuple[tuple[Button, ...], ...]:
    if not door_open_on_details(turn):
        return ()
    rows = []
    for name, spec in SPECS.items():
        if spec.may(turn):
            printed = Button(_("{sheet}: print", sheet=spec.title), Tap(flow.name, "print", f"{camp.ref}-{name}"))
            table = Button(_("{sheet}: table", sheet=spec.title), Tap(flow.name, "table", f"{camp.ref}-{name}"))
            rows.append((printed, table) if spec.table else (printed,))
    return tuple(rows)


def _lead_rows(turn: Turn, camp: camps.Camp) -> tuple[tuple[Button, ...], ...]:
    if not may_lead(turn):
        return ()
    draw = [Button(_("How the draw can be checked"), Tap(flow.name, "draw", camp.ref))] if camp.draw_at else []
    return column([Button(_("Teams"), Tap(flow.name, "teams", camp.ref)), *draw])


@flow.tap("draw")
def draw(turn: Turn, tap: Tap) -> Answer:
    """What families see of it."""
    works_here(turn)
    return fair_screen(turn, the_week(turn, tap.ref))


@flow.tap("teams")
def see_teams(turn: Turn, tap: Tap) -> Answer:
    """Who is in which team."""
    return teams_screen(turn, _led(turn, tap.ref))


def _led(turn: Turn, ref: str) -> camps.Camp:
    leads(turn)
    open_here(turn)
    return the_week(turn, ref)


@flow.tap("share")
def share(turn: Turn, tap: Tap) -> Answer:
    """Share out whoever has no team yet."""
    camp = _led(turn, tap.ref)
    number = share_out(turn, camp)
    return teams_screen(turn, camp, _("Shared out: {number}.", number=number))


@flow.tap("member")
def member(turn: Turn, tap: Tap) -> Answer:
    """Which team should it be."""
    leads(turn)
    open_here(turn)
    return member_screen(turn, *camper(turn, tap.ref))


@flow.tap("into")
def into(turn: Turn, tap: Tap) -> Answer:
    """Move it."""
    leads(turn)
    open_here(turn)
    camp, one = camper(turn, tap.ref)
    put(turn, one, tap.version)
    return teams_screen(turn, camp)


