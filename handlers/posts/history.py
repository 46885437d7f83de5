"""What was done to a letter and by whom, as the audit log holds it: ids there, names and words here."""

from collections.abc import Mapping

from bot.chat import Turn
from bot.text import Message, Text, _
from storage import audit, people, staff
from storage.posts import Post

HIDDEN, READ = "post.hidden", "post.read"
# Why a letter may leave the list. A code alone is recorded: whatever is said of a letter in words would say too much.
REASONS: Mapping[str, Message] = {
    "try": _("it was a try, and nothing is asked in it"),
    "twice": _("the same letter stands here a second time"),
    "others": _("it hurts somebody else, and is seen to in another way"),
}


def record(turn: Turn, act: str, post: Post, why: str = "handling") -> None:
    """Write down what this person did to it."""
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=act, what=post.ref, why=why)


def faster(turn: Turn, post: Post) -> Text:
    """What whoever came second reads: who was first, by name; or that the child wrote meanwhile."""
    deeds = [who for _at, who, act, _why in audit.of_object(turn.db, post.ref) if act != READ]
    who = deeds[-1] if deeds else ""
    if who in ("", turn.person.ref):
        return _("Something changed in the meantime. This is how it stands now.")
    for member in staff.members(turn.db, turn.seal):
        if people.person(turn.db, turn.seal, member.person_id).ref == who:
            return _("{name} was faster. This is how it stands now.", name=member.name)
    return _("A colleague was faster. This is how it stands now.")


def hidden_because(turn: Turn, post: Post) -> Text:
    """The reason that was given last."""
    whys = [why for _at, _who, act, why in audit.of_object(turn.db, post.ref) if act == HIDDEN]
    return REASONS[whys[-1]] if whys and whys[-1] in REASONS else _("no reason is known any more")
