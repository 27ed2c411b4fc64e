"""Rules made at random over the flags, values and elements of the small vocabulary, and all their cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from small_pack import write

from rules_engine import Engine
from rules_engine import expression as ex
from rules_engine.checked import Body, Rule
from rules_engine.norm import Citation, Cite, Force, Form, Norm, NormKind
from rules_engine.text import Text

with TemporaryDirectory() as _folder:
    _ENGINE = Engine.load(write(Path(_folder)))
    PACK, WORDS = _ENGINE.pack("linhe"), _ENGINE.vocabulary

DAY = date(2025, 6, 18)
VALUES = {
    "urgent": (False, True),
    "noted": (False, True),
    "meeting": ("plenary", "executive"),
    "chair": ("head", "deputy", "clerk"),
    "steps.hearing": (False, True),
    "steps.experts": (False, True),
}


def fact(name):
    """A fact of the small vocabulary."""
    return ex.Fact(name, WORDS.facts[name].type)


ATOMS = (
    fact("urgent"),
    fact("noted"),
    ex.Compare("==", fact("meeting"), ex.Const("executive", WORDS.facts["meeting"].type)),
    ex.Compare("!=", fact("chair"), ex.Const("head", WORDS.facts["chair"].type)),
    ex.OneOf(fact("chair"), ("head", "deputy")),
    ex.Has(fact("steps"), "hearing"),
    ex.Has(fact("steps"), "experts"),
)
conditions = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.builds(ex.Not, inner),
        st.builds(lambda a, b: ex.And((a, b)), inner, inner),
        st.builds(lambda a, b: ex.Or((a, b)), inner, inner),
    ),
    max_leaves=3,
)
asking = st.sampled_from((Form.REQUIRE, Form.FORBID))


def made(slug, form, when, body, overrides=()):
    """A must about holding a meeting."""
    place = Citation("linhe", Cite(2))
    norm = Norm(f"linhe.2.{slug}", (place,), Force.MUST, form, NormKind.VALIDITY, Text(slug, slug))
    return Rule(norm, ("meeting.hold",), when, Body(form, body), tuple(f"linhe.2.{name}" for name in overrides))


def facts_at(point):
    """An assignment as the facts of a case."""
    steps = frozenset(name.partition(".")[2] for name, value in point.items() if name.startswith("steps.") and value)
    return {**{name: value for name, value in point.items() if "." not in name}, "steps": steps}
