"""Inlets: where another service brings requests to our web server, and proves itself by a secret in a header."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Inlet:
    """`brought` is handed the secret and the bytes, and says with which status to answer."""

    path: str
    header: str
    brought: Callable[[str, bytes], Awaitable[int]]

    def route(self) -> Route:
        """Its route."""
        return Route(self.path, self._answer, methods=["POST"])

    async def _answer(self, request: Request) -> Response:
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > MOST_BYTES:
                return Response(status_code=413)
        return Response(status_code=await self.brought(request.headers.get(self.header, ""), bytes(content)))
