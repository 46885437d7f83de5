"""What the home does: one flow a word. A new flow adds its word here, one file, and one test."""

from bot.flow import Flow
from handlers import (
    assessment,
    bookings,
    camp,
    children,
    concerns,
    decline,
    desk,
    guardians,
    language,
    notice,
    pin,
    privacy,
    questions,
    respite,
    signin,
    urgent,
    welcome,
)

FLOWS: tuple[Flow, ...] = (
    *(
        module.flow
        for module in (
            urgent, respite, assessment, bookings, children, guardians, privacy, language, welcome, notice, concerns,
            desk, decline, questions, signin, pin,
        )
    ),
    *camp.flows,  # one service, several conversations
)  # fmt: skip
