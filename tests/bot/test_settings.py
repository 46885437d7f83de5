"""Settings: what the machine is told, what it assumes, and the sentence for each mistake."""

import base64
import stat
from pathlib import Path

import pytest

from bot.mistakes import SettingsMistakes
from bot.settings import SAMPLE_HOME, SETTINGS, read_settings
from bot.text import Texts

TEXTS = Texts(Path(__file__).parents[2] / "locales")
KEY = bytes(range(32))


def mistakes(folder, **environment):
    """The sentences for a wrong environment, in the home's first language."""
    with pytest.raises(SettingsMistakes) as error:
        read_settings(environment, folder)
    return [TEXTS.say(line, "en", None) for line in error.value.lines()]


def test_without_any_setting_the_sample_home_opens_here(tmp_path):
    settings = read_settings({}, tmp_path)

    assert settings.sample
    assert settings.home == SAMPLE_HOME
    assert settings.data == tmp_path / "sample-data"
    assert (settings.host, settings.port, settings.log) == ("127.0.0.1", 8080, "INFO")
    assert settings.token == settings.api == settings.url == ""


@pytest.mark.parametrize(
    "setting",
    [
        {"RAMP_TELEGRAM_TOKEN": "123456:abcdefghijklmnopqrstuvwxyz"},
        {"RAMP_URL": "https://chat.example.org"},
        {"RAMP_HOME": "home.toml"},
        {"RAMP_HOST": "0.0.0.0"},  # noqa: S104 - the point: it is no sample there
    ],
)
def test_whoever_can_be_reached_from_outside_is_no_sample(tmp_path, setting):
    (tmp_path / "home.toml").write_text("")

    settings = read_settings(setting, tmp_path)

    assert not settings.sample
    assert settings.data == tmp_path / "data"


def test_the_env_file_is_read_and_the_environment_wins(tmp_path):
    (tmp_path / ".env").write_text(
        "\ufeff# ours\n\nexport RAMP_PORT=9000\nRAMP_LOG = 'debug' # loud\nRAMP_HOST=::1  # here\nOTHER=1\n"
    )

    settings = read_settings({"RAMP_PORT": "9001"}, tmp_path)

    assert (settings.port, settings.log, settings.host) == (9001, "DEBUG", "::1")
    assert settings.log_level == 10


def test_a_line_of_the_env_file_that_is_no_setting_is_named(tmp_path):
    (tmp_path / ".env").write_text("RAMP_PORT 9000\n")

    assert mistakes(tmp_path) == [".env, line 1: this line is not a setting. Write it like this: RAMP_PORT=8080"]


def test_an_env_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / ".env").write_bytes("RAMP_HOME=家园.toml".encode("gbk"))

    assert mistakes(tmp_path) == [".env: The file is not in UTF-8. Save it again with the encoding UTF-8."]


def test_all_mistakes_are_told_at_once(tmp_path):
    found = mistakes(
        tmp_path, RAMP_PROT="1", RAMP_PORT="http", RAMP_HOME="nowhere.toml", RAMP_LOG="loud", RAMP_KEY="short",
        RAMP_TELEGRAM_TOKEN="secret", RAMP_TELEGRAM_API="here", RAMP_HOST="my host",
    )

    assert [line.split(":")[0] for line in found] == [
        "RAMP_PROT", "RAMP_HOST", "RAMP_TELEGRAM_TOKEN", "RAMP_TELEGRAM_API", "RAMP_HOME", "RAMP_PORT", "RAMP_LOG",
        "RAMP_KEY",
    ]
    assert found[0] == "RAMP_PROT: there is no such setting. Did you mean “RAMP_PORT”?"
    assert "“http” is not a port. Write a number from 1 to 65535." in found[5]
    assert not list(tmp_path.glob("*.key"))


