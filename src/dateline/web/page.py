"""What a page is: an address, the data behind it, and a template; its JSON twin has the same data under ``/api``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import DatelineError
from dateline.store.filters import Declared
from dateline.store.store import Store
from dateline.web.site import Site


class NotThereError(DatelineError):
    """An address that leads nowhere."""


@dataclass(frozen=True)
class Call:
    """A request for a page, ready to be answered."""

    site: Site
    store: Store
    query: QueryParams
    path: dict[str, str]
    reviewer: bool = False


@dataclass(frozen=True)
class Page:
    """A page and its JSON twin.

    Attributes:
        path: with parameters in braces, as Starlette writes them.
        name: of the page in the navigation and of the operation in OpenAPI.
        template: file in ``templates``.
        data: gives what the page shows: plain values, lists, dictionaries and dataclasses.
        says: one line for OpenAPI.
        params: parameters of the address.
    """

    path: str
    name: str
    template: str
    data: Callable[[Call], dict[str, Any]]
    says: str
    params: tuple[Declared, ...] = field(default=())


def to_json(data: Any) -> bytes:
    """Data as JSON, ASCII only: what text can't break isn't broken."""
    return json.dumps(data, default=_plain, ensure_ascii=True).encode("ascii")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"no JSON for {type(value)}")


def json_response(data: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(to_json(data), status, media_type="application/json")


def is_api(request: Request) -> bool:
    """Whether a request asks for JSON."""
    return request.url.path.startswith("/api/")
