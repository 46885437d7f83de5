"""My volunteering (我的志愿服务): what one can help with, how far one has come, what is missing, who decides, by when.

Whoever has not signed up reads the posts first, with the work and its risks (志愿服务条例 art. 12). Leaving is always
possible and needs no reason.
"""

from collections.abc import Mapping

from bot.booking import tell_staff
from bot.booking_screens import menu_button
from bot.chat import Button, Refused, Screen, Tap, Turn, column
from bot.flow import Answer, Flow, Sign
from bot.text import Json, Text, _
from bot.volunteering.profile import Volunteers, rules_of
from bot.volunteering.shifts import shift_of_signup
from bot.volunteering.signing import give_up, rejudge
from bot.volunteering.standing import CONDUCT, RECORD_CONSENT, Standing, my_standing, standing_of
from bot.volunteering.standing_in import cannot_come
from bot.volunteering.words import hours_text, mine_button
from handlers.volunteers.page import ahead_of, my_page, posts_screen
from storage import audit, consents, hours, volunteers
from storage.places import Actor

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
