"""The SQL of the connectors: templates in the folder `sql` of each one's package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import jinja2

from connectors.cells import UNCLEAN


def statement(package: str, name: str, **values: object) -> str:
    """Return one of a package's statements, such as `statement("connectors.exports", "load.sql", table="staged")`.

    Templates may use each other's macros, and `unclean` (see `connectors.cells`) without being given it.
    """
    return _templates(package).get_template(name).render(values)


@cache
def _templates(package: str) -> jinja2.Environment:
    folder = files(package) / "sql"
    loader = jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8"))
    templates = jinja2.Environment(loader=loader, autoescape=False, undefined=jinja2.StrictUndefined)  # noqa: S701 - SQL
    templates.globals["unclean"] = UNCLEAN  # macros imported without context see globals alone
    return templates
