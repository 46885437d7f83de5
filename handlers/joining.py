"""Signing up as a volunteer (志愿者报名): a name, a number, what one can do and when; the code of conduct, and a yes.

Of adults no birthday is asked; of 14 to 17 year olds it is, and a guardian whom the coordinator rings: without a yes
from there they take no shift, and directly with children they help from 18 on. No paper's number, no pictures.
"""

from collections.abc import Mapping
from datetime import date

from bot.booking import tell_staff
from bot.booking_screens import home_phone, keep_phone, menu_button
from bot.chat import Button, Open, Refused, Screen, Tap, Turn, row
from bot.fields import Answers, Choice, Option, PhoneField, TextField, Ticks
from bot.fields.typed_days import NoSuchDayError, typed_day
from bot.flow import Answer, Flow
from bot.form import Form
from bot.text import Json, Moment, Text, _
from bot.volunteering.profile import Volunteers, rules_of
from bot.volunteering.standing import ADULT, CONDUCT, RECORD_CONSENT, age_on, my_standing
from bot.volunteering.words import mine_button
from storage import audit, consents, people, volunteers
from storage.seal import CODE_LENGTH, new_ref

ADULTS, MINORS, CHILDREN = "adult", "minor", "child"
TIMES: Mapping[str, Text] = {
    "week-am": _("weekday mornings"),
    "week-pm": _("weekday afternoons"),
    "sat-am": _("Saturday mornings"),
    "sat-pm": _("Saturday afternoons"),
    "sun-am": _("Sunday mornings"),
    "sun-pm": _("Sunday afternoons"),
}


def ages(turn: Turn, _answers: Answers) -> list[Option]:
    """Three groups are enough to ask the rest by."""
    least = rules_of(turn.home).least_age
    return [
        Option(ADULTS, _("18 or older")),
        Option(MINORS, _("{age} to 17", age=least)),
        Option(CHILDREN, _("younger")),
    ]


def old_enough(turn: Turn, _answers: Answers, value: Json) -> None:
    """Children are welcome, with whoever brings them; signing up alone waits until they are older.

    Whoever once told us a birthday keeps it when they sign up anew: nobody grows up by stopping and beginning again.
    """
    before = my_standing(turn)
    if value == ADULTS and before is not None and not before.is_adult(turn.today):
        raise Refused(_("When you signed up before, your birthday said that you are not 18 yet. If that was a slip, "
                        "please ring us: {phone}.", phone=turn.home.phone))  # fmt: skip
    if value == CHILDREN:
        least = rules_of(turn.home).least_age
        raise Refused(_("One can sign up from {age} on. Younger ones are welcome on open days, together with their "
                        "parents: ring us, {phone}.", age=least, phone=turn.home.phone))  # fmt: skip


def is_minor(_turn: Turn, answers: Answers) -> bool:
    """Whether a guardian is to be asked."""
    return answers.get("age") == MINORS


def is_adult(_turn: Turn, answers: Answers) -> bool:
    """Whether a background check makes sense."""
    return answers.get("age") == ADULTS


def born_on(text: str, today: date) -> date | None:
    """The birthday that was typed, if it was a whole date."""
    try:
        day = typed_day(text, today)
    except NoSuchDayError:
        return None
    return day if day is not None and len([c for c in text if c.isdigit()]) >= 6 and day < today else None


def is_of_that_age(turn: Turn, _answers: Answers, value: Json) -> None:
    """A whole date that fits the age group; the group is what is asked again otherwise."""
    born, least = born_on(str(value), turn.today), rules_of(turn.home).least_age
    if born is None:
        raise Refused(_("I need the whole date, with the year, such as 2011-05-03."))
    if not least <= age_on(born, turn.today) < ADULT:
        raise Refused(_("On that date one is not {age} to 17 today. Please check it, or tap “Back” and choose again.",
                        age=least))  # fmt: skip


def has_letters(_turn: Turn, _answers: Answers, value: Json) -> None:
    """A name has letters, and no number of a paper in it."""
    if not any(c.isalpha() for c in str(value)) or any(c.isdigit() for c in str(value)):
        raise Refused(_("Please write the name in letters alone, such as “李小梅”."))


def skills(turn: Turn, _answers: Answers) -> list[Option]:
    """The profile's skills."""
    seen = _("a colleague looks at your paper once")
    return [Option(one.id, one.name, hint=seen if one.proof else None) for one in rules_of(turn.home).skills]


def languages(turn: Turn, _answers: Answers) -> list[Option]:
    """The profile's languages."""
    return [Option(one.id, one.name, wide=False) for one in rules_of(turn.home).languages]


def times(_turn: Turn, _answers: Answers) -> list[Option]:
    """Parts of the week."""
    return [Option(ref, label, wide=False) for ref, label in TIMES.items()]


def record_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """A yes or a no; a no leaves the posts without children."""
    return [
        Option("yes", _("Yes, I agree")),
        Option("no", _("No"), hint=_("then only posts without children")),
    ]


def conduct_options(turn: Turn, _answers: Answers) -> list[Option]:
    """The answer carries the version: a newer code must be read again, even between answering and sending."""
    return [Option(rules_of(turn.home).conduct.version, _("I have read it and keep to it"), style="primary")]


def conduct_words(turn: Turn, _answers: Answers) -> tuple[Text, ...]:
    """The code of conduct, one sentence a paragraph."""
    return tuple(_("· {thing}", thing=words) for words in rules_of(turn.home).conduct.words)


