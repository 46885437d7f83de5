"""The house rules: who may lean on whom, how long a file may grow, what must stand beside what."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("bot", "handlers", "storage")

# From the ground up. A module may lean on the rows below its own, never on its own row or one above.
# Where a name stands for several files (storage, bot.web), these may lean on one another.
LAYERS = (
    ("storage",),
    ("bot.clock", "bot.files", "bot.limits", "bot.media_worker", "bot.sheet", "bot.text"),
    ("bot.kinds", "bot.media"),
    ("bot.mistakes", "bot.toml_lines"),
    ("bot.dotenv", "bot.hours", "bot.keys", "bot.reading"),
    ("bot.holidays", "bot.settings"),
    ("bot.home",),
    ("bot.needs", "bot.profile"),
    ("bot.chat",),
    ("bot.apps", "bot.danger", "bot.fetching", "bot.fields", "bot.guesses", "bot.heard", "bot.kept", "bot.service"),
    ("bot.shortage",),
    ("bot.form", "bot.listing"),
    ("bot.flow",),
    ("bot.booking", "bot.menu"),
    ("bot.drafting", "bot.booking_screens", "bot.booking_time"),
    ("bot.door", "bot.ics"),
    ("bot.booking_card",),
    ("bot.desk", "bot.reminders", "bot.return_code"),
    ("bot.board", "bot.volunteering"),
    ("handlers",),
    ("bot.turns",),
    ("bot.jobs", "bot.sender"),
    ("bot.scheduler",),
    ("bot.telegram", "bot.web"),
    ("bot.app", "bot.backup", "bot.poster"),
    ("bot.commands",),
    ("bot.drawing", "bot.measuring"),
    ("bot.__main__",),
)
KNOW_THE_FLOWS = {"bot.app"}
LIBRARIES = {
    "telegram": {"bot.telegram", "bot.app"},
    "aiohttp": {"bot.telegram", "bot.app"},
    "starlette": {"bot.web", "bot.app"},
    "uvicorn": {"bot.web", "bot.app"},
    "sse_starlette": {"bot.web", "bot.app"},
    "apscheduler": {"bot.scheduler", "bot.app"},
    "PIL": {"bot.media_worker"},
    "av": {"bot.media_worker"},
}

MOST_LINES = 250
MOST_LINES_OF_A_FUNCTION = 40
# What is longer today, with its length. These lists may only shrink.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}


def modules(*folders: str) -> Iterator[tuple[str, Path]]:
    """Every Python file under the folders, with its dotted name."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> set[str]:
    """The dotted names that a file imports; `from bot import app` is bot.app."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)}:{node.lineno}: write the import out in full"
            names |= {_module_of(f"{node.module}.{alias.name}", str(node.module)) for alias in node.names}
    return names


def _module_of(longer: str, module: str) -> str:
    path = ROOT.joinpath(*longer.split("."))
    return longer if path.is_dir() or path.with_suffix(".py").exists() else module


def is_within(module: str, name: str) -> bool:
    return module == name or module.startswith(name + ".")


def layer(module: str) -> int | None:
    """The row of a module in LAYERS; the packages themselves (bot/__init__.py) are on the ground."""
    if module == "bot":
        return 0
    return next((row for row, names in enumerate(LAYERS) if any(is_within(module, name) for name in names)), None)


def are_one_family(one: str, other: str) -> bool:
    """Two files under one name, which may lean on one another; flows never do."""
    names = [name for row in LAYERS for name in row if is_within(one, name)]
    if "handlers" in names:  # a flow may be a folder, whose files are one flow
        return flow_of(one) == flow_of(other)
    return any(is_within(other, name) for name in names)


def flow_of(module: str) -> str:
    """The flow that a module of handlers/ belongs to: handlers.respite.request belongs to handlers.respite."""
    return ".".join(module.split(".")[:2])


def flows() -> list[str]:
    return sorted({flow_of(module).split(".")[1] for module, _path in modules("handlers") if module != "handlers"})


def test_every_module_has_its_layer():
    homeless = [module for module, _ in modules(*OURS) if layer(module) is None]

    assert homeless == [], "give each its row in LAYERS, or put it where it belongs"


def test_imports_run_one_way():
    wrong = [
        f"{module} imports {other}"
        for module, path in modules(*OURS)
        for other in sorted(imports(path))
        if other.split(".")[0] in OURS
        and (layer(other) or 0) >= (layer(module) or 0)
        and not are_one_family(module, other)
        and module not in ("bot", "handlers")  # handlers/__init__.py lists the flows
    ]

    assert wrong == []


def test_storage_imports_nothing_of_ours():
    wrong = [
        f"{module} imports {other}"
        for module, path in modules("storage")
        for other in sorted(imports(path))
        if other.split(".")[0] in ("bot", "handlers")
    ]

    assert wrong == []


def test_flows_never_lean_on_one_another():
    wrong = [
        f"{module} imports {other}"
        for module, path in modules("handlers")
        for other in sorted(imports(path))
        if is_within(other, "handlers") and module != "handlers" and flow_of(other) != flow_of(module)
    ]

    assert wrong == [], "what two flows share is told by storage, or by the machine"


def test_only_the_composition_root_knows_the_flows():
    knowing = {m for m, path in modules("bot") if any(is_within(name, "handlers") for name in imports(path))}

    assert knowing <= KNOW_THE_FLOWS


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stays_in_its_room(library):
    users = {m for m, path in modules(*OURS) if any(is_within(name, library) for name in imports(path))}

    assert {m for m in users if not any(is_within(m, room) for room in LIBRARIES[library])} == set()


def test_no_file_is_longer_than_one_reading():
    paths = [p for folder in (*OURS, "tests", "bench") for p in (ROOT / folder).rglob("*")]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in paths
        if path.suffix in (".py", ".js", ".css", ".html")
    }

    too_long = {name: lines for name, lines in lengths.items() if lines > LONG_FILES.get(name, MOST_LINES)}
    assert too_long == {}, f"the cap is {MOST_LINES} lines"
    assert {name for name in LONG_FILES if lengths.get(name, 0) <= MOST_LINES} == set(), "take these off LONG_FILES"


def test_no_function_is_longer_than_a_page():
    lengths = {
        f"{module}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module, path in modules(*OURS, "tests", "bench")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    too_long = {n: lines for n, lines in lengths.items() if lines > LONG_FUNCTIONS.get(n, MOST_LINES_OF_A_FUNCTION)}
    assert too_long == {}, f"the cap is {MOST_LINES_OF_A_FUNCTION} lines"
    short = {name for name in LONG_FUNCTIONS if lengths.get(name, 0) <= MOST_LINES_OF_A_FUNCTION}
    assert short == set(), "take these off LONG_FUNCTIONS"


def test_every_module_opens_by_saying_what_it_is():
    silent = [module for module, path in modules(*OURS, "tests", "bench") if not ast.get_docstring(parsed(path))]

    assert silent == []


@pytest.mark.parametrize("flow", flows())
def test_every_flow_has_its_test(flow):
    assert (ROOT / "tests" / "handlers" / f"test_{flow}.py").exists(), f"write tests/handlers/test_{flow}.py"
