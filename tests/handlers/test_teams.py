"""Groups: named people find one another by a code and come together, each through their own gates."""

from storage import teams
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import GARDEN, on_shift, shift_ref, volunteer


async def made(home: OpenHome) -> tuple[Visitor, str]:
    """Somebody has made a group; its code."""
    visitor, _who = await volunteer(home, "老张")
    await visitor.opens("teams")
    await visitor.taps("建一个小组")
    await visitor.types("三年二班")
    return visitor, str(dict(visitor.last["facts"])["小组码"])


async def joined(home: OpenHome, code: str, name: str, **more: object) -> Visitor:
    visitor, _who = await volunteer(home, name, **more)  # type: ignore[arg-type]
    await visitor.opens("teams")
    await visitor.taps("我有小组码")
    await visitor.types(code.lower())
    return visitor


async def test_a_group_is_made_and_others_join_by_its_code(home: OpenHome):
    first, code = await made(home)
    other = await joined(home, code, "老李")

    first.sees("小组建好了", code)
    other.sees("您加入了：三年二班", "三年二班：老张、老李")


async def test_a_wrong_code_is_asked_again_and_nobody_guesses_for_long(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await visitor.opens("teams")
    await visitor.taps("我有小组码")
    for _try in range(31):
        await visitor.types("ABCD-EFGH")

    assert visitor.has_seen("没有这个小组码")
    visitor.sees("请等十分钟再试")


async def test_only_volunteers_have_groups(family: Visitor):
    for tap in ("teams.new::", "teams.join::", f"teams.bring:{shift_ref(GARDEN)}:", "teams.leave:X:"):
        await family.taps_data(tap)

        family.sees("这里是志愿者用的")

    await family.opens("teams")

    family.sees("这里是志愿者用的")


async def test_whoever_brings_the_group_brings_those_whom_the_gates_let_through(home: OpenHome):
    first, code = await made(home)
    other = await joined(home, code, "老李")
    new = await joined(home, code, "小新", experienced=False)
    unsure = await joined(home, code, "守则没看的")
    await home.app.turns.write(lambda db: db.execute(
        "UPDATE consents SET wording = 'old' WHERE purpose = 'conduct' AND person_id = (SELECT max(id) FROM people)"
    ))  # fmt: skip
    await first.taps_data(f"shifts.show:{shift_ref(GARDEN)}:")
    await first.taps("和小组一起来")

    first.sees("老李（可以来", "守则没看的（还报不了")
    first.sees_no("行为守则有新版")

    for name in ("老张", "老李", "小新", "守则没看的"):
        await first.taps(name)
    await first.taps("选好了")

    first.sees("报上了3位", "现在还报不了：守则没看的")
    assert len(await on_shift(home, GARDEN)) == 3
    for one in (other, new):
        await one.look()

        one.sees("小组一起来", "老张带小组给您报了名")
    assert not unsure.has_seen("小组一起来")

    await other.taps("来不了")

    other.sees("谢谢您告诉我们")


async def test_leaving_a_group(home: OpenHome):
    first, code = await made(home)
    other = await joined(home, code, "老李")
    await other.taps("退出：三年二班")

    other.sees_no("老张")
    await first.opens("teams")
    first.sees_no("老李")

    await other.taps_data("teams.leave:NOBODYS:")

    other.sees("建一个小组")


async def test_a_group_whose_maker_was_forgotten_has_no_name_and_no_code(home: OpenHome):
    first, code = await made(home)
    other = await joined(home, code, "老李")
    for label in ("看看留了我的什么", "删掉我的志愿者资料", "是的"):
        if label == "看看留了我的什么":
            await first.opens("privacy")
        await first.taps(label)

    seal = home.app.turns.seal
    found = await home.app.db.read(lambda db: teams.of_volunteer(db, seal, 2))
    assert [team.name for team in found] == [""]
    assert await home.app.db.read(lambda db: teams.by_code(db, seal, code.replace("-", ""))) is None
    assert await home.app.db.read(lambda db: teams.code_of(db, seal, found[0])) == ""

    await other.opens("teams")

    other.sees("没有名字的小组：老李", "退出：没有名字的小组")
    other.sees_no("小组码：")
