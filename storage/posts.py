"""Posts: what children put into the letter box, and what is answered. Nothing here leads to whoever wrote.

Every key is random and every time a local day: neither the order nor the hour of a post can be read from the file.
Staff hide, and delete nothing (未成年人保护法 art. 63: nobody may destroy or delete a child's letters).
"""

import sqlite3
from dataclasses import dataclass, field
from typing import Any, Literal

from storage import moved
from storage.seal import Seal, new_ref

Origin = Literal["child", "home"]
CLAIM, CONTENT, MEDIA, NOT_FOR = "posts.claim", "post_lines.content", "post_media.content", "posts.not_for"
REF_LENGTH = 16


@dataclass(frozen=True)
class Line:
    """One line of a post: `content` is {"words": …}, {"cards": […]} or {"media": ref, "seconds": n, "words": …}.

    `by_role` is the role of the colleague who wrote it, "" for the child.
    """

    number: int
    origin: Origin
    kind: str
    content: Any
    by_role: str
    day: str
    seen: bool


@dataclass(frozen=True)
class NewLine:
    """A line as it is put in. `media` is (media type, seconds, bytes) of a voice or a drawing."""

    kind: str
    content: dict[str, Any]
    media: tuple[str, int, bytes] | None = None


@dataclass(frozen=True)
class Post:
    """A post without its lines. Days are local; `level` is how pressing its words are, `not_for` whom they speak of."""

    ref: str
    topic: str
    level: str | None
    day: str
    promised_day: str
    state: str
    state_day: str
    hidden: bool
    version: int
    handler: int | None
    closed_day: str | None
    not_for: frozenset[int] = field(default_factory=frozenset)


class Moved(moved.Moved[Post]):
    """Someone else changed it first."""


def put_in(
    db: sqlite3.Connection, seal: Seal, line: NewLine, *, claim: str, topic: str, level: str | None,
    not_for: frozenset[int], day: str, promised_day: str,
) -> str:  # fmt: skip
    """Put a new post into the box; its ref. `claim` is kept as a slow hash alone."""
    ref = new_ref(REF_LENGTH)
    db.execute(
        "INSERT INTO posts (ref, claim, topic, level, day, promised_day, state_day, not_for) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (ref, seal.slow(claim, CLAIM), topic, level, day, promised_day, day, seal.close(sorted(not_for), NOT_FOR)),
    )
    add_line(db, seal, ref, line, origin="child", day=day)
    return ref


def by_claim(db: sqlite3.Connection, seal: Seal, claim: str) -> Post | None:
    """The post whose way back this is."""
    row = db.execute("SELECT * FROM posts WHERE claim = ?", (seal.slow(claim, CLAIM),)).fetchone()
    return _post(seal, row) if row else None


def find(db: sqlite3.Connection, seal: Seal, ref: str) -> Post | None:
    """The post of this ref."""
    row = db.execute("SELECT * FROM posts WHERE ref = ?", (ref,)).fetchone()
    return _post(seal, row) if row else None


def unfinished(db: sqlite3.Connection, seal: Seal) -> list[Post]:
    """What is not closed, what was promised first on top."""
    rows = db.execute("SELECT * FROM posts WHERE closed_day IS NULL ORDER BY promised_day, ref")
    return [_post(seal, row) for row in rows]


def recent(db: sqlite3.Connection, seal: Seal, most: int = 500) -> list[Post]:
    """The newest posts, closed and hidden ones as well."""
    rows = db.execute("SELECT * FROM posts ORDER BY day DESC, ref LIMIT ?", (most,))
    return [_post(seal, row) for row in rows]


def add_line(
    db: sqlite3.Connection, seal: Seal, ref: str, line: NewLine, *, origin: Origin, day: str, by_role: str = ""
) -> None:
    """Write one more line below the others."""
    content = dict(line.content)
    if line.media is not None:
        media_type, seconds, raw = line.media
        media = new_ref(REF_LENGTH)
        content |= {"media": media, "seconds": seconds}
        db.execute(
            "INSERT INTO post_media (ref, post, media_type, seconds, content) VALUES (?, ?, ?, ?, ?)",
            (media, ref, media_type, seconds, seal.close_bytes(raw, MEDIA)),
        )
    db.execute(
        "INSERT INTO post_lines (post, number, origin, kind, content, by_role, day) "
        "SELECT :post, coalesce(max(number), 0) + 1, :origin, :kind, :content, :by_role, :day "
        "FROM post_lines WHERE post = :post",
        {"post": ref, "origin": origin, "kind": line.kind, "content": seal.close(content, CONTENT),
         "by_role": by_role or None, "day": day},
    )  # fmt: skip


