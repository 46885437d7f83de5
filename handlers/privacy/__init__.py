"""What is kept, for how long, who reads it; and the way to see it, take it along, correct it and have it forgotten.

个人信息保护法 arts. 15, 44-47; 未成年人网络保护条例 art. 34. Forgetting happens at once where nothing hinders it; what
is still ahead is called off first, because somebody waits for the child.
"""

from collections.abc import Mapping

from bot import booking
from bot.apps import is_in_app, kept_by_app, left_in_app
from bot.chat import Button, Screen, Tap, Turn, column
from bot.flow import Answer, Flow, Sign
from bot.kept import all_kept
from bot.text import Json, Several, Text, _
from handlers.privacy import taking_along, volunteering
from handlers.privacy.forgetting import (
    PURPOSE,
    cancellable,
    child_of,
    forget_child,
    own_bookings,
    refuse_while_here,
    withdraw,
)
from storage import audit, calls, children, consents, people, places, retention, signups, tombstones

DAY_SECONDS = 24 * 3600

flow = Flow(
    "privacy",
    _("My data"),
    sign=Sign(_("My data"), _("what is kept, for how long, who reads it"), order=90, picture="paper"),
    words=("隐私", "我的信息", "我的资料", "撤回", "privacy", "mydata"),
)
taking_along.hang(flow)


