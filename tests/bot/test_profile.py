"""home.toml: the sample home reads whole, and every mistake is told with its line and its mend."""

import re
from datetime import date, time
from pathlib import Path

import pytest

from bot.app import sections
from bot.home import Reminder
from bot.mistakes import HomeMistakes
from bot.profile import load_home
from bot.settings import SAMPLE_HOME
from bot.text import Texts
from handlers.assessment.profile import Assessment
from handlers.respite import Respite

TEXTS = Texts(Path(__file__).parents[2] / "locales")
SAMPLE = SAMPLE_HOME.read_text(encoding="utf-8")
HEAD, BODY = SAMPLE[: SAMPLE.index("[home]")], SAMPLE[SAMPLE.index("[home]") :]
BED_WEEK = '[{ days = [5, 6, 7, 1], starts = "15:00", ends = "12:00", closed_before_holidays = true }]'


def written(tmp_path, text):
    path = tmp_path / "home.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(path, language="en"):
    with pytest.raises(HomeMistakes) as error:
        load_home(path, sections())
    return [TEXTS.say(line, language, None) for line in error.value.lines()]


def after_changing(tmp_path, *changes):
    """The sentences for the sample home with (old, new) changed, each once."""
    body = BODY
    for old, new in changes:
        assert old in body
        body = body.replace(old, new, 1)
    return mistakes(written(tmp_path, HEAD + body))


def line_of(old):
    return (HEAD + BODY[: BODY.index(old)]).count("\n") + 1


def test_the_sample_home_is_complete():
    home = load_home(SAMPLE_HOME, sections())

    assert list(home.buildings) == ["sun", "hope", "joy", "grow", "luck"]
    assert home.resources["bed"].capacity == 4
    assert [hotline.number for hotline in home.hotlines if hotline.level == "danger"] == ["110", "120", "119"]
    assert TEXTS.say(home.duty_title("care_lead"), "zh", home.zone) == "喘息服务护理组长"
    assert home.duty_title("nobody") == "nobody"
    assert [kind.id for kind in home[Respite].kinds] == ["visit", "half", "day", "night"]
    assert home[Respite].kinds[3].claims == {"bed": 1, "night-carer": 1}
    assert home[Assessment].reminders[2] == Reminder("morning", 0, time(8))
    assert {span.resource for span in home.spans(date(2026, 12, 4), date(2026, 12, 11))} == set(home.resources)


def test_the_law_days_of_2026_are_official_and_those_of_2027_may_still_shift():
    home = load_home(SAMPLE_HOME, sections())

    assert home.holidays_settled(2026)
    assert not home.holidays_settled(2027)
    assert date(2026, 2, 23) in home.holidays
    assert date(2026, 2, 28) in home.workdays
    assert date(2027, 2, 9) not in home.holidays


def test_a_home_may_copy_a_new_year_into_its_own_file(tmp_path):
    year = "[[holidays]]\nyear = 2027\nofficial = true\noff = [2026-12-31, 2027-01-01]\nwork = [2027-01-03]\n"

    home = load_home(written(tmp_path, SAMPLE + year), sections())

    assert home.holidays_settled(2027)
    assert date(2027, 10, 1) not in home.holidays
    assert date(2026, 10, 1) in home.holidays
    assert date(2027, 1, 3) in home.workdays


def test_a_service_without_a_section_is_not_offered(tmp_path):
    home = load_home(written(tmp_path, HEAD + BODY[: BODY.index("[assessment]")]), sections())

    assert home.offers(Respite)
    assert not home.offers(Assessment)


