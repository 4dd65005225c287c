"""How servers are asked: not against their robots.txt, not too often, and later where they are in trouble."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dateline.watch.fetch import Answer, Fetcher

# Seconds: between two requests to a host, at most by its own wish; for which its robots.txt is believed, and how long
# one that can't be read keeps us away.
PAUSE, MOST_PAUSE = 2.0, 120.0
ROBOTS_HOLD, ROBOTS_AGAIN = 86_400.0, 3_600.0
# Back-off: the first wait and the longest.
FIRST_WAIT, LONGEST_WAIT = 60.0, 86_400.0


@dataclass(slots=True)
class Host:
    """What is known of a host.

    Attributes:
        rules: its robots.txt; None while it keeps us away.
        until: when the rules are to be asked for again.
        next: when it may be asked next.
        closed: until when it wants to be left alone.
    """

    rules: RobotFileParser | None = None
    until: float = 0.0
    next: float = 0.0
    closed: float = 0.0


@dataclass
class Manners:
    """Keeps to the manners of asking.

    Args:
        fetcher: asks.
        pause: seconds between two requests to a host.
        robots: whether robots.txt is heeded.
        clock, sleep: of time.
    """

    fetcher: Fetcher
    pause: float = PAUSE
    robots: bool = True
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    hosts: dict[str, Host] = field(default_factory=dict)

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Ask for an address when it may be asked."""
        answer = self.fetcher.get(url, etag=etag, modified=modified, before=self._before)
        if answer.status in (429, 503):
            host = self._host(answer.url)
            host.closed = self.clock() + wait_of(answer.retry_after, FIRST_WAIT)
        return answer

    def closed_for(self, url: str) -> float:
        """How many seconds the host of an address is to be left alone."""
        return max(0.0, self._host(url).closed - self.clock())

    def _host(self, url: str) -> Host:
        return self.hosts.setdefault("{0.scheme}://{0.netloc}".format(urlsplit(url)), Host())

    def _before(self, url: str) -> str | None:
        host = self._host(url)
        if self.closed_for(url):
            return f"{urlsplit(url).netloc} wants to be left alone for {self.closed_for(url):.0f} seconds"
        if self.robots:
            if self.clock() >= host.until:
                self._ask_rules(url, host)
            if host.rules is None:
                return f"the robots.txt of {urlsplit(url).netloc} can't be read"
            if not host.rules.can_fetch(self.fetcher.agent, url):
                return f"the robots.txt of {urlsplit(url).netloc} does not allow it"
        self._wait(host)
        return None

    def _wait(self, host: Host) -> None:
        """Wait until the host may be asked; from then on the next one has to wait."""
        wish = host.rules.crawl_delay(self.fetcher.agent) if host.rules is not None else None
        pause = max(self.pause, min(float(wish or 0), MOST_PAUSE))
        if host.next > self.clock():
            self.sleep(host.next - self.clock())
        host.next = self.clock() + pause

    def _ask_rules(self, url: str, host: Host) -> None:
        """Read the host's robots.txt: none means that all is allowed, one that can't be read that nothing is."""
        self._wait(host)
        parts = urlsplit(url)

        def slow(_: str) -> None:
            host.next = self.clock() + self.pause

        answer = self.fetcher.get(f"{parts.scheme}://{parts.netloc}/robots.txt", before=slow)
        rules = RobotFileParser()
        if answer.fault is None:
            rules.parse(answer.body[:500_000].decode("utf-8", "replace").splitlines())
        elif 400 <= answer.status < 500 and answer.status != 429:
            rules.parse([])
        else:
            host.rules, host.until = None, self.clock() + ROBOTS_AGAIN
            return
        host.rules, host.until = rules, self.clock() + ROBOTS_HOLD


def wait_of(header: str | None, otherwise: float) -> float:
    """Seconds that a Retry-After asks for, within what is sensible."""
    seconds = otherwise
    if header:
        try:
            seconds = float(header)
        except ValueError:
            try:
                seconds = parsedate_to_datetime(header).timestamp() - time.time()
            except (ValueError, TypeError, OverflowError):
                seconds = otherwise
    return min(max(seconds, 1.0), LONGEST_WAIT) if seconds == seconds else otherwise


def back_off(failures: int, first: float = FIRST_WAIT) -> float:
    """Seconds to wait after so many failures one after the other."""
    return float(min(first * 2.0 ** min(max(failures - 1, 0), 30), LONGEST_WAIT))
