"""Something about a volunteer (关于志愿者的话): any adult or child may say it, and the duty officer reads it first.

It never goes to the volunteer coordinator alone, who knows both sides and should not have to weigh them. Nobody has to
be sure, and nobody is judged for saying it.
"""

from collections.abc import Mapping

from bot.booking_screens import home_phone, menu_button
from bot.chat import Screen, Turn, column
from bot.desk.raising import raise_concern
from bot.fields import Answers, Choice, Option, TextField
from bot.flow import Flow
from bot.form import Form
from bot.text import Message, _
from bot.volunteering.profile import Volunteers

MATCHED = "feedback"
KINDS: Mapping[str, Message] = {
    "near": _("too close, touched, alone with a child"),
    "rough": _("rough, shouted, frightened somebody"),
    "private": _("pictures, presents, contact outside"),
    "other": _("something else, or just a feeling"),
}


def kinds(_turn: Turn, _answers: Answers) -> list[Option]:
    """In a few words; a feeling is enough."""
    return [Option(ref, label) for ref, label in KINDS.items()]


def send(turn: Turn, answers: Answers) -> Screen:
    """To the social worker on duty."""
    label = turn.texts.say(KINDS[str(answers["kind"])], "zh", turn.zone)
    told = raise_concern(turn, "today", f"{label}\n{answers['words']}", MATCHED, source=flow.name)
    read = _("{who} reads it today and sees to it. Nobody else does.", who=turn.home.duty_title("duty"))
    alone = _("Nobody here can read this right now, so please ring. Nobody is in trouble for saying this.")
    return Screen(
        title=_("Thank you for saying it"),
        text=(read if told else alone, _("If a child is in danger now, ring at once.")),
        phones=home_phone(turn),
        rows=column([menu_button()]),
    )


flow = Flow(
    "feedback",
    _("Something about a volunteer"),
    section=Volunteers,
    words=("投诉志愿者", "志愿者有问题", "关于志愿者", "feedback"),
    form=Form(
        flow="feedback",
        title=_("Something about a volunteer"),
        fields=(
            Choice("kind", label=_("About"), question=_("What is it about? A feeling is enough."), options=kinds),
            TextField(
                "words", label=_("What happened"), most=1000,
                question=_("What did you see, hear or feel? Who, where and when, as far as you know."),
                why=_("So that the colleague knows where to look. You need not be sure, and need not say your name."),
            ),
        ),
        send=send,
        send_label=_("Send it to the colleague on duty"),
    ),
)  # fmt: skip
