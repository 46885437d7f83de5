"""Summer camp (夏令营): a week of days together, for children of the city and of the house alike, in one list.

A guardian registers one child or several. What is agreed to is asked purpose by purpose, and no is the answer to
whatever was not asked. The child says itself whether it wants to come. Nobody is refused by a rule; people decide.

This folder is one service and several conversations: `registration`, `child` (a child's sheet), `consents`, `say` (the
child's own answer), and what colleagues do: `desk`, `settle`, `door`, `note`.
"""

import json
from collections.abc import Mapping

from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column, row
from bot.flow import Answer, Flow, Sign
from bot.listing import Item, Listing, Rows, page_of
from bot.text import Json, Moment, Several, Text, _
from handlers.camp import after, child, consents, desk, door, leaving, note, registration, say, settle, words
from handlers.camp.draw import drawn_line, fair_screen, see_to_draws
from handlers.camp.profile import Camp
from handlers.camp.weeks import days_of, name_of, open_places, open_weeks, phase_of, shown, the_week
from storage import camps, draws, due
from storage.due import Due

flow = Flow(
    "camp",
    _("Summer camp"),
    sign=Sign(_("Summer camp"), _("the weeks, and how to register"), order=25, picture="camp"),
    section=Camp,
    consent="care",
    words=("夏令营", "营期", "报名", "camp"),
)
flow.sweep(see_to_draws)
leaving.hang(flow)


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """The weeks."""
    return LIST.screen(turn)


def weeks(turn: Turn) -> list[Item]:
    """Every week that is ahead or running."""
    return [
        Item(camp.ref, name_of(turn.home, camp), _("{days}; {state}", days=days_of(camp), state=state_of(turn, camp)))
        for camp in shown(turn)
    ]


def state_of(turn: Turn, camp: camps.Camp) -> Text:
    """Where it stands, in a few words."""
    match phase_of(turn, camp):
        case "soon":
            return _("registration opens {at}", at=Moment(camp.opens_at))
        case "open":
            return _("register until {at}", at=Moment(camp.closes_at))
        case "late":
            return _("the application period is over")
        case _:
            return _("has begun")


def beneath(_turn: Turn) -> Rows:
    """What else there is to do."""
    return column([
        Button(_("Consents and sheets"), Tap("door", "open", "camp_consents")),
        Button(_("My bookings"), Tap("door", "open", "bookings")),
        Button(_("Home page"), Tap("door", "menu"), "quiet"),
    ])  # fmt: skip


LIST = Listing("camp", _("Summer camp"), weeks, empty=_("There is no week of camp ahead at the moment."), more=beneath)


@flow.tap("page")
def page(turn: Turn, tap: Tap) -> Answer:
    """Another page of the weeks."""
    return LIST.screen(turn, page_of(tap))


@flow.tap("open")
def one_week(turn: Turn, tap: Tap) -> Answer:
    """A week as its leaflet."""
    return week_screen(turn, the_week(turn, tap.ref))


def week_screen(turn: Turn, camp: camps.Camp, notice: Text | None = None) -> Screen:
    """When, for whom, how places are given, what to bring."""
    rules = turn.home[Camp]
    hours = f"{rules.starts:%H:%M}–{rules.ends:%H:%M}"
    building = turn.home.buildings[rules.building]
    return Screen(
        title=name_of(turn.home, camp),
        notice=notice,
        text=(rules.about, _("Please bring:"), *(_("· {thing}", thing=thing) for thing in rules.bring)),
        facts=(
            (_("Days"), _("{days}, each day {hours}", days=days_of(camp), hours=hours)),
            (_("Ages"), _("{youngest} to {oldest} on the first day; ask all the same if yours is not",
                          youngest=rules.youngest, oldest=rules.oldest)),
            (_("Registration"), _("{opens} to {closes}", opens=Moment(camp.opens_at), closes=Moment(camp.closes_at))),
            (_("Places are given"), drawn_line(turn, camp)),
            (_("Where"), Several((rules.meet, building.name, turn.home.address))),
            (_("Price"), _("free of charge")),
        ),
        rows=(*_what_to_do(turn, camp), row(Button(_("Other weeks"), Tap("door", "open", "camp"), "quiet"))),
        picture="camp",
    )  # fmt: skip


def _what_to_do(turn: Turn, camp: camps.Camp) -> Rows:
    phase = phase_of(turn, camp)
    buttons = []
    if phase in ("open", "late"):
        buttons.append(Button(_("Register"), Tap("camp", "register", camp.ref), "primary"))
    if phase == "soon":
        buttons.append(Button(_("Tell me when it opens"), Tap("camp", "remember", camp.ref), "primary"))
    if camp.draw_at is not None:
        buttons.append(Button(_("How the draw can be checked"), Tap("camp", "fair", camp.ref)))
    return column(buttons)


@flow.tap("register")
def register(turn: Turn, tap: Tap) -> Answer:
    """To the form."""
    camp = the_week(turn, tap.ref)
    if phase_of(turn, camp) not in ("open", "late"):
        return week_screen(turn, camp)
    return Open("camp_register", {"week": camp.ref})


@flow.tap("remember")
def remember(turn: Turn, tap: Tap) -> Answer:
    """A word on the day it opens: nobody has to watch for it."""
    camp = the_week(turn, tap.ref)
    if phase_of(turn, camp) == "soon":
        due.plan(turn.db, Due(turn.person.id, "camp.opens", camp.ref, camp.opens_at))
    return week_screen(turn, camp, _("Good. We write to you here when it opens."))


@flow.due("opens")
def opens(turn: Turn, moment: Due) -> None:
    """It has opened; if it still is."""
    camp = camps.find(turn.db, moment.object)
    if camp is None or phase_of(turn, camp) != "open":
        return
    turn.tell(moment.person_id, Screen(
        title=_("Registration for the camp is open"),
        text=_("Until {at}.", at=Moment(camp.closes_at)),
        rows=(row(Button(_("See the week"), Tap("camp", "open", camp.ref), "primary")),),
    ))  # fmt: skip


@flow.tap("fair")
def fair(turn: Turn, tap: Tap) -> Answer:
    """What is published of the draw."""
    return fair_screen(turn, the_week(turn, tap.ref))


@flow.file
def published(turn: Turn, ref: str) -> tuple[bytes, str]:
    """The published file of a draw: for everybody. Raises Refused."""
    camp = camps.find(turn.db, ref)
    told = draws.published(turn.db, turn.seal, camp) if camp is not None else {}
    if "list_hash" not in told:
        raise Refused(_("There is no such file."))
    return json.dumps(told, ensure_ascii=False, indent=1).encode(), "application/json"


@flow.nightly
def open_ahead(turn: Turn) -> None:
    """Weeks that have come into sight, and places that the profile has more of since."""
    if turn.home.offers(Camp):
        open_weeks(turn)
        open_places(turn)


flow.nightly(after.delete_what_is_over)

flows: tuple[Flow, ...] = (
    flow, registration.flow, child.flow, consents.flow, say.flow, words.flow, desk.flow, settle.flow, door.flow,
    note.flow,
)  # fmt: skip
