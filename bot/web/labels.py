"""The page's own words: it has none itself, so that both languages live in the catalog."""

from bot.text import _

LABELS = {"loading": _("One moment…")}
