"""Whatever a family taps, forges or types, there is an answer, nothing breaks, and “菜单” brings the menu."""

import asyncio
import json
import logging
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import handlers
from tests.a_number import MOBILE, RESIDENT_ID, wide
from tests.chat import Visitor, open_home

FORM_VERBS = [
    "set", "tick", "untick", "day", "month", "done", "open", "send", "change", "back", "skip", "why", "leave", "stay",
]  # fmt: skip
VERBS = sorted({verb for flow in handlers.FLOWS for verb in flow.taps} | set(FORM_VERBS))
FLOWS = [*sorted(flow.name for flow in handlers.FLOWS), "door", "nobody"]
REFS = [
    "", "x", "none", "menu", "resume", "keep", "drop", "2026-12-11", "2026-99-99", "9999-12", "0001-01", "0", "who",
    "A" * 24,
]  # fmt: skip
WORDS = [
    "小晴", "菜单", "返回", "跳过", "退出", "人工", "1", "２", "一", "12月11日", "１２／１１", "2月30日", "明天",
    MOBILE, wide(MOBILE), RESIDENT_ID, "ABCD-EFGH", "送出", "完成", "为什么", "/respite",
    "取回码", "English", "👩‍👧‍👦🎉",
    "，。！", "{}", "{child}", "%s", "\ud800", "a\udfffb", "\x00\x07", "\u202eעברית", "  ",
    "x" * 2000, "长" * 5000,
]  # fmt: skip

taps = st.tuples(st.just("tap"), st.integers(0, 40))
stale = st.tuples(st.just("stale"), st.integers(0, 400))
forged = st.tuples(
    st.just("forged"),
    st.builds("{}.{}:{}:{}".format, st.sampled_from(FLOWS), st.sampled_from(VERBS), st.sampled_from(REFS), st.just("@"))
    | st.text(max_size=80),
)
texts = st.tuples(st.just("text"), st.sampled_from(WORDS) | st.text(max_size=60))
opened = st.tuples(st.just("open"), st.sampled_from(FLOWS) | st.text(max_size=20))
actions = st.lists(taps | taps | taps | stale | forged | texts | opened, min_size=5, max_size=40)


@contextmanager
def no_faults():
    """Nothing of ours may log an error meanwhile."""
    heard: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("ramp")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    assert heard == []


def buttons(messages: list) -> list[str]:  # type: ignore[type-arg]
    """What every button and every day on these screens carries."""
    found = [button["data"] for one in messages for buttons in one.get("rows", []) for button in buttons]
    return found + [day["data"] for one in messages for day in one.get("calendar", {}).get("days", []) if day["data"]]


def body_of(family: Visitor, kind: str, value: object) -> dict[str, object]:
    """An action as the page would send it."""
    if kind in ("text", "open"):
        return {"kind": kind, "text": value}
    offered = buttons([family.last] if kind == "tap" else family.seen) or ["door.menu::"]
    if kind == "forged":
        number = offered[0].rpartition(":")[2]
        return {"kind": "tap", "data": str(value).replace("@", number), "on": family.last["seq"]}
    return {"kind": "tap", "data": offered[int(str(value)) % len(offered)], "on": family.last["seq"]}


async def sends(family: Visitor, body: dict[str, object]) -> None:
    """Send it with every character there is (httpx itself refuses half of a pair), and see an answer."""
    content = json.dumps({"id": str(uuid.uuid4()), **body})
    response = await family.client.post("/family/events", content=content, headers={"content-type": "application/json"})
    await family.home.app.ticks.catch_up()
    answered = [message for message in await family.look() if message["from"] == "home"]

    if response.status_code == 200:
        assert answered, f"no answer to {body}\n{family.transcript()}"
    else:
        assert response.status_code in (400, 413), f"{body}: {response.text}"
        assert response.json()["message"]


async def lives_through(chosen: list[tuple[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder, no_faults():
        async with open_home(Path(folder)) as home:
            family = await home.family()
            for kind, value in chosen:
                await sends(family, body_of(family, kind, value))
            await family.types("菜单")
            if "还没有寄出" in family.spoken[-1]:  # a letter is asked about once before it is let go
                await family.types("菜单")
            shown = family.spoken[-1]

            assert "欢迎来到" in shown or "Welcome to" in shown, family.transcript()


@settings(
    max_examples=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(actions)
def test_whatever_comes_is_answered_and_the_menu_always_comes(chosen: list[tuple[str, object]]):
    asyncio.run(lives_through(chosen))
