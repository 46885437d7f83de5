"""Sealing: sensitive fields are encrypted in the database, and looked up by a blind index, never in the clear.

AES-256-GCM with the key's id in front and the field's place as associated data, so that a sealed value that is copied
into another column does not open. The keys derive from one secret that never lies in the database or in a backup.
"""

import hashlib
import hmac
import json
import os
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

REF_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
REF_LENGTH = 10
CODE_LENGTH = 8
COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class WrongKey(Exception):  # noqa: N818 - reads as the sentence it is
    """A sealed value was made with another key, or was changed."""


class Seal:
    """Seals and opens with one secret of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise ValueError("the key must be 32 bytes")
        self._cipher = AESGCM(self._derive(secret, "seal"))
        self._index = self._derive(secret, "index")
        self.key_id = self._derive(secret, "fingerprint")[:4]

    @staticmethod
    def _derive(secret: bytes, use: str) -> bytes:
        return hmac.new(secret, f"rainbow ramp {use}".encode(), hashlib.sha256).digest()

    @property
    def fingerprint(self) -> str:
        """What a backup may carry of the key: enough to recognise it, useless to open anything."""
        return self.key_id.hex()

    def close(self, value: Any, place: str) -> bytes:
        """`value` (anything JSON can say) sealed for `place`, such as "children.details"."""
        return self.close_bytes(COMPACT.encode(value).encode(), place)

    def open(self, sealed: bytes, place: str) -> Any:
        """What was sealed for `place`. Raises WrongKey."""
        return json.loads(self.open_bytes(sealed, place).decode())

    def close_bytes(self, content: bytes, place: str) -> bytes:
        """Bytes as they are, sealed for `place`: a photo need not become text first."""
        nonce = os.urandom(12)
        return self.key_id + nonce + self._cipher.encrypt(nonce, content, place.encode())

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """The bytes that were sealed for `place`. Raises WrongKey."""
        if sealed[:4] != self.key_id:
            raise WrongKey(f"sealed with key {sealed[:4].hex()}, ours is {self.fingerprint}")
        try:
            return self._cipher.decrypt(sealed[4:16], sealed[16:], place.encode())
        except InvalidTag:
            raise WrongKey(f"a sealed value of {place} was changed") from None

    def blind(self, value: str, place: str) -> bytes:
        """An index of `value` that finds it again and says nothing of it without the key."""
        return hmac.new(self._index, f"{place}\0{value}".encode(), hashlib.sha256).digest()[:16]

    def slow(self, value: str, place: str) -> bytes:
        """A blind index that is slow to make: for short codes, which somebody with the key might try one by one."""
        salt = hmac.new(self._index, f"slow {place}".encode(), hashlib.sha256).digest()
        return hashlib.scrypt(value.encode(), salt=salt, n=2**14, r=8, p=1, dklen=16)


def new_ref(length: int = REF_LENGTH) -> str:
    """A random name for an object, safe to show: base32 without the letters and digits that look alike."""
    return "".join(REF_ALPHABET[byte % 32] for byte in secrets.token_bytes(length))  # 32 divides 256: none is favoured
