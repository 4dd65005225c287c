"""So many at once: queries wait for a place without holding a thread, and are turned away after a while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dateline.errors import DatelineError


class BusyError(DatelineError):
    """All places are taken, and were for too long."""


class Slots:
    """A number of places.

    Args:
        places: how many.
        patience: seconds that one is waited for.
    """

    def __init__(self, places: int, patience: float) -> None:
        self.places = places
        self.patience = patience
        self._held: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """A place, for as long as this lasts.

        Raises:
            BusyError: there was none.
        """
        semaphore = self._semaphore()
        try:
            async with asyncio.timeout(self.patience):
                await semaphore.acquire()
        except TimeoutError:
            raise BusyError("Too much is asked of this site at once. Try again in a minute.") from None
        try:
            yield
        finally:
            semaphore.release()

    def _semaphore(self) -> asyncio.Semaphore:
        """The places of the loop that runs: they can't be shared between loops."""
        loop = asyncio.get_running_loop()
        if self._held is None or self._held[0] is not loop:
            self._held = (loop, asyncio.Semaphore(self.places))
        return self._held[1]
