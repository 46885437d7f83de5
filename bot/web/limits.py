"""How much one visit and everyone together may ask of the page."""

from bot.limits import Rate

A_VISIT = Rate(burst=25, a_second=1.0)
EVERYONE = Rate(burst=400, a_second=120.0)
MEDIA_OF_A_VISIT = Rate(burst=6, a_second=0.1)
MEDIA = Rate(burst=24, a_second=1.0)  # each is large to hold and work to clean
NEW_VISITS = Rate(burst=120, a_second=2.0)
