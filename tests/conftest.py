"""Settings of the whole suite."""

import os

from hypothesis import HealthCheck, settings

# No test leaves anything in the user's own cache, in processes of its own either.
os.environ["RULES_ENGINE_CACHE"] = ""

# No test depends on how fast the machine is; the same examples come every time.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=False
)
settings.load_profile("steady")
