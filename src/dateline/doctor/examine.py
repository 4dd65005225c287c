"""All looks, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.doctor.database import database
from dateline.doctor.finding import Finding
from dateline.doctor.installed import installed
from dateline.doctor.machine import machine
from dateline.doctor.parts import parts
from dateline.doctor.smoke import smoke
from dateline.settings import Settings
from dateline.store.opening.address import is_there


def examine(store: Path, *, named: bool, settings: Settings) -> Iterator[Finding]:
    """Look at an installation, at the machine and at a database; then code a story.

    Args:
        store: the database.
        named: somebody asked for this database, so that it must be there.
        settings: what is tried: language, model, knowledge.
    """
    yield from installed()
    yield from parts(settings.knowledge, settings.language)
    yield from machine(store)
    if named or is_there(store):
        yield from database(store)
    else:
        yield Finding("database", "ok", f"none at {store}; dateline code makes it")
    yield from smoke(settings)
