"""What the tests of linking share."""

import pytest
from told import tools

from dateline.engine.link import link
from dateline.store.store import Store


@pytest.fixture
def linked(tmp_path):
    """A function that puts batches of records into a new store, links after each, and gives the open store."""
    stores = []

    def make(*batches):
        store = Store(tmp_path / f"{len(stores)}.db", write=True)
        stores.append(store)
        for batch in batches:
            for record in batch:
                store.add(record)
            link(store, tools())
        return store

    yield make
    for store in stores:
        store.close()
