"""Which databases count as the population database is configured, in the file or by an environment variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.dvcqg_sync.settings import Settings
from flows.settings import load_settings
from tests.dvcqg_sync.conftest import make_city


def databases(config: Path) -> tuple[str, ...]:
    source = load_settings(config).sources["dvcqg"]
    assert isinstance(source, Settings)
    return source.population_databases


def test_the_population_database_is_1_where_nothing_is_said(tmp_path: Path) -> None:
    assert databases(make_city(tmp_path).folder / "motcua.toml") == ("1",)


def test_a_list_in_the_file_replaces_it(tmp_path: Path) -> None:
    config = make_city(tmp_path).folder / "motcua.toml"
    with config.open("a", encoding="utf-8") as file:
        file.write('population_databases = ["1", "07"]\n')
    assert databases(config) == ("1", "07")


def test_an_environment_variable_has_semicolons_between_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SOURCES__DVCQG__POPULATION_DATABASES", "2; 07")
    assert databases(make_city(tmp_path).folder / "motcua.toml") == ("2", "07")
