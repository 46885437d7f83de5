"""The language of the conversation, for every message and in the middle of anything."""

from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import begins


async def test_a_family_changes_to_english_and_back(family: Visitor):
    await family.types("English")

    family.sees("用哪种语言？", "[☑中文]", "[☐English]")

    await family.taps("English")

    family.sees("From now on we speak English.", "Back to where I was")

    await family.types("中文")
    await family.taps("中文")

    family.sees("接下来说中文")


async def test_a_half_filled_form_goes_on_in_the_other_language(family: Visitor):
    await begins(family, "小晴")
    await family.opens("language")
    await family.taps("English")
    await family.taps("Back to where I was")

    family.sees("How long would you like a rest?", "Overnight")


async def test_a_browser_in_english_is_spoken_to_in_english(home: OpenHome):
    family = await home.family("en-GB")

    family.sees("Welcome to Child-Friendly Home", "Book respite care")


async def test_a_language_we_do_not_speak_is_refused(family: Visitor):
    await family.opens("language")
    await family.taps_data("language.speak:xx:")

    family.sees("还不会说")
