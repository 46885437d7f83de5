"""The one page that anybody may open: whether the number of a volunteer's summary is valid, and for how many hours.

It says nothing else, to nobody: no name, no day. A number that never was and one that is no longer valid look alike,
and all who look are counted together, so that nobody finds numbers by trying.
"""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.limits import Rate
from bot.sheet import sheet
from bot.text import Text, _, language_of
from bot.web.server import Chat
from storage import hours

LOOKS = Rate(burst=30, a_second=0.1)
LONGEST = 20


async def check(chat: Chat, request: Request) -> Response:
    """The page for a number."""
    number = str(request.path_params["number"]).strip().upper()[:LONGEST]
    wait = chat.limits.take("checks", LOOKS)
    if wait:
        later = _("Too many numbers were looked up just now. Please try again in a few minutes.")
        return _page(chat, request, number, later, 429)
    halves = await chat.db.read(lambda db: hours.valid_halves(db, number))
    if halves is None:
        return _page(chat, request, number, _("Not valid."))
    spoken = f"{halves // 2}{'.5' if halves % 2 else ''}"
    return _page(chat, request, number, _("Valid: {hours} hours.", hours=spoken))


def _page(chat: Chat, request: Request, number: str, said: Text, status: int = 200) -> Response:
    home, language = chat.turns.home, language_of(request.headers.get("accept-language"))

    def say(text: Text) -> str:
        return escape(chat.turns.texts.say(text, language, home.zone))

    title = say(_("Summary of volunteer records"))
    note = say(_("A summary of records is no certificate without the seal of the home."))
    heads = f"<h1>{say(home.name)}</h1><h2>{title} {escape(number)}</h2>"
    page = sheet(language, title, f"{heads}<p><b>{say(said)}</b></p><p>{note}</p>")
    return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})
