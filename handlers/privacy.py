"""What is kept, for how long, who reads it; and the way to see it, take it along, correct it and have it forgotten.

个人信息保护法 arts. 15, 44-47; 未成年人网络保护条例 art. 34. Forgetting happens at once where nothing hinders it; a booking that
is still ahead must be cancelled first, because somebody waits for the child.
"""

import json
from collections.abc import Mapping

from bot import booking
from bot.chat import Button, File, Refused, Screen, Tap, Turn, column
from bot.flow import Answer, Flow, Sign
from bot.text import Json, Several, Text, _
from storage import audit, children, consents, people, places, retention

PURPOSE = "care"
DAY_SECONDS = 24 * 3600

flow = Flow(
    "privacy",
    _("My data"),
    sign=Sign(_("🔒 My data"), _("what is kept, for how long, who reads it"), order=90),
    words=("隐私", "我的信息", "我的资料", "撤回", "privacy", "mydata"),
)


@flow.begins
def show(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """In plain words, out of the settings that are really in force."""
    keep = turn.home.retention
    return Screen(
        title=_("What we keep"),
        picture="paper",
        text=(
            _("Only what looking after your child needs: nicknames, age groups, needs, your notes, your number if you leave it."),
            _("It lies encrypted in the home's own computer. It is given to nobody, and no other company reads it."),
        ),
        facts=(
            (_("This conversation"), _("{days} days", days=keep.chat_days)),
            (_("Bookings and what you wrote for them"), _("{days} days after the visit", days=keep.booking_days)),
            (_("Who did or read what"), _("{days} days, without names", days=keep.audit_days)),
            (_("Words about danger"), _("until the home's duty officer has them deleted, as the law asks")),
            (_("Who reads it"), _("only colleagues who look after your request; each reading is written down")),
        ),
        rows=column(_buttons(turn)),
    )


def _buttons(turn: Turn) -> list[Button]:
    buttons = [Button(_("See what is kept of me"), Tap("privacy", "mine"))]
    latest = consents.latest(turn.db, turn.person.id, PURPOSE)
    if latest is not None and latest.answer == "given":
        buttons.append(Button(_("Take back my consent, and forget"), Tap("privacy", "withdraw"), "danger"))
    return [*buttons, Button(_("Back to where I was"), Tap("door", "resume"), "quiet")]


@flow.tap("mine")
def mine(turn: Turn, _tap: Tap) -> Answer:
    """Everything, readable, and as a file."""
    number = people.phone(turn.db, turn.seal, turn.person.id)
    facts: list[tuple[Text, Text]] = [(_("Your number"), number or _("not left"))]
    for child in children.of_guardian(turn.db, turn.seal, turn.person.id):
        facts.append((_("Child"), child.nickname))
    bookings = places.of_person(turn.db, turn.person.id, live=False)
    facts.append((_("Bookings"), str(len(bookings))))
    readings = sum(retention.readings(turn.db, one.ref) for one in bookings)
    facts.append((_("Colleagues have opened your bookings"), _("{number} times", number=readings)))
    forgets = [
        Button(_("Forget {child}", child=child.nickname), Tap("privacy", "forget", child.ref), "quiet")
        for child in children.of_guardian(turn.db, turn.seal, turn.person.id)
    ]
    number_too = [Button(_("Forget my number"), Tap("privacy", "number"), "quiet")] if number else []
    return Screen(
        title=_("What is kept of me"),
        facts=tuple(facts),
        file=File("privacy", "mine", "my-data.json", _("Take it along as a file")),
        rows=column([*forgets, *number_too, Button(_("Back"), Tap("door", "open", "privacy"), "quiet")]),
    )


@flow.file
def my_file(turn: Turn, ref: str) -> tuple[bytes, str]:
    """Everything that is kept of this person, as JSON."""
    if ref != "mine":
        raise Refused(_("There is no such file."))
    kept = {
        "phone": people.phone(turn.db, turn.seal, turn.person.id),
        "children": [
            {"nickname": child.nickname, "age": child.age, "needs": child.needs}
            for child in children.of_guardian(turn.db, turn.seal, turn.person.id)
        ],
        "bookings": [
            {"ref": one.ref, "service": one.service, "kind": one.kind, "state": one.state, "first_day": one.first_day,
             "details": booking.details_of(turn, one)}
            for one in places.of_person(turn.db, turn.person.id, live=False)
        ],
        "readings": [
            {"booking": one.ref, "at": at, "act": act}
            for one in places.of_person(turn.db, turn.person.id, live=False)
            for at, _actor, act, _why in audit.of_object(turn.db, one.ref)
        ],
    }  # fmt: skip
    return json.dumps(kept, ensure_ascii=False, indent=2).encode(), "application/json"


@flow.tap("forget")
def forget_child(turn: Turn, tap: Tap) -> Answer:
    """Forget one child, unless somebody is waiting for it."""
    child = next((one for one in children.of_guardian(turn.db, turn.seal, turn.person.id) if one.ref == tap.ref), None)
    if child is None:
        raise Refused(_("This child is not kept here any more."))
    if any(one.state not in places.FINAL for one in places.of_child(turn.db, child.id)):
        raise Refused(_("{child} still has a booking. Please cancel it first, then we forget.", child=child.nickname))
    children.forget(turn.db, child.id)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="child.forgotten", what=child.ref, why="guardian")
    return mine(turn, tap)


