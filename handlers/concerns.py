"""Words of danger, wherever they are written: the numbers to ring at once, and a person who hears of it.

Nobody is judged and nothing is advised here. Only the duty officer and whoever leads the home read what was
written, and nobody can delete it. 未成年人保护法 art. 11, 63: staff report at once; a child's words are neither hidden
nor destroyed.
"""

from collections.abc import Iterator, Mapping

from bot.board.profile import Board
from bot.board.readers import may_read
from bot.chat import Button, Open, Phone, Refused, Screen, Tap, Turn
from bot.danger import watcher_of
from bot.desk import Item, Rank, cleared, queue_screen, waits
from bot.desk.concern import BUTTON, LEVELS, taken_first, when_of
from bot.desk.concern import card as concern_card
from bot.desk.raising import heads, raise_concern, tell_readers
from bot.fields import Answers, TextField
from bot.flow import Answer, Flow, Sign
from bot.form.at_once import AtOnce
from bot.heard import word_key
from bot.text import Json, Text, _
from bot.volunteering.profile import Volunteers
from storage import audit, concerns, posts, staff
from storage.concerns import Concern, Moved

HANDLE = frozenset({"duty", "head"})
ESCALATE_SECONDS = 15 * 60
ESCALATED = "concern.escalated"
DAY_SECONDS = 24 * 3600

flow = Flow(
    "concerns",
    _("Danger? Numbers to ring"),
    sign=Sign(_("Danger right now?"), _("Numbers to ring, and a person"), order=95, picture="worry"),
    words=("救命", "报警", "危险", "有危险", "现在有危险", "现在有危险？", "110", "sos", "danger", "police"),
)


def watch(turn: Turn, text: str) -> Screen | None:
    """What to say beside the answer when a text holds words of danger; None for every other text, and for colleagues.

    Colleagues write of danger because it is their work: their notes would raise the same concern again.
    """
    if turn.person.roles or word_key(text) in OWN_WORDS:
        return None
    found = watcher_of(turn.home).match(text)
    if found is None or found.level == "soon":  # what can wait for days is the letter box's, not a matter for 110
        return None
    return numbers_screen(turn, told=raise_concern(turn, found.level, text, found.word))


TO_ANYBODY: Mapping[bool | None, Text] = {
    True: _("We have told a colleague, who will see to it. Nobody is in trouble for saying this."),
    False: _("Nobody here can read this right now, so please ring. Nobody is in trouble for saying this."),
    None: _("If you would like, we tell a colleague at once."),
}
TO_A_CHILD: Mapping[bool | None, Text] = {
    True: _("A grown-up who can help is told of it now. It was right to say it."),
    False: _("Nobody here can read it right now. Please ring, or tell a grown-up you trust."),
    None: _("If you like, we tell a grown-up who can help, at once."),
}
OWN_WORDS = frozenset(word_key(word) for word in flow.words)


def numbers_screen(turn: Turn, *, told: bool | None = None) -> Screen:
    """Calm, and the same for every word: numbers first, then that a person knows. It never says what was recognised."""
    said = TO_A_CHILD if turn.off_record else TO_ANYBODY
    hotlines = [Phone(line.number, line.label) for line in turn.home.hotlines]
    first = _("Somebody answers these numbers now:")
    if turn.off_record:
        first = _("You can ring these numbers now, or tell a grown-up beside you:")
    elif told is not None:
        first = _("Thank you for saying it. Somebody answers these numbers now:")
    tell = (Button(_("Tell the colleague on duty"), Tap("concerns", "tell"), "danger"),) if told is None else ()
    return Screen(
        title=_("You are not alone with this"),
        text=(first, said[told]),
        phones=(*hotlines, Phone(turn.home.phone, turn.home.name)),
        rows=(
            tell,
            *(_beside(turn) if told is None and not turn.off_record else ()),
            (Button(_("Back to where I was"), Tap("door", "resume"), "quiet"),),
        ),
        picture="worry",
    )


def _beside(turn: Turn) -> Iterator[tuple[Button, ...]]:
    """What is no danger now, but should be said all the same."""
    if turn.home.offers(Volunteers):
        yield (Button(_("It is about a volunteer"), Tap("door", "open", "feedback")),)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """The numbers; the form only where a concern's card opened it."""
    return None if "close" in given else numbers_screen(turn)


@flow.tap("tell")
def tell(turn: Turn, tap: Tap) -> Answer:
    """Somebody asks for a person without saying why, and need not say it."""
    return numbers_screen(turn, told=raise_concern(turn, "now", "", BUTTON))


