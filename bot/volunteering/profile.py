"""The section [volunteers] of the profile: posts with their weeks, who may take them, the code of conduct, the clocks.

All numbers are the home's. What the law fixes stands in the comments of the sample home, for whoever sets them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from bot.home import BuildingId, Count, Home, Reminder, Resource, ResourceId, Role, Weekly
from bot.kinds import Between, Names
from bot.mistakes import Wrong
from bot.text import Words, _

SkillId = Annotated[str, Names("volunteers.skills")]
TrainingId = Annotated[str, Names("volunteers.trainings")]

KEY = "post:"  # in front of a post's id: its places are a resource like any other
POST_ID = re.compile(r"[a-z0-9-]{1,15}")  # it travels on buttons, behind a moment
TICKED_ID = re.compile(r"[A-Za-z0-9_-]{1,15}")  # it travels on buttons, behind "training-"


@dataclass(frozen=True)
class Ticked:
    """Something that is ticked or noted of volunteers, by an id that fits on a button."""

    id: str
    name: Words

    def wrongs(self) -> Iterable[Wrong]:
        """The id travels on a button."""
        if not TICKED_ID.fullmatch(self.id):
            mend = _("Use up to 15 English letters, digits and dashes, such as first-aid.")
            yield Wrong("id", _("“{id}” is too long for a button, or has other signs.", id=self.id), mend)


@dataclass(frozen=True)
class Language(Ticked):
    """A language that volunteers may speak."""


@dataclass(frozen=True)
class Skill(Ticked):
    """Something one can; with `proof` a colleague must have seen it. `needs` are the children's needs it answers."""

    proof: bool = False
    needs: tuple[Annotated[str, Names("children.needs")], ...] = ()


@dataclass(frozen=True)
class Training(Ticked):
    """A training, passed on a post that `gives` it or noted by a colleague; it holds `valid_days`, or for good."""

    valid_days: Count | None = None


@dataclass(frozen=True)
class Conduct:
    """The child-protection code of conduct: a new `version` must be read and agreed to again."""

    version: str
    words: tuple[Words, ...]

    def wrongs(self) -> Iterable[Wrong]:
        """The version travels on a button."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,24}", self.version):
            mend = _("Use up to 24 English letters, digits and dashes, such as 2026-1.")
            yield Wrong("version", _("“{id}” is no name for a version.", id=self.version), mend)


@dataclass(frozen=True)
class Star:
    """From so many hours on one may apply for this star."""

    hours: Count
    name: Words


@dataclass(frozen=True)
class Post:
    """Something to help with. `contact`: directly with children. `beside` names the resources whose children are there,
    `ratio` how many of them one adult looks after at most; `task` says the work and its risks.
    """

    id: str
    name: Words
    task: Words
    building: BuildingId
    contact: bool
    places: Count
    weekly: tuple[Weekly, ...] = ()
    lead: bool = False
    gives: TrainingId | None = None
    after: tuple[TrainingId, ...] = ()
    skills: Mapping[SkillId, Count] = field(default_factory=dict)
    beside: tuple[ResourceId, ...] = ()
    ratio: Count = 4

    @property
    def resource(self) -> Resource:
        """Its places by the week, for `storage.places`."""
        return Resource(f"{KEY}{self.id}", self.name, self.building, self.places, self.weekly)

    def wrongs(self) -> Iterable[Wrong]:
        """An id that fits on a button, weeks that do not overlap, no training with children before the training."""
        if not POST_ID.fullmatch(self.id):
            mend = _("Use up to 15 small English letters, digits and dashes, such as v-read.")
            yield Wrong("id", _("“{id}” is no name for a post.", id=self.id), mend)
        if self.gives is not None and self.contact:
            yield Wrong(
                "gives",
                _("“{id}” is a training, and directly with children.", id=self.id),
                _("Write contact = false: people who are still in training are not alone with children."),
            )
        yield from self.resource.wrongs()


@dataclass(frozen=True)
class Volunteers:
    """The section [volunteers] of the profile."""

    reader: Role
    decide_hours: Count
    conduct: Conduct
    posts: tuple[Post, ...]
    skills: tuple[Skill, ...]
    trainings: tuple[Training, ...]
    languages: tuple[Language, ...]
    reminders: tuple[Reminder, ...]
    stars: tuple[Star, ...]
    first: tuple[TrainingId, ...] = ()
    least_age: Annotated[int, Between(14, 18)] = 14
    check_days: Annotated[int, Between(1, 365)] = 365
    notice_days: tuple[Count, ...] = (60, 30, 7)
    least_adults: Count = 2
    gap_minutes: int = 30
    rest_hours: int = 11
    week_hours: Count = 20
    minor_week_hours: Count = 6
    urgent_hours: Count = 48
    wave_size: Count = 3
    wave_minutes: Count = 120
    code_minutes: Annotated[int, Between(1, 60)] = 10

    def resources(self) -> Iterable[Resource]:
        """What its posts bring to what is scarce in the home."""
        return (post.resource for post in self.posts if post.weekly)

    def post(self, ref: str) -> Post | None:
        """The post of this id."""
        return next((post for post in self.posts if post.id == ref), None)

    def skill(self, ref: str) -> Skill | None:
        """The skill of this id."""
        return next((skill for skill in self.skills if skill.id == ref), None)

    def training(self, ref: str) -> Training | None:
        """The training of this id."""
        return next((training for training in self.trainings if training.id == ref), None)


def rules_of(home: Home) -> Volunteers:
    """What this home has laid down. Raises KeyError where it has no volunteers."""
    return home[Volunteers]
