"""Who may press which button: the table that every button must stand in."""

from bot.desk import STAFF

EVERYONE, OWNER, COLLEAGUES = "everyone, for themselves", "the family concerned", "every colleague, for themselves"
READERS, LEADERS = "whose role reaches the booking", "duty and head"
WRITERS = "who may write for children"
LETTER = "whoever may read the letter"
VOLUNTEER, LOOK, SEE_TO = "the volunteer concerned", "whoever may look at the roster", "who sees to volunteers"

# Who may press a button. Where it is not said in the button's own roles, the flow looks at whose it is.
TABLE = {
    OWNER: {
        "bookings": "come absent late ring was_good was_fair was_bad was_ring face_happy face_okay face_sad face_none "
        "show move way accept cancel drop ill code",
        "questions": "answer",
        "camp": "without without_yes",
        "camp_say": "ask yes unsure no",
        "camp_consents": "of child purpose say_yes say_no say_ask reason",
        "camp_child": "renew",
        "camp_words": "write",
        "guardians": "give",
    },
    EVERYONE: {
        "bookings": "page past open",
        "privacy": "mine file forget forgotten number withdraw withdrawn helper helped",
        "language": "speak",
        "human": "ring call",
        "notice": "details again agree refuse inform",
        "concerns": "tell",
        "camp": "page open register remember fair",
        "guardians": "enter",
        "board": "start known bye",
        "box": "look open more fine",
        "said": "page same yes little no",
        "asked": "ask say",
        "news": "on off",
    },
    VOLUNTEER: {
        "volunteers": "conduct agree record pause again end ended",
        "shifts": "list what mine show take absent able stand pass door come was_good was_fair was_hard fine ring "
        "crew one served missing hard",
        "hours": "paper",
        "teams": "new join leave bring",
    },
    COLLEAGUES: {"desk": "queue page today ahead", "signin": "choose", "pin": "out bye stay", "roster": "door"},
    LOOK: {"roster": "list shift crew"},
    SEE_TO: {
        "roster": "one served missing absent release close closed",
        "vetting": "page card begin accept check pause end",
        "hours": "ledger counter revoke",
    },
    READERS: {
        "desk": "card confirm wait arrive finish missed mend late off off_yes give release ask call rang code decline",
        "camp_desk": "week table print draw teams share member into wish wish_yes wish_unsure wish_no",
        "camp_settle": "look",
        "camp_door": "child hand refuse",
    },
    WRITERS: {
        "saying": "list page open new did cannot doing reword hide show",
        "asking": "list page open new close drop",
    },
    LEADERS: {"concerns": "card take close"},
    LETTER: {
        "posts": "list card late take release work finish close reopen unhide answer cards refuse speaks hide",
    },
}
ROLES: dict[str, frozenset[str]] = {
    EVERYONE: frozenset(), OWNER: frozenset(), COLLEAGUES: STAFF, READERS: STAFF, LEADERS: frozenset({"duty", "head"}),
    VOLUNTEER: frozenset(), LOOK: frozenset({"coordinator", "head", "duty", "care_lead"}),
    SEE_TO: frozenset({"coordinator", "head"}), WRITERS: STAFF, LETTER: STAFF,
}  # fmt: skip
# Which flows may be opened by colleagues alone; all others by everyone.
STAFF_FLOWS = {
    "desk", "decline", "pin", "roster", "vetting", "camp_desk", "camp_settle", "camp_door", "camp_note", "saying",
    "asking", "posts",
}  # fmt: skip
FORM_VERBS = ("set", "tick", "done", "send", "change", "skip", "back", "leave", "keep", "drop", "open", "month", "why")
ENDS_THE_VISIT = {"pin.bye", "pin.out", "privacy.forgotten"}
PEOPLE = ("a stranger", *sorted(STAFF))


def rows_of_the_table() -> dict[str, str]:
    """flow.verb: who may."""
    return {
        f"{flow}.{verb}": who for who, flows in TABLE.items() for flow, verbs in flows.items() for verb in verbs.split()
    }
