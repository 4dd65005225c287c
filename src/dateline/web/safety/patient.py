"""HTTP that waits for slow readers and writers only so long, so that they can't hold the site's connections."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from uvicorn.config import Config
    from uvicorn.server import ServerState

# Seconds that a request may take to arrive, head and body, from its first byte on (or from the connection on).
TO_ARRIVE = 20.0
# Seconds in which a reader must take some of what waits for it.
TO_TAKE = 30.0


class PatientProtocol(H11Protocol):
    """uvicorn's own protocol with two clocks; uvicorn has one only between two requests of a connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.arriving: asyncio.TimerHandle | None = None
        self.taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there: the request is waited for."""
        super().connection_made(transport)
        self.arriving = self.loop.call_later(TO_ARRIVE, self._give_up)

    def data_received(self, data: bytes) -> None:
        """A piece of a request: the clock runs from its first piece to its last one."""
        if self.arriving is None and (self.cycle is None or self.cycle.response_complete):
            self.arriving = self.loop.call_later(TO_ARRIVE, self._give_up)
        super().data_received(data)
        here = self.cycle is not None and not self.cycle.response_complete  # not the one before, which is answered
        if here and not self.cycle.more_body:
            _stop(self.arriving)
            self.arriving = None

    def pause_writing(self) -> None:
        """The reader takes less than it is sent."""
        super().pause_writing()
        self.taking = self.taking or self.loop.call_later(TO_TAKE, self._give_up)

    def resume_writing(self) -> None:
        """The reader has taken enough."""
        super().resume_writing()
        _stop(self.taking)
        self.taking = None

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        _stop(self.arriving)
        _stop(self.taking)
        super().connection_lost(exc)

    def _give_up(self) -> None:
        """Close the connection without waiting for what the other side should take."""
        self.transport.abort()


def _stop(clock: asyncio.TimerHandle | None) -> None:
    """Stop a clock that runs."""
    if clock is not None:
        clock.cancel()
