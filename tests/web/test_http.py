"""What holds for every answer of the web chat: its headers, its hosts, its own files, and the sample home's doors."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import app
from bot.web.routes import HEADERS
from tests.chat import HOST, OpenHome, StoppedClock, Visitor, local
from tests.small_home import settings_in
from tests.web.a_request import JSON, an_event, rows


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"), ("GET", "/staff"), ("GET", "/bye"), ("GET", "/healthz"), ("GET", "/assets/page.css"),
        ("GET", "/assets/none.css"), ("GET", "/assets/server.py"), ("GET", "/nowhere"), ("GET", "/family/visit"),
        ("POST", "/family/visit"), ("POST", "/family/events"), ("POST", "/kitchen/events"), ("GET", "/family/stream"),
        ("GET", "/sample"), ("POST", "/family/leave"), ("GET", "/family/files/bookings/AB/x.ics"),
    ],
)  # fmt: skip
async def test_the_strict_headers_are_on_every_answer(home: OpenHome, method: str, path: str):
    answer = await home.client().request(method, path, json={} if method == "POST" else None)

    assert answer.status_code < 500
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Origin": f"http://{HOST}.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"}, {"Content-Type": ""},
    ],
)  # fmt: skip
async def test_another_sites_page_does_not_speak_in_a_visitors_name(
    home: OpenHome, family: Visitor, headers: dict[str, str]
):
    before = await rows(home, "SELECT count(*) FROM inbox")

    for what in ("events", "visit", "seen", "leave"):
        content = json.dumps(an_event(open="respite", seq=1)).encode()
        answer = await family.client.post(f"/family/{what}", content=content, headers=JSON | headers)
        assert answer.status_code == 403
        assert answer.json()["message"]

    assert await rows(home, "SELECT count(*) FROM inbox") == before


@pytest.mark.parametrize("host", ["elsewhere.example", f"{HOST}.elsewhere.example", "192.168.1.7", "", "localhost.:80"])
async def test_the_sample_home_answers_to_this_machines_own_names_only(home: OpenHome, host: str):
    answer = await home.client().get("/", headers={"Host": host})

    assert answer.status_code == 421


async def test_a_home_with_an_address_answers_to_it_with_secure_cookies_and_without_the_sample_doors(tmp_path: Path):
    settings = settings_in(tmp_path, url="https://chat.example.org", sample=False)
    async with app.opened(settings, clock=StoppedClock(local("2026-12-01 09:00"))) as opened:  # type: ignore[arg-type]
        transport = httpx.ASGITransport(app=opened.web)
        async with httpx.AsyncClient(transport=transport, base_url="https://chat.example.org") as client:
            answer = await client.post("/family/visit", json={}, headers={"Origin": "https://chat.example.org"})

            assert answer.json()["sample"] is False
            assert "Secure" in answer.headers["Set-Cookie"]
            assert (await client.get("/", headers={"Host": "elsewhere.example"})).status_code == 421
            assert (await client.get("/sample")).status_code == 404
            for path in ("/sample/clock", "/sample/staff"):
                assert (await client.post(path, json={"hours": 1, "role": "head"})).status_code == 404


async def test_a_home_without_an_address_answers_to_addresses_but_to_no_name(tmp_path: Path):
    settings = settings_in(tmp_path, host="192.168.1.7", sample=False)
    async with app.opened(settings, clock=StoppedClock(local("2026-12-01 09:00"))) as opened:  # type: ignore[arg-type]
        transport = httpx.ASGITransport(app=opened.web)
        async with httpx.AsyncClient(transport=transport, base_url="http://192.168.1.7:8080") as client:
            assert (await client.get("/")).status_code == 200
            assert (await client.get("/", headers={"Host": "[fe80::1]:8080"})).status_code == 200
            assert (await client.get("/", headers={"Host": "elsewhere.example"})).status_code == 421
            assert (await client.get("/sample", headers={"Host": HOST})).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "server.py", "__init__.py", "page.html", "../app.py", "..%2fapp.py", "%2e%2e/%2e%2e/pyproject.toml", "pictures",
        "pictures/", "", "page.css/../server.py", "%00.css", "a" * 3000 + ".css", "../../../../../etc/passwd",
        "..%2f..%2f..%2f..%2fetc%2fpasswd.css", "__pycache__/server.cpython-311.pyc",
    ],
)  # fmt: skip
async def test_nothing_but_the_pages_own_files_is_served(home: OpenHome, path: str):
    answer = await home.client().get(httpx.URL(f"http://{HOST}/assets/", raw_path=f"/assets/{path}".encode()))

    assert answer.status_code in (400, 404)
    assert "import" not in answer.text


async def test_the_pages_own_files_are_served(home: OpenHome):
    for name, kind in (("page.css", "text/css"), ("page.js", "text/javascript"), ("pictures/sun.svg", "image/svg+xml")):
        answer = await home.client().get(f"/assets/{name}")

        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(kind)


async def test_the_sample_doors_open_on_loopback_only(home: OpenHome):
    client = home.client()

    for path, body in (("/sample/clock", {"hours": 1}), ("/sample/staff", {"role": "head"})):
        foreign = await client.post(path, json=body, headers={"Host": "elsewhere.example"})
        crossed = await client.post(path, json=body, headers={"Origin": "https://elsewhere.example"})

        assert (foreign.status_code, crossed.status_code) == (421, 403)
    assert await rows(home, "SELECT * FROM staff") == []


@pytest.mark.parametrize("hours", [0, 2, -1, True, 1.0, "1", None, [1], {}, 10**30])
async def test_the_sample_clock_moves_by_its_three_steps_only(home: OpenHome, hours: Any):
    now = home.clock.now()

    answer = await home.client().post("/sample/clock", json={"hours": hours})

    assert answer.status_code == 400
    assert home.clock.now() == now


async def test_the_sample_clock_moves_forward(home: OpenHome):
    answer = await home.client().post("/sample/clock", json={"hours": 24})

    assert answer.json()["now"].startswith("12月2日")


@pytest.mark.parametrize("role", ["king", "", None, 7, [], {}])
async def test_nobody_works_here_in_a_role_that_is_none(home: OpenHome, role: Any):
    answer = await home.client().post("/sample/staff", json={"role": role})

    assert answer.status_code == 400
    assert await rows(home, "SELECT * FROM staff") == []
