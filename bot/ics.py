"""A calendar file (RFC 5545) for one appointment, with two alarms: for whoever may not see our message in time.

Written out here: one event needs forty lines, and what matters (line folding between characters, escaping) is tested.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75  # octets, without the line break
ALARMS = ("-P1D", "-PT2H")
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Appointment:
    """What goes into the file; times in UTC seconds. The summary is also what an alarm says, on a locked screen too."""

    uid: str
    starts_at: int
    ends_at: int
    changed_at: int
    version: int
    summary: str
    location: str
    description: str
    confirmed: bool = True


def calendar_file(one: Appointment) -> bytes:
    """The file. A later version of the same `uid` replaces the earlier one in the calendar."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rainbow Ramp//Bookings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(one.uid)}",
        f"DTSTAMP:{_instant(one.changed_at)}",
        f"SEQUENCE:{one.version}",
        f"DTSTART:{_instant(one.starts_at)}",
        f"DTEND:{_instant(one.ends_at)}",
        f"SUMMARY:{_text(one.summary)}",
        f"LOCATION:{_text(one.location)}",
        f"DESCRIPTION:{_text(one.description)}",
        f"STATUS:{'CONFIRMED' if one.confirmed else 'TENTATIVE'}",
        "CLASS:PRIVATE",
        *(line for trigger in ALARMS for line in _alarm(trigger, one.summary)),
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _alarm(trigger: str, summary: str) -> tuple[str, ...]:
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{_text(summary)}", "END:VALARM")


def _instant(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    return words.translate(ESCAPES)


def _folded(line: str) -> str:
    """Long lines go on in the next one behind a space; a character of several octets is never cut."""
    folded, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LONGEST_LINE:
            folded, octets = folded + "\r\n ", 1
        folded, octets = folded + character, octets + size
    return folded
