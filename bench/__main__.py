"""`make bench`: every benchmark, as one table of ratios."""

import asyncio
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import busy, peers, start, wire
from bench.durable import Durable
from bench.families import open_home
from bench.rounds import Ratio, interleaved, ratio

ROUNDS = 7
PTB = "python-telegram-bot"
TOGETHER = 32
Row = tuple[str, str, str, str]
Rates = dict[str, list[float]]


async def main() -> None:
    """Measure, and print as it goes."""
    logging.basicConfig(level=logging.ERROR)
    print(__doc__, "\nRatios are medians of interleaved rounds, with the least and the most in brackets.\n")
    show("", "one at a time", f"{TOGETHER} waiting", "aim")
    with tempfile.TemporaryDirectory(prefix="rainbow-ramp-bench-") as folder:
        (Path(folder) / "turns").mkdir()
        alone, together = await durable(Path(folder) / "turns")
        for row in speed(alone, together):
            show(*row)
        for row in sending(*await wire.measured(1, TOGETHER)):
            show(*row)
        for row in size(await busy.measured(Path(folder)), alone):
            show(*row)
        for row in growth(await start.measured(Path(folder))):
            show(*row)


async def durable(folder: Path) -> tuple[Rates, Rates]:
    """Seconds an event, alone and together, of our turns and of the peers."""
    async with (
        open_home(folder) as home,
        peers.python_telegram_bot() as telegram,
        peers.aiogram_dispatcher() as aiogram,
    ):
        found = []
        for waiting in (1, TOGETHER):
            theirs = {
                PTB: lambda w=waiting: peers.timed(telegram, w),
                "aiogram": lambda w=waiting: peers.timed(aiogram, w),
            }
            found.append(await interleaved(Durable(home, waiting).rounds() | theirs, ROUNDS))  # type: ignore[arg-type]
    return found[0], found[1]


def speed(alone: Rates, together: Rates) -> Iterator[Row]:
    """Durable steps a second beside the peers' events, and where a step's time goes."""

    def row(label: str, above: str, below: str, aim: str = "") -> Row:
        here, there = ratio(alone[above], alone[below]), ratio(together[above], together[below])
        return label, str(here), str(there), aim

    yield row("durable form steps per bare python-telegram-bot dispatch", PTB, "button", ">= 0.5 at 32")
    yield row("  the same, over the whole form, calendar and sending too", PTB, "step")
    yield row("durable form steps per aiogram dispatch (state in memory)", "aiogram", "button")
    yield row("  the same, over the whole form, calendar and sending too", "aiogram", "step")
    yield row("durable form steps per step of a letter (its slow hash within)", "letter", "step")
    yield row("durable turns that only show the menu, per bare dispatch", PTB, "menu")
    yield "the floor of a step, as a share of its time:", "", "", ""
    yield row("  one changed row on the disk (shared by a batch)", "commit", "step")
    yield row("  sealing event, draft and screen as JSON", "seal", "step")
    yield row("  hearing, keeping, saying (a turn that shows the menu)", "menu", "step")
    yield row("beside it, not in it: reading the screen out in Chinese", "read out", "step")


def sending(alone: Rates, together: Rates) -> Iterator[Row]:
    """Messages a second to a Bot API on this machine, beside the client that python-telegram-bot comes with."""
    yield "messages sent in the time that the library's own httpx sends one:", "", f"{TOGETHER} in flight", ""
    for label, way, aim in (
        ("  its reply not made into a Message", "httpx raw", ""),
        ("  a pool of 64 connections instead of 256", "httpx 64", "~ 1"),
        ("    and its reply not made into a Message", "httpx 64 raw", ""),
        ("  over our aiohttp transport", "aiohttp", ">= 2, >= 4 at 32"),
        ("    and its reply not made into a Message", "aiohttp raw", ">= 2.5, >= 6 at 32"),
    ):
        yield label, str(ratio(alone[wire.HTTPX], alone[way])), str(ratio(together[wire.HTTPX], together[way])), aim


def size(found: Rates, alone: Rates) -> Iterator[Row]:
    """What grows with the book."""
    step = alone["step"]
    names = (
        (f"a month's calendar, {busy.BOOKINGS:,} bookings in it / none", "calendar here", "calendar empty", ""),
        (f"a month's calendar, {busy.BOOKINGS:,} around it / none", "calendar elsewhere", "calendar empty", "~ 1"),
        (f"passing a waitlist of {busy.WAITING:,} / of nobody", "offer waiting", "offer empty", ""),
    )
    for label, above, below, aim in names:
        yield label, str(ratio(found[above], found[below])), "", aim
    yield "  that full calendar, in durable steps", str(ratio(found["calendar here"][:ROUNDS], step)), "", ""
    yield "  that waitlist, in durable steps", str(ratio(found["offer waiting"][:ROUNDS], step)), "", ""


def growth(found: dict[str, Ratio]) -> Iterator[Row]:
    """What must not grow with the number of people."""
    yield "start until the door is open, 100,000 people / nobody", str(found["start"]), "", "<= 1.10"
    yield "resident memory, 100,000 people / nobody", str(found["memory"]), "", "<= 1.10"


def show(*cells: str) -> None:
    """One line of the table."""
    label, alone, together, aim = cells
    print(f"{label:<64} {alone:<22} {together:<22} {aim}".rstrip(), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