def test_a_file_from_another_editor_reads_as_well(tmp_path):
    path = tmp_path / "home.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode())

    assert load_home(path, sections()) == load_home(SAMPLE_HOME, sections())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("horizon_days", "horizn_days", "There is no setting called “horizn_days” here. Did you mean “horizon_days”?"),
        ("horizon_days = 60", "", "“horizon_days” is missing. Add it like this: horizon_days = 8"),
        ("horizon_days = 60", "horizon_days = 9999", "“horizon_days” cannot be 9999. Write a number from 1 to 400."),
        ("Asia/Shanghai", "Asia/Peking", '“zone” should be a time zone, not "Asia/Peking".'),
        ("Asia/Shanghai", "../zone", '“zone” should be a time zone, not "../zone".'),
        ('"08:00"', '"25:00"', '“ends” should be a time of day, not "25:00". Write it like this: ends = "08:30"'),
        ('"08:00"', "08:00:30", "“ends” should be a time of day, not 08:00:30."),
        ('"08:00"', '"21:00"', "The quiet hours start and end at the same time."),
        ("chat_days = 30", 'chat_days = "30"', '“chat_days” should be a whole number without quotes, not "30".'),
        ("chat_days = 30", "chat_days = true", "“chat_days” should be a whole number without quotes, not true."),
        ("lead_days = 7", "lead_days = -1", "“lead_days” cannot be -1. Write 0 or more."),
        ("capacity = 8", "capacity = 0", "“capacity” cannot be 0. Write 1 or more."),
        ("public = false", 'public = "no"', '“public” should be true or false, without quotes, not "no".'),
        ('"yellow"', '"pink"', '“colour” cannot be "pink". Known here: blue, green, orange, purple, red, yellow.'),
        ('"sun"', '"joy"', "“joy” is used twice in [[buildings]]. Give each one its own “id”."),
        ("[5, 6, 7, 1]", "[0, 5]", "“days” cannot be 0. Write a number from 1 to 7."),
        ("[5, 6, 7, 1]", "[]", "“days” is an empty list. Write at least one."),
        ("[5, 6, 7, 1]", "5", "“days” should be a list, not 5. Write it like this: days = [ … ]"),
        ("[5, 6, 7, 1]", "[5, 5]", "Two of the weekly spans of “bed” overlap."),
        ('starts = "12:00"', 'starts = "11:00"', "Two of the weekly spans of “day-room” overlap."),
        ('building = "joy"', 'building = "joi"', "“joi” is named here, but there is none under [[buildings]]."),
        ('"care_lead"   ', '"carelead"   ', "“carelead” is named here, but there is none under [[duty]]."),
        ('role = "head"', 'role = "boss"', '“role” cannot be "boss". Known here: camp_lead, care_lead, cook, coord'),
        ("day-room = 1", "dayroom = 1", "“dayroom” is named here, but there is none under [[resources]]."),
        ('after = ["visit"]', 'after = ["x"]', "“x” is named here, but there is none under [[respite.kinds]]."),
        ('room = "eval-room"', 'room = "eval"', "“eval” is named here, but there is none under [[resources]]."),
        ("{ day-room = 1 }", "1", "“claims” should be names and values in curly brackets, not 1."),
        ('id = "week"', 'id = "day"', "“day” is used twice in [[respite.reminders]]."),
        ('at = "18:30"', 'at = "07:00"', "The reminder “week” would go out in the quiet hours."),
        ('zh = "五彩生命树"', 'fr = "Arbre"', "There is no setting called “fr” here. Known here: en, zh."),
        ('zh = "五彩生命树", ', "", "“zh” is missing."),
        ('{ zh = "五彩生命树", en = "Tree of Many Colours" }', '" "', "“brand” should be a text, or one text for each"),
        ('phone = "000-0000-0000（示例）"', "phone = 110", "“phone” should be a text in quotes, not 110."),
        ("closed = []", "closed = [2027]", "“closed” should be a date, not 2027. Write it like this: closed ="),
        ("closed = []", "closed = {}", "“closed” should be a list, not { … }."),
        ('id = "v-read"', 'id = "V read"', "“V read” is no name for a post. Use up to 15 small English letters"),
        ('lead = true\nbeside', 'gives = "intro"\nbeside', "“v-read” is a training, and directly with children."),
        ('id = "story"', 'id = "storytelling-in-many-languages"', "“storytelling-in-many-languages” is too long for a"),
        ('version = "2026-1"', 'version = "2026 1"', "“2026 1” is no name for a version. Use up to 24 English"),
        ("check_days = 365", "check_days = 366", "“check_days” cannot be 366. Write a number from 1 to 365."),
        ("least_age = 14", "least_age = 13", "“least_age” cannot be 13. Write a number from 14 to 18."),
        ('first = ["intro"]', 'first = ["x"]', "“x” is named here, but there is none under [[volunteers.trainings]]."),
        ('beside = ["day-room"]', 'beside = ["x"]', "“x” is named here, but there is none under [[resources]]."),
        ('needs = ["wheelchair"]', 'needs = ["x"]', "“x” is named here, but there is none under [[children.needs]]."),
    ],
)
def test_a_mistake_says_its_line_and_its_mend(tmp_path, old, new, told):
    found = after_changing(tmp_path, (old, new))

    elsewhere = re.search("“horizon_days” is missing|overlap|used twice", told)
    assert any(told in sentence for sentence in found)
    assert elsewhere or found[0].startswith(f"home.toml, line {line_of(old)}: ")


