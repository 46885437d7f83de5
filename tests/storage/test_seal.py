"""Sealing: what is sealed opens with its key in its place, and nowhere else."""

import os

import pytest

from storage.seal import REF_ALPHABET, Seal, WrongKey, new_ref
from tests.a_number import MOBILE

SECRET = bytes(range(32))


@pytest.mark.parametrize("value", ["", "小晴", 0, None, True, 1.5, [], {"a": ["b", {"c": "d"}]}, "x" * 100_000])
def test_whatever_json_can_say_comes_back_as_it_was(value: object):
    seal = Seal(SECRET)

    assert seal.open(seal.close(value, "a.b"), "a.b") == value


def test_the_same_words_are_never_sealed_alike():
    seal = Seal(SECRET)

    assert seal.close("小晴", "a.b") != seal.close("小晴", "a.b")


def test_a_sealed_value_says_nothing_of_its_words():
    assert "小晴".encode() not in Seal(SECRET).close("小晴", "a.b")


def test_a_value_copied_into_another_place_does_not_open():
    seal = Seal(SECRET)

    with pytest.raises(WrongKey, match=r"people\.details was changed"):
        seal.open(seal.close("小晴", "children.details"), "people.details")


@pytest.mark.parametrize("byte", [4, 15, 16, 20, -1])
def test_a_value_that_was_changed_by_one_bit_does_not_open(byte: int):
    sealed = bytearray(Seal(SECRET).close("小晴", "a.b"))
    sealed[byte] ^= 1

    with pytest.raises(WrongKey):
        Seal(SECRET).open(bytes(sealed), "a.b")


@pytest.mark.parametrize("sealed", [b"", b"x", bytes(200)])
def test_what_was_never_sealed_does_not_open(sealed: bytes):
    with pytest.raises(WrongKey):
        Seal(SECRET).open(sealed, "a.b")


def test_another_key_is_told_apart_by_its_fingerprint():
    ours, theirs = Seal(SECRET), Seal(os.urandom(32))

    with pytest.raises(WrongKey, match=ours.fingerprint):
        ours.open(theirs.close("小晴", "a.b"), "a.b")

    assert Seal(SECRET).fingerprint == ours.fingerprint != theirs.fingerprint


def test_a_blind_index_finds_again_and_differs_by_place_and_by_key():
    seal = Seal(SECRET)

    assert seal.blind(MOBILE, "phone") == seal.blind(MOBILE, "phone")
    assert seal.blind(MOBILE, "phone") != seal.blind(MOBILE, "code")
    assert seal.blind(MOBILE, "phone") != Seal(os.urandom(32)).blind(MOBILE, "phone")


@pytest.mark.parametrize("secret", [b"", b"short", bytes(31), bytes(33)])
def test_a_key_has_thirty_two_bytes(secret: bytes):
    with pytest.raises(ValueError, match="32 bytes"):
        Seal(secret)


def test_refs_are_random_and_read_well_aloud():
    refs = {new_ref() for _ in range(200)}

    assert len(refs) == 200
    assert set("".join(refs)) <= set(REF_ALPHABET)
    assert not set("01IO") & set(REF_ALPHABET)
    assert len(REF_ALPHABET) == 32  # each of them as likely as the others
