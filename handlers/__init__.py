"""What the home does: one flow a word. A new flow adds its word here, one file, and one test."""

from bot.flow import Flow
from handlers import (
    assessment,
    bookings,
    children,
    concerns,
    desk,
    language,
    notice,
    pin,
    privacy,
    respite,
    signin,
    urgent,
    welcome,
)

FLOWS: tuple[Flow, ...] = tuple(
    module.flow
    for module in (
        urgent, respite, assessment, bookings, children, privacy, language, welcome, notice, concerns, desk, signin, pin,
    )
)  # fmt: skip
