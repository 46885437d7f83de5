"""The web chat's server: pages and files, events up, screens down. Nothing here knows what is being talked about."""

import secrets
import sqlite3
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from bot.chat import Event, Refused, Turn
from bot.door import Door
from bot.limits import Limits, Rate
from bot.text import Json, _, language_of
from bot.turns import Arrival, Turns
from bot.web import limits
from bot.web.files import file_response
from bot.web.hub import Hub
from bot.web.incoming import CHANNEL, number, number_in, read_event, read_media, read_wish
from bot.web.labels import LABELS
from bot.web.refusals import ENDED, refusal
from bot.web.requests import Bad, body_of, bytes_of, read_object
from bot.web.streams import Streams
from storage import outbox, people, tombstones, unrecorded
from storage.db import Database
from storage.people import Address
from storage.seal import Seal

FOLDER = Path(__file__).parent
COOKIE_SECONDS = 180 * 24 * 3600


class Chat:
    """The web channel: what its routes do. `secure` sets Secure cookies; `sample` shows the sample home's bar."""

    def __init__(
        self, db: Database, turns: Turns, door: Door, seal: Seal, hub: Hub, *, secure: bool, sample: bool
    ) -> None:
        self.db = db
        self.turns = turns
        self.door = door
        self.seal = seal
        self.hub = hub
        self.limits = Limits()
        self.streams = Streams(db, turns, hub)
        self.secure = secure
        self.sample = sample

    async def page(self, _request: Request) -> Response:
        """The one page, for every door."""
        return FileResponse(FOLDER / "page.html", headers={"Cache-Control": "no-cache"})

    async def bye(self, _request: Request) -> Response:
        """Where "leave quickly" leads: a page that says nothing of us."""
        return FileResponse(FOLDER / "bye.html", headers={"Cache-Control": "no-cache"})

    async def visit(self, request: Request) -> Response:
        """Begin a visit, or go on with the one whose key the browser brings."""
        body = await body_of(request)
        door, wish = request.path_params["door"], read_wish(body)
        token, address = await self._address(request)
        fresh = address is None
        if address is None:
            self._limit("new visits", limits.NEW_VISITS)
            token = secrets.token_urlsafe(32)
            address = await self.new_visit(door, token, language_of(str(body.get("language") or "")))
        else:
            self._limit(f"visit {address.id}", limits.A_VISIT)
        if fresh or wish is not None or not await self._has_a_screen(address):
            await self._open(token, wish or "")
        else:
            await self._lock_if_idle(token)
        response = JSONResponse(await self.db.read(lambda db: self._welcome(db, address)))
        self.set_cookie(response, door, token)
        return response

    async def _open(self, token: str, flow: str) -> None:
        await self.turns.hear(Arrival(CHANNEL, token, f"visit {secrets.token_hex(8)}", Event("open", flow), b""))

    async def _has_a_screen(self, address: Address) -> bool:
        """Whether a page that comes back has something to show: what stood there off the record is gone by then."""
        return bool(await self.db.read(lambda db: outbox.last_screen(db, self.seal, address.id)))

    async def _lock_if_idle(self, token: str) -> None:
        """What a page shows by itself, an earlier conversation, must not be read by whoever finds it lying there."""
        if await self.db.read(lambda db: self.door.must_lock(self._reading_turn(db, token))):
            await self._open(token, "")

    async def new_visit(self, door: str, token: str, language: str) -> Address:
        """A new person of whom nothing is known but a language, at a new address."""
        now = self.turns.clock.now()

        def begin(db: sqlite3.Connection) -> Address:
            person_id = people.new_person(db, language, self._today(now))
            return people.new_address(
                db, self.seal, person_id=person_id, channel=CHANNEL, door=door, key=token, now=now
            )

        return await self.turns.write(begin)

    async def events(self, request: Request) -> Response:
        """Hear one event; 200 only when it is on the disk."""
        received = await bytes_of(request)
        token, address = await self._here(request)
        self._limit(f"visit {address.id}", limits.A_VISIT)
        self._limit("everyone", limits.EVERYONE)
        arrival = read_event(read_object(received), received, token)
        await self.turns.hear(arrival)
        return JSONResponse({"ok": True})

    async def media(self, request: Request) -> Response:
        """Hear a photo or a voice message; 200 only when it is on the disk. It is not read before we know from whom."""
        token, address = await self._here(request)
        self._limit(f"media {address.id}", limits.MEDIA_OF_A_VISIT)
        self._limit("media", limits.MEDIA)
        await self.turns.hear(await read_media(request, token))
        return JSONResponse({"ok": True})

    async def stream(self, request: Request) -> Response:
        """What is said at this address from now on, and what was said since the page last heard."""
        token, address = await self._here(request)
        await self._lock_if_idle(token)
        after = number_in(request.headers.get("last-event-id")) or number_in(request.query_params.get("after"))
        return await self.streams.open(address.id, after)

    async def seen(self, request: Request) -> Response:
        """The page has shown everything up to a message."""
        body = await body_of(request)
        _token, address = await self._here(request)
        seq = number(body.get("seq"))
        if seq:
            self._limit(f"seen {address.id}", limits.A_VISIT)
            await self.turns.write(lambda db: self._seen(db, address.id, seq))
        return Response(status_code=204)

    async def leave(self, request: Request) -> Response:
        """Leave quickly: the visit ends here and now, and its key opens nothing any more."""
        await body_of(request)
        _token, address = await self._address(request)
        if address is not None:
            ended = address.id
            await self.turns.write(lambda db: self._left(db, ended))
            self.hub.wake([ended])
        response = Response(status_code=204, headers={"Clear-Site-Data": '"storage"'})
        door = request.path_params["door"]
        response.delete_cookie("visit", path=f"/{door}", httponly=True, samesite="strict", secure=self.secure)
        return response

    def _seen(self, db: sqlite3.Connection, address_id: int, seq: int) -> None:
        self.turns.empties_log |= outbox.seen(db, address_id, seq)

    def _left(self, db: sqlite3.Connection, address_id: int) -> None:
        """Nothing half written stays behind, nor the hour where somebody was off the record."""
        turn = self.turns.turn(db, people.address(db, address_id), Event("open"))
        tombstones.leave_visit(db, address_id, turn.written_at)
        unrecorded.let_go(db, self.seal, turn.person.id)
        self.turns.empties_log = True

    async def file(self, request: Request) -> Response:
        """A file that a flow makes on demand, for whoever may read it."""
        token, _address = await self._here(request)
        name, ref = request.path_params["flow"], request.path_params["ref"]
        try:
            make = lambda db: self.door.file(self._reading_turn(db, token), name, ref)  # noqa: E731 - one line of two
            content, media_type = await self.db.read(make)
        except Refused as refused:
            raise Bad(404, refused.message) from None
        disposition = f'attachment; filename="{name}-{ref}.ics"' if "calendar" in media_type else "inline"
        return file_response(content, media_type, disposition, wanted=request.headers.get("range"))

    def _reading_turn(self, db: sqlite3.Connection, token: str) -> Turn:
        """A turn that can only read: for files. Raises Bad where the visit has ended."""
        address = people.address_by_key(db, self.seal, CHANNEL, token)
        if address is None:
            raise Bad(401, ENDED)
        return self.turns.turn(db, address, Event("open"))

    def _welcome(self, db: sqlite3.Connection, address: Address) -> Json:
        home = self.turns.home
        language = people.person(db, self.seal, address.person_id).language
        tree = {
            "language": language,
            "last": outbox.last_seq(db, address.id),
            "home": {"name": home.name.pack(), "brand": home.brand.pack(), "phone": home.phone},
            "sample": self.sample,
            "labels": {key: label.pack() for key, label in LABELS.items()},
        }
        return self.turns.texts.render(tree, language, home.zone)

    async def _address(self, request: Request) -> tuple[str, Address | None]:
        token = request.cookies.get("visit", "")
        if not token:
            return "", None
        address = await self.db.read(lambda db: people.address_by_key(db, self.seal, CHANNEL, token))
        return token, address if address and address.door == request.path_params["door"] else None

    async def _here(self, request: Request) -> tuple[str, Address]:
        token, address = await self._address(request)
        if address is None:
            raise Bad(401, ENDED)
        return token, address

    def set_cookie(self, response: Response, door: str, token: str) -> None:
        """The visit's key: only our server reads it, and only behind its own door."""
        response.set_cookie(
            "visit", token, max_age=COOKIE_SECONDS, path=f"/{door}", httponly=True, samesite="strict",
            secure=self.secure,
        )  # fmt: skip

    def _limit(self, name: str, rate: Rate) -> None:
        wait = self.limits.take(name, rate)
        if wait:
            raise Bad(429, _("One moment, please: that was a lot at once. It goes on by itself."), retry_after=wait)

    def _today(self, now: int) -> str:
        return self.turns.home.local_day(now).isoformat()

    def refuse(self, request: Request, fault: Exception) -> Response:
        """Every refusal as a sentence in the reader's language."""
        return refusal(request, fault, self.turns.texts, self.turns.home)
