"""The network goes, the server dies, an answer is lost: the page heals by itself, and nothing happens twice."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.asking import NOTES, PHONE_NUMBER, comes_to
from tests.browser.house import House
from tests.browser.visitor import TURNED_AWAY, UNREACHABLE, Visitor

pytestmark = pytest.mark.browser
BOOKINGS = "SELECT count(*) FROM bookings"


def test_without_network_an_answer_waits_and_is_sent_once(mother: Visitor) -> None:
    mother.forgive(UNREACHABLE)
    comes_to(mother, "notes")

    mother.context.set_offline(True)
    mother.line.fill(NOTES)
    mother.page.locator("#send").click()
    expect(mother.page.get_by_text("没有网络")).to_be_visible()
    expect(mother.page.locator("#pending")).to_contain_text(NOTES)
    with mother.answered():
        mother.context.set_offline(False)

    mother.taps("今年还没来过", "选好了")
    mother.types(PHONE_NUMBER)
    mother.taps("送出申请")
    mother.sees("申请送出了", "怕大声")
    expect(mother.page.get_by_text("没有网络")).to_be_hidden()
    assert mother.house.count(BOOKINGS) == 1


def test_a_lost_acknowledgement_is_not_a_second_booking(mother: Visitor) -> None:
    mother.forgive(UNREACHABLE)
    comes_to(mother, "summary")
    heard = []

    def lose(route: Route) -> None:
        heard.append(route.fetch().status)
        route.abort()

    mother.page.route("**/family/events", lose, times=1)
    with mother.page.expect_response("**/family/events") as again:
        mother.taps("送出申请")

    assert (heard, again.value.status) == ([200], 200)
    mother.sees("申请送出了")
    assert mother.house.count(BOOKINGS) == 1


def test_the_server_dies_in_the_middle_and_the_page_goes_on_by_itself(mother: Visitor, house: House) -> None:
    mother.forgive(UNREACHABLE)
    comes_to(mother, "summary")

    house.kill()
    expect(mother.page.get_by_text("没有网络")).to_be_visible()
    mother.button("送出申请").click()
    expect(mother.page.locator("#sending")).to_contain_text("还在送出")
    with mother.answered():
        house.start()

    mother.sees("申请送出了")
    expect(mother.page.get_by_text("没有网络")).to_be_hidden()
    assert house.count(BOOKINGS) == 1


def test_a_page_that_was_closed_without_network_still_sends_what_was_written(mother: Visitor) -> None:
    mother.forgive(UNREACHABLE)
    comes_to(mother, "notes")
    mother.page.route("**/family/events", lambda route: route.abort())
    mother.line.fill(NOTES)
    mother.page.locator("#send").click()
    expect(mother.page.locator("#pending")).to_contain_text(NOTES)

    mother.page.unroute("**/family/events")
    mother.comes()

    mother.sees("今年还没来过")
    expect(mother.page.locator("#pending")).to_be_empty()
    expect(mother.page.locator(".said-mine").get_by_text(NOTES)).to_have_count(1)


def test_leaving_quickly_leaves_nothing_behind(mother: Visitor, house: House) -> None:
    mother.forgive(TURNED_AWAY)
    comes_to(mother, "summary")
    key = mother.context.cookies(house.url + "/family/")

    mother.page.get_by_role("button", name="快速离开").click()
    mother.page.wait_for_url("**/bye")
    mother.page.go_back()

    expect(mother.page.get_by_text("小晴")).to_have_count(0)
    assert mother.context.cookies(house.url + "/family/") == []
    mother.context.add_cookies(key)
    assert mother.context.request.post(house.url + "/family/events", data={}).status == 401
    assert mother.context.request.get(house.url + "/family/stream").status == 401
    mother.comes()
    mother.sees("欢迎")
    expect(mother.page.get_by_text("小晴")).to_have_count(0)


def test_escape_three_times_leaves_and_twice_does_not(mother: Visitor) -> None:
    comes_to(mother, "name")
    mother.page.keyboard.press("Escape")
    mother.page.keyboard.press("Escape")
    mother.types("小晴")

    for _press in range(3):
        mother.page.keyboard.press("Escape")

    mother.page.wait_for_url("**/bye")
    assert mother.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_another_tab_of_a_visit_that_ended_shows_nothing_any_more(mother: Visitor) -> None:
    other = Visitor(mother.house, mother.context, mother.context.new_page()).comes()
    other.forgive(TURNED_AWAY)
    mother.page.bring_to_front()
    comes_to(mother, "guardian")
    expect(other.page.get_by_text("小晴")).to_be_visible()

    mother.page.get_by_role("button", name="快速离开").click()

    expect(other.page.get_by_role("button", name="重新开始")).to_be_visible()
    expect(other.page.get_by_text("小晴")).to_have_count(0)


def test_a_message_that_comes_twice_is_shown_once(mother: Visitor) -> None:
    """Whatever lies between may send again what it has sent: the number of a message decides."""
    told = '{"seq": 1, "from": "home", "clock": "9:00", "edits": null, "title": "只说一次"}'
    last = '{"seq": 2, "from": "home", "clock": "9:00", "edits": null, "title": "说完了"}'
    body = "".join(f"id: {seq}\ndata: {said}\n\n" for seq, said in ((1, told), (1, told), (2, last)))
    mother.page.route(
        "**/family/stream*", lambda route: route.fulfill(body=body, headers={"Content-Type": "text/event-stream"})
    )

    mother.comes()
    mother.sees("说完了")

    expect(mother.page.get_by_role("heading", name="只说一次")).to_have_count(1)
