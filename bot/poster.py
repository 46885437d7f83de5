"""A poster to print for the gate, the clinic and the bus stop: a code that opens the web chat, and a number to ring."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

import segno

from bot.flow import Flow
from bot.home import Home
from bot.text import FIRST_LANGUAGE, LANGUAGES, Several, Text, Texts, _

FOLDER = Path(__file__).parent
WIDTH_MM = 186.0  # between the margins
RAMP = "M1 41C34 43 52 35 84 34.500S140 38.500 185 33"
# The five trees and where they stand on the ramp, in millimetres.
TREES = (("sun", 20, 41.2), ("hope", 56, 37.6), ("joy", 93, 34.8), ("grow", 130, 35.8), ("luck", 166, 35.6))
TREE_SCALE = 0.155
TREE_FOOT = (76, 200)  # within its drawing
SAMPLE = _("Sample, only to look at: its code opens nothing outside this machine")
CALLING = _("Need a hand? Scan this")
SCAN = _("Scan with WeChat, or with your phone's camera")
RING = _("No smartphone? Ring us")
NARROW = 0.6  # how wide a letter or a digit is beside a Chinese character


@dataclass(frozen=True)
class Poster:
    """What stands on it. `flow` is the one that its codes open; without one they open the first screen."""

    home: Home
    texts: Texts
    web: str
    services: Iterable[Flow]
    flow: Flow | None = None
    username: str = ""
    sample: bool = False

    def html(self) -> str:
        """One page of A4 that needs nothing from outside."""
        page = Template((FOLDER / "poster.html").read_text("utf-8"))
        return page.substitute(
            language=FIRST_LANGUAGE,
            title=escape(self._say(self.home.name)),
            sample=f'<div class="sample">{self._line("", SAMPLE)}</div>' if self.sample else "",
            trees=_trees(),
            ramp=RAMP,
            brand=escape(self._say(self.home.brand)),
            name=self._line("name", self.home.name, 11.5),
            calling=self._calling(),
            codes=self._codes(),
            ring=self._line("ring", RING),
            number=self._line("number", self.home.phone, 19),
            address=self._line("address", self.home.address),
        )

    def _calling(self) -> str:
        if self.flow is None:
            signs = [flow.sign for flow in self.services if flow.sign and flow.section]
            return self._line("calling", CALLING, 18.5) + self._hint(Several(tuple(sign.label for sign in signs)))
        hint = self._hint(self.flow.sign.hint) if self.flow.sign else ""
        return self._line("calling", self.flow.title, 18.5) + hint

    def _hint(self, text: Text) -> str:
        return f'<p class="hint">{escape(self._say(text))}</p>'

    def _codes(self) -> str:
        plain = escape(self.web.removeprefix("https://"))
        web = code(web_link(self.web, self.flow)) + self._line("how", SCAN) + f'<p class="web">{plain}</p>'
        doors = f'<div class="door">{web}</div>'
        if self.username:
            telegram = code(telegram_link(self.username, self.flow)) + self._line("how", "Telegram")
            doors += f'<div class="door small">{telegram}</div>'
        return doors

    def _line(self, kind: str, text: Text, most: float = 0) -> str:
        """A text in the home's first language, at `most` so large, and small beneath it in the others."""
        spoken = {language: self._say(text, language) for language in LANGUAGES}
        first = spoken.pop(FIRST_LANGUAGE)
        size = f' style="font-size: {_fitting(first, most):.1f}mm"' if most else ""
        others = (
            f'<p class="{kind} other" lang="{language}">{escape(words)}</p>'
            for language, words in spoken.items()
            if words != first
        )
        return f'<p class="{kind}"{size}>{escape(first)}</p>{"".join(others)}'

    def _say(self, text: Text, language: str = FIRST_LANGUAGE) -> str:
        return self.texts.say(text, language, self.home.zone)


def services(flows: Mapping[str, Flow], home: Home) -> dict[str, Flow]:
    """What this home's families find in their menu, in its order."""
    signs = [(flow.sign.order, name) for name, flow in flows.items() if flow.sign and not flow.sign.staff]
    return {
        name: flow
        for _order, name in sorted(signs)
        if not (flow := flows[name]).roles and (flow.section is None or home.offers(flow.section))
    }


def web_link(address: str, flow: Flow | None) -> str:
    """The web chat, open at a flow."""
    return f"{address}/?open={flow.name}" if flow else f"{address}/"


def telegram_link(username: str, flow: Flow | None) -> str:
    """The chat with the bot, whose start button opens a flow; without one it brings the menu, however often."""
    return f"https://t.me/{username}?start={flow.name if flow else 'menu'}"


def code(address: str) -> str:
    """A QR code as a drawing. Never one of the small kind, which WeChat does not read."""
    return segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=4, svgclass="code")


def _trees() -> str:
    across, up = (part * TREE_SCALE for part in TREE_FOOT)
    return "".join(
        f'<g transform="translate({x - across:.2f} {y - up:.2f}) scale({TREE_SCALE})">'
        f'{(FOLDER / "web" / "pictures" / f"tree-{name}.svg").read_text("utf-8")}</g>'
        for name, x, y in TREES
    )


def _fitting(words: str, most: float) -> float:
    """The largest type, in millimetres, in which the words fit on one line; at least half of `most`."""
    ems = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else NARROW for sign in words)
    return max(most / 2, min(most, WIDTH_MM / (1.05 * max(ems, 1))))