def has_number(turn: Turn, _answers: Answers) -> bool:
    """Whether a number must be asked."""
    return not turn.once("phone", lambda: people.phone(turn.db, turn.seal, turn.person.id))


def send(turn: Turn, answers: Answers) -> Screen:
    """Keep it, write the agreements down, and tell the coordinator that somebody is there."""
    rules, code = rules_of(turn.home), new_ref(CODE_LENGTH)
    made = volunteers.apply(
        turn.db, turn.seal, person_id=turn.person.id, details=_details(turn, answers), code=code,
        decide_by=turn.home.waking_end(turn.now, rules.decide_hours), now=turn.now,
    )  # fmt: skip
    keep_phone(turn, answers)
    _agrees(turn, CONDUCT, rules.conduct.version, "given")
    if answers.get("record"):
        _agrees(turn, RECORD_CONSENT, "record-1", "given" if answers["record"] == "yes" else "refused")
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="volunteer.applied", what=made.ref, why="own wish")
    tell_staff(turn, rules.reader, Screen(
        title=_("Somebody would like to help: {ref}", ref=made.ref),
        rows=((Button(_("Open"), Tap("vetting", "card", made.ref, made.version), "primary"),),),
    ))  # fmt: skip
    return sent_screen(turn, made.decide_by or turn.now, code)


def _details(turn: Turn, answers: Answers) -> dict[str, Json]:
    minor = is_minor(turn, answers)
    born = born_on(str(answers["born"]), turn.today) if minor else None
    guardian = {"name": answers["guardian"], "phone": answers["guardian_phone"]} if minor else None
    kept = {name: answers.get(name) for name in ("name", "skills", "languages", "times", "experience")}
    return {**kept, "born": born.isoformat() if born else None, "guardian": guardian}


def _agrees(turn: Turn, purpose: str, wording: str, answer: str) -> None:
    consents.record(
        turn.db, person_id=turn.person.id, purpose=purpose, wording=wording, answer=answer,
        channel=turn.address.channel, now=turn.now,
    )  # fmt: skip


def sent_screen(turn: Turn, by: int, code: str) -> Screen:
    """Who reads it, by when, and how to come back."""
    reader = turn.home.duty_title(rules_of(turn.home).reader)
    said = _("{code} (with it you find your page again, on another phone or when this page was cleared)",
             code=f"{code[:4]}-{code[4:]}")  # fmt: skip
    return Screen(
        title=_("Thank you for wanting to help"),
        text=(
            _("{reader} reads it and rings you by {by}. Then comes a first look around, with nothing to prepare.",
              reader=reader, by=Moment(by)),
            _("What is still missing, who decides and by when stands under “My volunteering” at any time."),
        ),
        facts=((_("Return code"), said),),
        rows=(row(mine_button("primary"), menu_button()),),
        phones=home_phone(turn),
        picture="hands",
    )  # fmt: skip


FORM = Form(
    flow="joining",
    title=_("Sign up as a volunteer"),
    fields=(
        TextField(
            "name", label=_("Name"), question=_("What is your name, as it stands on papers?"), long=False, most=30,
            check=has_letters, why=_("Your hours are recorded under it, and a summary of them carries it."),
        ),
        Choice("age", label=_("Age"), question=_("How old are you?"), options=ages, check=old_enough),
        TextField(
            "born", label=_("Birthday"), question=_("When is your birthday? Please type the whole date."), long=False,
            most=20, when=is_minor, check=is_of_that_age,
            why=_("What you may do depends on your age on the day of a shift. Of adults we ask no birthday."),
        ),
        TextField(
            "guardian", label=_("Guardian"), question=_("Who is your guardian? A name and who they are to you."),
            long=False, most=40, when=is_minor, why=_("Before you are 18 the law asks for their yes; we ring them."),
        ),
        PhoneField(
            "guardian_phone", label=_("Guardian's number"), question=_("On which number can we ring your guardian?"),
            when=is_minor,
        ),
        PhoneField(
            "phone", label=_("Telephone"), question=_("On which number may we ring you?"), when=has_number,
            why=_("For the first talk, and for when something changes at short notice. It is kept encrypted."),
        ),
        Ticks(
            "skills", label=_("Skills"), question=_("What can you do? Tick all that fit."), options=skills,
            none_label=_("I would like to learn"),
        ),
        Ticks(
            "languages", label=_("Languages"), question=_("Which languages do you speak?"), options=languages, least=1,
        ),
        Ticks("times", label=_("Times"), question=_("When do you have time, as a rule?"), options=times, least=1),
        TextField(
            "experience", label=_("Experience"), optional=True, most=500,
            question=_("Have you been with disabled children, or helped elsewhere? A few words are enough."),
        ),
        Choice(
            "record", label=_("Background check"), when=is_adult, options=record_options,
            question=_("Whoever is with children is looked up once a year for crimes against people. We ask for it "
                       "only with your yes, and keep the result and its date. Do you agree?"),
            why=_("The law for the protection of minors asks for it of everyone close to children, every year anew."),
        ),
        Choice(
            "conduct", label=_("Code of conduct"), options=conduct_options, reading=conduct_words,
            question=_("Please read how we are with children here:"),
        ),
    ),
    send=send,
    send_label=_("Sign up"),
)  # fmt: skip

flow = Flow("joining", _("Sign up as a volunteer"), section=Volunteers, consent="volunteer", form=FORM)


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """Whoever is here already sees their own page."""
    mine = volunteers.of_person(turn.db, turn.seal, turn.person.id)
    return Open("volunteers") if mine is not None and mine.state in volunteers.HERE else None
