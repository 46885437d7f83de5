"""What a form does with what people tap and type."""


from tests.a_number import MOBILE, grouped, landline
from tests.bot.a_form import World, at_the_summary, start
from tests.bot.a_turn import spoken


def test_a_family_answers_with_taps_and_sends():
    world = World()
    family = start(world)
    for label in ("小晴", "过夜", "管饲", "选好了", "2026-12-07"):
        family.taps(label)
    family.types("王奶奶")
    family.taps("跳过")

    assert spoken(family.now_on)["facts"] == [
        ["孩子", "小晴"], ["类型", "过夜"], ["需要", "管饲"], ["日子", "12月7日（周一）"], ["您的称呼", "王奶奶"],
        ["电话", "没填"],
    ]  # fmt: skip
    assert "由护理组长看" in family.sees
    assert "12345" in family.sees

    family.taps("送出")

    assert world.sent == [{"child": "QING", "kind": "night", "needs": ["tube"], "day": "2026-12-07", "who": "王奶奶"}]
    assert family.step.sent
    assert family.step.state is None
    assert "已经发给护理组长" in family.sees


def test_the_whole_form_can_be_typed():
    world = World()
    family = at_the_summary(world)
    family.types("发送！")

    assert world.sent[0]["needs"] == ["tube", "calm"]
    assert world.sent[0]["phone"] == MOBILE


def test_progress_counts_only_what_is_asked():
    family = start()

    assert family.now_on.progress == (1, 5)

    family.types("小晴")
    family.types("过夜")

    assert family.now_on.progress == (3, 6)


def test_short_labels_stand_two_in_a_row():
    family = start()
    family.types("小晴")

    assert [[button["label"] for button in row] for row in spoken(family.now_on)["rows"]] == [
        ["半天", "过夜"], ["返回", "退出填写"],
    ]  # fmt: skip


def test_the_reason_of_a_question_is_told_on_asking():
    family = start()
    family.taps("为什么问")

    assert "照料员要提前认识孩子。" in family.sees
    assert "为什么问" not in family.buttons()

    family.types("小晴")
    family.types("为什么？")

    assert family.notice == "只问安排这件事用得上的。"


def test_back_leads_through_the_questions_and_keeps_the_answers():
    family = start()
    family.types("小晴")
    family.types("半天")
    family.taps("返回")
    family.types("上一步")

    assert "给哪个孩子？" in family.sees
    assert spoken(family.now_on)["rows"][0][0]["picked"] is True

    family.taps("小安")

    assert "哪一天？" in family.sees

    family.types("返回")
    family.types("返回")
    family.types("返回")

    assert family.notice == "这已经是第一个问题了。不想填，请点“退出填写”。"


def test_a_typed_answer_can_be_kept_on_coming_back():
    family = at_the_summary(World())
    family.taps("改：您的称呼")
    family.taps("不改，还是：王奶奶")

    assert "请再看一遍" in family.sees

    family.taps("改：电话")
    family.taps(f"不改，还是：{grouped(MOBILE)}")
    family.taps("改：日子")
    family.taps("不改，还是：12月7日（周一）")

    assert "请再看一遍" in family.sees


def test_one_answer_is_changed_from_the_summary():
    family = at_the_summary(World())
    family.taps("改：类型")
    family.taps("半天")

    assert "请再看一遍" in family.sees
    assert "需要" not in [name for name, _value in spoken(family.now_on)["facts"]]


def test_going_back_from_a_change_changes_nothing():
    family = at_the_summary(World())
    family.types("改：孩子")
    family.taps("返回")

    assert "请再看一遍" in family.sees

    family.taps("返回")

    assert "电话是？" in family.sees


def test_a_change_that_opens_a_new_question_asks_it():
    family = start()
    for answer in ("小晴", "半天", "12月7日", "王奶奶", "跳过", "类型", "过夜"):
        family.types(answer)

    assert "夜里需要什么？" in family.sees

    family.taps("返回")

    assert "想来多久" in family.sees


def test_on_the_summary_only_sending_and_changing_make_sense():
    family = at_the_summary(World())
    for words in ("跳过", "为什么", "什么呀"):
        family.types(words)

        assert family.notice == "请点“送出”的按钮，或者点想改的那一项。"


def test_a_needed_question_cannot_be_skipped():
    family = start()
    family.types("跳过")

    assert family.notice == "这一项填了才能往下走。您也可以先退出，打电话给我们。"


def test_what_was_skipped_can_be_answered_later_and_the_other_way_round():
    family = at_the_summary(World())
    family.taps("改：电话")
    family.taps("跳过")

    assert spoken(family.now_on)["facts"][-1] == ["电话", "没填"]

    family.taps("改：电话")
    family.types(landline("010-"))

    assert spoken(family.now_on)["facts"][-1] == ["电话", landline("010")]


def test_nothing_is_no_answer():
    family = start()
    family.types("  \x00 ")

    assert family.notice == "没有收到文字，请写几个字告诉我们。"
