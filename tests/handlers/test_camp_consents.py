"""Consents purpose by purpose: taken back at any time, with what follows in that turn; two guardians who disagree."""

import pytest

from storage import consents
from tests.chat import OpenHome, Visitor
from tests.handlers.a_camper import ASK, NO, YES, comes_to_camp, lets_the_child_say, registers
from tests.handlers.a_family import state_of
from tests.handlers.colleagues import acts, rows
from tests.handlers.test_camp_desk import sheet
from tests.handlers.test_guardians import joins


async def changes(family: Visitor, purpose: str, answer: str, name: str = "小晴") -> None:
    """A guardian changes one answer."""
    await family.opens("camp_consents")
    await family.taps(name)
    await family.taps(f"改：{purpose}")
    await family.taps(answer)


async def answers(home: OpenHome, purpose: str) -> list[str]:
    """Every answer to one purpose, in order."""
    found = await rows(home, "SELECT answer FROM consents WHERE purpose = ? ORDER BY id", f"camp.{purpose}")
    return [str(answer) for (answer,) in found]


async def test_each_purpose_stands_for_itself_and_no_is_what_was_not_said(home: OpenHome, family: Visitor):
    await registers(home, family, outing=NO, swimming=ASK)
    await family.opens("camp_consents")
    await family.taps("小晴")

    family.sees("外出：不同意", "玩水：每次先问我", "公开照片：同意")
    assert await answers(home, "outing") == ["refused"]
    assert await answers(home, "swimming") == ["ask"]


async def test_taking_back_changes_every_sheet_at_once_and_whoever_is_on_duty_hears(home: OpenHome, family: Visitor):
    booking = await comes_to_camp(home, family, medicine="维生素，中午一片")
    lead, nurse = await home.staff("camp_lead"), await home.staff("care_lead")
    duty = await home.staff("duty")
    assert "维生素" in await sheet(home, nurse, "medicine")
    assert "小晴 | 同意 | 同意" in await sheet(home, lead, "photos")

    await changes(family, "喂药", NO)
    await changes(family, "公开照片", NO)
    family.sees("从现在起就这样")

    assert "维生素" not in await sheet(home, nurse, "medicine")
    assert "小晴 | 同意 | 不同意" in await sheet(home, lead, "photos")
    for colleague in (lead, nurse, duty):
        await colleague.look()
        assert colleague.has_seen(f"知情同意有变化：{booking.ref}")
    assert lead.has_seen("打印的名单不能再用了")
    assert (await answers(home, "medicine"))[-1] == "withdrawn"
    stones = await rows(home, "SELECT object FROM tombstones WHERE what = 'purpose'")
    assert [str(name).rpartition(" ")[2] for (name,) in stones] == ["camp.medicine", "camp.photo_public"]
    assert (await state_of(home, booking.ref)).state == "confirmed"


async def test_taking_back_the_data_forgets_health_and_keeps_who_may_collect(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family, allergy="花生过敏", collects=("王阿姨", "邻居", "021" + "1" * 8))
    cook = await home.staff("cook")
    assert "花生" in await sheet(home, cook, "diet")

    await changes(family, "留健康和饮食表", NO)

    family.sees("王阿姨")
    family.sees_no("花生")
    assert "花生" not in await sheet(home, cook, "diet")
    assert ("health",) in await rows(home, "SELECT what FROM tombstones")


async def test_without_the_data_health_is_never_asked(home: OpenHome, family: Visitor):
    booking = await registers(home, family, data=NO)
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")

    assert booking.state == "held"
    lead.sees("留健康和饮食表：不同意")


