"""The weeks that really take place: opened ahead with their places, and where each stands in its course."""

from datetime import date, timedelta
from typing import Literal

from bot.chat import Refused, Turn
from bot.home import Home
from bot.hours import instant
from bot.text import Day, Text, _
from handlers.camp.profile import Camp, Quota, Week, week_of
from storage import audit, camps, draws, places
from storage.camps import NewCamp
from storage.children import Child
from storage.guardians import role_of
from storage.places import SpanPlan, Want

A_WEEK = timedelta(weeks=1)
SUPPORT = "support"
RESIDENT = "worker"  # who looks after a child for an organisation; see handlers/children.py

Phase = Literal["soon", "open", "late", "begun"]


def first_day_of(week: Week, today: date) -> date:
    """Its first day; for a numbered Monday, that of the month which it is now."""
    if week.first_day is not None:
        return week.first_day
    month = today.replace(day=1)
    first_monday = month + timedelta(days=-month.weekday() % 7)
    return first_monday + A_WEEK * ((week.monday or 1) - 1)


def planned(home: Home, week: Week, first_day: date) -> NewCamp:
    """The week with all its instants, as the profile lays it down today."""
    rules, last_day = home[Camp], first_day + timedelta(days=week.days - 1)

    def before(days: int, clock: str) -> int:
        return instant(first_day - timedelta(days=days), getattr(rules, clock), home.zone)

    return NewCamp(
        week=week.id, first_day=first_day.isoformat(), last_day=last_day.isoformat(),
        starts_at=instant(first_day, rules.starts, home.zone), ends_at=instant(last_day, rules.ends, home.zone),
        opens_at=before(week.opens_before, "opens_at"), closes_at=before(week.closes_before, "closes_at"),
        draw_at=before(week.draw_before, "draw_at") if week.draw_before is not None else None,
    )  # fmt: skip


def open_weeks(turn: Turn) -> None:
    """Make known what the profile plans and families have not been told yet, with its places."""
    new = False
    for week in turn.home[Camp].weeks:
        plan = planned(turn.home, week, first_day_of(week, turn.today))
        camp = camps.open_week(turn.db, plan) if plan.ends_at > turn.now else None
        if camp is None:
            continue
        new = True
        if camp.draw_at is not None:
            draws.open_draw(turn.db, turn.seal, camp)
            _publish(turn, camp, "draw.seed", "seed_hash")
    if new:
        open_places(turn)


def _publish(turn: Turn, camp: camps.Camp, act: str, what: str) -> None:
    published = draws.published(turn.db, turn.seal, camp)[what]
    audit.record(turn.db, at=turn.now, actor="clock", act=act, what=camp.ref, why=str(published))


def open_places(turn: Turn) -> None:
    """The places of every week ahead, as the profile has them now; what families hold is never taken from them."""
    ahead = [camp for camp in camps.not_over(turn.db, turn.now) if week_of(turn.home, camp.week) is not None]
    days = [camp.first_day for camp in ahead]
    if ahead:
        plans = [plan for camp in ahead for plan in _plans(turn.home, camp)]
        places.open_spans(turn.db, plans, min(days), max(days), "camp")


def _plans(home: Home, camp: camps.Camp) -> list[SpanPlan]:
    rules = home[Camp]
    amounts = {quota.id: quota.places for quota in rules.quotas} | ({SUPPORT: rules.support} if rules.support else {})
    return [
        SpanPlan(resource_of(camp.week, name), camp.first_day, camp.starts_at, camp.ends_at, amount)
        for name, amount in amounts.items()
    ]


def resource_of(week: str, quota: str) -> str:
    """The resource that is a quota of a week."""
    return f"camp.{week}.{quota}"


def resource_called(home: Home, key: str) -> Text | None:
    """What anybody reads for such a resource: never which quota it is."""
    _camp, _dot, rest = key.partition("camp.")
    week = week_of(home, rest.rpartition(".")[0])
    return week.name if week is not None else None


def shown(turn: Turn) -> list[camps.Camp]:
    """The weeks that families see: those ahead or running. One whose date the profile has changed is not among them."""
    open_weeks(turn)
    found = [(camp, week_of(turn.home, camp.week)) for camp in camps.not_over(turn.db, turn.now)]
    return [
        camp for camp, week in found
        if week is not None and (week.first_day is None or week.first_day.isoformat() == camp.first_day)
    ]  # fmt: skip


def the_week(turn: Turn, ref: str) -> camps.Camp:
    """The week of this ref. Raises Refused."""
    camp = camps.find(turn.db, ref)
    if camp is None or week_of(turn.home, camp.week) is None:
        raise Refused(_("This week is not here any more. Please look at the list again."))
    return camp


def name_of(home: Home, camp: camps.Camp) -> Text:
    """The week's name; its id where the profile has none any more."""
    week = week_of(home, camp.week)
    return week.name if week is not None else camp.week


def days_of(camp: camps.Camp) -> Text:
    """From which day to which."""
    first, last = date.fromisoformat(camp.first_day), date.fromisoformat(camp.last_day)
    return _("{first} to {last}", first=Day(first), last=Day(last))


def phase_of(turn: Turn, camp: camps.Camp) -> Phase:
    """Where it stands: before the application period, in it, after it, or begun."""
    if turn.now >= camp.starts_at:
        return "begun"
    if turn.now < camp.opens_at:
        return "soon"
    return "open" if turn.now < camp.closes_at else "late"


def is_drawn(turn: Turn, camp: camps.Camp) -> bool:
    """Whether nothing is left to be drawn: whoever registers now stands in the ordinary line."""
    return camp.draw_at is None or "order" in draws.published(turn.db, turn.seal, camp)


def wants_of(turn: Turn, camp: camps.Camp, family: list[Child]) -> tuple[Want, ...]:
    """What the children take: a place of the quota that each belongs to, and one more pair of hands where needed."""
    amounts: dict[str, int] = {}
    for child in family:
        quota = _quota_of(turn, child).id
        amounts[quota] = amounts.get(quota, 0) + 1
        if child.high_support and turn.home[Camp].support:
            amounts[SUPPORT] = amounts.get(SUPPORT, 0) + 1
    return tuple(
        Want(resource_of(camp.week, name), camp.starts_at, camp.ends_at, amount) for name, amount in amounts.items()
    )


def _quota_of(turn: Turn, child: Child) -> Quota:
    resident = role_of(turn.db, child.id, turn.person.id) == RESIDENT
    belongs = {"resident": resident, "needs": bool(child.needs), "everyone": True}
    return next(quota for quota in turn.home[Camp].quotas if belongs[quota.who])
