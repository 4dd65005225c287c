"""Its place makes ``records`` importable for all tests."""

import os

from hypothesis import settings

os.environ["DATELINE_CACHE"] = ""  # the code under test compiles its own knowledge
# No test asserts speed: a machine may be busy.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