@flow.begins
def show(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """In plain words, out of the settings that are really in force. `asked_by`: the notice came before, and goes on."""
    keep = turn.home.retention
    return Screen(
        title=_("What we keep"),
        picture="paper",
        text=(
            _("Only what looking after your child needs: nicknames, age groups, needs, what you write, say or show us, "
              "your number. A photo loses where and when it was taken before we keep it."),
            _("It lies encrypted in the home's own computer. It is given to nobody, and no other company reads it.")
            if not is_in_app(turn)
            else _("It lies encrypted in the home's own computer, and we give it to nobody."),
            *kept_by_app(turn),
        ),
        facts=(
            (_("This conversation"), _("{days} days", days=keep.chat_days)),
            (_("Bookings and what you told us for them"), _("{days} days after the visit", days=keep.booking_days)),
            (_("Who did or read what"), _("{days} days, without names", days=keep.audit_days)),
            (_("What you agreed to or took back"), _("{days} days after your last visit", days=keep.audit_days)),
            *(fact for kept in all_kept(turn.home) for fact in kept.said(turn)),
            *volunteering.lines(turn),
            (_("Words about danger"), _days_of_concerns(keep.concern_days)),
            (_("Who reads it"), _("only colleagues who look after your request; each reading is written down")),
        ),
        rows=column(_buttons(turn) if "asked_by" not in given else [_back_to_the_question(str(given["asked_by"]))]),
    )


def _days_of_concerns(days: int | None) -> Text:
    if days is None:
        return _("kept for good, because it protects children")
    return _("{days} days after they were seen to", days=days)


def _back_to_the_question(wish: str) -> Button:
    return Button(_("Back to the question"), Tap("notice", "again", wish), "primary")


def _buttons(turn: Turn) -> list[Button]:
    buttons = [Button(_("See what is kept of me"), Tap("privacy", "mine"))]
    latest = consents.latest(turn.db, turn.person.id, PURPOSE)
    if latest is not None and latest.answer == "given":
        buttons.append(Button(_("Take back my consent, and forget"), Tap("privacy", "withdraw"), "danger"))
    return [*buttons, Button(_("Back to where I was"), Tap("door", "resume"), "quiet")]


@flow.tap("mine")
def mine(turn: Turn, _tap: Tap) -> Answer:
    """Everything, readable, and as a file."""
    return what_is_kept(turn)


def what_is_kept(turn: Turn, notice: Text | None = None) -> Screen:
    """Counts and names; the rest is in the file."""
    number = people.phone(turn.db, turn.seal, turn.person.id)
    mine = children.of_guardian(turn.db, turn.seal, turn.person.id)
    bookings = [one for one in places.of_person(turn.db, turn.person.id, live=False) if one.service != signups.SERVICE]
    readings = sum(audit.readings(turn.db, one.ref) for one in bookings)
    buttons = [
        Button(_("Add a child"), Tap("door", "open", "children")),
        Button(_("Take it along as a file"), Tap("privacy", "file")),
    ]
    buttons += [button for kept in all_kept(turn.home) for button in kept.buttons(turn)]
    buttons += [
        Button(_("Delete what is kept of {child}", child=child.nickname), Tap("privacy", "forget", child.ref), "quiet")
        for child in mine
    ]
    buttons += [Button(_("Delete my number"), Tap("privacy", "number"), "quiet")] if number else []
    helps = volunteering.mine(turn) is not None
    buttons += [Button(_("Forget me as a volunteer"), Tap("privacy", "helper"), "quiet")] if helps else []
    return Screen(
        title=_("What is kept of me"),
        notice=notice,
        facts=(
            (_("Your number"), number or _("not left")),
            *((_("Child"), child.nickname) for child in mine),
            *volunteering.facts(turn),
            (_("Bookings"), str(len(bookings))),
            *(fact for kept in all_kept(turn.home) for fact in kept.mine(turn)),
            (_("Colleagues have opened your bookings"), _("{number} times", number=readings)),
        ),
        rows=column([*buttons, Button(_("Back"), Tap("door", "open", "privacy"), "quiet")]),
    )


@flow.tap("forget")
def ask_to_forget(turn: Turn, tap: Tap) -> Answer:
    """It cannot be undone, so we ask once."""
    child = child_of(turn, tap.ref)
    return Screen(
        title=_("Delete what is kept of {child}", child=child.nickname),
        text=_("The nickname, the age group, the needs and what you wrote for earlier visits are deleted at once."),
        rows=column(
            [
                Button(_("Yes, delete it all"), Tap("privacy", "forgotten", child.ref), "danger"),
                Button(_("No, leave it as it is"), Tap("privacy", "mine")),
            ]
        ),
    )


@flow.tap("forgotten")
def forget(turn: Turn, tap: Tap) -> Answer:
    """Forget one child, unless somebody is waiting for it."""
    child = child_of(turn, tap.ref)
    forget_child(turn, child)
    return what_is_kept(turn, _("{child} is forgotten here.", child=child.nickname))


@flow.tap("number")
def forget_number(turn: Turn, _tap: Tap) -> Answer:
    """Forget the number; we can no longer ring."""
    me = turn.person.ref
    tombstones.forget(turn.db, turn.seal, "number", me, turn.now, booking.DETAILS)
    audit.record(turn.db, at=turn.now, actor=me, act="number.forgotten", what=me, why="own wish")
    return what_is_kept(turn, _("Your number is forgotten. From now on we can only write to you here."))


@flow.tap("withdraw")
def ask_to_withdraw(turn: Turn, _tap: Tap) -> Answer:
    """Say what follows, and ask once."""
    refuse_while_here(turn, own_bookings(turn))
    titles = tuple(booking.when(one) for one in cancellable(turn))
    forgets = _("We then forget your children, your notes, your number and what was said here at once.")
    cancels = (_("These bookings are cancelled with it: {bookings}", bookings=Several(titles)),) if titles else ()
    return Screen(
        title=_("Take back your consent?"),
        text=(forgets, *cancels),
        rows=column(
            [
                Button(_("Yes, take it back and forget"), Tap("privacy", "withdrawn"), "danger"),
                Button(_("No, leave it as it is"), Tap("door", "open", "privacy")),
            ]
        ),
    )


@flow.tap("withdrawn")
def withdrawn(turn: Turn, _tap: Tap) -> Answer:
    """The deed."""
    withdraw(turn)
    return Screen(
        title=_("Taken back"),
        text=(
            _("What you told us about your children is forgotten. You can come back whenever you like."),
            *left_in_app(turn),
        ),
        rows=column([Button(_("Home page"), Tap("door", "menu"), "primary")]),
    )


@flow.tap("helper")
def ask_to_forget_helper(turn: Turn, _tap: Tap) -> Answer:
    """What goes, what must stay, and why; and ask once."""
    if volunteering.mine(turn) is None:
        return what_is_kept(turn)
    return Screen(
        title=_("Forget me as a volunteer"),
        text=(
            _("Your name, what you told us, your checks, your groups and your number are deleted; your shifts ahead "
              "are given up."),
            _("Your hours stay under a number without a name, because the law asks for a true record of what was done. "
              "A summary that you hold stays valid."),
        ),
        rows=column(
            [
                Button(_("Yes, delete it all"), Tap("privacy", "helped"), "danger"),
                Button(_("No, leave it as it is"), Tap("privacy", "mine")),
            ]
        ),
    )  # fmt: skip


@flow.tap("helped")
def forget_helper(turn: Turn, _tap: Tap) -> Answer:
    """The deed."""
    volunteering.forget(turn)
    return what_is_kept(turn, _("You are forgotten as a volunteer. Thank you for what you did."))


@flow.nightly
def forget_what_is_over(turn: Turn) -> None:
    """Empty bookings past their time, and children, numbers, visits and calls that nothing needs any more.

    Answers about consent stay `audit_days` after the last visit, as long as the record of who did what.
    """
    before = turn.now - turn.home.retention.booking_days * DAY_SECONDS
    retention.empty_bookings_before(turn.db, turn.seal, before, booking.DETAILS)
    retention.forget_unused_people(turn.db, before)
    calls.forget_before(turn.db, before)
    retention.forget_consents(turn.db, turn.now - turn.home.retention.audit_days * DAY_SECONDS)
