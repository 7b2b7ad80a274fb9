"""The configuration: one file, the environment over it, secrets only from there."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from connectors.exports.reader import InboxSettings
from connectors.source import SourceSettings
from flows.settings import Settings, SettingsError, hash_secret, load_settings

WHOLE = """
[motcua]
home = "data"
root_unit = "H13"
units = "units.csv"
[sources.exports]
connector = "exports"
inbox = "inbox"
[sources.igate]
connector = "igate"
api_url = "https://igate.example/api"
sso_url = "https://sso.igate.example"
"""


@pytest.fixture(autouse=True)
def _no_variables_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
        monkeypatch.delenv(name)


def inbox(settings: Settings, name: str) -> Path:
    source: SourceSettings = settings.sources[name]
    assert isinstance(source, InboxSettings)
    return source.inbox


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "motcua.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_relative_paths_are_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "city", WHOLE)
    monkeypatch.chdir(tmp_path)
    settings = load_settings(Path("city/motcua.toml"))
    assert settings.home == tmp_path / "city" / "data"
    assert settings.motcua.units == tmp_path / "city" / "units.csv"
    assert inbox(settings, "exports") == tmp_path / "city" / "inbox"


def test_an_absolute_path_stays(tmp_path: Path) -> None:
    file = write(tmp_path, f'[motcua]\nhome = "{tmp_path}/elsewhere"\n')
    assert load_settings(file).home == tmp_path / "elsewhere"


def test_everything_has_a_default(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, ""))
    assert settings.home == tmp_path / "data"
    assert settings.motcua.root_unit == "H13"
    assert settings.motcua.language == "vi"
    assert (settings.motcua.quarantine_rows, settings.motcua.quarantine_share) == (50, 0.10)
    assert settings.sources == {}


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "motcua.toml"
    file.write_bytes(b"\xef\xbb\xbf" + '[signature]\r\nplace = "Cần Thơ"\r\n'.encode())
    assert load_settings(file).signature.place == "Cần Thơ"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MOTCUA_ROOT_UNIT", "H30"),
        ("MOTCUA_MOTCUA__ROOT_UNIT", "H30"),
    ],
)
def test_every_key_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert load_settings(write(tmp_path, WHOLE)).motcua.root_unit == value


def test_names_nest_with_two_underscores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SOURCES__EXPORTS__INBOX", "other")
    monkeypatch.setenv("MOTCUA_SOURCES__HAU_GIANG__CONNECTOR", "exports")
    monkeypatch.setenv("MOTCUA_SOURCES__HAU_GIANG__INBOX", "inbox/hau-giang")
    monkeypatch.setenv("MOTCUA_SOURCES__IGATE__API_URL", "https://igate.example/other")
    monkeypatch.setenv("MOTCUA_QUARANTINE_SHARE", "0.25")
    monkeypatch.setenv("MOTCUA_THREADS", "3")
    settings = load_settings(write(tmp_path, WHOLE))
    assert inbox(settings, "exports") == tmp_path / "other"
    assert inbox(settings, "hau_giang") == tmp_path / "inbox" / "hau-giang"
    assert (settings.motcua.quarantine_share, settings.motcua.threads) == (0.25, 3)


def test_the_language_comes_from_motcua_lang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_LANG", "en")
    assert load_settings(write(tmp_path, WHOLE)).motcua.language == "en"


def test_variables_of_other_purposes_are_no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_NO_SKIP", "1")
    assert load_settings(write(tmp_path, WHOLE)).motcua.root_unit == "H13"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[motcua]\nhoem = 'data'\n", "motcua.hoem"),
        ("[motcuaa]\n", "motcuaa"),
        ("[signature]\nplaec = 'x'\n", "signature.plaec"),
        ("[motcua]\nthreads = 0\n", "motcua.threads"),
        ("[motcua]\nquarantine_share = 10\n", "motcua.quarantine_share"),
        ("[motcua]\nmemory_limit = 'lots'\n", "motcua.memory_limit"),
        ("[sources.exports]\nconnector = 'ftp'\n", "sources.exports.connector"),
        ("[sources.exports]\ninbox = 'inbox'\n", "sources.exports.connector"),
        ("[sources.exports]\nconnector = 'exports'\n", "sources.exports.inbox"),
        ("[sources.exports]\nconnector = 'exports'\ninbox = 'inbox'\ninbx = 'a'\n", "sources.exports.inbx"),
        ("[sources.igate]\nconnector = 'igate'\napi_url = 'https://a'\n", "sources.igate.sso_url"),
        ("[sources.e]\nconnector = 'exports'\ninbox = 'i'\nsecret_blocks = {clientsecret = 'b'}\n", "clientsecret"),
        ("sources = 1\n", "sources"),
        ("hash_secretx = 'a'\n", "hash_secretx"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(write(tmp_path, text))
    for message in (refused.value.message.vi, refused.value.message.en):
        assert named in message
        assert "motcua.toml" in message


@pytest.mark.parametrize("text", ["[motcua\n", "home = data\n", "[motcua]\nhome = 'data\n"])
def test_a_file_that_is_no_toml_is_told_of(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(write(tmp_path, text))
    assert "TOML" in refused.value.message.vi


def test_a_file_that_is_no_utf_8_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "motcua.toml"
    file.write_bytes("[signature]\nplace = 'Cần Thơ'\n".encode("utf-16"))
    with pytest.raises(SettingsError):
        load_settings(file)


def test_a_missing_file_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(tmp_path / "no.toml")
    assert "no.toml" in refused.value.message.vi


@pytest.mark.parametrize("variable", ["MOTCUA_MOTCUA__HOME__FOLDER", "MOTCUA_SOURCES__EXPORTS__INBOX__PATH"])
def test_a_variable_that_takes_a_key_for_a_section_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "x")
    with pytest.raises(SettingsError) as refused:
        load_settings(write(tmp_path, WHOLE))
    assert variable in refused.value.message.vi


# ---------------------------------------------------------------- secrets


def test_a_secret_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_HASH_SECRET", "swordfish")
    monkeypatch.setenv("MOTCUA_SOURCES__IGATE__CLIENT_SECRET", "swordfish")
    monkeypatch.setenv("MOTCUA_SOURCES__IGATE__PASSWORD", "swordfish")
    settings = load_settings(write(tmp_path, WHOLE))
    for shown in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.model_dump())):
        assert "swordfish" not in shown
    assert hash_secret(settings) == (b"swordfish", None)


def test_a_secret_is_not_repeated_in_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_HASH_SECRET__NESTED", "swordfish")
    with pytest.raises(SettingsError) as refused:
        load_settings(write(tmp_path, WHOLE))
    assert "swordfish" not in refused.value.message.vi + refused.value.message.en + repr(refused.value)
    assert refused.value.__cause__ is None


def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(write(tmp_path, "hash_secret = 'swordfish'\n"))
    assert "MOTCUA_HASH_SECRET" in refused.value.message.vi
    assert "swordfish" not in refused.value.message.vi + refused.value.message.en


@pytest.mark.parametrize("key", ["client_id", "client_secret", "username", "password"])
def test_a_secret_of_a_source_in_the_file_is_refused_and_not_repeated(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(write(tmp_path, WHOLE + f"{key} = 'swordfish'\n"))
    assert f"MOTCUA_SOURCES__IGATE__{key.upper()}" in refused.value.message.vi
    assert "swordfish" not in refused.value.message.vi + refused.value.message.en


def test_without_a_secret_one_is_made_once_kept_private_and_said(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, WHOLE))
    made, said = hash_secret(settings)
    kept = tmp_path / "data" / "hash_secret"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert said is not None
    assert "MOTCUA_HASH_SECRET" in said.vi
    assert made.decode() not in said.vi + said.en
    assert len(made) == 64
    assert hash_secret(settings) == (made, None)


def test_an_empty_secret_is_none_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_HASH_SECRET", "")
    made, said = hash_secret(load_settings(write(tmp_path, WHOLE)))
    assert len(made) == 64
    assert said is not None
