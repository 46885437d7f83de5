"""Telephone numbers, and a number off a paper, made while the tests run.

China keeps no range of numbers free for trying things out: every mobile number that is written down may be somebody's,
and whoever reads our tests may ring it. So none stands in the tree (tests/test_tree.py looks), here neither.
"""

MOBILE = "13" + "0" * 9
OTHER_MOBILE = "13" + "9" * 9
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
RESIDENT_ID = "1" * 6 + "20180101" + "1" * 4  # built as the number on an identity card: place, birthday, four more


def grouped(number: str, between: str = " ") -> str:
    """A mobile number's eleven digits as people read them: three, four and four."""
    return between.join((number[:3], number[3:7], number[7:]))


def wide(number: str) -> str:
    """The same with the broad digits that a Chinese keyboard may give."""
    return number.translate(WIDE)


def landline(area: str, digits: int = 8) -> str:
    """An area code and behind it a number of so many digits; none that is given out begins with a 1."""
    return area + "1" * digits
