"""Settings of the whole suite."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test leaves anything in the user's own cache, in processes of its own either.
os.environ["RULES_ENGINE_CACHE"] = ""

# What a user has set for this project decides no test's outcome, and neither does the width of the terminal that tests
# are started from; what tests need they set.
for _variable in ("RULES_ENGINE_LEDGER", "RULES_ENGINE_TRACEBACK", "COLUMNS", "LINES", "FORCE_COLOR"):
    os.environ.pop(_variable, None)

# No test depends on how fast the machine is; the same examples come every time.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=False
)
settings.load_profile("steady")

# The documents' own texts are no part of the project. Where they lie beside the checkout, the packs are compared with
# them; elsewhere those tests say so and are skipped.
_TEXTS = Path(__file__).resolve().parents[2] / "shared" / "sources"
if _TEXTS.is_dir():
    os.environ.setdefault("RULES_ENGINE_SOURCES", str(_TEXTS))

_FEWER, _FEWEST = 4, 20
_SETTINGS = "_hypothesis_internal_use_settings"  # where Hypothesis keeps a test's own settings


def pytest_addoption(parser):
    """The option by which the other versions of Python go through less."""
    parser.addoption(
        "--fewer-examples", action="store_true", help="of each property a quarter of its random examples, 20 at least"
    )


def pytest_collection_modifyitems(config, items):
    """Take fewer examples where it is asked: a version of Python that differs shows in the first ones."""
    if not config.getoption("--fewer-examples"):
        return
    for test in {id(item.obj): item.obj for item in items if hasattr(item, "obj")}.values():
        own = getattr(test, _SETTINGS, None)
        if own is not None and own.max_examples > _FEWEST:
            setattr(test, _SETTINGS, settings(own, max_examples=max(own.max_examples // _FEWER, _FEWEST)))


@pytest.fixture(scope="session")
def _cache(tmp_path_factory):
    """A folder for checked packs."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def kept_packs(_cache, monkeypatch):
    """Commands keep checked packs, as a user's do: for tests that put much to the shipped ones."""
    monkeypatch.setenv("RULES_ENGINE_CACHE", str(_cache))
