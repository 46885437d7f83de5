"""After a shift: who was there and for how long. The door suggests, whoever leads confirms, the ledger keeps it."""

from bot.booking import record
from bot.chat import Button, Screen, Style, Tap, Turn, column
from bot.text import Moment, Text, _
from bot.volunteering.shifts import Shift
from bot.volunteering.signing import rejudge
from bot.volunteering.standing import standing_of
from bot.volunteering.words import SIGNUP_STATES, hours_text
from storage import audit, checks, hours, places, signups
from storage.hours import HALF_HOUR
from storage.places import Actor
from storage.signups import Signup

OPEN = frozenset({"confirmed", "arrived", "unresolved"})
GRACE_SECONDS = 5 * 60
UNDECIDED = _("That is not possible as it stands now.")


def suggested(one: Signup) -> int:
    """Half hours as the door saw them; without a going until the end, without a coming none."""
    if one.came_at is None:
        return 0
    booking = one.booking
    return hours.halves_of(one.came_at, one.left_at or booking.ends_at, booking.starts_at, booking.ends_at)


def most(one: Signup) -> int:
    """Half hours of the whole shift."""
    return (one.booking.ends_at - one.booking.starts_at) // HALF_HOUR


def times(one: Signup) -> list[tuple[Text, Text]]:
    """When the door saw somebody come and go, with what was late and what early."""
    found: list[tuple[Text, Text]] = []
    if one.came_at is not None:
        late = one.came_at - one.booking.starts_at
        at = Moment(one.came_at, "clock")
        said = _("{at}, {minutes} minutes late", at=at, minutes=late // 60) if late > GRACE_SECONDS else at
        found.append((_("Came"), said))
    if one.left_at is not None:
        early = one.booking.ends_at - one.left_at
        at = Moment(one.left_at, "clock")
        said = _("{at}, {minutes} minutes early", at=at, minutes=early // 60) if early > GRACE_SECONDS else at
        found.append((_("Left"), said))
    return found


def served_screen(
    turn: Turn, one: Signup, shift: Shift, flow: str, name: Text, notice: Text | None = None
) -> Screen:
    """One person on one shift, with the hours to confirm. `flow` is who asks, the lead's or the staff's; `name` is what
    they may read of whom it is about.
    """
    return Screen(
        title=_("{name}: {post}", name=name, post=shift.post.name),
        notice=notice,
        text=_("The hours are those of the shift really served, in half hours; the way here does not count."),
        facts=((_("State"), SIGNUP_STATES[one.booking.state]), *times(one)),
        rows=column(
            [*_choices(turn, one, flow), Button(_("Back to the shift"), Tap(flow, "crew", shift.ref), "quiet")]
        ),
    )


def _choices(turn: Turn, one: Signup, flow: str) -> list[Button]:
    if one.booking.state not in OPEN or one.booking.starts_at > turn.now:
        return []
    meant = suggested(one) or most(one)
    near = dict.fromkeys((meant, most(one), meant - 1, meant - 2))
    styles: dict[int, Style] = {meant: "primary"}
    confirm = [
        Button(_("Confirm {hours} hours", hours=hours_text(halves)), Tap(flow, "served", one.booking.ref, halves),
               styles.get(halves, "plain"))
        for halves in near if halves > 0
    ]  # fmt: skip
    return [*confirm, Button(_("Did not come"), Tap(flow, "missing", one.booking.ref))]


def confirm(turn: Turn, one: Signup, halves: int) -> Signup:
    """It was served: the ledger gets a line, and a training counts as passed. Raises places.IllegalMove."""
    if not 0 < halves <= most(one) or one.booking.state not in OPEN or one.booking.starts_at > turn.now:
        raise places.IllegalMove(one.booking.state, "completed")
    booking = places.change(turn.db, one.booking.ref, "completed", Actor("staff", turn.person.id), turn.now)
    record(turn, booking)
    hours.add(
        turn.db, one.volunteer_id, day=booking.first_day, halves=halves, by=turn.person.ref, now=turn.now,
        booking=booking.ref,
    )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="hours.confirmed", what=booking.ref, why=str(halves))
    _pass_training(turn, one)
    return signups.get(turn.db, booking.ref)


def _pass_training(turn: Turn, one: Signup) -> None:
    rules = standing_of(turn, one.volunteer_id).rules
    post = rules.post(one.booking.kind)
    training = rules.training(post.gives) if post is not None and post.gives is not None else None
    if training is None:
        return
    day = turn.home.local_day(one.booking.starts_at)
    until = checks.last_day(day, training.valid_days) if training.valid_days else None
    checks.add(
        turn.db, one.volunteer_id, checks.TRAINING + training.id, "passed", day=day, until=until, by=turn.person.id,
        now=turn.now,
    )  # fmt: skip
    rejudge(turn, one.volunteer_id)


def missed(turn: Turn, one: Signup) -> Signup:
    """Nobody came. Raises places.IllegalMove."""
    if one.booking.starts_at > turn.now or one.booking.state not in OPEN - {"arrived"}:
        raise places.IllegalMove(one.booking.state, "no_show")
    booking = places.change(turn.db, one.booking.ref, "no_show", Actor("staff", turn.person.id), turn.now)
    record(turn, booking)
    return signups.get(turn.db, booking.ref)
