"""Visits: how one begins, goes on and ends, whatever the browser says of itself."""

import json
from typing import Any

import pytest

from tests.chat import OpenHome, Visitor
from tests.web.a_request import JSON, an_event, rows


async def test_a_visits_cookie_is_for_our_server_and_its_own_door_alone(home: OpenHome):
    client = home.client()

    answer = await client.post("/family/visit", json={})

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/family" in cookie
    assert "Secure" not in cookie
    token = client.cookies["visit"]
    assert len(token) >= 40
    elsewhere = await home.client().get("/staff/stream", headers={"Cookie": f"visit={token}"})
    assert elsewhere.status_code == 401


@pytest.mark.parametrize("language", ["zh-CN", "zh-Hans", "en-GB", "fr", "", None, 7, [], "\ud800", "x" * 5000])
async def test_any_browser_language_opens_a_visit(home: OpenHome, language: Any):
    content = json.dumps({"language": language, "open": None}).encode()

    answer = await home.client().post("/family/visit", content=content, headers=JSON)

    assert answer.status_code == 200
    assert answer.json()["language"] == ("en" if language == "en-GB" else "zh")


@pytest.mark.parametrize("wish", ["respite", "nowhere", "\ud800", "x" * 5000, "", 7, []])
async def test_any_deep_link_opens_a_visit(home: OpenHome, wish: Any):
    content = json.dumps({"language": "zh", "open": wish}).encode()

    answer = await home.client().post("/family/visit", content=content, headers=JSON)

    assert answer.status_code == 200
    assert answer.json()["last"] == 1


async def test_a_visit_that_was_left_is_gone_with_its_history_and_its_key(home: OpenHome, family: Visitor):
    await family.types("我的孩子叫小晴")
    token = next(cookie.value for cookie in family.client.cookies.jar)

    answer = await family.post("leave", {})

    assert answer.status_code == 204
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    again = {"Cookie": f"visit={token}"}
    for method, path in (("POST", "events"), ("POST", "seen"), ("GET", "stream"), ("GET", "files/bookings/AB/x.ics")):
        body = {"json": an_event(seq=1)} if method == "POST" else {}
        gone = await home.client().request(method, f"/family/{path}", headers=again, **body)
        assert gone.status_code == 401
        assert gone.json()["message"].startswith("这次")
    assert await rows(home, "SELECT count(*) FROM outbox WHERE payload IS NOT NULL") == [(0,)]
    assert await rows(home, "SELECT blind, sealed_id FROM addresses") == [(None, None)]
    assert (await family.post("leave", {})).status_code == 204


async def test_whoever_comes_back_without_leaving_goes_on_where_they_were(home: OpenHome, family: Visitor):
    await family.opens("respite")

    await family.comes()

    assert len(await rows(home, "SELECT * FROM addresses")) == 1
    assert len(await rows(home, "SELECT * FROM inbox")) == 2
