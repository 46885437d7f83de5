"""Volunteering, as every flow about it sees it: posts and shifts, who may take which and why not, whether it is safe.

`profile.py` is the home's section; `standing.py` what is known of a volunteer, `gates.py` what stands between them and
a shift; `shifts.py` reads shifts, `safety.py` judges them; `signing.py`, `standing_in.py`, `served.py` are the deeds.
"""
