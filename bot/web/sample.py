"""The sample home's own bar: a clock to move and a staff door without an invite, on this machine's loopback only."""

import secrets
import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.chat import Event
from bot.scheduler import Ticks
from bot.text import FIRST_LANGUAGE, Json, Moment, Several, _, language_of
from bot.turns import Arrival
from bot.web.incoming import CHANNEL, number
from bot.web.requests import Bad, body_of, is_loopback
from bot.web.server import Chat
from storage import staff

STEPS = frozenset({1, 24, 168})


class Sample:
    """What only a sample home does."""

    def __init__(self, chat: Chat, ticks: Ticks) -> None:
        self._chat = chat
        self._ticks = ticks

    async def show(self, request: Request) -> Response:
        """The clock, and who could come to work."""
        self._only_here(request)
        return JSONResponse(self._state(request))

    async def clock(self, request: Request) -> Response:
        """Move the clock forward by an hour, a day or a week, through everything that becomes due on the way."""
        self._only_here(request)
        hours = number((await body_of(request)).get("hours")) or 0
        if hours not in STEPS:
            raise Bad(400, _("The clock moves by an hour, a day or a week."))
        await self._ticks.advance(hours * 3600)
        return JSONResponse(self._state(request))

    async def staff(self, request: Request) -> Response:
        """Come to work as the sample member of staff of a role."""
        self._only_here(request)
        role = str((await body_of(request)).get("role"))
        home = self._chat.turns.home
        if role not in home.duty:
            raise Bad(400, _("There is no such role here."))
        token = secrets.token_urlsafe(32)
        address = await self._chat.new_visit("staff", token, FIRST_LANGUAGE)
        name = self._chat.turns.texts.say(home.duty[role].name, FIRST_LANGUAGE, home.zone)

        def appoint(db: sqlite3.Connection) -> None:
            sealed = self._chat.seal.close(name, "staff.name")
            staff.appoint(db, person_id=address.person_id, role=role, sealed_name=sealed)

        await self._chat.turns.write(appoint)
        await self._chat.turns.hear(Arrival(CHANNEL, token, "first", Event("open"), b""))
        response = JSONResponse({"ok": True})
        self._chat.set_cookie(response, "staff", token)
        return response

    def _only_here(self, request: Request) -> None:
        """Literal loopback: a page elsewhere whose name points at this machine does not reach the sample's doors."""
        if not is_loopback(request.headers.get("host", "")):
            raise Bad(404, _("There is no such page."))

    def _state(self, request: Request) -> dict[str, Any]:
        home = self._chat.turns.home
        language = language_of(request.headers.get("accept-language"))
        people: list[Json] = [
            {"role": duty.role, "name": Several((duty.title, duty.name)).pack()} for duty in home.duty.values()
        ]
        tree = {"now": Moment(self._chat.turns.clock.now()).pack(), "staff": people}
        return dict(self._chat.turns.texts.render(tree, language, home.zone))
