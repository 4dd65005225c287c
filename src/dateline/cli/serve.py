"""``dateline serve``: the reading room, a local web site over a store."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption
from dateline.engine.shown import visible
from dateline.store.opening.address import Address

if TYPE_CHECKING:
    from starlette.types import ASGIApp
    from uvicorn import Server

    from dateline.web.safety.patient import PatientProtocol

# Connections at once, of readers and of those who only hold one.
CONNECTIONS = 500
# Ports from which each store has its own; none that is commonly used, none that systems give away.
FIRST_PORT, PORTS = 21_000, 5_000
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(
    store: StoreOption = DEFAULT_STORE,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, show_default="the store's own, so that links stay", help="Port; 0 takes a free one."
        ),
    ] = None,
    host: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Address to listen at. Beyond 127.0.0.1 others on the network can read."),
    ] = "127.0.0.1",
    no_open: Annotated[bool, typer.Option("--no-open", help="Don't open the browser.")] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Let readers judge events; a random token guards it.")
    ] = False,
) -> None:
    """Open the stories, events and actors of a store in the browser; a run may go on writing it.

    Example: dateline serve --store news.db
    """
    from dateline.errors import UsageError
    from dateline.store.store import Store

    try:
        from dateline.web.app import make_app
        from dateline.web.safety.patient import PatientProtocol
        from dateline.web.site import Site
    except ImportError as error:
        raise UsageError(f"dateline serve needs {error.name}: pip install 'dateline[web]'") from None
    Store(store).close()  # a store that can't be used is told before anything starts
    site = Site(store if isinstance(store, Address) else store.resolve(), host=host, review=review)
    listener = listen(host, port) if port is not None else listen_for(host, site.path)
    base = address_of(host, listener.getsockname()[1])
    print(f"Dateline reads {visible(str(store))} at {base}", flush=True)
    if host not in LOOPBACK:
        print(
            f"dateline: listening at {host}: everybody who can reach this machine there can read the store and all "
            "its texts, without a password and unencrypted",
            file=sys.stderr,
        )
    opens = base
    if review:
        opens = f"{base}review?token={site.token}"
        print(f"To judge events and to keep things on the desk open {opens}", flush=True)
        kept = " and ".join(dict.fromkeys(visible(held.where) for held in (site.judgements, site.desk)))
        print(f"They go to {kept}", flush=True)
    print("Ctrl-C ends it.", flush=True)
    if not no_open:
        threading.Timer(0.5, webbrowser.open, (opens,)).start()
    server = server_of(make_app(site), PatientProtocol)
    try:
        server.run(sockets=[listener])
    finally:
        site.close()


def server_of(app: ASGIApp, protocol: type[PatientProtocol]) -> Server:
    """The server of a site, which lets go of those who keep it waiting and ends within seconds."""
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, ws="none", lifespan="off",
            http=protocol, limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=5,
        )
    )  # fmt: skip


def listen_for(host: str, store: Path) -> socket.socket:
    """A socket at the port that belongs to a store, so that links to its pages hold the next time; at a free one where
    that is taken.

    Raises:
        UsageError: there is no such address.
    """
    from dateline.errors import UsageError

    try:
        return listen(host, port_of(store))
    except UsageError:
        return listen(host, 0)


def port_of(store: Path) -> int:
    """The port that belongs to a store: of those that nobody has registered, by the hash of its path or address."""
    return FIRST_PORT + int.from_bytes(hashlib.sha256(os.fsencode(str(store))).digest()[:4]) % PORTS


def listen(host: str, port: int) -> socket.socket:
    """A socket at the address.

    Raises:
        UsageError: there is no such address, or the port is taken or not allowed.
    """
    from dateline.errors import UsageError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # who comes before the server is ready waits, and is not refused
    except OSError as error:
        listener.close()
        raise UsageError(f"--host {host} --port {port}: {error.strerror or error}") from error
    return listener


def address_of(host: str, port: int) -> str:
    """The address to open: of all interfaces, the local one."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
