"""A colleague who is spoken of is recognised, however a child says the name; one too many rather than one too few."""

from pathlib import Path

import pytest

from bot.desk.naming import is_named
from tests.chat import open_home
from tests.handlers.a_letter import begins


@pytest.mark.parametrize("words", [
    "王小明打人", "小明老师很凶", "王老师不让我吃饭", "王 阿姨骂我", "老王骂人", "小王！", "王医生", "王-小-明",
    "我讨厌王护士",
])  # fmt: skip
def test_a_name_is_found(words: str):
    assert is_named("王小明", words)


@pytest.mark.parametrize("words", ["王子和公主的故事", "老师不让我吃饭", "李老师很好", "国王", "小王子", "明天见", ""])
def test_what_only_looks_like_it_is_not(words: str):
    assert not is_named("王小明", words)


def test_a_family_name_of_two_characters_is_one():
    assert is_named("欧阳春", "欧阳老师不理我")
    assert not is_named("欧阳春", "欧老师不理我")


async def test_who_leads_the_home_is_known_by_the_duty(tmp_path: Path):
    async with open_home(tmp_path) as home:
        await home.staff("head")
        child = await begins(home, "悄悄话", "写字")

        await child.types("院长不听我说话")

        child.sees("信里说到了示例负责人E")
