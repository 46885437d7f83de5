"""The door: menus, words, gates and roles, on flows as small as can be."""

from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.chat import Event, Open, Refused, Screen, Tap, Turn
from bot.door import Door
from bot.flow import Flow, Sign
from bot.form import Form, Step
from bot.text import _
from storage import consents, people, staff
from storage.db import connect, migrate
from storage.due import Due
from storage.jobs import Job
from storage.seal import Seal
from tests.chat import KEY
from tests.small_home import sample_home, the_texts

SEAL = Seal(KEY)
NOW = 1_000_000
DUTY = frozenset({"duty"})


class Lock(Form):
    """The least a lock is: one question that only "open" answers."""

    def begin(self, turn: Turn, given: object) -> Step:
        return Step({"locked": True}, Screen(text="locked"))

    def step(self, turn: Turn, state: object, event: Event) -> Step:
        return Step(None, Screen(text="unlocked")) if event.text == "open" else Step({}, Screen(text="locked"))


def flows() -> list[Flow]:
    """One for everybody, one for staff, one behind a consent, the notice, and the lock."""
    plain = Flow("plain", _("Plain"), sign=Sign(_("Plain"), _("for all"), order=2), words=("喘息", "plain"))
    sign = Sign(_("Inside"), _("for staff"), order=1, staff=True)
    inside = Flow("inside", _("Inside"), sign=sign, roles=DUTY)
    asked = Flow("asked", _("Asked"), sign=Sign(_("Asked"), _("consent"), order=1), consent="care")
    notice, loop = Flow("notice", _("Notice")), Flow("loop", _("Loop"))
    lock = Flow("pin", _("Lock"), roles=DUTY, form=Lock("pin", _("Lock"), (), lambda turn, answers: Screen()))
    for flow in (plain, inside, asked):
        flow.begins(lambda turn, given, name=flow.name: Screen(text=f"in {name}"))  # type: ignore[misc]
    for flow in (plain, inside):
        flow.file(lambda turn, ref: (ref.encode(), "text/plain"))
    notice.begins(lambda turn, given: Screen(text=f"do you agree to {given['then']}?"))
    loop.begins(lambda turn, given: Open("loop"))
    for flow in (plain, inside):
        flow.tap("do")(lambda turn, tap: Screen(text=f"done {tap.ref}"))
    plain.tap("only", roles=frozenset({"head"}))(lambda turn, tap: Screen(text="only done"))
    plain.tap("no")(refuses)
    return [plain, inside, asked, notice, loop, lock]


def refuses(_turn: Turn, _tap: Tap) -> Screen:
    raise Refused("not like this")


class Hall:
    """A person before the door."""

    def __init__(self, folder: Path, *, role: str | None = None, pin: bool = False) -> None:
        self.db = connect(folder / "a.db")
        migrate(self.db)
        self.alarms: list[str] = []
        wordings = {"care": "1"}
        self.door = Door(flows(), welcome=lambda turn: Screen(text="welcome"), watch=self.watches, wordings=wordings)
        self.person = people.new_person(self.db, "en", "2026-12-01")
        self.address = people.new_address(
            self.db, SEAL, person_id=self.person, channel="web", door="staff" if role else "family", key="k", now=NOW
        )
        if role:
            staff.appoint(self.db, person_id=self.person, role=role, sealed_name=SEAL.close("王", "staff.name"))
        if pin:
            staff.set_pin(self.db, self.person, "7391")

    def watches(self, _turn: Turn, text: str) -> Screen | None:
        self.alarms.append(text)
        return Screen(text="alarm") if "danger" in text else None

    def turn(self, event: Event, now: int = NOW) -> Turn:
        person = people.person(self.db, SEAL, self.person)
        return Turn(self.db, now, sample_home(), SEAL, the_texts(), person, self.address, event)

    def hears(self, event: Event, now: int = NOW) -> list[str]:
        """What is said to an event, as English text."""
        turn = self.turn(event, now)
        self.door.hear(turn)
        return [self.spoken(turn, saying.screen) for saying in turn.sayings]

    def spoken(self, turn: Turn, screen: Screen) -> str:
        packed = turn.texts.render(screen.pack(), "en", turn.zone)
        labels = [button["label"] for row in packed.get("rows", []) for button in row]
        return " | ".join([*filter(None, [packed.get("notice")]), *packed.get("text", []), *labels])

    def taps(self, data: str, now: int = NOW) -> str:
        (said,) = self.hears(Event("tap", tap=Tap.parse(data)), now)
        return said

    def types(self, text: str, now: int = NOW) -> str:
        said, *_alarm = self.hears(Event("text", text), now)
        return said


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    made = Hall(tmp_path)
    with closing(made.db):
        yield made


def test_the_menu_shows_what_stands_open_for_this_person_in_its_order(tmp_path: Path, hall: Hall):
    assert hall.hears(Event("open")) == ["welcome | Asked | Plain"]
    (tmp_path / "staff").mkdir()
    colleague = Hall(tmp_path / "staff", role="duty")
    assert colleague.hears(Event("open")) == ["welcome | Inside"]


@pytest.mark.parametrize("word", ["菜单", " 首页 ", "Menu", "ＭＥＮＵ", "/start", "你好！", "HELLO"])
def test_a_word_leads_to_the_menu(hall: Hall, word: str):
    assert hall.types(word).startswith("welcome")


