"""Colleagues who are spoken of: whoever a child names neither reads it nor sees to it.

A full name counts, a given name of two characters, and a family name with a title ("王老师"): then everybody of that
family name, for it cannot be known who is meant. One too many is left out rather than one too few.
"""

import re

from bot.chat import Turn
from bot.fields import squash
from storage import staff

TITLES = (
    "老师|教师|师傅|阿姨|叔叔|伯伯|爷爷|奶奶|姐姐|哥哥|姐|哥|妈妈|爸爸|妈|爸|医生|大夫|护士|主任|院长|园长|校长|班长|组长|社工|"
    "康复师|治疗师|保育员|护理员|志愿者|teacher|nurse|doctor|uncle|aunt"
)
DOUBLE_NAMES = frozenset(
    {"欧阳", "上官", "司马", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木"}
)
ROLES = {"head": "院长|园长|负责人", "cook": "厨师|大厨|食堂阿姨|食堂叔叔"}
LEAST_OF_A_GIVEN_NAME = 2


def named_in(turn: Turn, words: str) -> frozenset[int]:
    """The person ids of colleagues of whom these words speak."""
    said = squash(words)
    members = turn.once("colleagues", lambda: staff.members(turn.db, turn.seal))
    by_title = {
        one.person_id for one in members for role, title in ROLES.items()
        if role in one.roles and re.search(title, said)
    }  # fmt: skip
    return frozenset(by_title | {one.person_id for one in members if is_named(one.name, words)})


def is_named(full_name: str, words: str) -> bool:
    """Whether somebody of this name is spoken of."""
    name, said = squash(full_name), squash(words)
    if not name:
        return False
    family = name[:2] if name[:2] in DOUBLE_NAMES else name[:1]
    given = name[len(family) :]
    if name in said or (len(given) >= LEAST_OF_A_GIVEN_NAME and given in said):
        return True
    return re.search(f"{re.escape(family)}({TITLES})|[小老大阿]{re.escape(family)}(?!子)", said) is not None
