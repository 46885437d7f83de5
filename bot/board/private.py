"""What a letter had better not say: pointed out kindly before it is sent, never refused, never changed.

未成年人网络保护条例 art. 38: whoever finds private facts in what a minor writes points them out.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.chat import Turn
from bot.desk.naming import named_in
from bot.text import Text, _
from storage import staff

NUMBER = re.compile(r"\d{7,}")
APART = re.compile(r"(?<=\d)[\s\-‐–—.,，。·]+(?=\d)")
ACCOUNT = re.compile(r"(微信|vx|wechat|qq|抖音|快手)号?[是:：]?\s*[a-z0-9_-]{5,}", re.IGNORECASE)
SCHOOL = re.compile(
    r"[一-龥]{2,10}(小学|中学|初中|高中|学校|幼儿园)|[一二三四五六七八九\d]年级?[（(]?[一二三四五六七八九十\d]+[)）]?班"
)
MY_NAME = re.compile(r"(我叫|我的名字叫?是?|我名字叫?是?|my name is)\s*[一-龥a-z]{1,12}", re.IGNORECASE)


def pointed_out(turn: Turn, words: str) -> Iterator[Text]:
    """A sentence for each thing that could say who wrote, or whom it is about."""
    normal = unicodedata.normalize("NFKC", words)
    if NUMBER.search(APART.sub("", normal)) or ACCOUNT.search(normal):
        yield _("There is a telephone number or an account in your letter. You need not write it.")
    if MY_NAME.search(normal):
        yield _("Your name is in your letter. You need not say who you are.")
    if SCHOOL.search(normal):
        yield _("A school or a class is in your letter. You need not write it.")
    for person_id in sorted(named_in(turn, words)):
        yield _("Your letter speaks of {name}. {name} does not get to see it.",
                name=staff.name_of(turn.db, turn.seal, person_id))  # fmt: skip
