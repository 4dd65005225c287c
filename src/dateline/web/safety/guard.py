"""The outermost layer: whom the site answers, and the headers that keep a page from running what isn't ours."""

from __future__ import annotations

import ipaddress
import socket

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; "
    "connect-src 'self'; img-src 'self'; script-src 'self'; style-src 'self'"
)
# With "no-referrer" browsers send forms with the origin "null", which can't be told from another site's.
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
]
LONGEST_ADDRESS = 8_000
# Texts of the store and tokens are kept in no cache; what is the same for all may be, and is asked for again each time.
OWN = (b"cache-control", b"no-store")
STATIC = (b"cache-control", b"public, no-cache")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def host_allowed(header: str, bound: str) -> bool:
    """Whether a Host header names this site.

    A page elsewhere can make its own name lead to 127.0.0.1 (DNS rebinding); such a request carries that name. On an
    address of the network other machines name this one by its number or by its own name.
    """
    name = header.rsplit(":", 1)[0] if header.rpartition(":")[2].isdigit() else header
    name = name.lower()
    if name in LOOPBACK or name == bound.lower() or name == f"[{bound.lower()}]":
        return True
    if bound in {"127.0.0.1", "::1", "localhost"}:
        return False
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name in {socket.gethostname().lower(), socket.getfqdn().lower()}
    return True


class Guard:
    """Checks the Host header and the length of the address, and adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app = app
        self.host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = STATIC if scope["path"].startswith("/static/") else OWN
                message = {**message, "headers": [*message.get("headers", []), *HEADERS, kept]}
            await send(message)

        named = [v.decode("latin-1") for k, v in scope["headers"] if k == b"host"]
        if len(named) != 1 or not host_allowed(named[0], self.host):
            await _plain(guarded, 421, "This address is not one of this site's: the Host header names another machine.")
        elif len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            await _plain(guarded, 414, "This address is too long.")
        else:
            await self.app(scope, receive, guarded)


async def _plain(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
