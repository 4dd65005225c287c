"""Dateline: reads news pages and writes down who did what to whom, where and when, and who says so.

>>> import dateline
>>> page = b'''Ministers meet in Varna
...
... VARNA, May 4 - Bulgaria's foreign minister Elena Marinova met her Romanian counterpart Radu Ionescu on Tuesday.
...
... Marinova said that Romania had not threatened her country.
... '''
>>> [story] = dateline.read(page, published="2021-05-04", outlet="The Daily Example")
>>> story.headline
'Ministers meet in Varna'
>>> said = story.statements[0]
>>> said.content.of(story.text)
'Romania had not threatened her country'

Of a database that ``dateline code`` wrote:

>>> with dateline.open_store("news.db") as store:  # doctest: +SKIP
...     for event in store.events(actor="Iran", type="THREATEN", since="2023-10"):
...         print(event.day, event.recipients, event.factuality, event.said_by)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError, InputError, KnowledgeError, StoreError, UsageError
from dateline.record import (
    Actor,
    Date,
    Dateline,
    Decision,
    Document,
    Event,
    Limit,
    Link,
    Place,
    Statement,
    StoryRecord,
)
from dateline.settings import Settings
from dateline.spans import Span

if TYPE_CHECKING:
    from dateline.api import code_pair, factuality, read
    from dateline.pair import PairAnswer
    from dateline.store.store import Store, open_store

__all__ = [
    "Actor",
    "Date",
    "Dateline",
    "DatelineError",
    "Decision",
    "Document",
    "Event",
    "InputError",
    "KnowledgeError",
    "Limit",
    "Link",
    "PairAnswer",
    "Place",
    "Settings",
    "Span",
    "Statement",
    "Store",
    "StoreError",
    "StoryRecord",
    "UsageError",
    "code_pair",
    "factuality",
    "open_store",
    "read",
]  # fmt: skip

# Loaded at the first use: they bring the parser with them.
_LATER = {
    "read": "dateline.api", "code_pair": "dateline.api", "factuality": "dateline.api",
    "open_store": "dateline.store.store",
    "PairAnswer": "dateline.pair", "Store": "dateline.store.store",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
