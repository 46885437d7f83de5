"""What the home does: one flow a word. A new flow adds its word here, one file, and one test."""

from bot.flow import Flow
from handlers import (
    asked,
    assessment,
    board,
    bookings,
    camp,
    children,
    concerns,
    decline,
    desk,
    feedback,
    guardians,
    hours,
    joining,
    language,
    news,
    notice,
    pin,
    posts,
    privacy,
    questions,
    respite,
    roster,
    said,
    shifts,
    signin,
    teams,
    urgent,
    vetting,
    volunteers,
    welcome,
)

FLOWS: tuple[Flow, ...] = (
    *(
        module.flow
        for module in (
            urgent, respite, assessment, bookings, children, guardians, volunteers, joining, shifts, hours, teams,
            feedback, privacy, language, welcome, notice, concerns, desk, decline, questions, vetting, roster, signin,
            pin,
        )
    ),
    *camp.flows,  # one service, several conversations
    *board.flows,
    *said.flows,
    *asked.flows,
    news.flow,
    posts.flow,
)  # fmt: skip
