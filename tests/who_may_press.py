"""Who may press which button. A new button without a row here fails in tests/test_permissions.py."""

from bot.desk import STAFF

EVERYONE, OWNER, COLLEAGUES = "everyone, for themselves", "the family concerned", "every colleague, for themselves"
READERS, LEADERS = "whose role reaches the booking", "duty and head"

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
        "privacy": "mine file forget forgotten number withdraw withdrawn",
        "language": "speak",
        "human": "ring call",
        "notice": "details again agree refuse inform",
        "concerns": "tell",
        "camp": "page open register remember fair",
        "guardians": "enter",
    },
    COLLEAGUES: {"desk": "queue page today ahead", "signin": "choose", "pin": "out bye stay"},
    READERS: {
        "desk": "card confirm wait arrive finish missed mend late off off_yes give release ask call rang code decline",
        "camp_desk": "week table print draw teams share member into wish wish_yes wish_unsure wish_no",
        "camp_settle": "look",
        "camp_door": "child hand refuse",
    },
    LEADERS: {"concerns": "card take close"},
}
ROLES: dict[str, frozenset[str]] = {
    EVERYONE: frozenset(), OWNER: frozenset(), COLLEAGUES: STAFF, READERS: STAFF, LEADERS: frozenset({"duty", "head"}),
}  # fmt: skip
