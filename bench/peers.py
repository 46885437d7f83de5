"""The peers: two libraries handing an update to one handler that answers, all in memory, nothing kept."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Any

import aiogram
from aiogram.client.session.base import BaseSession
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

EVENTS = 192
TOKEN = "1000000001:bench"  # noqa: S105 - opens nothing
ANSWER = "好的。下一个问题：想在哪一天来？"
ME = {"id": 1000000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
Dispatch = Callable[[bytes], Awaitable[None]]


def update(number: int) -> bytes:
    """An update as it comes over the wire."""
    person = {"id": 700 + number % 32, "is_bot": False, "first_name": "Family", "language_code": "zh-hans"}
    chat = {"id": person["id"], "first_name": "Family", "type": "private"}
    message = {"message_id": number, "from": person, "chat": chat, "date": 1796086800, "text": "半天"}
    return json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()


def replied(chat_id: int) -> bytes:
    """What the Bot API answers to a message that was sent."""
    chat = {"id": chat_id, "first_name": "Family", "type": "private"}
    message = {"message_id": 2, "from": ME, "chat": chat, "date": 1796086800, "text": ANSWER}
    return json.dumps({"ok": True, "result": message}, ensure_ascii=False).encode()


class Wire(BaseRequest):
    """A Bot API that answers at once, in this process."""

    read_timeout = 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, url: str, method: str, request_data: Any = None, **_more: Any) -> tuple[int, bytes]:
        if url.endswith("/getMe"):
            return 200, json.dumps({"ok": True, "result": ME}).encode()
        return 200, replied(request_data.parameters["chat_id"])


@asynccontextmanager
async def python_telegram_bot() -> AsyncIterator[Dispatch]:
    """Application.process_update with one handler."""

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await context.bot.send_message(update.effective_chat.id, ANSWER)  # type: ignore[union-attr]

    application = (
        Application.builder().token(TOKEN).request(Wire()).get_updates_request(Wire()).updater(None).build()
    )
    application.add_handler(MessageHandler(filters.TEXT, answer))

    async def dispatch(raw: bytes) -> None:
        await application.process_update(Update.de_json(json.loads(raw), application.bot))

    async with application:
        yield dispatch


class Session(BaseSession):
    """The same Bot API for aiogram."""

    async def close(self) -> None:
        """Nothing to close."""

    async def make_request(self, bot: aiogram.Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109
        content = replied(method.chat_id).decode()
        return self.check_response(bot=bot, method=method, status_code=200, content=content).result

    async def stream_content(self, *_what: Any, **_more: Any) -> AsyncIterator[bytes]:
        """Files are not fetched here."""
        yield b""


class Form(StatesGroup):
    """One question."""

    kind = State()


@asynccontextmanager
async def aiogram_dispatcher() -> AsyncIterator[Dispatch]:
    """Dispatcher.feed_raw_update with one handler in a state kept in memory."""
    bot = aiogram.Bot(TOKEN, session=Session())
    dispatcher = aiogram.Dispatcher(storage=MemoryStorage())

    @dispatcher.message(Form.kind)
    async def answer(message: Message, state: FSMContext) -> None:
        await state.update_data(kind=message.text)
        await message.answer(ANSWER)

    for number in range(32):
        person = 700 + number
        await dispatcher.fsm.get_context(bot, person, person).set_state(Form.kind)

    async def dispatch(raw: bytes) -> None:
        await dispatcher.feed_raw_update(bot, json.loads(raw))

    yield dispatch


async def timed(dispatch: Dispatch, waiting: int) -> float:
    """Seconds an event, with so many at once."""
    updates = [update(number) for number in range(1, EVENTS + 1)]
    begun = perf_counter()
    for start in range(0, EVENTS, waiting):
        await asyncio.gather(*(dispatch(raw) for raw in updates[start : start + waiting]))
    return (perf_counter() - begun) / EVENTS
