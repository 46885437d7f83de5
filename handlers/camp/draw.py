"""The draw of a week (抽签): frozen and drawn by itself at its hours, with all that anybody needs to check it."""

from datetime import date

from bot.booking import offer_freed, tell_family
from bot.booking_screens import mine_button, waitlist_line
from bot.chat import Button, File, Screen, Tap, Turn, row
from bot.text import Day, Moment, Text, _
from handlers.camp.profile import Camp
from storage import audit, camps, draws
from storage.camps import Camp as Week
from storage.places import Booking

COMMAND = "python -m bot draw --verify"


def see_to_draws(turn: Turn) -> None:
    """Once a minute: close the lists whose period is over, and draw what is to be drawn, while people are awake."""
    if not turn.home.offers(Camp):
        return
    for camp_id in draws.to_freeze(turn.db, turn.now):
        camp = camps.by_id(turn.db, camp_id)
        audit.record(turn.db, at=turn.now, actor="clock", act="draw.list", what=camp.ref,
                     why=draws.freeze(turn.db, camp, turn.now))  # fmt: skip
    if turn.home.is_quiet(turn.now):
        return
    for camp_id in draws.to_draw(turn.db, turn.now):
        _draw(turn, camps.by_id(turn.db, camp_id))


def _draw(turn: Turn, camp: Week) -> None:
    """Offer the places in the drawn order; who is behind them stands on the waitlist in that order, and hears so."""
    drawn = draws.draw(turn.db, turn.seal, camp, turn.now)
    seed = str(draws.published(turn.db, turn.seal, camp)["seed"])
    audit.record(turn.db, at=turn.now, actor="clock", act="draw.drawn", what=camp.ref, why=seed)
    offer_freed(turn)
    waiting = {one.ref: one for one in camps.registrations(turn.db, camp, ("waitlisted",))}
    for one in drawn:
        if one.ref in waiting:
            tell_family(turn, one, _not_yet(turn, waiting[one.ref]))


def _not_yet(turn: Turn, one: Booking) -> Screen:
    return Screen(
        title=_("The places have been drawn"),
        text=(
            _("Your lot did not bring a place this time. You stay in line in the drawn order."),
            waitlist_line(turn, one),
        ),
        rows=(row(mine_button("primary")), row(_fair(camps.of_booking(turn.db, one)))),
    )


def _fair(camp: Week | None) -> Button:
    return Button(_("How the draw can be checked"), Tap("camp", "fair", camp.ref if camp else ""), "quiet")


def fair_screen(turn: Turn, camp: Week) -> Screen:
    """What is published so far, for everybody alike."""
    told = draws.published(turn.db, turn.seal, camp)
    facts: list[tuple[Text, Text]] = []
    if camp.draw_at is not None:
        facts = [(_("The list is closed at"), Moment(camp.closes_at)), (_("Drawn at"), Moment(camp.draw_at))]
    facts.append((_("Fingerprint of the secret number"), str(told.get("seed_hash", ""))))
    if "list_hash" in told:
        facts += [(_("Registrations in the list"), len(told["entrants"])),
                  (_("Fingerprint of the list"), told["list_hash"])]  # fmt: skip
    if "seed" in told:
        facts.append((_("The secret number, revealed"), told["seed"]))
    name = f"draw-{camp.first_day}.json"
    return Screen(
        title=_("How the draw can be checked"),
        text=(
            _(
                "Before anybody registers, we choose a secret number and publish its fingerprint. When the period is "
                "over, we publish that of the list. Then the number is revealed, and from both anybody can work out "
                "the order."
            ),
            _(
                "Nobody, not even we, can choose the order. Each registration has a name of letters; brothers and "
                "sisters are one."
            ),
            *((_("Drawn again with: {command}", command=f"{COMMAND} {name}"),) if "seed" in told else ()),
        ),
        facts=tuple(facts),
        rows=(row(Button(_("Back to the week"), Tap("camp", "open", camp.ref))),),
        files=(File("camp", camp.ref, name, _("The list as a file")),) if "list_hash" in told else (),
    )  # fmt: skip


def drawn_line(turn: Turn, camp: Week) -> Text:
    """How places are given, in a sentence."""
    if camp.draw_at is None:
        return _("in the order of registration")
    day = Day(date.fromisoformat(turn.local(camp.draw_at).date().isoformat()))
    return _("by lot, on {day}: when you register does not matter", day=day)
