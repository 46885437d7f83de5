"""A concern from the letter box: nobody knows who wrote, only the day is known, and the letter is one tap away."""

import pytest

from storage import concerns
from tests.chat import OpenHome
from tests.handlers.a_letter import begins, writes
from tests.handlers.a_reader import person_of
from tests.handlers.colleagues import concern_card, rows

CRY = "他总是打我，不许我说"


async def test_the_card_says_that_nobody_knows_who_wrote_and_leads_to_the_letter(home: OpenHome):
    await home.staff("duty")
    await writes(home, CRY, topic="我的心情")
    duty = await home.staff("duty")
    await duty.opens("desk")
    duty.sees("12月1日（周二）")
    duty.sees_no("9:00", "上午0:00", "凌晨", "午夜")

    await duty.taps("今天要看，12月1日（周二）")

    duty.sees(CRY, "童声留言板", "没有人知道是谁写的", "可以在信箱里回", "110", "什么时候：12月1日（周二）")
    duty.sees_no("没有留电话", "9:00", "凌晨", "午夜")
    await duty.taps("打开这封信")
    duty.sees("信：我的心情", CRY, "[看看哪些话着急]")
    await duty.taps("看看哪些话着急")
    duty.sees("没有人知道是谁写的")


async def test_what_was_never_put_in_cannot_be_answered(home: OpenHome):
    await home.staff("duty")
    child = await begins(home, "我的心情", "写字")
    await child.types(CRY)

    duty = await home.staff("duty")
    await duty.opens("desk")
    await duty.taps("12月1日（周二）")

    duty.sees("这封信没有寄出，回不了信", "没有人知道是谁写的")
    duty.sees_no("打开这封信")


@pytest.mark.page
async def test_whoever_may_not_read_the_letter_has_no_button_to_it(home: OpenHome):
    await home.staff("duty")
    await writes(home, CRY, topic="悄悄话")
    head = await home.staff("head")
    await head.opens("desk")

    await head.taps("12月1日（周二）")

    head.sees("没有人知道是谁写的")
    head.sees_no("打开这封信")


@pytest.mark.page
async def test_on_the_letter_a_concern_about_oneself_has_no_button(home: OpenHome):
    duty = await home.staff("duty")
    await writes(home, CRY, topic="我的心情")
    ((ref, concern),) = await rows(home, "SELECT post, ref FROM concerns")
    seal, who = home.app.turns.seal, await person_of(home, "duty")
    hidden = seal.close([who], concerns.NOT_FOR)
    await home.app.turns.write(
        lambda db: db.execute("UPDATE concerns SET not_for = ? WHERE ref = ?", (hidden, concern)).rowcount
    )

    await duty.taps_data(f"posts.card:{ref}:")

    duty.sees("信：我的心情")
    duty.sees_no("看看哪些话着急")


async def test_other_concerns_keep_their_hour(home: OpenHome):
    family = await home.family()
    await family.types("爸爸又打我了")

    duty = await concern_card(home)

    duty.sees("没有留电话", "9:00")
