"""What the home does: one flow a word. A new flow adds its word here, one file, and one test."""

from bot.flow import Flow
from handlers import (
    assessment,
    bookings,
    children,
    concerns,
    decline,
    desk,
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

FLOWS: tuple[Flow, ...] = tuple(
    module.flow
    for module in (
        urgent, respite, assessment, bookings, children, privacy, language, welcome, notice, concerns, desk, decline,
        questions, signin, pin,
    )
)  # fmt: skip