def test_mistakes_never_repeat_a_secret(tmp_path):
    found = mistakes(tmp_path, RAMP_TELEGRAM_TOKEN="123:se cret", RAMP_KEY="hush" * 9)

    assert not any("cret" in line or "hush" in line for line in found)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "８０", "9" * 5000])
def test_a_port_is_a_number_that_machines_use(tmp_path, port):
    assert len(mistakes(tmp_path, RAMP_PORT=port)) == 1


@pytest.mark.parametrize(
    "url", ["http://chat.example.org", "https://", "chat.example.org", "https://a.example/chat", "https://[::1", "https://a:b"]
)
def test_a_public_address_is_https_and_has_no_path(tmp_path, url):
    assert len(mistakes(tmp_path, RAMP_URL=url)) == 1


@pytest.mark.parametrize("url", ["https://chat.example.org/", "http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost"])
def test_plain_http_is_good_enough_on_this_machine(tmp_path, url):
    assert read_settings({"RAMP_URL": url}, tmp_path).url == url.rstrip("/")


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    [line] = mistakes(tmp_path, RAMP_DATA="file/data")

    assert line.startswith(f"RAMP_DATA: the folder {tmp_path / 'file' / 'data'} cannot be written.")


def test_the_key_is_made_once_beside_the_data_and_for_this_user_only(tmp_path):
    first = read_settings({}, tmp_path)
    second = read_settings({}, tmp_path)

    assert first.key == second.key
    assert len(first.key) == 32
    assert first.key_file == tmp_path / "sample-data.key"
    assert stat.S_IMODE(first.key_file.stat().st_mode) == 0o600


def test_a_key_file_that_others_can_read_is_refused(tmp_path):
    path = read_settings({}, tmp_path).key_file
    path.chmod(0o640)

    [line] = mistakes(tmp_path)

    assert line.endswith(f"others on this machine can read the key file. Type this once: chmod 600 {path}")


def test_a_damaged_key_file_is_refused(tmp_path):
    path = read_settings({}, tmp_path).key_file
    path.write_bytes(b"\xff\xfe")

    assert mistakes(tmp_path) == [
        f"{path}: the key is not 32 bytes long. Write 64 hex digits or 44 characters of base64."
    ]


def test_a_key_file_that_is_no_file_is_refused(tmp_path):
    (tmp_path / "sample-data.key").mkdir(mode=0o700)

    assert "the key file cannot be read" in mistakes(tmp_path)[0]


def test_no_new_key_is_made_for_data_that_another_key_sealed(tmp_path):
    settings = read_settings({}, tmp_path)
    (settings.data / "ramp.db").write_text("")
    settings.key_file.unlink()

    assert "opens with no other key" in mistakes(tmp_path)[0]
    assert not settings.key_file.exists()


@pytest.mark.parametrize(
    "written", [KEY.hex(), base64.b64encode(KEY).decode(), base64.urlsafe_b64encode(KEY).decode().rstrip("=")]
)
def test_the_key_may_be_a_setting_in_hex_or_base64(tmp_path, written):
    settings = read_settings({"RAMP_KEY": written}, tmp_path)

    assert settings.key == KEY
    assert settings.key_file is None
    assert not (tmp_path / "sample-data.key").exists()


@pytest.mark.parametrize("written", ["é" * 64, "g" * 64, "ab" * 31, "****"])
def test_a_key_of_another_shape_is_refused(tmp_path, written):
    assert mistakes(tmp_path, RAMP_KEY=written) == [
        "RAMP_KEY: the key is not 32 bytes long. Write 64 hex digits or 44 characters of base64."
    ]


def test_neither_key_nor_token_shows_when_settings_are_printed(tmp_path):
    shown = repr(read_settings({"RAMP_KEY": KEY.hex(), "RAMP_TELEGRAM_TOKEN": "1:secret_token"}, tmp_path))

    assert "secret_token" not in shown
    assert repr(KEY) not in shown


def test_every_setting_stands_in_the_table_with_what_it_is_for():
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.purpose for setting in SETTINGS)
