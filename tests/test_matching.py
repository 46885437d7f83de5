"""The attacker's arithmetic: what is a likeness, and what is chance."""

import pytest

from tests.matching import alike


def test_one_odd_letter_among_seventeen_is_no_likeness():
    odd = [0.0] * 16 + [1.0]

    assert alike(odd, odd) == pytest.approx(1 / 17)


def test_the_same_order_is_one():
    order = [float(at) for at in range(17)]

    assert alike(order, order) < 1e-9