@flow.tap("number")
def forget_number(turn: Turn, tap: Tap) -> Answer:
    """Forget the number; we can no longer ring."""
    people.keep_phone(turn.db, turn.seal, turn.person.id, "")
    return mine(turn, tap)


@flow.tap("withdraw")
def ask_to_withdraw(turn: Turn, _tap: Tap) -> Answer:
    """Say what follows, and ask once."""
    live = places.of_person(turn.db, turn.person.id)
    titles = tuple(booking.when(one) for one in live)
    text: tuple[Text, ...] = (_("We then forget your children, your notes and your number at once."),)
    if live:
        text += (_("These bookings are cancelled with it: {bookings}", bookings=Several(titles)),)
    return Screen(
        title=_("Take back your consent?"),
        text=text,
        rows=column(
            [
                Button(_("Yes, take it back and forget"), Tap("privacy", "withdrawn"), "danger"),
                Button(_("No, leave it as it is"), Tap("door", "open", "privacy")),
            ]
        ),
    )


@flow.tap("withdrawn")
def withdraw(turn: Turn, _tap: Tap) -> Answer:
    """Cancel what is ahead, forget what was told, write down that consent was taken back."""
    latest = consents.latest(turn.db, turn.person.id, PURPOSE)
    if latest is None or latest.answer != "given":
        raise Refused(_("There is no consent to take back: nothing about a child is kept."))
    for one in places.of_person(turn.db, turn.person.id):
        if "cancelled" in places.MOVES[one.state]:
            booking.change(turn, one, "cancelled", "family")
    for child in children.of_guardian(turn.db, turn.seal, turn.person.id):
        children.forget(turn.db, child.id)
    for one in places.of_person(turn.db, turn.person.id, live=False):
        if one.state in places.FINAL:
            retention.empty_booking(turn.db, turn.seal, one.id, booking.DETAILS)
    people.keep_phone(turn.db, turn.seal, turn.person.id, "")
    consents.record(
        turn.db, person_id=turn.person.id, purpose=PURPOSE, wording=latest.wording, answer="withdrawn",
        channel=turn.address.channel, now=turn.now,
    )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="consent.withdrawn", what=turn.person.ref, why=PURPOSE)
    return Screen(
        title=_("Taken back"),
        text=_("What you told us about your children is forgotten. You can come back whenever you like."),
        rows=column([Button(_("Home page"), Tap("door", "menu"), "primary")]),
    )


@flow.nightly
def forget_what_is_over(turn: Turn) -> None:
    """Empty bookings past their time, and children, numbers and empty visits that nothing refers to any more."""
    before = turn.now - turn.home.retention.booking_days * DAY_SECONDS
    retention.empty_bookings_before(turn.db, turn.seal, before, booking.DETAILS)
    retention.forget_unused_people(turn.db, before)
