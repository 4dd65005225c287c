"""Makes ``stub_coder`` importable, also in the processes that tests start."""

import os
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def importable_in_other_processes(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(TESTS), str(TESTS / "engine"), *sys.path]))
