"""Ask a model behind an OpenAI-compatible endpoint; on this machine alone, unless the caller allows others.

No proxy is asked and no redirect followed, so that a text goes nowhere but to the address that was named.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dateline.errors import InputError, UsageError

MOST_BYTES = 1_000_000  # of an answer
PORTS = {"http": 80, "https": 443}
Message = dict[str, str]


class NoAnswerError(ValueError):
    """The endpoint answered, and not with what was asked for."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked.

    Attributes:
        url: up to ``/v1``; ``/chat/completions`` is put behind it.
        model: the model's name there.
        remote: whether it may be another machine than this one.
        key: sent as a bearer token, empty for none.
        seconds: that an answer may take.
    """

    url: str
    model: str
    remote: bool = False
    key: str = ""
    seconds: float = 60.0

    def check(self) -> None:
        """Is this an address that may be asked?

        Raises:
            UsageError: it is none, or one of another machine, which wasn't allowed.
        """
        parts = urlsplit(self.url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise UsageError(f"--url {self.url}: an address as http://127.0.0.1:8080/v1 is wanted")
        try:
            found = socket.getaddrinfo(parts.hostname, self._port(), type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:
            raise UsageError(f"--url {self.url}: {error}") from None
        away = [str(info[4][0]) for info in found if not _is_here(str(info[4][0]))]
        if away and not self.remote:
            raise UsageError(f"--url {self.url}: {away[0]} is another machine; --allow-remote lets texts be sent there")
        if away and self.key and parts.scheme == "http":
            raise UsageError(f"--url {self.url}: a key is not sent to another machine without https")

    def ask(self, messages: Sequence[Message]) -> str:
        """What the model answers.

        Raises:
            InputError: it can't be reached, or refuses.
            NoAnswerError: what comes back is no answer.
        """
        asked = {"model": self.model, "messages": list(messages), "temperature": 0, "seed": 0, "max_tokens": 200}
        told = self._post(json.dumps(asked).encode())
        try:
            answer: Any = json.loads(told)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError):
            raise NoAnswerError("what came back is no chat completion") from None
        if not isinstance(answer, str):
            raise NoAnswerError("the answer is empty")
        return answer

    def _post(self, body: bytes) -> bytes:
        """Send a request; give the body of what comes back."""
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        link = kind(str(parts.hostname), self._port(), timeout=self.seconds)
        head = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        try:
            link.connect()
            # A name may lead elsewhere a moment after it was looked up: nothing is sent before this was seen.
            if not self.remote and not _is_here(link.sock.getpeername()[0]):
                raise InputError(self.url, "it led to another machine")
            link.request("POST", f"{parts.path.rstrip('/')}/chat/completions", body, head)
            reply = link.getresponse()
            held = reply.read(MOST_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            raise InputError(self.url, f"can't be asked: {error or type(error).__name__}") from error
        finally:
            link.close()
        if reply.status != http.HTTPStatus.OK:
            raise InputError(self.url, f"answers {reply.status} {reply.reason}: {_words(held)}")
        if len(held) > MOST_BYTES:
            raise NoAnswerError("the answer is too long")
        return held

    def _port(self) -> int:
        parts = urlsplit(self.url)
        return parts.port or PORTS[parts.scheme]


def _is_here(address: str) -> bool:
    """Whether an address is this machine's own."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _words(held: bytes) -> str:
    return " ".join(held[:200].decode("utf-8", "replace").split())
