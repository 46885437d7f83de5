"""Updates: kept before they are acknowledged, whatever they hold, from a poll and from a webhook alike."""

import json
from pathlib import Path

import httpx
import pytest

from bot.telegram.webhook import PATH, SECRET_HEADER, Hook
from bot.turns import Busy
from tests.chat import OpenHome, open_home
from tests.telegram.visitor import Texter


@pytest.fixture
async def home(tmp_path):
    async with open_home(tmp_path, channel="telegram") as opened:
        yield opened


async def in_the_inbox(home: OpenHome, state: str) -> int:
    sql = "SELECT count(*) AS n FROM inbox WHERE state = ?"
    return await home.app.db.read(lambda db: db.execute(sql, (state,)).fetchone()["n"])


async def test_one_that_cannot_be_read_is_set_aside_sealed_and_blocks_nobody(home: OpenHome):
    nurse = await home.staff("care_lead")
    family = await home.family()
    home.api.sends_unparsable(family.person)

    await family.types("我的预约")

    family.sees("我的预约")
    assert await in_the_inbox(home, "aside") == 1
    await nurse.look()
    assert nurse.has_seen("有一条消息没有处理成")
    sql = "SELECT payload FROM inbox WHERE state = 'aside'"
    kept = await home.app.db.read(lambda db: db.execute(sql).fetchone()[0])
    assert b"yesterday" not in kept


async def test_one_of_a_kind_that_nobody_knows_yet_is_passed_over(home: OpenHome):
    family = await home.family()
    home.api.sends_unknown()

    await family.types("首页")

    family.sees("欢迎")


async def test_the_same_update_twice_is_the_same_event(home: OpenHome):
    family = await home.family()
    said = await raws_of(home, lambda: family.person.writes("首页"))
    await home.telegram.receiver.take(said)
    await home.telegram.sender.settle()
    before = len(family.person.chat)

    await home.telegram.receiver.take(said)
    await home.telegram.sender.settle()

    assert len(family.person.chat) == before


async def test_an_id_that_comes_again_after_an_idle_week_is_another_event(home: OpenHome):
    family = await home.family()
    [first] = await raws_of(home, lambda: family.person.writes("首页"))
    [second] = await raws_of(home, lambda: family.person.writes("我的预约"))
    await home.telegram.receiver.take([first])

    await home.telegram.receiver.take([second | {"update_id": first["update_id"]}])
    await family.look()

    family.sees("我的预约")


async def test_nothing_is_acknowledged_while_the_disk_takes_nothing(home: OpenHome):
    family = await home.family()
    family.person.writes("我的预约")
    home.app.turns.close()  # from now on nothing is taken

    with pytest.raises(Busy):
        await home.telegram.receiver.poll()

    waiting = home.api.call("getUpdates", {})[1]["result"]
    assert waiting[-1]["message"]["text"] == "我的预约"


async def raws_of(home: OpenHome, act) -> list[dict]:
    """What Telegram would bring of something that a person does, taken from its hands."""
    act()
    offset = {"offset": home.telegram.receiver._offset} if home.telegram.receiver._offset else {}
    found = home.api.call("getUpdates", offset)[1]["result"]
    home.api.call("getUpdates", {"offset": found[-1]["update_id"] + 1})
    return found


# --- the webhook ---


@pytest.fixture
async def hooked(tmp_path: Path):
    async with open_home(tmp_path, channel="telegram", url="https://chat.example.org", webhook=True) as opened:
        yield opened


async def brings(home: OpenHome, update: dict, secret: str | None = None) -> httpx.Response:
    """Telegram brings one update."""
    registered = home.api.webhook
    headers = {SECRET_HEADER: registered["secret_token"] if secret is None else secret}
    return await home.client().post(PATH, content=json.dumps(update).encode(), headers=headers)


async def test_telegram_is_told_where_to_bring_updates(hooked: OpenHome):
    told = Hook("https://chat.example.org", bytes(range(32))).registration()

    assert told["url"] == "https://chat.example.org/telegram"
    assert hooked.api.call("getWebhookInfo", {})[1]["result"]["url"] == told["url"]


async def test_what_is_brought_is_heard_and_answered(hooked: OpenHome):
    family: Texter = hooked.texter()
    hooked.api.call("deleteWebhook", {})
    [update] = await raws_of(hooked, lambda: family.person.starts())
    secret = hooked.telegram.hook.registration()["secret_token"]

    answer = await hooked.client().post(PATH, content=json.dumps(update).encode(), headers={SECRET_HEADER: secret})
    await hooked.telegram.sender.settle()

    assert answer.status_code == 200
    assert "欢迎" in family.person.last.text


@pytest.mark.parametrize(("secret", "content", "status"), [
    ("wrong", b"{}", 403), ("", b"{}", 403), (None, b"not json", 400), (None, b"[]", 400), (None, b"{" * 9000, 400),
    (None, b" " * 2_000_000, 413),
])  # fmt: skip
async def test_whoever_does_not_know_the_secret_or_brings_rubbish_is_sent_away(
    hooked: OpenHome, secret: str | None, content: bytes, status: int
):
    known = hooked.telegram.hook.registration()["secret_token"]
    headers = {SECRET_HEADER: known if secret is None else secret}

    answer = await hooked.client().post(PATH, content=content, headers=headers)

    assert answer.status_code == status


async def test_while_nothing_can_be_kept_telegram_is_asked_to_come_again(hooked: OpenHome):
    hooked.api.call("deleteWebhook", {})
    [update] = await raws_of(hooked, lambda: hooked.texter().person.starts())
    hooked.app.turns.close()
    secret = hooked.telegram.hook.registration()["secret_token"]

    answer = await hooked.client().post(PATH, content=json.dumps(update).encode(), headers={SECRET_HEADER: secret})

    assert answer.status_code == 503


async def test_health_tells_how_telegram_is(home: OpenHome):
    answer = (await home.client().get("/healthz")).json()

    assert answer["telegram"]["well"] is True