def test_a_misspelt_setting_is_one_mistake_and_not_also_a_missing_one(tmp_path):
    assert len(after_changing(tmp_path, ("horizon_days", "horizn_days"))) == 1


def test_all_mistakes_are_told_in_the_order_of_the_file(tmp_path):
    changes = [("chat_days", "chat_dayz"), ("lead_days = 7", "lead_days = 1.5"), ('"21:00"', '"9pm"')]

    found = after_changing(tmp_path, *changes)

    assert [int(re.findall(r"\d+", sentence)[0]) for sentence in found] == sorted(line_of(old) for old, _new in changes)


def test_a_home_needs_a_number_to_ring_in_danger(tmp_path):
    [told] = mistakes(written(tmp_path, SAMPLE.replace('level = "danger"', 'level = "worry"')))

    assert 'No hotline has level = "danger".' in told


def test_a_night_that_runs_into_the_next_monday_overlaps_it(tmp_path):
    week = '[{ days = [7], starts = "15:00", ends = "12:00" }, { days = [1], starts = "09:00", ends = "10:00" }]'

    [told] = after_changing(tmp_path, (BED_WEEK, week))

    assert "Two of the weekly spans of “bed” overlap." in told


def test_an_almost_empty_file_names_all_that_is_missing(tmp_path):
    found = mistakes(written(tmp_path, "respite = 3\nhotlines = []\n"))

    assert "home.toml: “home” is missing. Add the heading [home] and its lines." in found
    assert "home.toml: “buildings” is missing. Add the heading [[buildings]] and its lines." in found
    assert "home.toml, line 1: “respite” should be a table of settings, not 3. Write it like this: [respite]" in found
    assert "home.toml, line 2: “hotlines” is an empty list. Write at least one." in found


def test_a_day_of_another_year_is_a_slip_in_copying(tmp_path):
    year = "[[holidays]]\nyear = 2027\nofficial = true\noff = [2026-01-01]\n"

    [told] = mistakes(written(tmp_path, SAMPLE + year))

    assert "2026-01-01 does not belong to the year 2027." in told


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("name = “快乐树”", "Chinese punctuation"),
        ('name ＝ "快乐树"', "Chinese punctuation"),
        ('name "x"', "an equals sign"),
        ("at = 08:30", "straight quotes"),
        ("public = yes", "true and false"),
        ('name = "x\n', "on the same line"),
        ('name = "x', "never closed"),
        ('name = """x', "never closed"),
        ("a = 1\na = 2", "twice"),
        ("a = [1, 2", "not closed"),
        ("[home", "Close the heading"),
        ('path = "C:\\q"', "Write / in place of"),
        ("名 = 3", "small English name"),
        ("a = { b = 1, }", "Compare it"),
    ],
)
def test_a_line_that_cannot_be_read_comes_with_a_mend_in_plain_words(tmp_path, line, mend):
    [told] = mistakes(written(tmp_path, f"# “说明”\n{line}"))

    assert "home.toml, line " in told
    assert mend in told


def test_a_file_that_is_not_there_or_not_utf8_is_told_plainly(tmp_path):
    path = tmp_path / "home.toml"

    assert mistakes(path) == [f"home.toml: There is no file {path} that can be read. Check the path in RAMP_HOME."]

    path.write_bytes(SAMPLE.encode("gbk"))

    assert mistakes(path) == ["home.toml: The file is not in UTF-8. Save it again with the encoding UTF-8."]


def test_volunteers_read_their_mistakes_in_chinese(tmp_path):
    path = written(tmp_path, SAMPLE.replace("capacity = 8", "capacity = 0"))

    assert mistakes(path, "zh") == [f"home.toml 第{line_of('capacity = 8')}行：“capacity”不能是 0。请写1或更大的数字。"]
