"""When the disk, a flow or the clock fails: a sentence for the person, the truth for whoever watches."""

from typing import Any

import pytest

from tests.chat import OpenHome, Visitor
from tests.web.a_request import an_event


async def test_faults_are_sentences_in_the_browsers_language(home: OpenHome):
    chinese = await home.client().post("/family/events", json=an_event(), headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    english = await home.client().post("/family/events", json=an_event(), headers={"Accept-Language": "en-US"})

    assert chinese.status_code == english.status_code == 401
    assert chinese.json()["message"].startswith("这次")
    assert english.json()["message"] == "This visit has ended. You can start again; nothing that you sent is lost."


async def test_health_says_that_all_is_well(home: OpenHome):
    answer = await home.client().get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"well": True, "database": "ok", "oldest_waiting_seconds": 0, "last_tick_seconds": 0}


@pytest.mark.parametrize(
    ("sick", "cure", "name"),
    [
        ("query_only = ON", "query_only = OFF", "SQLITE_READONLY"),
        ("max_page_count = 1", "max_page_count = 1000000", "SQLITE_FULL"),
    ],
)
async def test_a_disk_that_takes_nothing_is_a_sentence_and_the_page_goes_on_by_itself(
    home: OpenHome, family: Visitor, sick: str, cure: str, name: str
):
    await home.app.db.write(lambda db: db.execute(f"PRAGMA {sick}").fetchall())
    event = an_event(text="长" * 2000)
    answers = [await family.sends(event) for _ in range(3)]
    health = await home.client().get("/healthz")

    await home.app.db.write(lambda db: db.execute(f"PRAGMA {cure}").fetchall())
    healed = await family.sends(event)

    assert {answer.status_code for answer in answers} == {503}
    assert answers[-1].json().keys() == {"message", "retry_after"}
    assert (health.status_code, health.json()["database"], health.json()["well"]) == (503, name, False)
    assert healed.status_code == 200
    assert len([message for message in family.seen if message["from"] == "me"]) == 1
    assert (await home.client().get("/healthz")).json()["well"] is True


async def test_health_tells_of_events_that_wait_too_long_and_of_a_clock_that_stopped(home: OpenHome, family: Visitor):
    await home.app.turns.write(lambda db: db.execute("UPDATE inbox SET state = 'failed'").rowcount)
    home.clock.instant += 61
    waiting = await home.client().get("/healthz")
    await home.app.turns.write(lambda db: db.execute("UPDATE inbox SET state = 'done'").rowcount)
    home.app.ticks.last_tick -= 100
    stopped = await home.client().get("/healthz")

    assert (waiting.status_code, waiting.json()["oldest_waiting_seconds"]) == (503, 61)
    assert (stopped.status_code, stopped.json()["last_tick_seconds"]) == (503, 100)


async def test_a_home_that_is_too_busy_asks_to_wait_a_second(home: OpenHome, family: Visitor):
    home.app.turns.close()

    answer = await family.sends(an_event())

    assert answer.status_code == 503
    assert answer.json()["retry_after"] == 1


async def test_what_a_flow_breaks_is_no_end_of_the_visit(home: OpenHome, family: Visitor):
    home.app.web.state.chat.door.flows["bookings"].read_file, kept = broken, home.app.door.flows["bookings"].read_file
    try:
        answer = await family.client.get("/family/files/bookings/AB/x.ics")
    finally:
        home.app.door.flows["bookings"].read_file = kept

    assert answer.status_code == 503
    assert answer.json()["message"] == "我们这边现在有点问题，请过一会儿再试。"


def broken(_turn: Any, _ref: str) -> tuple[bytes, str]:
    """A flow with a mistake in it."""
    raise KeyError("小晴")
