"""The page of one's own, and what there is to help with for whoever has none yet."""

from collections.abc import Iterator
from datetime import date

from bot.booking_screens import home_phone, menu_button
from bot.chat import Button, Screen, Tap, Turn, column
from bot.text import Day, Moment, Text, _
from bot.volunteering.profile import rules_of
from bot.volunteering.signing import AHEAD
from bot.volunteering.standing import Standing
from bot.volunteering.words import STATES, hours_text, missing_facts, my_shifts_button, shifts_button
from storage import checks, hours
from storage.signups import Signup


def posts_screen(turn: Turn) -> Screen:
    """Every post, with the work and what to be careful of, before anybody signs up."""
    rules = rules_of(turn.home)
    return Screen(
        title=_("Help with us"),
        text=(
            _("Once a week or once a month, as it suits you. It is unpaid."),
            _("First you sign up, then we talk, then you look around. Before anybody is with children, a background "
              "check is done."),
        ),
        facts=tuple((post.name, post.task) for post in rules.posts),
        rows=column([Button(_("Sign up"), Tap("door", "open", "joining"), "primary"), menu_button()]),
        phones=home_phone(turn),
        picture="hands",
    )  # fmt: skip


def my_page(turn: Turn, who: Standing, notice: Text | None = None) -> Screen:
    """Where one stands, what is missing, and everything one can do."""
    return Screen(
        title=_("My volunteering"),
        notice=notice,
        text=tuple(_state_lines(turn, who)),
        facts=(
            (_("State"), STATES[who.volunteer.state]),
            *missing_facts(turn, who),
            *_valid(who),
            *_ahead(turn, who),
            (_("Hours served"), hours_text(hours.total(turn.db, who.volunteer.id))),
            (_("Return code"), _code(who)),
        ),
        rows=column([*_steps(turn, who), shifts_button(), my_shifts_button(), *_more(who), menu_button()]),
        phones=home_phone(turn),
        picture="hands",
    )


def _state_lines(turn: Turn, who: Standing) -> Iterator[Text]:
    reader, by = turn.home.duty_title(who.rules.reader), who.volunteer.decide_by
    if by is not None and by < turn.now:
        yield _("We promised an answer by {by} and are late. We are sorry. Please ring {phone}, you come first.",
                by=Moment(by), phone=turn.home.phone)  # fmt: skip
        return
    match who.volunteer.state:
        case "applied":
            yield _("{who} is reading your sign-up and answers by {by}. After that you can choose.",
                    who=reader, by=Moment(by or turn.now))  # fmt: skip
        case "in_process":
            yield _("We are getting to know each other. {who} decides, and answers by {by}.",
                    who=reader, by=Moment(by or turn.now))  # fmt: skip
            yield _("When nothing is missing any more, you are with us. Trainings are open to you now.")
        case "active":
            yield _("You are with us. Thank you.")
        case _:
            yield _("You are taking a break. Tell us when you would like to come again; {who} opens it for you.",
                    who=reader)  # fmt: skip


def _valid(who: Standing) -> Iterator[tuple[Text, Text]]:
    record = who.checks.get(checks.RECORD)
    if record is not None and record.result == "passed" and record.until:
        yield _("Background check"), _("covers days until {day}", day=Day(date.fromisoformat(record.until), "year"))


def _ahead(turn: Turn, who: Standing) -> Iterator[tuple[Text, Text]]:
    following = next(iter(ahead_of(turn, who)), None)
    if following is not None:
        post = who.rules.post(following.booking.kind)
        name: Text = post.name if post else following.booking.kind
        yield _("Next shift"), _("{what}, {when}", what=name, when=Moment(following.booking.starts_at))


def ahead_of(turn: Turn, who: Standing) -> list[Signup]:
    """What one has signed up for and what has not begun."""
    return [one for one in who.signups if one.booking.state in AHEAD and one.booking.starts_at > turn.now]


def _code(who: Standing) -> Text:
    code = str(who.volunteer.details.get("code", ""))
    return f"{code[:4]}-{code[4:]}"


def _steps(turn: Turn, who: Standing) -> list[Button]:
    """What one can do about what is missing."""
    found = [] if who.conduct else [Button(_("Read the code of conduct"), Tap("volunteers", "conduct"), "primary")]
    if not who.record_consent and who.is_adult(turn.today) and checks.RECORD not in who.checks:
        found.append(Button(_("Agree to a background check"), Tap("volunteers", "record")))
    return found


def _more(who: Standing) -> list[Button]:
    found = [
        Button(_("My hours"), Tap("door", "open", "hours")),
        Button(_("My group"), Tap("door", "open", "teams")),
        Button(_("Something worries me"), Tap("door", "open", "feedback")),
    ]
    if who.volunteer.state == "active":
        found.append(Button(_("Take a break"), Tap("volunteers", "pause", "", who.volunteer.version), "quiet"))
    if who.volunteer.state == "paused":
        found.append(Button(_("I would like to come again"), Tap("volunteers", "again"), "primary"))
    return [*found, Button(_("Stop volunteering"), Tap("volunteers", "end", "", who.volunteer.version), "quiet")]