async def test_two_who_disagree_are_a_state_that_staff_clear_while_the_place_is_kept(home: OpenHome, family: Visitor):
    booking = await registers(home, family)
    await lets_the_child_say(family)
    father = await joins(home, family)
    await changes(father, "外出", NO)
    await father.taps("说说为什么")
    await father.types("上次走丢过")
    await family.look()

    assert not family.has_seen("走丢")
    lead = await home.staff("camp_lead")
    await lead.opens("desk")
    await lead.taps("两位监护人意见不一致")
    lead.sees("哪一件意见不一致")
    await lead.taps("外出")
    lead.sees("监护人1：同意", "监护人2：不同意（“上次走丢过”）")
    await lead.taps_data(f"desk.confirm:{booking.ref}:{booking.version}")
    lead.sees("请先处理，名额留着")
    assert (await state_of(home, booking.ref)).state == "held"

    await lead.opens("desk")
    await lead.taps("两位监护人意见不一致")
    await lead.taps("外出")
    await lead.taps(ASK)
    await lead.types("都打过电话，出门前先打给妈妈。")
    await lead.taps("就这样定")
    lead.sees("已定下", "外出：每次先问我")
    for guardian in (family, father):
        await guardian.look()
        assert guardian.has_seen("我们商量过了")
        assert not guardian.has_seen("出门前先打给妈妈")
    assert not family.has_seen("走丢")
    await lead.taps("确认")
    assert (await state_of(home, booking.ref)).state == "confirmed"


async def test_a_new_answer_after_the_settlement_counts_again(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    father = await joins(home, family)
    await changes(father, "外出", NO)
    lead = await home.staff("camp_lead")
    await lead.opens("desk")
    await lead.taps("两位监护人意见不一致")
    for label in ("外出", YES):
        await lead.taps(label)
    await lead.types("聊过。")
    await lead.taps("就这样定")
    assert "小晴 | 8 |  | 同意" in await sheet(home, lead, "roster")

    await changes(father, "外出", ASK)
    assert "小晴 | 8 |  | 每次先问我" in await sheet(home, lead, "roster")
    await changes(father, "外出", NO)
    assert "小晴 | 8 |  | 不同意" in await sheet(home, lead, "roster")


async def test_a_disagreement_after_the_yes_allows_nothing_until_it_is_settled(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    father = await joins(home, family)
    lead = await home.staff("camp_lead")
    assert "小晴 | 8 |  | 同意 | 同意" in await sheet(home, lead, "roster")

    await changes(father, "玩水", NO)

    assert "小晴 | 8 |  | 同意 | 不同意" in await sheet(home, lead, "roster")
    await lead.look()
    assert lead.has_seen("两位监护人意见不一致")


async def test_a_reason_is_read_by_colleagues_alone_and_goes_with_the_child(home: OpenHome, family: Visitor):
    booking = await registers(home, family, outing=NO)
    await changes(family, "玩水", NO)
    await family.taps("说说为什么")
    await family.types("耳朵刚做过手术")

    family.sees("只有工作人员会看")
    await family.opens("bookings")
    await family.taps_data(f"bookings.drop:{booking.ref}:{booking.version}")
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉小晴")
    await family.taps("是的")
    assert await rows(home, "SELECT count(*) FROM consents WHERE reason IS NOT NULL") == [(0,)]
    assert await rows(home, "SELECT count(*) FROM health") == [(0,)]


async def test_what_nobody_may_do_is_not_done_by_a_forged_button(home: OpenHome, family: Visitor):
    await registers(home, family)
    ((ref,),) = await rows(home, "SELECT ref FROM children")
    stranger = await home.family()
    await stranger.taps_data(f"camp_consents.say_no:{ref}-outing:")
    await stranger.taps_data(f"camp_consents.child:{ref}:")
    await stranger.taps_data(f"camp_child.renew:{ref}:")
    await family.taps_data(f"camp_consents.purpose:{ref}-nothing:")

    family.sees("这一件已经不问了")
    assert await answers(home, "outing") == ["given"]
    assert not stranger.has_seen("小晴")


async def test_new_words_of_a_purpose_ask_everybody_anew(home: OpenHome, family: Visitor):
    await registers(home, family)
    standing = await home.app.db.read(lambda db: consents.standing(db, 1, "camp.outing", "camp-2"))

    assert standing == consents.Standing("refused")


@pytest.mark.parametrize("role", ["therapist", "coordinator", "cook", "care_lead"])
async def test_a_disagreement_is_settled_by_whoever_leads_the_camp(home: OpenHome, family: Visitor, role: str):
    booking = await registers(home, family)
    father = await joins(home, family)
    await changes(father, "外出", NO)
    ((child,),) = await rows(home, "SELECT ref FROM children")
    colleague = await home.staff(role)
    await colleague.opens("desk")
    colleague.sees_no("监护人")
    await colleague.taps_data(f"camp_settle.look:{booking.ref}-{child}:")

    colleague.sees_no("哪一件")
    assert "consent.settled" not in await acts(home, str(child))