def lines(db: sqlite3.Connection, seal: Seal, ref: str) -> list[Line]:
    """Every line of a post in its order."""
    rows = db.execute("SELECT * FROM post_lines WHERE post = ? ORDER BY number", (ref,))
    return [
        Line(row["number"], row["origin"], row["kind"], seal.open(row["content"], CONTENT), row["by_role"] or "",
             row["day"], bool(row["seen"]))
        for row in rows
    ]  # fmt: skip


def outline(db: sqlite3.Connection, ref: str) -> list[tuple[Origin, str]]:
    """(origin, kind) of every line in its order: what can be told of a post without reading it."""
    rows = db.execute("SELECT origin, kind FROM post_lines WHERE post = ? ORDER BY number", (ref,))
    return [(row["origin"], row["kind"]) for row in rows]


def unread(db: sqlite3.Connection) -> frozenset[str]:
    """The refs of posts with lines of a child that nobody has read yet."""
    rows = db.execute("SELECT DISTINCT post FROM post_lines WHERE origin = 'child' AND seen = 0")
    return frozenset(row["post"] for row in rows)


def awaits_answer(db: sqlite3.Connection, ref: str) -> bool:
    """Whether the child's was the last word."""
    sql = "SELECT origin FROM post_lines WHERE post = ? ORDER BY number DESC LIMIT 1"
    row = db.execute(sql, (ref,)).fetchone()
    return row is not None and row["origin"] == "child"


def see(db: sqlite3.Connection, ref: str, origin: Origin) -> None:
    """Every line of this side was seen by the other."""
    db.execute("UPDATE post_lines SET seen = 1 WHERE post = ? AND origin = ? AND seen = 0", (ref, origin))


def media(db: sqlite3.Connection, seal: Seal, ref: str) -> tuple[str, bytes, str] | None:
    """(the post, content, media type) of a voice or a drawing."""
    row = db.execute("SELECT * FROM post_media WHERE ref = ?", (ref,)).fetchone()
    return (row["post"], seal.open_bytes(row["content"], MEDIA), row["media_type"]) if row else None


def change(db: sqlite3.Connection, seal: Seal, ref: str, version: int, **to: Any) -> Post:
    """Change columns of a post, such as `state`, `handler` or `hidden`; the post as it is now.

    Raises Moved where somebody was faster, KeyError where there is no such post.
    """
    names = ", ".join(f"{name} = :{name}" for name in to)
    changed = db.execute(
        f"UPDATE posts SET version = version + 1, {names} WHERE ref = :ref AND version = :version",  # noqa: S608 - ours
        {"ref": ref, "version": version, **to},
    )
    return moved.settled(changed, find(db, seal, ref), Moved)


def speaks_of(db: sqlite3.Connection, seal: Seal, post: Post, those: frozenset[int]) -> Post:
    """These colleagues are spoken of as well: they see nothing of it from now on, and do not see to it."""
    if those <= post.not_for:
        return post
    not_for = seal.close(sorted(post.not_for | those), NOT_FOR)
    return change(
        db, seal, post.ref, post.version, not_for=not_for, handler=None if post.handler in those else post.handler
    )


def take_back_claims(db: sqlite3.Connection, closed_before: str) -> int:
    """The way back to what was closed before a local day is closed as well; how many."""
    sql = "UPDATE posts SET claim = NULL WHERE claim IS NOT NULL AND closed_day < ?"
    return db.execute(sql, (closed_before,)).rowcount


def _post(seal: Seal, row: sqlite3.Row) -> Post:
    not_for = frozenset(seal.open(row["not_for"], NOT_FOR)) if row["not_for"] else frozenset()
    return Post(
        row["ref"], row["topic"], row["level"], row["day"], row["promised_day"], row["state"], row["state_day"],
        bool(row["hidden"]), row["version"], row["handler"], row["closed_day"], not_for,
    )  # fmt: skip
