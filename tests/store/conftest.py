"""Stores of both kinds: tests that take ``place`` or ``places`` run on a file and on a server."""

import itertools

import pytest

from postgres import new_place

KINDS = ("sqlite", "postgres")


@pytest.fixture(params=KINDS)
def place(request, tmp_path):
    """Where a store may be made."""
    return str(tmp_path / "news.db") if request.param == "sqlite" else new_place()


@pytest.fixture(scope="module", params=KINDS)
def places(request, tmp_path_factory):
    """The same, for the tests of a module together: a function that gives a new one each time."""
    numbers = itertools.count()
    folder = tmp_path_factory.mktemp("store")
    return lambda: str(folder / f"news{next(numbers)}.db") if request.param == "sqlite" else new_place()
