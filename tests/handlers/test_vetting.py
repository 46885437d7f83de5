"""Seeing to volunteers: reading sign-ups, noting what was looked at, deciding with reasons; and what runs out."""



from tests.chat import OpenHome
from tests.handlers.a_volunteer import (
    BOTH,
    GARDEN,
    READING,
    accepted,
    card_of,
    newest,
    notes,
    on_shift,
    shift_ref,
    signs_up,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import acts


async def test_a_signup_waits_on_the_desk_of_the_coordinator_and_the_head_alone(home: OpenHome):
    await signs_up(home)
    for role, sees in (("coordinator", True), ("head", True), ("duty", False), ("care_lead", False)):
        colleague = await home.staff(role)
        await colleague.taps("值班台")

        assert ("报了名，12月4日" in colleague.spoken[-1]) == sees, role


async def test_an_overdue_answer_rises(home: OpenHome):
    await signs_up(home)
    await home.passes("2026-12-05 10:00")
    coordinator = await home.staff("coordinator")
    await coordinator.taps("值班台")

    coordinator.sees("超过答复时间25小时")


async def test_the_card_shows_all_that_is_needed_to_decide_and_reading_it_is_recorded(home: OpenHome):
    await signs_up(home, "丙丙", born="2010-05-03")
    ref = (await newest(home)).ref
    coordinator = await card_of(home, ref)

    coordinator.sees("丙丙", "生日：2010年5月3日", "监护人：妈妈 王芳", "打给监护人", "还差：监护人同意", "最晚答复")
    assert "volunteer.read" in await acts(home, ref)


async def test_with_something_missing_nobody_is_accepted(home: OpenHome):
    await signs_up(home)
    one = await newest(home)
    coordinator = await card_of(home, one.ref)
    await coordinator.taps("开始了解")

    assert "正式加入" not in coordinator.offered()

    await coordinator.taps_data(f"vetting.accept:{one.ref}:2")

    coordinator.sees("还差：和我们聊一聊、参加“岗前体验”")
    assert (await newest(home)).state == "in_process"


async def test_everything_there_means_decide(home: OpenHome):
    visitor = await signs_up(home)
    coordinator = await accepted(home, (await newest(home)).ref)

    coordinator.sees("正式加入了，也告诉本人了")
    assert (await newest(home)).state == "active"

    await visitor.look()

    visitor.sees("您正式加入了")


async def test_nothing_missing_is_told_on_the_desk(home: OpenHome):
    await signs_up(home)
    one = await newest(home)
    coordinator = await card_of(home, one.ref)
    await coordinator.taps("开始了解")
    for what in ("聊过", "培训：岗前体验"):
        await notes(coordinator, one.ref, what)
    await coordinator.opens("desk")

    coordinator.sees("都齐了，请决定")


async def test_a_no_has_a_reason_that_the_person_reads(home: OpenHome):
    visitor = await signs_up(home)
    coordinator = await card_of(home, (await newest(home)).ref)
    await coordinator.taps("婉拒，写明原因")
    await coordinator.types("今年的名额满了，明年春天再请您来。")
    await visitor.look()

    visitor.sees("您的志愿服务结束了", "明年春天再请您来")
    coordinator.sees("已结束", "明年春天再请您来")


async def test_whoever_comes_second_is_told_so(home: OpenHome):
    await signs_up(home)
    one = await newest(home)
    first, second = await card_of(home, one.ref), await card_of(home, one.ref, "head")
    await first.taps("开始了解")
    await second.taps("开始了解")

    second.sees("刚才有变动", "了解中")


async def test_of_a_record_check_the_result_and_its_last_day_are_kept(home: OpenHome):
    _visitor, who = await volunteer(home, "老张", passed=())
    coordinator = await card_of(home, who.ref)
    await notes(coordinator, who.ref, "背景核查", "已申请，还没有结果")

    coordinator.sees("背景核查：已申请，还没有结果，2026年12月1日")

    await notes(coordinator, who.ref, "背景核查")

    coordinator.sees("背景核查：通过，2026年12月1日，有效期到2027年11月30日")


async def test_without_the_persons_yes_no_record_is_asked_for(home: OpenHome):
    await signs_up(home, record="不同意")
    ref = (await newest(home)).ref
    coordinator = await card_of(home, ref)
    await coordinator.taps("开始了解")
    await coordinator.taps("记一项核查、培训")

    assert "背景核查" not in coordinator.offered()


async def test_a_guardians_yes_holds_until_the_day_before_they_are_18(home: OpenHome):
    _visitor, who = await volunteer(home, "丙丙", born="2010-05-03", passed=())
    coordinator = await card_of(home, who.ref)
    await notes(coordinator, who.ref, "监护人同意")

    coordinator.sees("监护人同意：通过，2026年12月1日，有效期到2028年5月2日")
    assert "可以带班" not in coordinator.offered()


async def test_a_failed_check_lets_shifts_with_children_wait_at_once(home: OpenHome):
    visitor, who = await volunteer(home, "老张", passed=("record", "lead"))
    await takes(visitor, READING)
    await takes(visitor, GARDEN)
    coordinator = await card_of(home, who.ref)
    await notes(coordinator, who.ref, "背景核查", "不通过")
    await visitor.look()

    visitor.sees("有班次先等一等", "不能陪孩子", "绘本陪读")
    visitor.sees_no("园艺")
    assert (await signup_of(home, READING, who)).booking.state == "held"
    assert (await signup_of(home, GARDEN, who)).booking.state == "confirmed"

    await notes(coordinator, who.ref, "背景核查")
    await visitor.look()

    visitor.sees("又定下来了")
    assert (await signup_of(home, READING, who)).booking.state == "confirmed"


async def test_a_failed_check_closes_the_door_while_others_are_asked_as_well(home: OpenHome):
    visitor, who = await volunteer(home, "老张", passed=BOTH)
    await takes(visitor, READING)
    await visitor.taps("来不了")
    await notes(await home.staff("coordinator"), who.ref, "背景核查", "不通过")

    await visitor.taps("我又能来了")

    visitor.sees("等核查", "背景核查的结果不能陪孩子")
    visitor.sees_no("还是您的")
    await home.passes("2026-12-05 09:25")
    await visitor.taps_data(f"shifts.show:{shift_ref(READING)}:")
    visitor.sees_no("我到了")
    assert not (await signup_of(home, READING, who)).is_sure


async def test_whoever_waits_for_a_check_may_still_be_stood_in_for(home: OpenHome):
    visitor, who = await volunteer(home, "老张", passed=BOTH)
    other, second = await volunteer(home, "老李")
    await takes(visitor, READING)
    await visitor.taps("来不了")
    await notes(await home.staff("coordinator"), who.ref, "背景核查", "不通过")

    await other.look()
    await other.taps("我能来")

    other.sees("这一班归您了")
    assert [one.volunteer_id for one in await on_shift(home, READING)] == [second.id]


async def test_a_pause_has_a_reason_and_asks_others(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    other, _second = await volunteer(home, "老李")
    await takes(visitor, GARDEN)
    coordinator = await card_of(home, who.ref)
    await coordinator.taps("暂停，写明原因")
    await coordinator.types("先把新的守则看一遍。")
    await visitor.look()
    await other.look()

    visitor.sees("您的志愿服务暂停了", "先把新的守则看一遍")
    other.sees("能来接一个班吗")
    assert (await signup_of(home, GARDEN, who)).counts


async def test_an_end_gives_the_places_free(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    coordinator = await card_of(home, who.ref)
    await coordinator.taps("结束，写明原因")
    await coordinator.types("谢谢您这一年。")

    assert await on_shift(home, GARDEN) == []

    await coordinator.taps_data(f"vetting.begin:{who.ref}:4")

    coordinator.sees("!", "老张", "已结束")
