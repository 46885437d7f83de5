"""Words of danger are found however they are written, and words that only look like them are not."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import sections
from bot.danger import JOINT, Lists, Match, Watcher, watcher, watcher_of
from bot.profile import load_home
from tests.a_number import MOBILE

FILE = Path(__file__).parents[2] / "handlers" / "danger.toml"
DATA = tomllib.loads(FILE.read_text("utf-8"))
WATCHER = watcher(FILE, Lists())
MOST_SPELLINGS = 2000  # of one word: a pattern with more of them is a list in disguise


def level(text: str) -> str | None:
    found = WATCHER.match(text)
    return found.level if found else None


@pytest.mark.parametrize("text", [
    "爸爸正在打我", "他在打我", "流血了", "他拿刀", "我要跳楼", "我吃了很多药", "她割腕了", "他在门外",
    "他们不让我走", "孩子失踪了", "救命啊他要打死我", "有人要带我走", "我想带着孩子一起死", "He is hitting me now",
    "孩子走丢了",
])  # fmt: skip
def test_danger_now_is_found(text: str):
    assert level(text) == "now"


@pytest.mark.parametrize("text", [
    "我想死", "不想活了", "孩子说不想活了", "我自残", "割自己", "被打了", "爸爸打我", "他掐我", "把我关起来",
    "不给饭吃", "摸我下面", "脱我裤子", "老师亲我", "拍我照片", "不许告诉别人", "这是秘密", "被欺负了", "怀孕了",
    "被卖", "坚持不下去了", "想和孩子一起走", "忍不住打孩子", "忍不住又打了孩子", "一个人熬不住", "我真的撑不住了",
    "I want to die", "I can't go on", "he touches me",
])  # fmt: skip
def test_what_must_be_seen_today_is_found(text: str):
    assert level(text) == "today"


@pytest.mark.parametrize("text", [
    "我好难过", "我想家了", "晚上睡不着", "我好孤单", "没有人和我玩", "我怕黑", "i feel so sad", "我想媽媽",
    "他们都不理我",
])  # fmt: skip
def test_what_can_wait_some_days_is_found(text: str):
    assert level(text) == "soon"


@pytest.mark.parametrize("text", [
    "想 死", "想、死", "想…死", "想\n死", "我 不 想 活 了", "ＺＩＳＨＡ", "z i s h a", "Zi-Sha", "自鲨", "自鯊",
    "紫砂", "想si", "自殺", "自殘", "不給飯吃", "脫我褲子", "被賣", "祕密", "堅持不下去", "忍不住打過孩子",
    "不許告訴別人", "想❤死", "他mo我", "bu让说", "爸爸打wo", "想亖",
])  # fmt: skip
def test_disguise_does_not_hide_it(text: str):
    assert level(text) == "today"


@pytest.mark.parametrize("text", [
    "打针", "打饭", "打球", "打游戏", "想死你了", "奶奶想死你们了", "笑死", "笑死我了", "饿死了", "累死", "累死了",
    "不想死", "打我电话", f"请打我手机{MOBILE}", "孩子父亲我来联系", "年轻生病少", "不要活动太多", "今天不想活动",
    "上午打针", "紫砂壶", "跳楼机", "有自伤行为", "容易走失", "想和孩子一起走走", "想4号来", "减轻生活压力",
    "妈妈怀孕了", "晚上吊水", "思想死板", "小晴", "希望上午来", "", "……", "💊",
])  # fmt: skip
def test_harmless_words_stay_harmless(text: str):
    assert WATCHER.match(text) is None


@pytest.mark.parametrize("text", ["不想死，可是他要打死我", "想死你了，可是我真的想死", "我想死，你了解吗"])
def test_a_harmless_word_hides_nothing_beside_it(text: str):
    assert WATCHER.match(text) is not None


CHINESE = [word for level in ("now", "today") for word in DATA[level] if re.fullmatch("[一-鿿]{2,}", word)]
LATIN = [word for level in ("now", "today") for word in DATA[level] if re.fullmatch("[a-z ]+", word)]
NOISE = st.text(" \t\n　·.。，,-_~*^|…！？❤😭", max_size=3)


@given(st.sampled_from(CHINESE), st.lists(NOISE, min_size=12, max_size=12))
def test_nothing_between_its_characters_hides_a_word(word: str, noise: list[str]):
    text = "".join(c + between for c, between in zip(word, itertools.cycle(noise)))

    assert level(text) in ("now", "today")


@given(st.sampled_from(LATIN), st.lists(st.sampled_from(["", " ", ".", "-"]), min_size=7, max_size=7))
def test_no_width_no_case_and_no_space_hides_a_word(word: str, noise: list[str]):
    text = "".join(c + between for c, between in zip(word.upper(), itertools.cycle(noise)))
    wide = text.translate({letter: letter + 0xFEE0 for letter in range(ord("A"), ord("Z") + 1)})

    assert level(wide) in ("now", "today")


def test_the_most_pressing_find_counts():
    assert level("我想死，我在流血") == "now"
    assert level("我好难过，我想死") == "today"


def test_why_it_matched_is_told():
    assert WATCHER.match("我昨天不想活了") == Match("today", "不想活")


def spellings(word: str) -> list[str]:
    """Every way of saying a word of the list, with one character in each gap."""
    parts = [["了"] if part == "…" else [""] if part == "+" else part.split("/") for part in JOINT.split(word)]
    return ["".join(chosen) for chosen in itertools.product(*parts)]


@pytest.mark.parametrize("level", ["now", "today", "soon"])
def test_every_word_of_the_list_is_found_by_itself(level: str):
    missed = [word for word in DATA[level] if not all(map(WATCHER.match, spellings(word)[:MOST_SPELLINGS]))]

    assert missed == []


@pytest.mark.parametrize("level", ["now", "today", "soon", "harmless"])
def test_no_word_stands_on_a_list_twice(level: str):
    assert len(DATA[level]) == len(set(DATA[level]))


def test_every_harmless_phrase_is_needed():
    words = Lists(*(tuple(DATA[level]) for level in ("now", "today", "soon")))
    unguarded = Watcher(words, {}, {})

    assert [phrase for phrase in DATA["harmless"] if not any(map(unguarded.match, spellings(phrase)))] == []


def test_no_harmless_phrase_raises_an_alarm():
    assert [phrase for phrase in DATA["harmless"] if any(map(WATCHER.match, spellings(phrase)))] == []


def test_a_home_may_add_words_of_its_own():
    ours = watcher(FILE, Lists(now=("要剋我",), today=("寻短路",), harmless=("讲故事要剋我",)))

    assert ours.match("他要剋我") == Match("now", "要剋我")
    assert ours.match("寻短路") == Match("today", "寻短路")
    assert ours.match("讲故事要剋我") is None


def test_a_home_may_add_words_for_a_social_worker(tmp_path: Path):
    sample = (FILE.parents[1] / "bot" / "sample" / "home.toml").read_text("utf-8")
    (tmp_path / "home.toml").write_text(sample + '\n[danger]\nsoon = ["心里头挂牵"]\n', "utf-8")
    home = load_home(tmp_path / "home.toml", sections())

    assert watcher_of(home).match("我心里头挂牵") == Match("soon", "心里头挂牵")


def test_a_word_may_hold_a_gap_and_one_or_the_other():
    ours = Watcher(Lists(today=("爸/妈+打…我/弟弟",)), {}, {})

    assert ours.match("妈打了小弟弟") == Match("today", "妈打了小弟弟")
    assert ours.match("爸爸打我") == Match("today", "爸打我")
    assert ours.match("妈又打我") is None
    assert ours.match("妈打一二三四五六七我") is None


@pytest.mark.parametrize("word", ["", "…", "+", "/", "？！", "…/…"])
def test_a_word_without_a_letter_finds_nothing(word: str):
    assert Watcher(Lists(now=(word,)), {}, {}).match("今天天气很好…？！") is None


def test_a_long_text_is_read_to_its_end():
    assert level("今天天气很好。" * 280 + "我不想活了") == "today"