# --- for the duty officer ---


@waits
def waiting_concerns(turn: Turn) -> Iterator[Item]:
    """On top of the desk, for those who may read them; nobody else learns that there is one."""
    those = concerns.unfinished(turn.db, turn.seal) if turn.person.roles & HANDLE else []
    for one in (one for one in those if turn.person.id not in one.not_for):
        rank = Rank.DANGER if one.level == "now" else Rank.CONCERN
        who = staff.name_of(turn.db, turn.seal, one.taken_by)
        why = _("{name} sees to it", name=who) if one.state == "taken" else _("nobody sees to it yet")
        label = _("{level}, {when}", level=LEVELS[one.level], when=when_of(turn, one))
        tap = Tap("concerns", "card", one.ref, one.version)
        yield Item(tap, label, why, Rank.TAKEN if one.state == "taken" else rank, one.at)


def found(turn: Turn, ref: str) -> Concern:
    """The concern of this ref. Raises Refused."""
    one = concerns.find(turn.db, turn.seal, ref)
    if one is None or turn.person.id in one.not_for:
        raise Refused(_("This is no longer there."))
    return one


def card(turn: Turn, one: Concern, notice: Text | None = None) -> Screen:
    """What was written, with the way to the letter that it stands in."""
    post = posts.find(turn.db, turn.seal, one.post) if one.post and turn.home.offers(Board) else None
    readable = post is not None and may_read(turn, post)
    return concern_card(turn, one, notice, Tap("posts", "card", one.post or "") if readable else None)


@flow.tap("card", roles=HANDLE)
def open_card(turn: Turn, tap: Tap) -> Answer:
    """What was written, and whom to ring."""
    cleared(turn, "concerns", "decline", "questions", "posts")
    return card(turn, found(turn, tap.ref))


@flow.tap("take", roles=HANDLE)
def take(turn: Turn, tap: Tap) -> Answer:
    """I see to it."""
    try:
        concerns.take(turn.db, turn.seal, found(turn, tap.ref).ref, tap.version, turn.person.id, turn.now)
    except KeyError:
        return card(turn, found(turn, tap.ref))
    except Moved as moved:
        return card(turn, moved.now, taken_first(turn, moved.now))
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="concern.taken", what=tap.ref, why="handling")
    notice = _("It is yours. If somebody may be harmed, the law asks for a report at once: 110, and the authorities.")
    return card(turn, found(turn, tap.ref), notice)


@flow.tap("close", roles=HANDLE)
def close(turn: Turn, tap: Tap) -> Answer:
    """Closing wants a note."""
    return Open(flow.name, {"close": found(turn, tap.ref).ref, "version": tap.version})


def send(turn: Turn, answers: Answers) -> Screen:
    """Close it with its note."""
    ref = str(answers["close"])
    if not turn.person.roles & HANDLE:  # their role ended while they wrote
        return numbers_screen(turn)
    try:
        concerns.close(
            turn.db, turn.seal, ref, int(answers["version"]), turn.person.id, turn.now, str(answers["note"])
        )
    except Moved as moved:
        return card(turn, moved.now, taken_first(turn, moved.now))
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="concern.closed", what=ref, why="handled")
    return queue_screen(turn, 0, _("Written down and closed. Thank you for seeing to it."))


flow.form = AtOnce(
    flow.name,
    _("How it was seen to"),
    (
        TextField(
            "note",
            label=_("How it was seen to"),
            question=_("How was it seen to? Who was told and when, and what happens next. Nobody can change it later."),
            most=1000,
        ),
    ),
    send,
)


@flow.sweep
def escalate(turn: Turn) -> None:
    """Danger that nobody has taken for a quarter of an hour goes to whoever leads the home, once."""
    leaders = heads(turn)
    for ref, version in concerns.untaken(turn.db, turn.now - ESCALATE_SECONDS, ESCALATED) if leaders else ():
        audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=ESCALATED, what=ref, why="nobody took it")
        tell_readers(turn, leaders, ref, version, _("Nobody has seen to an urgent concern for 15 minutes"))


@flow.nightly
def forget_what_was_closed(turn: Turn) -> None:
    """Only where the home's profile says after how many days; that it was forgotten stays written down."""
    days = turn.home.retention.concern_days
    for ref in concerns.forget_before(turn.db, turn.now - days * DAY_SECONDS) if days else ():
        audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="concern.forgotten", what=ref, why="retention")
