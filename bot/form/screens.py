"""What a form looks like: a question, the summary, and the pause before leaving."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat import Button, Screen, Tap, Turn, column
from bot.fields import Asking, Field, Option
from bot.form.declared import LEAVE
from bot.form.state import Course, Draft
from bot.text import Text, _

BACK = _("Back")
SKIP = _("Skip")
WHY = _("Why do we ask?")
LEFT_OUT = _("left out")
LOOK_OVER = _("Please look it over once more. Nothing has been sent yet.")
KEEP_IT = _("You have already written something. Shall we keep it for later?")
THROW_IT = _("You have already written something. If you leave now, it is gone.")
WAYS_OUT = (
    Option("keep", _("Keep it for later")),
    Option("drop", _("Throw it away"), style="danger"),
    Option("stay", _("Go on filling in")),
)
WAYS_OUT_FOR_GOOD = (Option("stay", _("Go on with my letter")), Option("drop", _("Let it be gone"), style="danger"))


def ways_out(*, keeps: bool) -> tuple[Option, ...]:
    """What can become of a half-filled form that is left."""
    return WAYS_OUT if keeps else WAYS_OUT_FOR_GOOD


def question_screen(
    asking: Asking, question: Field, course: Course, title: Text, notice: Text | None, *, back: bool, why: bool,
    leave: Text = LEAVE,
) -> Screen:
    """One question. `back` if there is somewhere to go back to, `why` if the reason is to be read at once."""
    parts = question.parts(asking)
    reason = (question.why,) if why and question.why is not None else ()
    quiet = {
        "back": BACK if back else None,
        "skip": SKIP if question.optional else None,
        "why": WHY if question.why is not None and not why else None,
        "leave": leave,
    }
    return Screen(
        title=title,
        notice=notice,
        text=(question.asks(asking.turn, asking.answers), *reason, *parts.text),
        rows=(*(row for row in parts.rows if row), _quiet_row(asking, quiet)),
        calendar=parts.calendar,
        ask=parts.ask,
        words=parts.words,
        progress=steps if (steps := course.progress(question.name))[1] > 1 else None,
    )


def summary_screen(
    turn: Turn, flow: str, title: Text, draft: Draft, course: Course, more: Screen | None, send_label: Text,
    notice: Text | None, *, leave: Text = LEAVE,
) -> Screen:  # fmt: skip
    """Every answer with a button to change it, what the flow adds, and the one that sends."""
    places = course.places.values()
    facts = [(place.field.label, _shown(turn, place.field, place.answers, draft)) for place in places]
    changes = [
        Button(_("Change: {label}", label=place.field.label), Tap(flow, "change", place.field.name, draft.n), "quiet")
        for place in places
    ]
    screen = more if more is not None else Screen()
    paragraphs = screen.text if isinstance(screen.text, tuple) else (screen.text,)
    send = Button(send_label, Tap(flow, "send", "", draft.n), "primary")
    last = [Button(leave, Tap(flow, "leave", "", draft.n), "quiet")]
    if course.asked:
        last.insert(0, Button(BACK, Tap(flow, "back", "", draft.n), "quiet"))
    return replace(
        screen,
        title=title,
        notice=notice if notice is not None else screen.notice,
        text=(LOOK_OVER, *(paragraph for paragraph in paragraphs if paragraph != "")),
        facts=(*facts, *screen.facts),
        rows=(*_pairs(changes), *screen.rows, (send,), tuple(last)),
    )


def leave_screen(flow: str, title: Text, draft: Draft, notice: Text | None, *, keeps: bool) -> Screen:
    """Whether to keep what was written (where that may be), throw it away, or go on."""
    taps = {"stay": Tap(flow, "stay", "", draft.n)}
    buttons = [
        Button(each.label, taps.get(each.ref, Tap(flow, "leave", each.ref, draft.n)), each.style)
        for each in ways_out(keeps=keeps)
    ]
    return Screen(title=title, notice=notice, text=KEEP_IT if keeps else THROW_IT, rows=column(buttons))


def _shown(turn: Turn, question: Field, answers: Mapping[str, object], draft: Draft) -> Text:
    value = draft.answers.get(question.name)
    return LEFT_OUT if value is None else question.show(turn, dict(answers), value)


def _quiet_row(asking: Asking, labels: Mapping[str, Text | None]) -> tuple[Button, ...]:
    return tuple(Button(label, asking.tap(verb), "quiet") for verb, label in labels.items() if label is not None)


def _pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
