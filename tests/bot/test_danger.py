"""Words of danger are found however they are written, and words that only look like them are not."""

import tomllib
from pathlib import Path

import pytest

from bot.danger import Lists, Match, watcher
from tests.a_number import MOBILE

FILE = Path(__file__).parents[2] / "handlers" / "danger.toml"
DATA = tomllib.loads(FILE.read_text("utf-8"))
WATCHER = watcher(FILE, Lists())


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
    "想 死", "想、死", "想…死", "想\n死", "我 不 想 活 了", "ＺＩＳＨＡ", "z i s h a", "Zi-Sha", "自鲨", "自鯊",
    "紫砂", "想si", "自殺", "自殘", "不給飯吃", "脫我褲子", "被賣", "祕密", "堅持不下去", "忍不住打過孩子",
    "不許告訴別人", "想❤死",
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


def test_the_most_pressing_find_counts():
    assert level("我想死，我在流血") == "now"


def test_why_it_matched_is_told():
    assert WATCHER.match("我昨天不想活了") == Match("today", "不想活")


@pytest.mark.parametrize("word", [*DATA["now"], *DATA["today"]])
def test_every_word_of_the_list_is_found_by_itself(word: str):
    assert WATCHER.match(word.replace("…", "了")) is not None


def test_every_harmless_phrase_is_needed():
    unguarded = watcher.__wrapped__(FILE, Lists())
    unguarded._harmless = []

    assert [phrase for phrase in DATA["harmless"] if unguarded.match(phrase) is None] == []


def test_no_harmless_phrase_raises_an_alarm():
    assert [phrase for phrase in DATA["harmless"] if WATCHER.match(phrase)] == []


def test_a_home_may_add_words_of_its_own():
    ours = watcher(FILE, Lists(now=("要剋我",), today=("寻短路",), harmless=("讲故事要剋我",)))

    assert ours.match("他要剋我") == Match("now", "要剋我")
    assert ours.match("寻短路") == Match("today", "寻短路")
    assert ours.match("讲故事要剋我") is None


def test_a_long_text_is_read_to_its_end():
    assert level("今天天气很好。" * 280 + "我不想活了") == "today"
