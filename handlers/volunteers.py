"""My volunteering (我的志愿服务): what one can help with, how far one has come, what is missing, who decides, by when.

Whoever has not signed up reads the posts first, with the work and its risks (志愿服务条例 art. 12). Leaving is always
possible and needs no reason.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.booking import tell_staff
from bot.booking_screens import home_phone, menu_button
from bot.chat import Button, Refused, Screen, Tap, Turn, column
from bot.flow import Answer, Flow, Sign
from bot.text import Day, Json, Moment, Text, _
from bot.volunteering.profile import Volunteers, rules_of
from bot.volunteering.shifts import shift_of_signup
from bot.volunteering.signing import AHEAD, give_up, rejudge
from bot.volunteering.standing import CONDUCT, RECORD_CONSENT, Standing, my_standing, standing_of
from bot.volunteering.standing_in import cannot_come
from bot.volunteering.words import (
    STATES,
    hours_text,
    mine_button,
    missing_facts,
    my_shifts_button,
    shifts_button,
)
from storage import audit, checks, consents, hours, volunteers
from storage.places import Actor
from storage.signups import Signup

flow = Flow(
    "volunteers",
    _("My volunteering"),
    sign=Sign(_("Volunteering"), _("help with us; shifts, hours"), order=40, picture="hands"),
    section=Volunteers,
    words=("志愿者", "志愿", "我要帮忙", "志愿服务", "我的志愿服务", "volunteer", "volunteers"),
)


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """One's own page, or what there is to help with."""
    who = my_standing(turn)
    return my_page(turn, who) if who is not None and who.volunteer.state in volunteers.HERE else posts_screen(turn)


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
        rows=column([*_steps(who), shifts_button(), my_shifts_button(), *_more(who), menu_button()]),
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


def _steps(who: Standing) -> list[Button]:
    """What one can do about what is missing."""
    found = [] if who.conduct else [Button(_("Read the code of conduct"), Tap("volunteers", "conduct"), "primary")]
    if not who.record_consent and who.born is None and checks.RECORD not in who.checks:
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


def mine(turn: Turn) -> Standing:
    """The standing of whoever speaks. Raises Refused for everybody who is no volunteer."""
    who = my_standing(turn)
    if who is None or who.volunteer.state not in volunteers.HERE:
        raise Refused(_("This is for volunteers. You can sign up under “Volunteering”."))
    return who


@flow.tap("conduct")
def read_conduct(turn: Turn, _tap: Tap) -> Answer:
    """The code as it is today; the button carries its version."""
    mine(turn)
    conduct = rules_of(turn.home).conduct
    yes = Button(_("I have read it and keep to it"), Tap("volunteers", "agree", conduct.version), "primary")
    return Screen(
        title=_("Code of conduct"),
        text=tuple(_("· {thing}", thing=words) for words in conduct.words),
        rows=column([yes, mine_button()]),
    )


@flow.tap("agree")
def agree(turn: Turn, tap: Tap) -> Answer:
    """Agreed to this version; an older button leads back to the newer words."""
    who, version = mine(turn), rules_of(turn.home).conduct.version
    if tap.ref != version:
        return read_conduct(turn, tap)
    _agrees(turn, who, CONDUCT, version)
    return my_page(turn, mine(turn), _("Thank you. That is written down."))


@flow.tap("record")
def agree_to_record(turn: Turn, _tap: Tap) -> Answer:
    """A yes to the background check, which only the coordinator then arranges."""
    _agrees(turn, mine(turn), RECORD_CONSENT, "record-1")
    reader = turn.home.duty_title(rules_of(turn.home).reader)
    return my_page(turn, mine(turn), _("Thank you. {who} arranges it with you.", who=reader))


def _agrees(turn: Turn, who: Standing, purpose: str, wording: str) -> None:
    consents.record(
        turn.db, person_id=turn.person.id, purpose=purpose, wording=wording, answer="given",
        channel=turn.address.channel, now=turn.now,
    )  # fmt: skip
    me = turn.person.ref
    audit.record(turn.db, at=turn.now, actor=me, act="consent.given", what=me, why=purpose)
    rejudge(turn, who.volunteer.id)


@flow.tap("pause")
def pause(turn: Turn, tap: Tap) -> Answer:
    """A break begins now; for what lies ahead others are asked."""
    who = mine(turn)
    if who.volunteer.version != tap.version or who.volunteer.state != "active":
        return my_page(turn, who)
    for one in ahead_of(turn, who):
        shift = shift_of_signup(turn, one)
        if shift is not None:
            cannot_come(turn, one, shift)
    _move(turn, who, "paused")
    return my_page(turn, mine(turn), _("Rest well. For your shifts ahead we are asking others."))


@flow.tap("again")
def come_again(turn: Turn, _tap: Tap) -> Answer:
    """The coordinator opens it: something may have run out meanwhile."""
    who = mine(turn)
    _tell(turn, who, _("Somebody would like to come again: {ref}", ref=who.volunteer.ref))
    reader = turn.home.duty_title(who.rules.reader)
    return my_page(turn, who, _("How nice. {who} knows, and opens it for you.", who=reader))


@flow.tap("end")
def ask_to_end(turn: Turn, tap: Tap) -> Answer:
    """What follows, and ask once."""
    who = mine(turn)
    number = len(ahead_of(turn, who))
    gone = (_("Your shifts ahead are given up with it: {number}.", number=number),) if number else ()
    yes = Button(_("Yes, stop"), Tap("volunteers", "ended", "", tap.version), "danger")
    return Screen(
        title=_("Stop volunteering?"),
        text=(_("Your hours stay yours, and you can begin again whenever you like."), *gone),
        rows=column([yes, mine_button("primary")]),
    )


@flow.tap("ended")
def end(turn: Turn, tap: Tap) -> Answer:
    """Gone, with thanks."""
    who = mine(turn)
    if who.volunteer.version != tap.version:
        return my_page(turn, who)
    for one in ahead_of(turn, who):
        give_up(turn, one, Actor("family", turn.person.id))
    _move(turn, who, "ended")
    return Screen(
        title=_("Thank you for everything"),
        text=_("You are always welcome here, to help or just to visit."),
        facts=((_("Hours served"), hours_text(hours.total(turn.db, who.volunteer.id))),),
        rows=column([menu_button()]),
        picture="hands",
    )


def _move(turn: Turn, who: Standing, to: str) -> None:
    changed = volunteers.change(turn.db, turn.seal, who.volunteer, to, ("volunteer", turn.person.id), turn.now)
    audit.record(
        turn.db, at=turn.now, actor=turn.person.ref, act=f"volunteer.{to}", what=changed.ref, why="own wish"
    )
    titles = {
        "paused": _("A volunteer takes a break: {ref}", ref=changed.ref),
        "ended": _("A volunteer has stopped: {ref}", ref=changed.ref),
    }
    _tell(turn, standing_of(turn, changed.id), titles[to])


def _tell(turn: Turn, who: Standing, title: Text) -> None:
    card = Tap("vetting", "card", who.volunteer.ref, who.volunteer.version)
    tell_staff(turn, who.rules.reader, Screen(title=title, rows=((Button(_("Open"), card, "primary"),),)))
