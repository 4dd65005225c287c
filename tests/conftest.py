"""Its place makes ``records`` importable for all tests."""

import os

os.environ["DATELINE_CACHE"] = ""  # the code under test compiles its own knowledge
