"""One address > what stands there: with limits of size, time and redirects, and only what has changed."""

from __future__ import annotations

import email.message
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from dateline.engine.inputs.bodies import body_of
from dateline.engine.inputs.piece import too_large
from dateline.watch.guard import Deadline, Guard, NotAllowedError

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5
# Seconds to connect, and between two pieces of an answer.
PATIENCE = 20.0
# An address longer than this is none.
MOST_ADDRESS = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave.

    Attributes:
        url: where the answer came from, after redirects.
        status: of HTTP; 304 where nothing has changed.
        body: the page, unpacked; empty for 304 and faults.
        media_type, charset: as the server names them.
        etag, modified: to ask for changes only the next time.
        retry_after: what the server wants to be waited: seconds or a date, as it says it.
        fault: why there is no page; None where there is one, or nothing new.
        lasting: whether asking again later is of no use.
    """

    url: str
    status: int = 0
    body: bytes = b""
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: str | None = None
    fault: str | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: bytes of the page, and seconds over all."""

    bytes: int = 20_000_000
    seconds: float = 60.0


class Fetcher:
    """Asks servers, one after another. It sends no cookies, heeds no proxies and follows redirects itself.

    Args:
        agent: what it calls itself.
        limits: what a request may take.
        private: whether addresses of the own network may be asked.
    """

    def __init__(self, agent: str, limits: Limits | None = None, *, private: bool = False) -> None:
        self.agent, self.limits = agent, limits or Limits()
        self.deadline = Deadline()
        guard = Guard(self.deadline, private=private)
        self.pool = httpcore.ConnectionPool(
            ssl.create_default_context(), max_connections=8, keepalive_expiry=30, network_backend=guard
        )

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        before: Callable[[str], str | None] = lambda url: None,
    ) -> Answer:
        """Ask for an address; never raises for what a server does.

        Args:
            url: the address.
            etag, modified: what an earlier answer had.
            before: called before each request, redirects too; a reason not to ask.
        """
        for _ in range(MOST_REDIRECTS + 1):
            address = clean_address(url)
            if address is None:
                return Answer(url, fault="this is no http or https address", lasting=True)
            reason = before(address)
            if reason is not None:
                return Answer(address, fault=reason, lasting=True)
            found = self._ask(address, etag, modified)
            if isinstance(found, Answer):
                return found
            url = found
        return Answer(url, fault=f"more than {MOST_REDIRECTS} redirects", lasting=True)

    def _ask(self, url: str, etag: str | None, modified: str | None) -> Answer | str:
        """The answer, or where it leads."""
        headers = {"User-Agent": self.agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        headers.update({k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v})
        times = dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)
        self.deadline.start(self.limits.seconds)
        try:
            with self.pool.stream("GET", url, headers=list(headers.items()), extensions={"timeout": times}) as response:
                return self._read(url, response)
        except NotAllowedError as error:
            return Answer(url, fault=str(error), lasting=True)
        except (httpcore.TimeoutException, TimeoutError):
            return Answer(url, fault=f"no whole answer within {self.limits.seconds:g} seconds")
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ssl.SSLError) as error:
            return Answer(url, fault=f"can't be asked: {str(error) or type(error).__name__}")
        except (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, ValueError, UnicodeError) as error:
            return Answer(url, fault=f"can't be asked: {error}", lasting=True)

    def _read(self, url: str, response: httpcore.Response) -> Answer | str:
        head = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
        kind, charset = _kind(head.get("content-type", ""))
        answer = Answer(
            url, response.status, b"", kind, charset, head.get("etag"), head.get("last-modified"),
            head.get("retry-after"),
        )  # fmt: skip
        if response.status in REDIRECTS and head.get("location"):
            return urljoin(url, head["location"])
        if response.status == 304:
            return answer
        if not 200 <= response.status < 300:
            fault, lasting = f"the server answers {response.status}", response.status in (400, 401, 403, 404, 410)
            return replace(answer, fault=fault, lasting=lasting)
        body, reason = self._body(response, head.get("content-encoding"))
        return replace(answer, body=body, fault=reason, lasting=reason is not None)

    def _body(self, response: httpcore.Response, encoding: str | None) -> tuple[bytes, str | None]:
        """The page of an answer, or why it is none."""
        limit = self.limits.bytes
        parts, size = [], 0
        for part in response.iter_stream():
            parts.append(part)
            size += len(part)
            if size > limit:
                return b"", too_large(limit)
        try:
            body = body_of(b"".join(parts), None, encoding, limit)
        except ValueError as error:
            return b"", str(error)
        return (body, None) if len(body) <= limit else (b"", too_large(limit))

    def close(self) -> None:
        """Close all connections."""
        self.pool.close()


def _kind(header: str) -> tuple[str, str | None]:
    """Media type and charset."""
    message = email.message.Message()
    message["Content-Type"] = header
    charset = message.get_param("charset")
    return message.get_content_type() if header else "", charset if isinstance(charset, str) else None


def clean_address(url: str) -> str | None:
    """An address as it can be sent, without its fragment; None where it is none of http and https."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None or len(url) > MOST_ADDRESS:
        return None
    try:
        name = host if ":" in host else host.encode("idna").decode()
    except UnicodeError:
        return None
    place = f"[{name}]" if ":" in name else name
    safe = "%/:=&?~#+!$,;'@()*[]"
    path, query = quote(parts.path or "/", safe=safe), quote(parts.query, safe=safe)
    return urlunsplit((parts.scheme, f"{place}:{port}" if port else place, path, query, ""))
