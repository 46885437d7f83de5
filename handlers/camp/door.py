"""At the door in the afternoon (接孩子): who may collect whom, seen by whom; whoever may not is a concern."""

from collections.abc import Mapping

from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column
from bot.desk import STAFF
from bot.desk.card import DECIDERS
from bot.desk.raising import heads, readers, tell_readers
from bot.fields import Answers, TextField
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.text import Json, Moment, Text, _
from handlers.camp.profile import Camp
from handlers.camp.roster import Camper, camper, campers, open_here, running, team_name
from storage import audit, concerns, pickups, staff
from storage.pickups import Pickup

flow = Flow("camp_door", _("At the door: pick-up"), roles=STAFF, section=Camp)


def _stands_there(turn: Turn) -> None:
    """Raises Refused for a colleague who does not hand over children."""
    rules = turn.home[Camp]
    if not turn.person.roles & (DECIDERS | {rules.reader, rules.door}):
        raise Refused(_("There is nothing of the camp here for your role."))
    open_here(turn)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Everybody who is to be collected today; the form only where somebody was turned away."""
    return None if "of" in given else door_screen(turn)


def door_screen(turn: Turn, notice: Text | None = None) -> Screen:
    """Today's children, with those who have gone home below."""
    _stands_there(turn)
    today = [each for camp in running(turn) for each in campers(turn, camp)]
    gone = {each.ref for each in today if _handed(turn, each) is not None}
    buttons = [
        Button(each.child.nickname, Tap(flow.name, "child", each.ref), "quiet" if each.ref in gone else "plain",
               hint=_("has gone home") if each.ref in gone else team_name(turn, each.team))
        for each in sorted(today, key=lambda each: each.ref in gone)
    ]  # fmt: skip
    return Screen(
        title=_("At the door: pick-up"),
        notice=notice,
        text=_("Still here: {number}.", number=len(today) - len(gone)) if today else _("Today is no day of camp."),
        rows=(*(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)),
              (Button(_("Back"), Tap("door", "open", "camp_desk"), "quiet"),)),
    )  # fmt: skip


def _today(turn: Turn, one: Camper) -> list[Pickup]:
    found = pickups.of_day(turn.db, turn.seal, one.one, turn.today.isoformat())
    return [each for each in found if each.child_id == one.child.id]


def _handed(turn: Turn, one: Camper) -> Pickup | None:
    return next((each for each in _today(turn, one) if each.handed), None)


def _at_the_door(turn: Turn, ref: str) -> Camper:
    """A child that is to be collected today. Raises Refused."""
    _stands_there(turn)
    camp, one = camper(turn, ref)
    if not camp.first_day <= turn.today.isoformat() <= camp.last_day:
        raise Refused(_("Today is no day of camp."))
    return one


@flow.tap("child")
def one_child(turn: Turn, tap: Tap) -> Answer:
    """Who may collect this child. That it was read is written down."""
    one = _at_the_door(turn, tap.ref)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="sheet.read", what=one.one.ref, why="door")
    return child_screen(turn, one)


def collectors(one: Camper) -> list[Text]:
    """The guardian first, then those whom the guardian named."""
    named = [_("{name}, {relation}", name=each["name"], relation=each["relation"])
             for each in one.details.get("collect") or []]  # fmt: skip
    return [_("The guardian"), *named]


def child_screen(turn: Turn, one: Camper) -> Screen:
    """A button for each who may; and one for whoever else has come."""
    handed = _handed(turn, one)
    back = Button(_("Back to the door"), Tap("door", "open", flow.name), "quiet")
    if handed is not None:
        name = staff.name_of(turn.db, turn.seal, handed.by_person)
        said = _("Handed to {who} at {at}; seen by {name}.", who=handed.who, at=Moment(handed.at, "clock"), name=name)
        return Screen(title=one.child.nickname, text=said, rows=((back,),))
    buttons = [
        Button(
            _("Handed to: {who}", who=who),
            Tap(flow.name, "hand", one.ref, number),
            "primary" if number == 1 else "plain",
        )
        for number, who in enumerate(collectors(one), start=1)
    ]
    other = Button(_("Somebody else has come: not handed over"), Tap(flow.name, "refuse", one.ref), "danger")
    return Screen(
        title=one.child.nickname,
        text=_("Please look at a paper with the name on it, then tap. We keep no copy."),
        rows=column([*buttons, other, back]),
    )


@flow.tap("hand")
def hand(turn: Turn, tap: Tap) -> Answer:
    """The child goes home; who saw it is written down. A second tap changes nothing."""
    one = _at_the_door(turn, tap.ref)
    who = dict(enumerate(collectors(one), start=1)).get(tap.version)
    if who is None:
        return child_screen(turn, one)
    first = pickups.record(
        turn.db, turn.seal, booking=one.one, child_id=one.child.id, day=turn.today.isoformat(), handed=True,
        who=turn.spoken(who), by=turn.person.id, now=turn.now,
    )  # fmt: skip
    if not first:
        return child_screen(turn, one)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="child.handed", what=one.one.ref, why="paper seen")
    return door_screen(turn, _("{child} has gone home.", child=one.child.nickname))


@flow.tap("refuse")
def refuse(turn: Turn, tap: Tap) -> Answer:
    """Who has come, in a sentence; then it is a concern."""
    return Open(flow.name, {"of": _at_the_door(turn, tap.ref).ref})


def send(turn: Turn, answers: Answers) -> Screen:
    """The child stays here, and whoever is on duty hears of it at once."""
    one, words = _at_the_door(turn, str(answers["of"])), str(answers["who"])
    pickups.record(
        turn.db, turn.seal, booking=one.one, child_id=one.child.id, day=turn.today.isoformat(), handed=False, who=words,
        by=turn.person.id, now=turn.now,
    )  # fmt: skip
    said = turn.spoken(_("{child} ({ref}): {words}", child=one.child.nickname, ref=one.one.ref, words=words))
    why = turn.spoken(_("somebody who may not collect the child"))
    ref = concerns.raise_concern(
        turn.db, turn.seal, person_id=None, level="now", source="door", words=said, matched=why, now=turn.now
    )
    me = turn.person.ref
    audit.record(turn.db, at=turn.now, actor=me, act="concern.raised", what=ref, why="pick-up")
    audit.record(turn.db, at=turn.now, actor=me, act="child.not_handed", what=one.one.ref, why="not on the list")
    those = [one for one in dict.fromkeys([*readers(turn), *heads(turn)]) if one != turn.person.id]
    tell_readers(turn, those, ref, 1, _("At the door somebody was not given a child"))
    return door_screen(turn, _("Please stay with the child. The colleague on duty has been told. In danger ring 110."))


flow.form = AtOnce(
    flow.name,
    _("Not handed over"),
    (
        TextField("who", label=_("What happened"),
                  question=_("Who has come, and what happened? The child stays with you."), most=300),
    ),
    send,
)  # fmt: skip
