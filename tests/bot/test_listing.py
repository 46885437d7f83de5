"""What a paged list shows and how its items are found."""

import pytest

from bot.chat import Button, Tap, Turn
from bot.listing import Item, Listing, page_of
from tests.bot.a_turn import a_turn, spoken


def a_list(count: int) -> Listing:
    def items(turn: Turn) -> list[Item]:
        return [Item(f"R{i}", f"第{i}笔预约", hint="待确认", version=i + 1) for i in range(count)]

    beneath = ((Button("新预约", Tap("respite", "new")),),)
    return Listing("respite", "我的预约", items, empty="还没有预约", more=lambda turn: beneath)


def labels(listing: Listing, page: int = 0) -> list[list[str]]:
    return [[button["label"] for button in row] for row in spoken(listing.screen(a_turn(), page))["rows"]]


def test_an_empty_list_says_so_and_still_offers_what_is_beneath():
    screen = spoken(a_list(0).screen(a_turn(), notice="已取消"))

    assert screen["text"] == ["还没有预约"]
    assert screen["notice"] == "已取消"
    assert [row[0]["label"] for row in screen["rows"]] == ["新预约"]


def test_a_short_list_has_no_pages():
    screen = spoken(a_list(6).screen(a_turn()))

    assert "text" not in screen
    assert screen["rows"][0][0]["data"] == "respite.open:R0:1"
    assert screen["rows"][0][0]["hint"] == "待确认"
    assert len(screen["rows"]) == 7


def test_a_long_list_is_turned_page_by_page():
    listing = a_list(13)

    assert labels(listing)[-2:] == [["下一页"], ["新预约"]]
    assert labels(listing, 1)[-2] == ["上一页", "下一页"]
    assert labels(listing, 2) == [["第12笔预约"], ["上一页"], ["新预约"]]
    assert spoken(listing.screen(a_turn(), 2))["text"] == ["第3页，共3页"]


@pytest.mark.parametrize("page", [-1, 99])
def test_a_page_that_is_gone_becomes_the_nearest(page: int):
    assert labels(a_list(7), page)


@pytest.mark.parametrize(("ref", "page"), [("2", 2), ("", 0), ("x", 0), ("٣", 0), ("²", 0)])
def test_a_page_is_read_from_a_tap(ref: str, page: int):
    assert page_of(Tap("respite", "page", ref)) == page


def test_a_list_may_have_nothing_beneath_it():
    listing = Listing("shift", "班次", lambda turn: [Item("A", "周二上午")], empty="没有班次")

    assert labels(listing) == [["周二上午"]]
