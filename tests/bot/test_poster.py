"""The poster: codes that lead to the right place, a number to ring, and nothing that is not on the sheet itself."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import segno

from bot import app, poster
from bot.__main__ import main
from bot.commands import EXIT_MISTAKE
from bot.poster import Poster
from bot.settings import SAMPLE_HOME
from bot.text import Words
from handlers.respite.profile import Respite
from tests.small_home import sample_home, the_texts

WEB = "https://chat.example.org"
TOKEN = "1000000001:a-secret-that-opens-nothing"
ME = {"id": 1000000001, "is_bot": True, "first_name": "Ramp", "username": "ramp_bot"}
QUIET = 4  # modules of white around a code
FLOWS = app.make_door().flows


def a_poster(**more: Any) -> str:
    home = more.pop("home", sample_home())
    return Poster(home, the_texts(), WEB, poster.services(FLOWS, home).values(), **more).html()


def codes_on(html: str) -> list[set[tuple[int, int]]]:
    """The black modules of every code that is drawn on the sheet."""
    return [_drawn(path) for path in re.findall(r'<svg [^>]*class="code">.*?<path [^>]*d="([^"]+)"', html)]


def code_of(address: str) -> set[tuple[int, int]]:
    """The black modules of the code that leads to an address."""
    rows = segno.make(address, error="m", micro=False).matrix
    return {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, black in enumerate(row) if black}


def _drawn(path: str) -> set[tuple[int, int]]:
    """What a path of moves and level strokes blackens."""
    black, x, y = set(), 0.0, 0.0
    for kind, numbers in re.findall(r"([Mmh])([^Mmh]+)", path):
        first, *second = map(float, numbers.replace(",", " ").split())
        if kind == "h":
            black |= {(int(x) + step, int(y)) for step in range(int(first))}
        x, y = (first, second[0]) if kind == "M" else (x + first, y + (second[0] if second else 0))
    return black


def test_the_code_opens_the_web_chat():
    assert codes_on(a_poster()) == [code_of(f"{WEB}/")]


def test_with_a_bot_the_web_comes_first_and_telegram_second():
    assert codes_on(a_poster(username="ramp_bot")) == [code_of(f"{WEB}/"), code_of("https://t.me/ramp_bot?start=menu")]


def test_the_codes_of_a_services_poster_open_that_service():
    html = a_poster(username="ramp_bot", flow=FLOWS["respite"])

    assert codes_on(html) == [
        code_of(f"{WEB}/?open=respite"),
        code_of("https://t.me/ramp_bot?start=respite"),
    ]
    assert "预约喘息照料" in html


def test_a_short_address_gets_no_small_code_that_wechat_cannot_read():
    assert 'viewBox="0 0 29 29"' in poster.code("1")


def test_it_says_who_we_are_in_chinese_and_then_in_english():
    html = a_poster()

    said = (
        "五彩生命树", "儿童友好家园", "Child-Friendly Home", "要帮忙？扫一扫", "Need a hand? Scan this",
        "急需照料；预约喘息照料", "微信扫一扫，或用手机相机扫", "Scan with WeChat", "chat.example.org",
        "没有智能手机？打电话", "000-0000-0000", "某市某区某路1号", "1 Some Road",
    )  # fmt: skip
    places = [html.index(words, html.index("<header>")) for words in said]
    assert places == sorted(places)


def test_a_service_that_the_home_does_not_offer_is_not_on_it():
    home = sample_home()
    without = replace(home, sections={kind: it for kind, it in home.sections.items() if kind is not Respite})

    assert "喘息" not in a_poster(home=without)
    assert "respite" not in poster.services(FLOWS, without)


def test_no_poster_leads_to_the_desk():
    assert {"desk", "pin", "signin"} & poster.services(FLOWS, sample_home()).keys() == set()


def test_it_needs_nothing_from_outside():
    html = a_poster(username="ramp_bot", sample=True)

    assert re.findall(r"\b(?:src|href|action)\s*=|url\(|@import|<script|<link|<img", html) == []


def test_any_name_is_shown_as_it_is_written():
    name = 'A & B <b>"彩虹"</b> $title ${ramp}'
    html = a_poster(home=replace(sample_home(), name=Words({"zh": name})))

    assert "A &amp; B &lt;b&gt;&quot;彩虹&quot;&lt;/b&gt; $title ${ramp}" in html
    assert "<b>" not in html
    assert html.count(">A &amp; B") == 2  # the title and the sheet: there is no English beside it to repeat


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which somebody types commands, on a machine where nothing is set."""
    for name in [name for name in os.environ if name.startswith("RAMP_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RAMP_KEY", bytes(range(32)).hex())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def public(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where the home is on the net."""
    monkeypatch.setenv("RAMP_URL", WEB)
    return here


@contextmanager
def a_bot_api(status: int, answer: dict[str, Any]) -> Iterator[str]:
    """A Bot API on this machine that says one thing."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_what: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_sample_home_makes_a_poster_that_says_it_is_one(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["poster"]) == 0

    html = (here / "poster.html").read_text("utf-8")
    assert "示例：只给您看看" in html
    assert codes_on(html) == [code_of("http://127.0.0.1:8080/")]
    assert str(here / "poster.html") in capsys.readouterr().out


def test_a_home_on_the_net_makes_one_to_hang_up(public: Path):
    assert main(["poster", "--open", "urgent", "--to", "gate.html"]) == 0

    html = (public / "gate.html").read_text("utf-8")
    assert "只给您看看" not in html
    assert codes_on(html) == [code_of(f"{WEB}/?open=urgent")]


def test_without_an_address_it_says_what_to_set(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("RAMP_HOME", str(SAMPLE_HOME))

    assert main(["poster"]) == EXIT_MISTAKE
    assert "RAMP_URL" in capsys.readouterr().err
    assert not (here / "poster.html").exists()


@pytest.mark.parametrize("wish", ["camping", "desk", "", "<b>"])
def test_a_flow_that_is_none_is_answered_with_those_that_are(
    public: Path, capsys: pytest.CaptureFixture[str], wish: str
):
    assert main(["poster", "--open", wish]) == EXIT_MISTAKE

    said = capsys.readouterr().err
    assert "respite      预约喘息照料" in said
    assert "desk" not in said.replace(f"“{wish}”", "")
    assert not (public / "poster.html").exists()


def test_the_bot_is_asked_for_its_name(public: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RAMP_TELEGRAM_TOKEN", TOKEN)
    with a_bot_api(200, {"ok": True, "result": ME}) as url:
        monkeypatch.setenv("RAMP_TELEGRAM_API", url)
        assert main(["poster"]) == 0

    html = (public / "poster.html").read_text("utf-8")
    assert codes_on(html) == [code_of(f"{WEB}/"), code_of("https://t.me/ramp_bot?start=menu")]


@pytest.mark.parametrize(("status", "sentence"), [(401, "不认识"), (502, "没有回应")])
def test_without_its_name_the_poster_is_made_without_its_code(
    public: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, status: int, sentence: str
):
    monkeypatch.setenv("RAMP_TELEGRAM_TOKEN", TOKEN)
    with a_bot_api(status, {"ok": False, "description": "none"}) as url:
        monkeypatch.setenv("RAMP_TELEGRAM_API", url)
        assert main(["poster"]) == 0

    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.splitlines()) == 1
    assert TOKEN not in said
    assert codes_on((public / "poster.html").read_text("utf-8")) == [code_of(f"{WEB}/")]


def test_an_invite_is_a_link_to_the_bot_too(
    public: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("RAMP_TELEGRAM_TOKEN", TOKEN)
    with a_bot_api(200, {"ok": True, "result": ME}) as url:
        monkeypatch.setenv("RAMP_TELEGRAM_API", url)
        assert main(["invite", "--role", "duty", "--name", "王"]) == 0

    written, link = capsys.readouterr().out.splitlines()
    code = re.search(r"([A-Z0-9]{4})-([A-Z0-9]{4})-([A-Z0-9]{4})", written)
    assert code is not None
    assert f"https://t.me/ramp_bot?start=signin-{''.join(code.groups())}" in link
