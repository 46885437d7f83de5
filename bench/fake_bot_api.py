"""The least that passes for a Bot API: gives every request the same answer, which it reads from its standard input.

It is a process of its own, so that its work is nobody's but its own. It says on which port it listens.
"""

import asyncio
import re
import sys

END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Answering(asyncio.Protocol):
    """One connection that is kept alive."""

    def __init__(self, answer: bytes) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n"
        self._answer = head.encode() + answer
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while END_OF_HEAD in self._heard:
            head, rest = self._heard.split(END_OF_HEAD, 1)
            told = LENGTH.search(head)
            length = int(told[1]) if told else 0
            if len(rest) < length:
                return
            self._heard = rest[length:]
            self._transport.write(self._answer)  # type: ignore[attr-defined]


async def main() -> None:
    """Listen until the process is ended."""
    answer = sys.stdin.buffer.read()
    server = await asyncio.get_running_loop().create_server(lambda: Answering(answer), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
