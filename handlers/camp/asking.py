"""The questions of a child's sheet: what is agreed to, health and diet, who collects; “the same?” where it is known."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat import Turn
from bot.fields import Answers, Choice, Field, Option, PhoneField, TextField
from bot.text import Json, Text, _
from handlers.camp.ages import is_a_birthday
from handlers.camp.fields import Birthday, TextOrNone
from handlers.camp.profile import PURPOSES, Camp, purpose_of
from handlers.camp.purposes import ANSWERS, all_mine, spoken
from handlers.camp.sheet import SECTIONS, SEIZURES, before, child_by_ref, own_sheet, read

SAME, CHANGED = "same", "changed"
MOST = 300
WHY_HEALTH = _(
    "So that your child is safe with us: the nurse reads it, and the cook reads only what concerns the food. It is "
    "kept encrypted and deleted after the camp."
)


def named(turn: Turn, answers: Answers) -> Text:
    """The child's nickname, wherever the form says it."""
    child = child_by_ref(turn, answers.get("child"))
    return child.nickname if child is not None else ""


# --- what the guardian agrees to ---


def earlier(turn: Turn, answers: Answers) -> dict[str, str] | None:
    """My answers of last time for this child, else for the brother or sister; only in the words of today."""
    for ref in (answers.get("child"), answers.get("like")):
        child = child_by_ref(turn, ref)
        said = all_mine(turn, child.id) if child is not None else None
        if said is not None:
            return said
    return None


def has_earlier(turn: Turn, answers: Answers) -> bool:
    """Whether there is something to be the same as."""
    return earlier(turn, answers) is not None


def earlier_question(turn: Turn, answers: Answers) -> Text:
    """All of it at once, to be agreed to or gone through."""
    return _(
        "This is what you agreed to before. {answers}. The same for {child} this time?",
        answers=spoken(earlier(turn, answers) or {}), child=named(turn, answers),
    )  # fmt: skip


def asks_purpose(purpose: str) -> Callable[[Turn, Answers], bool]:
    """Whether this home asks about it, and it is not settled by “the same”."""

    def when(turn: Turn, answers: Answers) -> bool:
        return purpose_of(turn.home, purpose) is not None and answers.get("as_before") != SAME

    return when


def purpose_question(purpose: str) -> Callable[[Turn, Answers], Text]:
    """The home's own words for it."""

    def asks(turn: Turn, answers: Answers) -> Text:
        found = purpose_of(turn.home, purpose)
        return found.words if found is not None else PURPOSES[purpose]

    return asks


def purpose_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """None of them stands out: no is as good an answer as yes."""
    return [Option(ref, label) for ref, label in ANSWERS.items()]


def agreed(turn: Turn, answers: Answers) -> dict[str, str]:
    """What was answered, whether anew or by “the same”. What was not answered is no."""
    if answers.get("as_before") == SAME:
        return earlier(turn, answers) or {}
    return {one.id: str(answers.get(f"c_{one.id}", "refused")) for one in turn.home[Camp].purposes}


def may_keep(turn: Turn, answers: Answers) -> bool:
    """Whether health may be asked about at all."""
    if answers.get("as_before") != SAME and "c_data" not in answers:
        return True  # not answered yet: these questions are still counted
    return agreed(turn, answers).get("data") == "given"


# --- health, diet, who collects ---


def can_be_same(section: str) -> Callable[[Turn, Answers], bool]:
    """Whether the section is known from before, and may be asked about."""

    def when(turn: Turn, answers: Answers) -> bool:
        return section in before(turn, answers) and (section == "collect" or may_keep(turn, answers))

    return when


def same_question(section: str) -> Callable[[Turn, Answers], Text]:
    """What was said before, with the question whether it still holds."""

    def asks(turn: Turn, answers: Answers) -> Text:
        said = read(section, before(turn, answers))
        return _("{section}: {said}. The same for {child} this time?", section=SECTIONS[section], said=said,
                 child=named(turn, answers))  # fmt: skip

    return asks


def asks_anew(section: str, but: Callable[[Answers], bool] = lambda answers: True) -> Callable[[Turn, Answers], bool]:
    """Whether the section has to be answered in full."""

    def when(turn: Turn, answers: Answers) -> bool:
        same = answers.get(f"same_{section}") == SAME and section in before(turn, answers)
        return not same and (section == "collect" or may_keep(turn, answers)) and but(answers)

    return when


