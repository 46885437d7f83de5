"""My hours (我的服务时间): the ledger as its owner sees it, stars one may apply for, and a numbered summary on paper.

The summary is no certificate: only the paper with the home's seal, or the national system's, is one (民政部令第67号).
Whoever holds a summary can have its number checked: valid or not, and how many hours, nothing else.
"""

from collections.abc import Iterator, Mapping

from bot.booking_screens import menu_button
from bot.chat import Button, File, Open, Refused, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.text import Json, Text, _
from bot.volunteering.profile import Volunteers, rules_of
from bot.volunteering.standing import my_standing
from bot.volunteering.words import hours_text, mine_button
from handlers.hours import ledger
from handlers.hours.lines import SHOWN, line
from handlers.hours.paper import TYPE, check_at, page
from storage import audit, hours
from storage.volunteers import Volunteer

flow = Flow(
    "hours",
    _("My hours"),
    section=Volunteers,
    words=("服务时间", "我的服务时间", "时长", "myhours", "hours"),
    form=ledger.FORM,
)
ledger.hang(flow)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """One's own; the form where a colleague takes an entry back."""
    if "counter" in given:
        return None
    who = my_standing(turn)
    return mine_screen(turn, who.volunteer) if who is not None else Open("volunteers")


def mine_screen(turn: Turn, volunteer: Volunteer, notice: Text | None = None) -> Screen:
    """Total, stars, the last lines."""
    total = hours.total(turn.db, volunteer.id)
    lines = hours.of_volunteer(turn.db, volunteer.id)
    return Screen(
        title=_("My hours"),
        notice=notice,
        text=(
            _("Served so far: {hours} hours. The way here does not count; somebody who was there confirmed each line.",
              hours=hours_text(total)),
            *_stars(turn, total),
        ),
        facts=tuple(line(turn, entry) for entry in reversed(lines[-SHOWN:])),
        rows=column([
            *([Button(_("A summary to print"), Tap("hours", "paper"), "primary")] if total else []),
            mine_button(), menu_button(),
        ]),
    )  # fmt: skip


def _stars(turn: Turn, total: int) -> Iterator[Text]:
    reached = [star for star in rules_of(turn.home).stars if total >= star.hours * 2]
    following = [star for star in rules_of(turn.home).stars if total < star.hours * 2]
    if reached:
        yield _("You have reached {hours} hours: you may apply for {star}. Ask the coordinator.",
                hours=reached[-1].hours, star=reached[-1].name)  # fmt: skip
    else:
        yield _("From {hours} hours on one may apply for {star}.", hours=following[0].hours, star=following[0].name)


@flow.tap("paper")
def paper(turn: Turn, _tap: Tap) -> Answer:
    """Give out a numbered summary of what the ledger says today."""
    who = my_standing(turn)
    if who is None or hours.total(turn.db, who.volunteer.id) <= 0:
        raise Refused(_("There are no hours to sum up yet."))
    made = hours.summarise(turn.db, who.volunteer.id, turn.today.isoformat())
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="hours.summarised", what=made.number, why="own wish")
    return Screen(
        title=_("A summary of your hours"),
        text=(
            _("It is a summary of our records and no certificate: for that it needs the home's seal. Print it and "
              "bring it, or ask the coordinator; it costs nothing."),
            _("Whoever gets it can have its number checked. They see: valid or not, and the hours. Nothing else."),
        ),
        facts=(
            (_("Number"), made.number), (_("Hours"), hours_text(made.halves)), (_("Check it at"), check_at(turn, made)),
        ),
        files=(File("hours", made.number, "summary.html", _("Open the summary, to print")),),
        rows=column([Button(_("My hours"), Tap("door", "open", "hours")), mine_button()]),
    )  # fmt: skip


@flow.file
def file(turn: Turn, ref: str) -> tuple[bytes, str]:
    """The summary as a page to print, for whoever served the hours. Raises Refused."""
    made, who = hours.summary(turn.db, ref), my_standing(turn)
    if made is None or who is None or made.volunteer_id != who.volunteer.id:
        raise Refused(_("There is no such file."))
    return page(turn, who.volunteer, made).encode(), TYPE
