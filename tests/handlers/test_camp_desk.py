"""The camp at the desk: sheets for whose work they are, today only; teams; who may read what, walked through whole."""

import io
import re
from html import unescape
from typing import Any

import openpyxl
import pytest

from bot.desk import STAFF
from tests.a_number import MOBILE
from tests.chat import OpenHome, Visitor
from tests.handlers.a_camper import FIRST, NO, begins, comes_to_camp, fills_in, lets_the_child_say, sends, the_camp
from tests.handlers.a_family import newest
from tests.handlers.colleagues import acts, rows

ALLERGY, MEDICINE, DIET, COLLECTOR = "对花生过敏", "维生素中午一片", "吃软的不吃辣", "王阿姨"
SHEETS = ("roster", "medicine", "diet", "pickup", "photos", "day")

# Which sheet is whose work. Duty and head stand above all of it.
MAY = {
    "camp_lead": set(SHEETS), "duty": set(SHEETS), "head": set(SHEETS), "care_lead": {"roster", "medicine", "diet"},
    "cook": {"diet"}, "therapist": set(), "coordinator": set(),
}  # fmt: skip
# What stands on which sheet of the child below: everything else must not.
HOLDS = {
    "roster": {"一对一"}, "medicine": {ALLERGY, MEDICINE, "想一起商量怎么办"}, "diet": {ALLERGY, DIET},
    "pickup": {COLLECTOR, MOBILE}, "photos": set(), "day": {"会抽搐"},
}  # fmt: skip
EVERYTHING = set().union(*HOLDS.values())


async def export(home: OpenHome, colleague: Visitor, name: str, form: str = "print", week: str = "first") -> Any:
    """A colleague takes a sheet out; the response, or None where there is nothing to fetch."""
    camp = await the_camp(home, week)
    await colleague.taps_data(f"camp_desk.{form}:{camp.ref}-{name}:")
    file = next(iter(colleague.last.get("files", [])), None)
    return await fetched(colleague, file) if file else None


async def fetched(colleague: Visitor, file: Any) -> Any:
    return await colleague.client.get(f"/staff/files/{file['flow']}/{file['ref']}/{file['name']}")