def same_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """Two buttons."""
    return [Option(SAME, _("Yes, the same"), style="primary"), Option(CHANGED, _("Something has changed"))]


def seizure_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """Yes or no, and whether there is a plan."""
    return [Option(ref, label) for ref, label in SEIZURES.items()]


def collect_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """Only the guardian, or others too."""
    return [Option("me", _("Only I")), Option("others", _("Somebody else, too"))]


def more_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """One more, or that is all."""
    return [Option("no", _("That is all")), Option("yes", _("One more person"))]


def others(answers: Answers) -> bool:
    return answers.get("collect") == "others"


def one_more(answers: Answers) -> bool:
    return others(answers) and answers.get("more") == "yes"


def knows_birthday(turn: Turn, answers: Answers) -> bool:
    """Whether the birthday is known: it does not change."""
    child = child_by_ref(turn, answers.get("child"))
    sheet = own_sheet(turn, child.id) if child is not None else None
    return sheet is not None and bool(sheet.details.get("born"))


@dataclass(frozen=True, kw_only=True)
class Same(Choice):
    """Whether what is known still holds; the summary shows what that is. `said` is what is known."""

    said: Callable[[Turn, Answers], Text]

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        return self.said(turn, answers) if value == SAME else super().show(turn, answers, value)


def _same(section: str) -> Field:
    return Same(
        f"same_{section}", label=_("{section}, as before", section=SECTIONS[section]), question=same_question(section),
        options=same_options, when=can_be_same(section),
        said=lambda turn, answers: read(section, before(turn, answers)),
    )  # fmt: skip


def _collector(number: int, but: Callable[[Answers], bool]) -> tuple[Field, ...]:
    when = asks_anew("collect", but)
    return (
        TextField(f"name{number}", label=_("Name"),
                  question=_("Who else may collect your child? Please write the name."),
                  why=_("Whoever comes shows a paper with this name at the door; we look and keep no copy."),
                  most=30, long=False, when=when),
        TextField(f"relation{number}", label=_("Who that is"), question=_("Who is that to your child?"), most=20,
                  long=False, when=when),
        PhoneField(f"phone{number}", label=_("Their telephone"), question=_("On which number do we reach them?"),
                   when=when),
    )  # fmt: skip


FIELDS: tuple[Field, ...] = (
    Same("as_before", label=_("What you agree to"), question=earlier_question, options=same_options,
         when=has_earlier, said=lambda turn, answers: spoken(earlier(turn, answers) or {})),
    *(
        Choice(f"c_{purpose}", label=label, question=purpose_question(purpose), options=purpose_options,
               when=asks_purpose(purpose), why=_("Each stands for itself: a no closes nothing else, and you can change "
                                                 "every answer at any time."))
        for purpose, label in PURPOSES.items()
    ),
    Birthday("born", label=_("Birthday"), question=_("When was your child born? Year, month and day."),
             check=is_a_birthday, when=lambda turn, answers: not knows_birthday(turn, answers),
             why=_("So that we know the age on the first day. On that day we look at a paper once.")),
    _same("allergy"),
    TextOrNone("allergy", label=SECTIONS["allergy"], question=_("Is your child allergic to anything? Food, medicine, "
               "insects; and what happens then."), why=WHY_HEALTH, most=MOST, when=asks_anew("allergy")),
    _same("medicine"),
    TextOrNone("medicine", label=SECTIONS["medicine"], question=_("Does your child take medicine in the daytime? "
               "Please write what, how much and when."), why=WHY_HEALTH, most=MOST, when=asks_anew("medicine")),
    _same("diet"),
    TextOrNone("diet", label=SECTIONS["diet"], question=_("What should the kitchen know? What your child does not eat, "
               "soft or cut small, by tube."), why=WHY_HEALTH, most=MOST, when=asks_anew("diet")),
    _same("seizures"),
    Choice("seizures", label=SECTIONS["seizures"], question=_("Does your child have seizures?"), why=WHY_HEALTH,
           options=seizure_options, when=asks_anew("seizures")),
    _same("collect"),
    Choice("collect", label=SECTIONS["collect"], question=_("Who may collect your child in the afternoon?"),
           options=collect_options, when=asks_anew("collect")),
    *_collector(1, others),
    Choice("more", label=_("Anybody else"), question=_("Anybody else?"), options=more_options,
           when=asks_anew("collect", others)),
    *_collector(2, one_more),
)  # fmt: skip
