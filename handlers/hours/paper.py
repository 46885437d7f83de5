"""The summary on paper: numbered, in words that call it a summary, and checked by its number alone."""

from collections.abc import Sequence
from datetime import date
from html import escape

from bot.chat import Turn
from bot.sheet import sheet
from bot.text import Day, Text, _
from bot.volunteering.words import hours_text
from handlers.hours.lines import post_of
from storage import hours
from storage.hours import Summary
from storage.volunteers import Volunteer

TYPE = "text/html; charset=utf-8"


def check_at(turn: Turn, made: Summary) -> str:
    """Where anybody may check the number."""
    return f"{turn.home.url}/check/{made.number}"


def page(turn: Turn, volunteer: Volunteer, made: Summary) -> str:
    """Plain HTML, which prints from any phone."""

    def say(text: Text) -> str:
        return escape(turn.spoken(text))

    counted = hours.standing([one for one in hours.of_volunteer(turn.db, volunteer.id) if one.id <= made.upto])
    rows = "".join(
        f"<tr><td>{say(Day(date.fromisoformat(one.day), 'year'))}</td><td>{say(post_of(turn, one))}</td>"
        f"<td class=number>{hours_text(one.halves)}</td></tr>"
        for one in counted
    )
    facts: Sequence[tuple[Text, Text]] = (
        (_("Name"), volunteer.name),
        (_("Volunteer number"), volunteer.ref),
        (_("Number of this summary"), made.number),
        (_("Made on"), Day(date.fromisoformat(made.day), "year")),
        (_("Hours in all"), hours_text(made.halves)),
    )
    notes = (
        _("This is a summary of our records. It becomes a certificate only with the seal of the home."),
        _("Check the number at {address}", address=check_at(turn, made)),
        _("Telephone: {phone}", phone=turn.home.phone),
    )
    title, name = say(_("Summary of volunteer records")), say(turn.home.name)
    head = "".join(f"<tr><th scope=row>{say(what)}</th><td>{say(value)}</td></tr>" for what, value in facts)
    columns = "".join(f"<th scope=col>{say(what)}</th>" for what in (_("Day"), _("Post"), _("Hours")))
    beneath = "".join(f"<p>{say(note)}</p>" for note in notes)
    tables = f"<table>{head}</table><table><tr>{columns}</tr>{rows}</table>"
    return sheet(turn.person.language, title, f"<h1>{name}</h1><h2>{title}</h2>{tables}{beneath}")