@pytest.mark.parametrize("word", ["喘息", "/plain", "Ｐｌａｉｎ", "「喘息」"])
def test_a_flows_own_words_open_it(hall: Hall, word: str):
    assert hall.types(word) == "in plain"


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07", "\t\n"])
def test_nothing_readable_is_told_so(hall: Hall, text: str):
    assert hall.types(text).startswith("I could not read that")


def test_too_many_words_are_counted(hall: Hall):
    assert "2001 characters" in hall.types("x" * 2001)


def test_words_that_mean_nothing_here_get_the_menu(hall: Hall):
    assert hall.types("what is this").startswith("I did not understand that")


@pytest.mark.parametrize("data", ["inside.do:X:1", "nowhere.do:X:1"])
def test_a_button_of_a_closed_flow_is_refused(hall: Hall, data: str):
    assert hall.taps(data).startswith("This button is not for you")


def test_a_button_for_a_role_is_refused_to_others(hall: Hall):
    assert hall.taps("plain.only::").startswith("Only colleagues with the right role")


@pytest.mark.parametrize("data", ["plain.unknown::", "plain.set:X:3"])
def test_a_button_of_a_form_that_is_closed_says_so(hall: Hall, data: str):
    assert hall.taps(data).startswith("That form is closed")


def test_a_button_that_never_was_is_refused(hall: Hall):
    assert hall.hears(Event("tap"))[0].startswith("This button does not work")


def test_a_button_does_what_it_says_and_a_refusal_says_why(hall: Hall):
    assert hall.taps("plain.do:X:1") == "done X"
    assert hall.taps("plain.no::").startswith("not like this | welcome")


@pytest.mark.parametrize("data", ["door.open:nowhere:", "door.menu::", "door.resume::", "door.anything:x:9"])
def test_the_doors_own_buttons_lead_home(hall: Hall, data: str):
    assert hall.taps(data).startswith("welcome")


def test_a_flow_of_the_staff_is_closed_to_families(hall: Hall):
    assert hall.taps("door.open:inside:").startswith("This service is not open here")
    assert hall.hears(Event("open", "inside"))[0].startswith("This service is not open here")


def test_consent_comes_first_and_in_todays_wording(hall: Hall):
    def agrees(wording: str) -> None:
        consents.record(
            hall.db, person_id=hall.person, purpose="care", wording=wording, answer="given", channel="web", now=NOW
        )

    assert hall.taps("door.open:asked:") == "do you agree to asked?"
    agrees("0")
    assert hall.taps("door.open:asked:") == "do you agree to asked?"
    agrees("1")
    assert hall.taps("door.open:asked:") == "in asked"


def test_flows_that_open_one_another_without_end_are_a_fault(hall: Hall):
    with pytest.raises(RecursionError):
        hall.taps("door.open:loop:")


def test_words_of_danger_are_watched_for_in_every_text_and_in_nothing_else(hall: Hall):
    assert hall.hears(Event("text", "danger at home")) == ["alarm"]  # and no “I did not understand”
    hall.taps("plain.do::")
    hall.hears(Event("open", "danger"))

    assert hall.alarms == ["danger at home"]


def test_a_staff_page_that_lay_idle_is_locked_and_only_the_lock_acts(tmp_path: Path):
    colleague = Hall(tmp_path, role="duty", pin=True)
    assert colleague.taps("inside.do:X:1", NOW + 15 * 60) == "done X"

    for said in (
        colleague.taps("inside.do:X:1", NOW + 15 * 60 + 1), colleague.taps("inside.do:X:1"), colleague.types("menu"),
        colleague.hears(Event("open", "inside"))[0], colleague.taps("door.menu::"), colleague.taps("pin.do::"),
    ):  # fmt: skip
        assert said == "locked"

    assert colleague.types("open") == "unlocked"
    assert colleague.taps("inside.do:X:1") == "done X"


def test_a_lock_is_for_those_who_have_a_pin_and_the_web(tmp_path: Path):
    colleague = Hall(tmp_path, role="duty")

    assert colleague.taps("inside.do:X:1", NOW + 99_999) == "done X"


def test_files_are_for_those_who_may_open_the_flow_and_not_behind_the_lock(tmp_path: Path, hall: Hall):
    (tmp_path / "staff").mkdir()
    colleague = Hall(tmp_path / "staff", role="duty", pin=True)
    opening = Event("open")

    assert hall.door.file(hall.turn(opening), "plain", "X") == (b"X", "text/plain")
    assert colleague.door.file(colleague.turn(opening), "inside", "X") == (b"X", "text/plain")
    for somebody, at, name in (
        (hall, NOW, "inside"), (hall, NOW, "asked"), (hall, NOW, "nowhere"), (colleague, NOW + 99_999, "inside")
    ):  # fmt: skip
        with pytest.raises(Refused):
            somebody.door.file(somebody.turn(opening, at), name, "X")
    colleague.taps("inside.do::", NOW + 99_999)
    with pytest.raises(Refused):
        colleague.door.file(colleague.turn(opening), "inside", "X")


def test_what_falls_due_or_ends_for_a_flow_that_is_gone_is_let_go(hall: Hall):
    turn = hall.turn(Event("due"))

    hall.door.due(turn, Due(hall.person, "gone.x", "X", 0))
    hall.door.due(turn, Due(hall.person, "plain.x", "X", 0))
    hall.door.job_ended(turn, Job(1, "X", "gone.x", hall.address.id, None, 0))

    assert turn.sayings == []
