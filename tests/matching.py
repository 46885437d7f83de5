"""Whether anything of a letter goes with anything of an address, over all pairs of what can be counted or put in order.

And how likely so many right guesses, or so strong a likeness, would be by chance alone.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import atanh, comb, erfc, factorial, prod, sqrt

from tests.an_attacker import Seized, hours_of_letters, opened

Numbers = dict[object, float]
LEAST, FEW = 12, 30
PAGE = 4096


def by_chance(right: int, guesses: int, among: int) -> float:
    """How likely at least so many right guesses are for somebody who only guesses."""
    p = 1 / among
    tail = (comb(guesses, k) * p**k * (1 - p) ** (guesses - k) for k in range(right, guesses + 1))
    return min(1.0, sum(tail))


def ranks(values: list[float]) -> list[float]:
    """The rank of each, equal ones in the middle of theirs."""
    ordered = sorted(values)
    first = {value: at for at, value in reversed(list(enumerate(ordered)))}
    last = {value: at for at, value in enumerate(ordered)}
    return [(first[value] + last[value]) / 2 for value in values]


def alike(one: list[float], other: list[float]) -> float:
    """How likely a rank correlation of this strength is by chance (Spearman, two-sided)."""
    n = len(one)
    if n < LEAST or len(set(one)) < 2 or len(set(other)) < 2:
        return 1.0
    x, y = ranks(one), ranks(other)
    mean = (n - 1) / 2
    top = sum((a - mean) * (b - mean) for a, b in zip(x, y, strict=True))
    rho = top / sqrt(sum((a - mean) ** 2 for a in x) * sum((b - mean) ** 2 for b in y))
    rho = min(abs(rho), 0.999999)
    # Fisher's is right for a dozen pairs, too.
    strength = atanh(rho) * sqrt((n - 3) / 1.06) if n < FEW else rho * sqrt((n - 2) / (1 - rho**2))
    return max(erfc(strength / sqrt(2)), _of_the_table(one, other))


def _of_the_table(one: list[float], other: list[float]) -> float:
    """How likely exactly this is of all ways to deal the values out: one odd letter among 17 is 1 in 17, no less."""
    dealt = prod(factorial(many) for values in (one, other) for many in Counter(values).values())
    met = prod(factorial(many) for many in Counter(zip(one, other, strict=True)).values())
    return float(Fraction(dealt, factorial(len(one)) * met))


def of_letters(seized: Seized, *, places: bool) -> dict[str, Numbers]:
    """What can be counted or put in order of letters, by its name."""
    posts = sorted(row["ref"] for row in seized.rows["posts"])
    lines = [row for row in seized.rows["post_lines"] if row["origin"] == "child"]
    found: dict[str, Numbers] = {
        "order of keys": {ref: at for at, ref in enumerate(posts)},
        "length": {row["post"]: len(row["content"]) for row in lines},
        "cards": {row["post"]: opened(row["content"]).count(",") for row in lines if row["kind"] == "cards"},
        "hour": dict(hours_of_letters(seized)),
        "concern id": {row["post"]: row["id"] for row in seized.rows["concerns"] if row["post"]},
        "versions": {row["ref"]: row["version"] for row in seized.rows["posts"]},
    }
    for kind in ("words", "cards", "voice", "drawing"):
        found[f"is {kind}"] = {row["post"]: row["kind"] == kind for row in lines}
    found["is media"] = {row["post"]: row["kind"] in ("voice", "drawing") for row in lines}
    for name in ("post_media", "concerns"):
        those = [row["post"] for row in seized.rows[name]]
        found[f"order of {name}"] = {post: at for at, post in enumerate(those) if post}
    if places:
        found |= in_the_file(seized, "letter", {ref: ref.encode() for ref in posts})
    return found


def of_addresses(seized: Seized, *, places: bool) -> dict[str, Numbers]:
    """What can be counted or put in order of addresses, by its name."""
    rows = [row for row in seized.rows["addresses"] if row["id"] in seized.everybody]
    found: dict[str, Numbers] = {
        "id": {row["id"]: row["id"] for row in rows},
        "person": {row["id"]: row["person_id"] for row in rows},
        "last use": {row["id"]: row["used_at"] for row in rows},
        "count of messages": {row["id"]: row["last_seq"] for row in rows},
        "channel": {row["id"]: row["channel"] == "web" for row in rows},
    }
    of_person = {row["person_id"]: row["id"] for row in rows}
    for table in ("inbox", "outbox", "drafts", "jobs", "attachments", "consents", "calls", "tombstones"):
        whose = [row.get("address_id") or of_person.get(row.get("person_id")) for row in seized.rows[table]]
        found[f"rows in {table}"] = {row["id"]: whose.count(row["id"]) for row in rows}
        found[f"order in {table}"] = {one: at for at, one in enumerate(whose)}
    for column in ("id", "at", "seq", "remote"):
        found[f"{column} of outbox"] = {
            row["address_id"]: float(str(row[column]).split()[0]) for row in seized.rows["outbox"] if row[column]
        }
    if places:
        found |= in_the_file(seized, "address", {row["id"]: row["blind"] for row in rows if row["blind"]})
    return found


def in_the_file(seized: Seized, what: str, names: dict[object, bytes]) -> dict[str, Numbers]:
    """Where in the file a row lies, and in which order rows were put onto their pages."""
    content = (seized.folder / "raw" / "rainbow.db").read_bytes()
    at: Numbers = {one: content.find(name) for one, name in names.items()}
    return {f"place of {what}": at, f"place of {what} on its page": {one: -at[one] % PAGE for one in at}}


def likenesses(seized: Seized, truth: dict[str, int], *, places: bool) -> Iterator[tuple[float, str]]:
    """(chance, what goes with what) for every pair."""
    for mine, letters in of_letters(seized, places=places).items():
        for theirs, addresses in of_addresses(seized, places=places).items():
            both = [ref for ref, address in truth.items() if ref in letters and address in addresses]
            chance = alike([float(letters[ref]) for ref in both], [float(addresses[truth[ref]]) for ref in both])
            yield chance, f"{mine} ~ {theirs} ({len(both)})"
