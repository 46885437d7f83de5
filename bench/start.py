"""Start-up and memory of the real program, as a process of its own: with nobody, and with 100,000 people."""

import asyncio
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from time import perf_counter, sleep

from bench.crowd import fill
from bench.families import KEY
from bench.rounds import Ratio, interleaved, ratio

ROUNDS = 5
PATIENCE_SECONDS = 60
SETTLED_SECONDS = 2.5  # the first tick, the first sweep and the night's work that was missed


async def measured(folder: Path) -> dict[str, Ratio]:
    """The crowded home in terms of the empty one: "start" and "memory"."""
    homes = {name: folder / name for name in ("nobody", "crowd")}
    for home in homes.values():
        home.mkdir()
    await asyncio.to_thread(fill, homes["crowd"])
    memory: dict[str, list[float]] = {name: [] for name in homes}

    async def run(name: str) -> float:
        seconds, kilobytes = await asyncio.to_thread(_run, homes[name])
        memory[name].append(kilobytes)
        return seconds

    seconds = await interleaved({"nobody": lambda: run("nobody"), "crowd": lambda: run("crowd")}, ROUNDS)
    return {
        "start": ratio(seconds["crowd"], seconds["nobody"]),
        "memory": ratio(memory["crowd"][1:], memory["nobody"][1:]),
    }


def _run(data: Path) -> tuple[float, float]:
    """(seconds until the door is open, resident kilobytes once it has settled) of one start."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAMP_")}
    environment |= {"RAMP_DATA": str(data), "RAMP_PORT": str(port), "RAMP_KEY": KEY.hex(), "RAMP_LOG": "ERROR"}
    begun = perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "bot"], env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        seconds = perf_counter() - begun
        sleep(SETTLED_SECONDS)
        return seconds, _resident(process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = perf_counter() + PATIENCE_SECONDS
    while perf_counter() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_SECONDS):
                return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the home did not open") from None
            sleep(0.005)
    raise TimeoutError("the home did not open in time")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _resident(pid: int) -> float:
    """What `ps` calls rss, in kilobytes."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return float(line.split()[1])
    return float(subprocess.check_output(["ps", "-o", "rss=", "-p", str(pid)]))  # noqa: S607
