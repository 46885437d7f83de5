"""The first rehabilitation assessment (康复首次评估): an hour with a therapist, who then says what would help.

It is the home's own service and free. It is not the application for the federation's rehabilitation aid (残联康复救助),
which a family files where it is registered; the two are kept apart wherever this flow speaks.
"""

from collections.abc import Mapping

from bot import booking
from bot.booking_screens import (
    child_options,
    chosen_children,
    held_screen,
    keep_phone,
    notes_field,
    phone_field,
    replaced,
)
from bot.chat import Refused, Screen, Turn
from bot.fields import Answers, Choice, DayField, Option
from bot.flow import Flow, Sign
from bot.form import Form
from bot.home import Home
from bot.service import Facts, Service, register
from bot.text import Json, Moment, Text, _
from handlers.assessment.profile import Assessment
from handlers.assessment.times import ANYONE, Chance, days, on_day, wants
from storage import places
from storage.places import Booking

TITLE = _("Rehabilitation: first assessment")
NOT_THE_FEDERATION = _(
    "This is our own assessment, and it is free. It is not the application for rehabilitation aid at the disabled "
    "people's federation; we are glad to tell you about that one on the day."
)


def starts(turn: Turn, answers: Answers) -> list[Option]:
    """One choice a start while there is room (with anyone: the first who is free); every chance while one must wait."""
    found = on_day(turn, answers)
    options: list[Option] = []
    seen: set[int] = set()
    for chance in sorted(found):
        waits = found[chance] == "full"
        if waits or chance.starts_at not in seen:
            hint = _("full: you would be put on the waitlist") if waits else None
            options.append(Option(chance.ref, _label(turn, chance), hint=hint))
            seen.add(chance.starts_at)
    return options


def _label(turn: Turn, chance: Chance) -> Text:
    name = turn.home[Assessment].therapists[chance.therapist].name
    return _("{clock}, with {therapist}", clock=Moment(chance.starts_at, "clock"), therapist=name)


def start_question(turn: Turn, answers: Answers) -> Text:
    """Which time; or that this day is full and one can wait."""
    if "full" in on_day(turn, answers).values():
        return _("This day is full. For which time shall we put you on the waitlist? For another day, tap “Back”.")
    return _("At what time?")


def therapists(turn: Turn, _answers: Answers) -> list[Option]:
    """Anyone first: it finds a day soonest."""
    known = turn.home[Assessment].therapists
    anyone = Option(ANYONE, _("Any therapist"), hint=_("the soonest day"))
    return [anyone, *(Option(each.id, each.name) for each in known)]


def has_a_choice(turn: Turn, _answers: Answers) -> bool:
    """One therapist needs no question."""
    return len(turn.home[Assessment].therapists) > 1


def heading(turn: Turn, answers: Answers) -> Text:
    """Whether this is a new request or a move."""
    if not answers.get("replaces"):
        return TITLE
    return _("Another time for: {name}", name=turn.home[Assessment].name)


def prepare(turn: Turn, given: Mapping[str, Json]) -> Mapping[str, Json]:
    """Moving a booking begins with what it was; only the day and the time are asked anew."""
    old = replaced(turn, dict(given))
    if old is None:
        return given
    details = booking.details_of(turn, old)
    who = next((child.ref for child in booking.children_of(turn, old)), None)
    return {**given, "who": who, "therapist": details.get("wished"), "notes": details.get("notes")}


def summary(turn: Turn, answers: Answers) -> Screen:
    """What it is, what it is not, and what happens next."""
    old = replaced(turn, answers)
    if old is not None:
        stays = _("Your earlier time ({old}) stays yours until the new one is confirmed.", old=booking.when(old))
        return Screen(text=stays)
    return Screen(text=NOT_THE_FEDERATION)


def send(turn: Turn, answers: Answers) -> Screen:
    """Ask for it: held until the head therapist has read it, or waitlisted."""
    # In this very turn the form has looked again: the time is still there, and it has room or can be waited for.
    chance = next(each for each in on_day(turn, answers) if each.ref == answers["start"])
    try:
        made = booking.ask(turn, SERVICE, _request(turn, answers, chance))
    except (places.AlreadyMoving, places.IllegalMove):
        raise Refused(_("This booking cannot be moved any more. Please look at “My bookings”.")) from None
    keep_phone(turn, answers)
    return held_screen(turn, made)


def _request(turn: Turn, answers: Answers, chance: Chance) -> booking.Request:
    rules = turn.home[Assessment]
    return booking.Request(
        kind="assessment",
        children=tuple(child.id for child in chosen_children(turn, [str(answers["who"])])),
        starts_at=chance.starts_at,
        ends_at=chance.starts_at + rules.minutes * 60,
        wants=wants(turn, chance),
        details={
            "therapist": rules.therapists[chance.therapist].id,
            "wished": answers.get("therapist"),
            "notes": answers.get("notes"),
        },
        replaces=answers.get("replaces"),
        waitlist=on_day(turn, answers)[chance] == "full",
    )


def facts(turn: Turn, _one: Booking, details: Json) -> Facts:
    """Who, and what the family wants us to know."""
    names = {each.id: each.name for each in turn.home[Assessment].therapists}
    known: list[tuple[Text, Text]] = []
    if details.get("therapist"):
        known.append((_("Therapist"), names.get(details["therapist"], str(details["therapist"]))))
    if details.get("notes"):
        known.append((_("Good to know"), str(details["notes"])))
    return tuple(known)


def title_of(home: Home, _one: Booking) -> Text:
    """The name that the profile gives it."""
    return home[Assessment].name


SERVICE = register(
    Service(
        name="assessment",
        picture="assessment",
        title=title_of,
        section=Assessment,
        bring=lambda home, _one: home[Assessment].bring,
        facts=facts,
    )
)

flow = Flow(
    "assessment",
    TITLE,
    sign=Sign(_("Rehabilitation assessment"), _("an hour with a therapist, free"), order=20, picture="assessment"),
    section=Assessment,
    consent="care",
    words=("康复", "评估", "康复评估", "assessment", "rehab"),
    prepare=prepare,
    form=Form(
        flow="assessment",
        title=TITLE,
        heading=heading,
        fields=(
            Choice(
                "who",
                label=_("For"),
                question=_("A therapist gets to know your child and tells you what would help. Who is it for?"),
                options=child_options,
            ),
            Choice(
                "therapist",
                label=_("With whom"),
                question=_("With whom would you like to come?"),
                options=therapists,
                when=has_a_choice,
            ),
            DayField(
                "day",
                label=_("Day"),
                question=_("Which day suits you? You can also choose a full day and wait for it."),
                days=days,
                pick_full=True,
            ),
            Choice("start", label=_("Time"), question=start_question, options=starts),
            notes_field(
                _("Is there anything the therapist should know before? What worries you, what your child likes."),
                _("So that the therapist can prepare. Only those who receive you read it; you can leave it out."),
            ),
            phone_field(),
        ),
        summary=summary,
        send=send,
        send_label=_("Send the request"),
    ),
)
