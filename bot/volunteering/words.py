"""What several flows about volunteers say in the same words: states, what is missing, buttons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.chat import Button, Tap, Turn
from bot.text import Message, Moment, Text, _
from bot.volunteering.profile import rules_of
from bot.volunteering.standing import Standing
from storage import checks

STATES: Mapping[str, Message] = {
    "applied": _("signed up, waiting for an answer"),
    "in_process": _("getting to know each other"),
    "active": _("active"),
    "paused": _("taking a break"),
    "ended": _("ended"),
}
SIGNUP_STATES: Mapping[str, Message] = {
    "held": _("waits for a check"),
    "confirmed": _("settled"),
    "arrived": _("here now"),
    "unresolved": _("over, hours not yet confirmed"),
    "completed": _("served"),
    "cancelled": _("given up"),
    "late_cancel": _("given up"),
    "no_show": _("did not come"),
}


@dataclass(frozen=True)
class Need:
    """Something that is still missing before a volunteer is active: what, who sees to it, and by when."""

    code: str
    what: Text
    who: Text
    by: Text = ""


def needs(turn: Turn, who: Standing) -> list[Need]:
    """What must be there before the coordinator can say yes."""
    return list(_needs(turn, who))


def _needs(turn: Turn, who: Standing) -> Iterator[Need]:
    rules, you = who.rules, _("you")
    reader = turn.home.duty_title(rules.reader)
    by: Text = Moment(who.volunteer.decide_by) if who.volunteer.decide_by else ""
    if not who.conduct:
        yield Need("conduct", _("the code of conduct, agreed to"), you)
    if not who.is_adult(turn.today) and not who.holds(checks.GUARDIAN, turn.today):
        yield Need("guardian", _("a yes from your guardian"), reader, by)
    if not who.holds(checks.TALK, turn.today):
        yield Need("talk", _("a short talk with us"), reader, by)
    for ref in rules.first:
        training = rules.training(ref)
        if training is not None and not who.is_trained(ref, turn.today):
            yield Need("training", _("the training “{name}”", name=training.name), you)


def wishes(turn: Turn, who: Standing) -> list[Need]:
    """What only posts with children need: missing, it keeps nobody from the other posts."""
    if who.holds(checks.RECORD, turn.today) or not who.is_adult(turn.today):
        return []
    reader = turn.home.duty_title(who.rules.reader)
    whose = reader if who.record_consent else _("you")
    return [Need("record", _("a background check (only for posts with children)"), whose)]


def missing_facts(turn: Turn, who: Standing) -> list[tuple[Text, Text]]:
    """Everything that is missing as lines: what, who sees to it, and by when; of who has ended, nothing is."""
    missing = (*needs(turn, who), *wishes(turn, who)) if who.volunteer.state != "ended" else ()
    return [
        (_("Missing: {what}", what=need.what), _("{who}, by {by}", who=need.who, by=need.by) if need.by else need.who)
        for need in missing
    ]


def kind_name(turn: Turn, kind: str) -> Text:
    """What was looked at, in words."""
    rules = rules_of(turn.home)
    if kind.startswith(checks.TRAINING):
        training = rules.training(kind.removeprefix(checks.TRAINING))
        return _("training: {name}", name=training.name) if training else kind
    if kind.startswith(checks.SKILL):
        skill = rules.skill(kind.removeprefix(checks.SKILL))
        return _("skill seen: {name}", name=skill.name) if skill else kind
    return KINDS.get(kind, kind)


KINDS: Mapping[str, Message] = {
    checks.RECORD: _("background check"),
    checks.GUARDIAN: _("the guardian's yes"),
    checks.TALK: _("talk"),
    checks.LEAD: _("may lead a shift"),
}
RESULTS: Mapping[str, Message] = {
    "asked": _("asked for, no answer yet"),
    "passed": _("passed"),
    "failed": _("not passed"),
}


def hours_text(halves: int) -> Text:
    """Half hours as people say hours: "2.5"."""
    return str(halves // 2) if halves % 2 == 0 else f"{'-' if halves < 0 else ''}{abs(halves) // 2}.5"


def mine_button(style: str = "plain") -> Button:
    """To one's own page."""
    label = _("My volunteering")
    return Button(label, Tap("door", "open", "volunteers"), "primary" if style == "primary" else "plain")


def shifts_button(style: str = "plain") -> Button:
    """To the list of shifts."""
    return Button(_("Find a shift"), Tap("door", "open", "shifts"), "primary" if style == "primary" else "plain")


def my_shifts_button() -> Button:
    """To one's own shifts."""
    return Button(_("My shifts"), Tap("shifts", "mine"))
