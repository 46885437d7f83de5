"""Every refusal as a sentence in the reader's language, with the status that tells the page what to do next."""

import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.home import Home
from bot.text import FIRST_LANGUAGE, Texts, _, language_of
from bot.turns import Busy, NoAddress
from bot.web.hub import TooMany
from bot.web.requests import Bad

ENDED = _("This visit has ended. You can start again; nothing that you sent is lost.")


def refusal(request: Request, fault: Exception, texts: Texts, home: Home) -> Response:
    """The answer to a request that went wrong."""
    bad = fault if isinstance(fault, Bad) else _as_bad(fault)
    written = request.headers.get("accept-language")
    language = language_of(written) if written else FIRST_LANGUAGE
    answer: dict[str, Any] = {"message": texts.say(bad.message, language, home.zone)}
    if bad.retry_after:
        answer["retry_after"] = max(1, round(bad.retry_after))
    return JSONResponse(answer, status_code=bad.status, headers={"Cache-Control": "no-store"})


def _as_bad(fault: Exception) -> Bad:
    if isinstance(fault, TooMany):
        return Bad(429, _("This page is open too often. Please close some of its tabs."), retry_after=10)
    if isinstance(fault, NoAddress):
        return Bad(401, ENDED)
    wait = 1 if isinstance(fault, Busy) else 3
    if isinstance(fault, sqlite3.Error | Busy):
        return Bad(503, _("We cannot write that down at this moment. It is sent again by itself."), retry_after=wait)
    return Bad(503, _("Something is not working on our side at this moment. Please try again soon."), retry_after=wait)
