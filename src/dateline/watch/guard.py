"""Connections that lead to public addresses only, and none that lasts longer than it may.

A name is looked up here and the connection goes to the address that was checked, so that a name which leads elsewhere a
moment later ("DNS rebinding") leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
from httpcore import SOCKET_OPTION, ConnectError, NetworkStream, ReadTimeout

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# IPv6 networks whose addresses stand for IPv4 ones: whoever has such a gateway reaches private addresses through it.
GATEWAYS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::/96")))


class NotAllowedError(Exception):
    """An address that may not be asked."""


def is_public(address: Address) -> bool:
    """Is this an address of the open internet?"""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in GATEWAYS):
            return False
    return address.is_global and not address.is_multicast


def addresses_of(host: str, port: int, *, private: bool) -> list[str]:
    """The addresses of a host.

    Args:
        host: name or address.
        port: where it is asked.
        private: whether it may be one of the own network.

    Raises:
        NotAllowedError: one of its addresses is private.
        ConnectError: it has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ConnectError(f"{host}: no such host ({error})") from None
    addresses = list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))
    for address in addresses:
        if not private and not is_public(ipaddress.ip_address(address)):
            raise NotAllowedError(f"{host} leads to the private address {address} (--allow-private)")
    return addresses


class Deadline:
    """When the request that is under way has had its time."""

    def __init__(self) -> None:
        self.at = float("inf")

    def start(self, seconds: float) -> None:
        """A request begins."""
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """What is left of it, at most a timeout.

        Raises:
            ReadTimeout: nothing.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise ReadTimeout("it took too long")
        return left if timeout is None else min(left, timeout)


class Guard(httpcore.NetworkBackend):
    """Opens connections.

    Args:
        deadline: of the requests.
        private: whether private addresses may be asked.
    """

    def __init__(self, deadline: Deadline, *, private: bool = False) -> None:
        self.deadline, self.private = deadline, private
        self.inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """Connect to the first address of a host that answers."""
        fault: Exception = ConnectError(f"{host}: no address")
        for address in addresses_of(host, port, private=self.private):
            try:
                left = self.deadline.left(timeout)
                stream = self.inner.connect_tcp(address, port, left, local_address, socket_options)
                return _Stream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[SOCKET_OPTION] | None = None
    ) -> NetworkStream:
        """Refuse.

        Raises:
            NotAllowedError: always.
        """
        raise NotAllowedError("sockets of this machine are not asked")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _Stream(NetworkStream):
    """A connection on which no single step outlasts the request."""

    def __init__(self, inner: NetworkStream, deadline: Deadline) -> None:
        self.inner, self.deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.deadline.left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, self.deadline.left(timeout)), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)
