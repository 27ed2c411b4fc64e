"""Settings of the whole suite."""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

# No test leaves anything in the user's own cache, in processes of its own either.
os.environ["RULES_ENGINE_CACHE"] = ""

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
