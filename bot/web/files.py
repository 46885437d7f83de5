"""Files on their way down, whole or in parts: players on phones ask for the beginning first, and go by the answer."""

import re

from starlette.responses import Response

PART = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def file_response(content: bytes, media_type: str, disposition: str, *, wanted: str | None) -> Response:
    """The file, or the part of it that the Range header `wanted` names; one that names none is not looked at."""
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store", "Accept-Ranges": "bytes"}
    part = _part(wanted or "", len(content))
    if part is None:
        return Response(content, media_type=media_type, headers=headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(content)}"
    return Response(content[part.start : part.stop], 206, media_type=media_type, headers=headers)


def _part(wanted: str, size: int) -> range | None:
    found = PART.fullmatch(wanted)
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    part = range(int(first), min(int(last or size), size - 1) + 1) if first else range(max(0, size - int(last)), size)
    return part or None
