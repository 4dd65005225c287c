"""What all pages share: the store, opened as often as there are requests at once, and the options of the site."""

from __future__ import annotations

import queue
import secrets
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dateline.desk.entries import DeskFile
from dateline.desk.who_is_who import lay
from dateline.engine.link import load_tools
from dateline.errors import StoreError
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.locate import RuleFiles
from dateline.knowledge.ontology import EventType, load
from dateline.knowledge.world.register import Register
from dateline.knowledge.world.register import load as load_register
from dateline.knowledge.world.states import usual_names
from dateline.layouts.told import World, load_world
from dateline.linking.read import LinkTools
from dateline.store.filters.declared_filters import Declared
from dateline.store.filters.filter_values import Named
from dateline.store.opening.address import name_of
from dateline.store.opening.open_sqlite import state_of
from dateline.store.store import Store
from dateline.web.judgements import Judgements

# Connections kept open between requests.
KEPT = 6
# Seconds that the rows of a file may take.
EXPORT = 60.0


class TooLongError(StoreError):
    """A query that took too long and was given up."""


def _begin(store: Store, patience: float) -> None:
    """Hold one state of the data, and give queries up that take too long."""
    store.db.execute("BEGIN")
    store.limit(patience)


@dataclass
class Site:
    """A site over one store.

    Attributes:
        path: the store.
        host: address that the site is bound to; decides which Host headers are accepted.
        review: whether judgements are taken.
        patience: seconds after which a query is given up.
        export_patience: the same for the rows of a file.
    """

    path: Path
    host: str = "127.0.0.1"
    review: bool = False
    patience: float = 20.0
    export_patience: float = EXPORT
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _idle: queue.LifoQueue[tuple[tuple[int, ...], Store]] = field(default_factory=lambda: queue.LifoQueue(KEPT))

    @contextmanager
    def store(self, patience: float | None = None) -> Iterator[Store]:
        """A store that shows one state of the data until it is given back.

        Args:
            patience: seconds after which queries are given up, those of the site where none are said.

        Raises:
            TooLongError: they were.
        """
        state, store = self._open(self.patience if patience is None else patience)
        try:
            yield store
        except (sqlite3.OperationalError, StoreError) as error:
            if str(error).endswith("interrupted"):
                raise TooLongError(f"{self.path}: the query took too long") from error
            raise
        finally:
            self._give_back(state, store)

    def _open(self, patience: float) -> tuple[tuple[int, ...], Store]:
        """An idle connection, or a new one where there is none or it would show another file or an old state."""
        state = (*state_of(self.path), *self.desk.state())
        while True:
            try:
                held, store = self._idle.get_nowait()
            except queue.Empty:
                return state, self._open_anew(patience)
            if held == state:
                with suppress(StoreError):  # a server may have closed it since
                    _begin(store, patience)
                    return state, store
            store.close()

    def _open_anew(self, patience: float) -> Store:
        desk = self.desk.read()
        store = Store(self.path)
        try:
            store.meant = lay(store.db, desk)
            _begin(store, patience)
        except BaseException:
            store.close()
            raise
        return store

    def _give_back(self, state: tuple[int, ...], store: Store) -> None:
        """Let go of the state that was shown, and keep the connection where it can be used again."""
        try:
            store.limit(None)
            store.db.rollback()
            self._idle.put_nowait((state, store))
        except (queue.Full, StoreError):
            store.close()

    def close(self) -> None:
        """Close what is open."""
        while not self._idle.empty():
            self._idle.get_nowait()[1].close()
        for held in (self.desk, self.judgements):
            held.close()

    @property
    def name(self) -> str:
        """The store's name for a reader."""
        return name_of(self.path)

    @property
    def given(self) -> str:
        """The store as a command line takes it."""
        return shlex.quote(str(self.path))

    @cached_property
    def judgements(self) -> Judgements:
        """The readers' judgements, beside the store."""
        return Judgements.beside(self.path)

    @cached_property
    def desk(self) -> DeskFile:
        """What readers keep beside the store."""
        return DeskFile.beside(self.path)

    @cached_property
    def register(self) -> Register:
        """The actors of the shipped knowledge."""
        return load_register(Layers((SHIPPED,)))

    @cached_property
    def types(self) -> dict[str, EventType]:
        """The event types by id."""
        return dict(load(Layers((SHIPPED,))).types)

    def choices(self, declared: Declared) -> list[str]:
        """What the form offers to choose from for a filter; nothing where any text will do."""
        named = declared.kind.what if isinstance(declared.kind, Named) else ""
        if named == "modes":
            return sorted({m for t in self.types.values() for m in t.modes})
        return sorted(self.types) if named == "event types" else list(declared.values)

    @cached_property
    def link_tools(self) -> LinkTools:
        """What linking needs of the shipped knowledge."""
        return load_tools()

    @cached_property
    def world(self) -> World:
        """What files of events are filled from beside the database."""
        return load_world(Layers((SHIPPED,)))

    @cached_property
    def rules(self) -> RuleFiles:
        """Where the shipped rules stand."""
        return RuleFiles.over()

    @cached_property
    def countries(self) -> dict[str, str]:
        """Country code -> name."""
        return usual_names(Layers((SHIPPED,)))