async def sheet(home: OpenHome, colleague: Visitor, name: str) -> str:
    """A printed sheet as text: a line a child, with bars between its columns."""
    response = await export(home, colleague, name)
    assert response is not None, colleague.transcript()
    assert response.status_code == 200
    lines = re.findall(r"<tr>(.*?)</tr>", response.text, re.DOTALL)
    return "\n".join(" | ".join(map(unescape, re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", line))) for line in lines)


async def a_whole_child(home: OpenHome, family: Visitor) -> None:
    """Somebody of whom everything is known that a sheet can hold."""
    await comes_to_camp(
        home, family, "小晴", needs="会抽搐", allergy=ALLERGY, medicine=MEDICINE, diet=DIET, phone=MOBILE,
        seizures="会，想一起商量怎么办", collects=(COLLECTOR, "邻居", "021" + "1" * 8),
    )  # fmt: skip


@pytest.mark.parametrize("role", sorted(STAFF))
async def test_every_role_reads_what_its_work_needs_and_nothing_else(home: OpenHome, family: Visitor, role: str):
    """Role by role and sheet by sheet: whether it opens, and which facts stand on it."""
    await a_whole_child(home, family)
    colleague = await home.staff(role)

    assert MAY.keys() == STAFF
    for name in SHEETS:
        if name in MAY[role]:
            text = await sheet(home, colleague, name)
            assert "小晴" in text
            assert {fact for fact in EVERYTHING if fact in text} == HOLDS[name], name
        else:
            assert await export(home, colleague, name) is None, name
            colleague.sees_no("小晴")


async def test_a_table_is_a_real_workbook_in_which_nothing_is_a_formula(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family, diet="=HYPERLINK(1)")
    cook = await home.staff("cook")
    response = await export(home, cook, "diet", "table")

    page = openpyxl.load_workbook(io.BytesIO(response.content)).active
    lines = [[cell.value for cell in line] for line in page.iter_rows()]
    assert lines[1] == ["小队", "小名", "吃饭喝水", "过敏"]
    assert lines[2] == ["还没分队", "小晴", "=HYPERLINK(1)", "没有"]
    assert page["C3"].data_type == "s"


async def test_every_export_is_written_down_with_its_purpose_and_its_lines(home: OpenHome, family: Visitor):
    booking = await comes_to_camp(home, family, diet=DIET)
    camp = await the_camp(home)
    cook = await home.staff("cook")
    await sheet(home, cook, "diet")

    exported = await rows(home, "SELECT why FROM audit WHERE act = 'sheet.exported' AND object = ?", camp.ref)
    assert exported == [("diet: 1",)]
    assert "sheet.read" in await acts(home, booking.ref)
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    family.sees_no("：0次")


async def test_a_card_for_helpers_is_gone_the_next_morning(home: OpenHome, family: Visitor):
    await a_whole_child(home, family)
    lead = await home.staff("camp_lead")
    response = await export(home, lead, "day")
    file = lead.last["files"][0]
    assert "小晴" in response.text
    assert ALLERGY not in response.text

    await home.passes("2026-12-02 07:00")
    gone = await fetched(lead, file)
    assert gone.status_code == 404
    assert "小晴" not in gone.text


async def test_somebody_elses_export_is_nobodys(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    lead, head = await home.staff("camp_lead"), await home.staff("head")
    await export(home, lead, "roster")

    assert (await fetched(head, lead.last["files"][0])).status_code == 404


async def test_a_day_card_is_for_printing_alone_and_no_other_sheet_exists(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    lead = await home.staff("camp_lead")

    assert await export(home, lead, "day", "table") is None
    lead.sees("这张表只能打印")
    assert await export(home, lead, "everything") is None


async def test_who_is_not_coming_any_more_is_on_no_sheet(home: OpenHome, family: Visitor):
    booking = await comes_to_camp(home, family)
    lead = await home.staff("camp_lead")
    assert "小晴" in await sheet(home, lead, "roster")

    await family.taps_data(f"bookings.drop:{booking.ref}:{booking.version}")

    assert "小晴" not in await sheet(home, lead, "roster")


async def test_nothing_says_who_lives_in_the_house(home: OpenHome, family: Visitor):
    """A child that somebody registers for an organisation stands in the same list, with the same words."""
    await begins_for_an_organisation(family)
    other = await home.family()
    await comes_to_camp(home, other, "小宝")
    lead = await home.staff("camp_lead")
    booking = (await newest(home)).id - 1
    ((ref,),) = await rows(home, "SELECT ref FROM bookings WHERE id = ?", booking)
    await lead.taps_data(f"desk.card:{ref}:")
    await lead.taps("确认")
    text = await sheet(home, lead, "roster")

    lines = {line.split(" | ")[1]: line.replace("小晴", "小宝") for line in text.splitlines()[1:]}
    assert lines["小晴"] == lines["小宝"]
    sql = (
        "SELECT key FROM resources JOIN spans ON resource_id = resources.id "
        "JOIN claims ON span_id = spans.id WHERE booking_id = ?"
    )
    assert await rows(home, sql, booking) == [("camp.first.a",)]


async def begins_for_an_organisation(family: Visitor) -> None:
    await family.opens("camp")
    for label in ("同意", FIRST, "报名", "＋ 加"):
        await family.taps(label)
    await family.types("小晴")
    for label in ("机构里照料孩子的人", "7–9岁", "都没有", "对，就这样", "选好了"):
        await family.taps(label)
    await fills_in(family, "小晴")
    await sends(family)
    await lets_the_child_say(family)


async def test_teams_are_shared_out_evenly_with_families_together_and_moved_by_hand(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family, "小晴")
    for name in ("小宝", "小贝", "小光"):
        await comes_to_camp(home, await home.family(), name)
    lead = await home.staff("camp_lead")
    camp = await the_camp(home)
    await lead.taps_data(f"camp_desk.teams:{camp.ref}:")
    await lead.taps("给没有分队的孩子分队")

    lead.sees("分好了4位", "太阳队：1位", "大树队：1位", "云朵队：1位", "星星队：1位")
    await lead.taps("小贝")
    await lead.taps("太阳队")
    lead.sees("太阳队：2位")
    assert "太阳队 | 小贝" in await sheet(home, lead, "roster")
    await lead.taps_data(f"camp_desk.teams:{camp.ref}:")
    await lead.taps("小贝")
    member = lead.button("太阳队")[1]["data"]
    await lead.taps_data(member.rpartition(":")[0] + ":9")
    lead.sees("这个小队已经没有了")


async def test_brother_and_sister_are_in_one_team(home: OpenHome, family: Visitor):
    await begins(family, "小晴", "小雨")
    await fills_in(family, "小晴")
    await family.taps("小雨")
    await family.taps("一样")
    await family.types("2016-03-02")
    for _section in ("allergy", "medicine", "diet", "seizures", "collect"):
        await family.taps("一样")
    await family.taps("对，就这样")
    await sends(family)
    await lets_the_child_say(family)
    await family.taps("想去")
    booking = await newest(home)
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")
    await lead.taps("确认")
    camp = await the_camp(home)
    await lead.taps_data(f"camp_desk.share:{camp.ref}:")

    assert await rows(home, "SELECT team FROM camp_teams") == [("sun",), ("sun",)]


async def test_the_desk_of_the_camp_shows_numbers_and_its_own_buttons_to_each_role(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    lead, cook, therapist = [await home.staff(role) for role in ("camp_lead", "cook", "therapist")]
    for colleague in (lead, cook):
        await colleague.opens("camp_desk")
        await colleague.taps(FIRST)
        colleague.sees("已确认：1")
    assert "厨房用表：打印" in cook.offered()
    assert not any("名册" in label or "小队" in label for label in cook.offered())
    assert "名册：表格" in lead.offered()
    await therapist.opens("camp_desk")
    therapist.sees("您的岗位在这里没有夏令营的事")


async def test_without_consent_to_medicine_the_sheet_says_to_give_none(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family, allergy=ALLERGY, medicine=MEDICINE, emergency=NO)
    nurse = await home.staff("care_lead")
    await family.opens("camp_consents")
    await family.taps("小晴")
    await family.taps("改：喂药")
    await family.taps(NO)

    text = await sheet(home, nurse, "medicine")
    assert "不喂：没有同意" in text
    assert ALLERGY in text
    assert MEDICINE not in text
