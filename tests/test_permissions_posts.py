"""Every button of children's letters, pressed by everybody: at an ordinary letter, a whisper, one about a colleague."""

from dataclasses import dataclass, field

import pytest

from storage.posts import NewLine
from tests.chat import OpenHome, Visitor
from tests.handlers import a_reader
from tests.handlers.a_reader import TUESDAY, days_later, person_of, put_in
from tests.handlers.colleagues import rows
from tests.permissions import ENDS_THE_VISIT, FORM_VERBS, LETTER, PEOPLE, rows_of_the_table
from tests.test_permissions import Unlimited, comes, presses

ORDINARY, WHISPER, ABOUT = "硬硬的馒头", "小小的悄悄话", "关于护士长的话"
READERS = {ORDINARY: {"duty", "head", "care_lead"}, WHISPER: {"duty"}, ABOUT: {"duty", "head"}}
BUTTONS = [button for button, group in rows_of_the_table().items() if group == LETTER]
FOR_THE_HEAD = {"posts.late"}
LISTS = {"posts.list"}


@dataclass
class Box:
    """Three letters, each with a drawing."""

    home: OpenHome
    refs: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)

    async def state(self) -> str:
        """Everything that a button could change."""
        queries = [f"SELECT * FROM {name}" for name in ("posts", "post_lines", "post_media")]  # noqa: S608 - ours
        return await self.home.app.db.read(lambda db: repr([tuple(row) for sql in queries for row in db.execute(sql)]))


@pytest.fixture
async def box(home: OpenHome) -> Box:
    """A nurse and somebody on duty work here; the letters wait since Tuesday."""
    home.app.web.state.chat.limits = Unlimited()
    await home.staff("duty")
    await home.staff("care_lead")
    nurse, made = await person_of(home, "care_lead"), Box(home)
    for words, topic, not_for in ((ORDINARY, "food", set()), (WHISPER, "whisper", set()), (ABOUT, "mood", {nurse})):
        line = NewLine("drawing", {"words": words}, ("image/jpeg", 0, b"drawn"))
        made.refs[words] = await put_in(home, words, line=line, topic=topic, not_for=frozenset(not_for), by=TUESDAY)
    media = dict(await rows(home, "SELECT post, ref FROM post_media"))
    made.media = {words: str(media[ref]) for words, ref in made.refs.items()}
    await days_later(home)
    return made


def reads(who: str, words: str) -> bool:
    """Whether a role reads a letter; the one about the nurse is about the nurse of the house."""
    return who in READERS[words]


@pytest.mark.parametrize("who", PEOPLE)
async def test_nobody_reaches_a_letter_that_is_not_theirs(home: OpenHome, box: Box, who: str):
    visitor = await the_one(box, who)
    before = await box.state()
    forms = [f"posts.{verb}" for verb in FORM_VERBS]

    for button in [*BUTTONS, *forms]:
        taps = [f"{button}:{ref}:{v}" for words, ref in box.refs.items() if not reads(who, words) for v in ("", 1)]
        said = await presses(visitor, *taps) if taps else ""
        for words in box.refs:
            assert reads(who, words) or words not in said, button
        assert await box.state() == before or button in LISTS, button
        assert button not in ENDS_THE_VISIT


@pytest.mark.parametrize("who", PEOPLE)
async def test_the_card_opens_for_whoever_may_read_it_alone(home: OpenHome, box: Box, who: str):
    visitor = await the_one(box, who)

    for words, ref in box.refs.items():
        said = await presses(visitor, f"posts.card:{ref}:1")
        assert (words in said) == reads(who, words), words


@pytest.mark.parametrize("who", PEOPLE)
async def test_desk_and_list_hold_what_a_person_may_read_and_no_word_of_it(home: OpenHome, box: Box, who: str):
    visitor = await the_one(box, who)
    topics = {ORDINARY: "吃的", WHISPER: "悄悄话", ABOUT: "我的心情"}

    desk, listed = await presses(visitor, "desk.queue::"), await presses(visitor, "posts.list::")

    for words, topic in topics.items():
        assert (f"信：{topic}" in desk) == reads(who, words), words
        assert (f"{topic}，12月1日" in listed) == reads(who, words), words
        assert words not in desk + listed
    assert ("有一封信等得太久了" in desk) == (who == "head")


@pytest.mark.parametrize("who", PEOPLE)
async def test_only_the_head_learns_that_a_whisper_is_late(home: OpenHome, box: Box, who: str):
    visitor = await the_one(box, who)

    said = [await presses(visitor, f"posts.late:{ref}:1") for ref in box.refs.values()]

    assert ["谁负责" in each for each in said] == [False, who == "head", False]
    assert not any(words in each for words in box.refs for each in said)


@pytest.mark.parametrize("who", PEOPLE)
async def test_drawings_are_shown_to_whoever_may_read_their_letter(home: OpenHome, box: Box, who: str):
    visitor = await the_one(box, who)

    for words, ref in box.media.items():
        answer = await visitor.client.get(f"/{visitor.door}/files/posts/{ref}/letter.jpg")
        assert answer.status_code == (200 if reads(who, words) else 404), words


async def the_one(box: Box, who: str) -> Visitor:
    """Whoever comes as a nurse is new here, so the letter speaks of this one as well."""
    visitor = await comes(box.home, who)
    if who == "care_lead":
        ((newest,),) = await rows(box.home, "SELECT max(person_id) FROM staff")
        named = frozenset({int(str(newest))})
        await a_reader.speaks_of(box.home, box.refs[ABOUT], named)
    return visitor
