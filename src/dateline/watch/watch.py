"""Feeds > pieces, as they appear: asks for feeds in rounds, fetches what is new, and hands it on to be coded."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.engine.inputs.piece import Piece
from dateline.watch.feeds import items_of
from dateline.watch.fetch import Answer
from dateline.watch.manners import Manners, back_off
from dateline.watch.state import Feed, Item, State

# How often an item that can't be fetched is tried.
MOST_TRIES = 5


@dataclass
class Watch:
    """Watches feeds.

    Args:
        feeds: their addresses.
        manners: asks servers.
        state: what is known of feeds and items.
        every: seconds between two looks at a feed.
        once: one round only.
        tell: called with a line for the user.
        keep: called with each page that was fetched: address, media type with charset, bytes, time.
        clock, sleep: of time.
    """

    feeds: Sequence[str]
    manners: Manners
    state: State
    every: float = 900.0
    once: bool = False
    tell: Callable[[str], None] = lambda line: None
    keep: Callable[[Answer, str], None] = lambda answer, when: None
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def pieces(self) -> Iterator[Piece]:
        """The pages, as they are found; without end unless it is to be one round.

        A page counts as dealt with when the next one is asked for: whoever codes them one by one loses none by a crash.
        """
        while True:
            for feed in self.state.due(self.feeds, self.clock()):
                self._look(feed)
            for item in self.state.open_items(self.clock()):
                yield from self._fetch(item)
            if self.once:
                return
            # Signals end a sleep; a clock that was set right must not end it much later.
            self.sleep(min(max(self.state.next(self.feeds) - self.clock(), 1.0), 60.0))

    def _look(self, feed: Feed) -> None:
        """Ask for a feed and note what is new in it."""
        answer = self.manners.get(feed.url, etag=feed.etag, modified=feed.modified)
        fault = answer.fault
        if fault is None and answer.status != 304:
            items = items_of(answer.body, answer.url)
            if items is None:
                fault = "this is no feed (RSS, Atom, JSON Feed, sitemap)"
            else:
                new = self.state.add(feed.url, items)
                self.tell(f"{feed.url}: {new} new of {len(items)}")
        if fault is not None:
            wait = max(back_off(feed.failures + 1, self.every), self.manners.closed_for(feed.url))
            self.tell(f"{feed.url}: {fault}; asked again in {wait / 60:.0f} minutes")
            self.state.settle(feed, self.clock() + wait, fault, etag=feed.etag, modified=feed.modified)
            return
        same = answer.status == 304
        etag, modified = (feed.etag, feed.modified) if same else (answer.etag, answer.modified)
        self.state.settle(feed, self.clock() + self.every, etag=etag, modified=modified)

    def _fetch(self, item: Item) -> Iterator[Piece]:
        """The page of an item, or the fault that it is given up for."""
        closed = self.manners.closed_for(item.url)
        answer = self.manners.get(item.url) if not closed else Answer(item.url, fault="its host is left alone")
        when = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        if answer.fault is None:
            self.keep(answer, when)
            yield Piece(
                item.url, None, answer.body, None, len(answer.body), answer.url, when, charset=answer.charset
            )  # fmt: skip
        elif closed or self.manners.closed_for(answer.url):
            wait = max(closed, self.manners.closed_for(answer.url))
            self.state.postpone(item.url, self.clock() + wait)
            return
        elif not answer.lasting and item.tries + 1 < MOST_TRIES:
            self.state.postpone(item.url, self.clock() + back_off(item.tries + 1))
            return
        else:
            yield Piece(item.url, None, None, answer.fault, 0, item.url)
        self.state.finish(item.url)
