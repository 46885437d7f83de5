"""What is known of a volunteer when a shift is judged. Every question names a day: that of the shift, never today's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.chat import Refused, Turn
from bot.text import _
from bot.volunteering.profile import Volunteers, rules_of
from storage import checks, consents, signups, volunteers
from storage.checks import Check
from storage.signups import Signup
from storage.volunteers import Volunteer

CARE, CONDUCT, RECORD_CONSENT = "volunteer", "conduct", "record"  # purposes of consent
ADULT = 18
RECENT_SECONDS = 35 * 24 * 3600


def age_on(born: date, day: date) -> int:
    """Whole years on a day. Whoever was born on 29 February has their birthday on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    """The day on which somebody is that old."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


@dataclass(frozen=True)
class Standing:
    """A volunteer with every check, whether the code of conduct of today is agreed to, and the sign-ups that count.

    `signups` are those of the last weeks and what lies ahead; `knows_the_house`: they have been here to help before,
    beyond a training.
    """

    volunteer: Volunteer
    rules: Volunteers
    checks: Mapping[str, Check]
    conduct: bool
    record_consent: bool
    signups: tuple[Signup, ...]
    knows_the_house: bool

    @property
    def born(self) -> date | None:
        """A minor's birthday; of adults we ask none."""
        born = self.volunteer.details.get("born")
        return date.fromisoformat(born) if born else None

    def is_of_age(self, age: int, day: date) -> bool:
        """Whether they are that old on the day; of adults we ask no birthday, so they are old enough for all."""
        return self.born is None or age_on(self.born, day) >= age

    def is_adult(self, day: date) -> bool:
        """Whether they count as an adult on the day."""
        return self.is_of_age(ADULT, day)

    def holds(self, kind: str, day: date) -> bool:
        """Whether a check of this kind covers the day."""
        return kind in self.checks and self.checks[kind].holds(day)

    def is_trained(self, training: str, day: date) -> bool:
        """Whether a training was passed and still holds on the day."""
        return self.holds(checks.TRAINING + training, day)

    def can(self, skill_id: str, day: date) -> bool:
        """Whether they have a skill on the day: seen by a colleague where it must be, else as they say."""
        skill = self.rules.skill(skill_id)
        if self.holds(checks.SKILL + skill_id, day) or self.is_trained(skill_id, day):
            return True
        return skill is not None and not skill.proof and skill_id in (self.volunteer.details.get("skills") or ())

    def may_lead(self, day: date) -> bool:
        """An adult whom the coordinator trusts with a shift, with a record check that covers the day."""
        return self.is_adult(day) and self.holds(checks.LEAD, day) and self.holds(checks.RECORD, day)


def standing_of(turn: Turn, volunteer_id: int) -> Standing:
    """A volunteer's standing, read again only once something was written."""
    return turn.once(("standing", volunteer_id), lambda: _standing(turn, volunteer_id))


def my_standing(turn: Turn) -> Standing | None:
    """The standing of whoever speaks; None if they are no volunteer."""
    mine = turn.once("volunteer", lambda: volunteers.of_person(turn.db, turn.seal, turn.person.id))
    return standing_of(turn, mine.id) if mine is not None else None


def of_somebody_else(turn: Turn, volunteer: Volunteer) -> Volunteer:
    """The volunteer, unless it is whoever speaks: no colleague looks themselves up or confirms themselves.

    Raises Refused.
    """
    if volunteer.person_id == turn.person.id:
        raise Refused(_("This is about yourself: a colleague sees to it."))
    return volunteer


def _standing(turn: Turn, volunteer_id: int) -> Standing:
    volunteer, rules = volunteers.get(turn.db, turn.seal, volunteer_id), rules_of(turn.home)
    person = volunteer.person_id or 0
    asked = consents.latest(turn.db, person, RECORD_CONSENT)
    return Standing(
        volunteer,
        rules,
        checks.latest(turn.db, volunteer_id),
        consents.given(turn.db, person, CONDUCT, rules.conduct.version),
        asked is not None and asked.answer == "given",
        tuple(one for one in signups.of_volunteer(turn.db, volunteer_id, turn.now - RECENT_SECONDS) if one.counts),
        signups.has_served(turn.db, volunteer_id, [post.id for post in rules.posts if post.gives is not None]),
    )
