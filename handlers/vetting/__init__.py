"""Seeing to volunteers (志愿者管理): the coordinator reads sign-ups, notes what was looked at, decides with reasons.

Of a background check stand here its result, its day and until when it holds, never its content. What runs out says so
60, 30 and 7 days before; when it has run out, shifts ahead wait by themselves.
"""

from collections.abc import Mapping

from bot.chat import Button, Open, Screen, Tap, Turn, column
from bot.desk import STAFF, cleared
from bot.flow import Answer, Flow
from bot.listing import page_of, paged
from bot.text import Json, Several, _, _n
from bot.volunteering.profile import Volunteers
from bot.volunteering.standing import standing_of
from bot.volunteering.words import STATES, needs
from handlers.vetting import running_out, waiting
from handlers.vetting.card import SEE_TO, card, name_of, seen
from handlers.vetting.deciding import FORM, decide
from storage import volunteers

flow = Flow(
    "vetting",
    _("The volunteers"),
    roles=STAFF,
    section=Volunteers,
    words=("志愿者管理", "vetting"),
    form=FORM,
)
running_out.hang(flow)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """The list, for whoever sees to volunteers; the form where a card led to it."""
    if "do" in given:
        return None
    return list_screen(turn, 0) if turn.person.roles & SEE_TO else Open("desk")


def list_screen(turn: Turn, page: int) -> Screen:
    """Everybody who is here, whoever waits longest first."""
    found = volunteers.in_states(turn.db, turn.seal, volunteers.HERE)
    order = ("applied", "in_process", "paused", "active")
    found.sort(key=lambda one: (order.index(one.state), one.since))
    here = paged(found, page)
    buttons = [
        Button(name_of(turn, one), Tap("vetting", "card", one.ref, one.version), hint=STATES[one.state])
        for one in here.shown
    ]
    return Screen(
        title=_("The volunteers"),
        text=_n("{number} person.", "{number} people.", len(found)) if found else _("Nobody has signed up yet."),
        rows=(
            *column(buttons),
            *here.turners("vetting"),
            (Button(_("Back to the desk"), Tap("desk", "queue"), "quiet"),),
        ),
    )


@flow.tap("page", roles=SEE_TO)
def turn_page(turn: Turn, tap: Tap) -> Answer:
    """Another page of it."""
    cleared(turn, flow.name)
    return list_screen(turn, page_of(tap))


@flow.tap("card", roles=SEE_TO)
def open_card(turn: Turn, tap: Tap) -> Answer:
    """One volunteer."""
    cleared(turn, flow.name)
    return card(turn, seen(turn, tap.ref))


@flow.tap("begin", roles=SEE_TO)
def take_on(turn: Turn, tap: Tap) -> Answer:
    """Let us get to know each other."""
    return decide(turn, tap, "in_process")


@flow.tap("accept", roles=SEE_TO)
def accept(turn: Turn, tap: Tap) -> Answer:
    """With us, once nothing is missing."""
    volunteer = seen(turn, tap.ref)
    missing = tuple(need.what for need in needs(turn, standing_of(turn, volunteer.id)))
    if missing:
        return card(turn, volunteer, _("Still missing: {things}.", things=Several(missing)))
    return decide(turn, tap, "active")


@flow.tap("check", roles=SEE_TO)
def check(turn: Turn, tap: Tap) -> Answer:
    """Note what was looked at."""
    return _form(turn, tap, "check")


@flow.tap("pause", roles=SEE_TO)
def pause(turn: Turn, tap: Tap) -> Answer:
    """A break, with a reason that the volunteer reads."""
    return _form(turn, tap, "paused")


@flow.tap("end", roles=SEE_TO)
def end(turn: Turn, tap: Tap) -> Answer:
    """An end, or a no, with a reason that the volunteer reads."""
    return _form(turn, tap, "ended")


def _form(turn: Turn, tap: Tap, do: str) -> Answer:
    cleared(turn, flow.name)
    return Open(flow.name, {"do": do, "volunteer": seen(turn, tap.ref).ref, "version": tap.version})


__all__ = ["flow", "waiting"]
