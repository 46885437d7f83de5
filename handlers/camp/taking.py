"""Taking a sheet out (领名册): written down with its purpose and its number of lines, good for its own day alone."""

from bot.chat import Button, File, Refused, Screen, Tap, Turn, column
from bot.desk import door_open_on_details
from bot.flow import Answer, Flow
from bot.text import Moment, _
from handlers.camp.papers import XLSX, as_page, as_table
from handlers.camp.roster import DESK, works_here
from handlers.camp.sheets import SPECS, lines_of
from handlers.camp.weeks import name_of, the_week
from storage import audit, camps, exports


def hang(flow: Flow) -> None:
    """Let the camp's desk see to it."""
    flow.tap("table")(export)
    flow.tap("print")(export)
    flow.file(sheet_file)


def export(turn: Turn, tap: Tap) -> Answer:
    """Take a sheet out: written down with its purpose and its number of lines, and for each child that it was read."""
    ref, _dash, name = tap.ref.partition("-")
    camp = _reached(turn, ref, name)
    if not SPECS[name].table and tap.verb == "table":
        raise Refused(_("This sheet is only for printing."))
    lines = lines_of(turn, camp, name)
    made = exports.keep(
        turn.db, camp=camp, sheet=name, form=tap.verb, person_id=turn.person.id, day=turn.today.isoformat(),
        lines=len(lines), now=turn.now,
    )  # fmt: skip
    me = turn.person.ref
    audit.record(turn.db, at=turn.now, actor=me, act="sheet.exported", what=camp.ref, why=f"{name}: {len(lines)}")
    for read in dict.fromkeys(one.one.ref for one, _line in lines):
        audit.record(turn.db, at=turn.now, actor=me, act="sheet.read", what=read, why=name)
    suffix = "xlsx" if tap.verb == "table" else "html"
    return Screen(
        title=SPECS[name].title,
        text=(
            _("Here it is, as everything stands at this moment. It opens today only; tomorrow there is a new one."),
            _("Whatever is printed, please put into the shredder in the evening."),
        ),
        facts=((_("Lines"), len(lines)),),
        files=(File(DESK, made, f"{name}-{camp.first_day}.{suffix}", _("Open the sheet")),),
        rows=column([Button(_("Back to the week"), Tap(DESK, "week", camp.ref), "quiet")]),
    )


def _reached(turn: Turn, ref: str, name: str) -> camps.Camp:
    """The week of a sheet that this person may read here. Raises Refused."""
    works_here(turn)
    if name not in SPECS or not SPECS[name].may(turn):
        raise Refused(_("This sheet is not for your role."))
    if not door_open_on_details(turn):
        raise Refused(_("The sheets open on the staff page in a browser."))
    return the_week(turn, ref)


def sheet_file(turn: Turn, ref: str) -> tuple[bytes, str]:
    """The sheet as it is at this look, on its own day, for whoever took it out. Raises Refused."""
    taken = exports.find(turn.db, ref)
    if taken is None or taken.person_id != turn.person.id:
        raise Refused(_("There is no such file."))
    if taken.day != turn.today.isoformat():
        raise Refused(_("This sheet was for its own day and is gone. Please take out a new one."))
    camp = _reached(turn, camps.by_id(turn.db, taken.camp_id).ref, taken.sheet)
    spec = SPECS[taken.sheet]
    title = turn.spoken(_("{sheet}, {week}", sheet=spec.title, week=name_of(turn.home, camp)))
    foot = turn.spoken(_("As of {when}. Only for today; please shred it in the evening.", when=Moment(turn.now)))
    columns = [turn.spoken(name) for name in spec.columns]
    rows = [[turn.spoken(words) for words in line] for _one, line in lines_of(turn, camp, taken.sheet)]
    if taken.form == "table":
        return as_table(title, foot, columns, rows), XLSX
    return as_page(title, foot, columns, rows, turn.person.language), "text/html; charset=utf-8"


