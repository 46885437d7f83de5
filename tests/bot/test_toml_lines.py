"""Where a key stands: a mistake that names the wrong line is worse than none."""

import tomllib

from bot.settings import SAMPLE_HOME
from bot.toml_lines import lines_of

SAMPLE = SAMPLE_HOME.read_text(encoding="utf-8")


def paths(tree, path=()):
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield (*path, key)
        if isinstance(value, (dict, list)):
            yield from paths(value, (*path, key))


def test_every_key_of_the_sample_is_found_on_its_line():
    lines, found = SAMPLE.split("\n"), lines_of(SAMPLE)

    assert set(found) == set(paths(tomllib.loads(SAMPLE)))
    assert all(path[-1] in lines[line - 1] for path, line in found.items() if isinstance(path[-1], str))


def test_lines_are_found_in_any_way_of_writing():
    text = (
        'a.b = """x # [y]\n\n"""\n"q r" = \'#\'\n[c]\nd = [1, # one\n 2.5,\n {e = 1, f.g = [ ]},\n]\n'
        "[[c.h]]\n[c.h.i]\nj = 1979-05-27 07:32:00\n[[c.h]]\nk = '''\n'''\n"
    )

    found = lines_of(text)

    assert set(found) == set(paths(tomllib.loads(text)))
    assert found["a", "b"] == 1
    assert found["q r",] == 4
    assert [found["c", "d", index] for index in range(3)] == [6, 7, 8]
    assert found["c", "d", 2, "f", "g"] == 8
    assert found["c", "h", 0, "i", "j"] == 12
    assert found["c", "h", 1, "k"] == 14
