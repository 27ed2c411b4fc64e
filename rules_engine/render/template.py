"""Templates of pages filled in: the only importer of Jinja2.

What users and packs wrote is escaped; a name that a template uses and nobody gives is an error.
"""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, StrictUndefined


def filled(template: Traversable, **values: Any) -> str:
    """The text of a template file with its values."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(template.read_text(encoding="utf-8")).render(**values)
