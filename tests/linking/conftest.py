"""What the tests of linking share: each store is a file, or stands on a server."""

import itertools

import pytest
from told import tools

from dateline.engine.link import link
from dateline.store.store import Store
from postgres import new_place


@pytest.fixture(params=["sqlite", "postgres"])
def new_store(request, tmp_path):
    """A function that gives the address of a store that isn't there yet."""
    numbers = itertools.count()
    return lambda: str(tmp_path / f"{next(numbers)}.db") if request.param == "sqlite" else new_place()


@pytest.fixture
def linked(new_store):
    """A function that puts batches of records into a new store, links after each, and gives the open store."""
    stores = []

    def make(*batches):
        store = Store(new_store(), write=True)
        stores.append(store)
        for batch in batches:
            for record in batch:
                store.add(record)
            link(store, tools())
        return store

    yield make
    for store in stores:
        store.close()
