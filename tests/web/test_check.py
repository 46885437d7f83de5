"""The page that checks a summary's number: valid or not, and hours; nothing else, to nobody, and not by trying."""

from storage import hours
from tests.chat import OpenHome
from tests.handlers.a_volunteer import volunteer


async def a_number(home: OpenHome) -> str:
    """A summary of two hours and a half that somebody holds."""
    _visitor, who = await volunteer(home, "老张")

    def make(db):  # type: ignore[no-untyped-def]
        hours.add(db, who.id, day="2026-12-01", halves=1, by="x", now=1)
        return hours.summarise(db, who.id, "2026-12-01").number

    return str(await home.app.turns.write(make))


async def test_a_valid_number_shows_its_hours_and_nothing_else(home: OpenHome):
    number = await a_number(home)
    page = await home.client().get(f"/check/{number.lower()}")

    assert page.status_code == 200
    assert "有效，2.5小时" in page.text
    assert "没有盖章，不能当正式文件用" in page.text
    for secret in ("老张", "园艺", "2026"):
        assert secret not in page.text


async def test_in_english_for_whoever_reads_english(home: OpenHome):
    number = await a_number(home)
    page = await home.client().get(f"/check/{number}", headers={"Accept-Language": "en"})

    assert "Valid: 2.5 hours." in page.text


async def test_a_number_that_never_was_looks_like_one_that_is_over(home: OpenHome):
    number = await a_number(home)
    await home.app.turns.write(lambda db: hours.revoke(db, number))
    answers = [(await home.client().get(f"/check/{each}")).text.replace(each, "") for each in (number, "ABCDEFGHJK")]

    assert answers[0] == answers[1]
    assert "无效" in answers[0]


async def test_nothing_that_is_typed_is_shown_unescaped(home: OpenHome):
    page = await home.client().get("/check/<b>x")

    assert "<B>X" not in page.text


async def test_nobody_finds_numbers_by_trying(home: OpenHome):
    home.app.web.state.chat.limits = type(home.app.web.state.chat.limits)(clock=lambda: 0.0)
    client = home.client()

    codes = [(await client.get(f"/check/ABCDEFGH{each:02d}")).status_code for each in range(40)]

    assert codes.count(200) == 30
    assert codes[-1] == 429
