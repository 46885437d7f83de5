"""How much at once: a visit, everyone together, and how it heals."""


import pytest

from bot.limits import Limits, Rate
from bot.web.limits import A_VISIT, NEW_VISITS
from tests.chat import OpenHome, Visitor
from tests.web.a_request import Hand, an_event


async def test_too_many_events_are_asked_to_wait_and_then_go_on(home: OpenHome, family: Visitor):
    hand = Hand()
    home.app.web.state.chat.limits = Limits(hand)
    for _ in range(int(A_VISIT.burst)):
        assert (await family.sends(an_event())).status_code == 200

    refused = await family.sends(an_event())

    assert refused.status_code == 429
    assert refused.json()["retry_after"] == 1
    assert refused.json()["message"]
    hand.now += refused.json()["retry_after"]
    assert (await family.sends(an_event())).status_code == 200


async def test_one_visitors_haste_slows_nobody_else(home: OpenHome, family: Visitor):
    home.app.web.state.chat.limits = Limits(Hand())
    other = await home.family()
    for _ in range(int(A_VISIT.burst) + 1):
        await family.sends(an_event())

    assert (await other.sends(an_event())).status_code == 200


async def test_seen_and_coming_back_have_their_limits_too(home: OpenHome, family: Visitor):
    home.app.web.state.chat.limits = Limits(Hand())

    seen = [(await family.post("seen", {"seq": 1})).status_code for _ in range(int(A_VISIT.burst) + 1)]
    back = [(await family.post("visit", {})).status_code for _ in range(int(A_VISIT.burst) + 1)]

    assert seen[-2:] == [204, 429]
    assert back[-2:] == [200, 429]
    assert (await family.post("leave", {})).status_code == 204  # never too often


async def test_new_visits_are_limited_for_everyone_together(home: OpenHome):
    hand = Hand()
    limits = home.app.web.state.chat.limits = Limits(hand)
    for _ in range(int(NEW_VISITS.burst)):
        limits.take("new visits", NEW_VISITS)

    refused = await home.client().post("/family/visit", json={})

    assert refused.status_code == 429
    hand.now += refused.json()["retry_after"]
    assert (await home.client().post("/family/visit", json={})).status_code == 200


def test_a_bucket_refills_up_to_its_burst_and_old_ones_are_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.limits.MOST_KEPT", 2)
    hand, rate = Hand(), Rate(burst=2, a_second=0.5)
    limits = Limits(hand)

    assert [limits.take("a", rate) for _ in range(3)] == [0, 0, 2.0]

    hand.now += 1000
    assert [limits.take("a", rate) for _ in range(3)] == [0, 0, 2.0]

    limits.take("b", rate)
    limits.take("c", rate)
    assert limits.take("a", rate) == 0
