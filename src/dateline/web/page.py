"""What a page is: an address, the data behind it, and a template; its JSON twin has the same data under ``/api``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from dateline.desk.entries import Desk
from dateline.errors import DatelineError, UsageError
from dateline.store.filters.declared_filters import FILTERS, Declared
from dateline.store.filters.filter_values import alike, ask
from dateline.store.store import Store
from dateline.web.site import Site

# The token that `dateline serve --review` prints may stand in any address.
ANYWHERE = {"token"}
# The media types of files by their endings.
MEDIA = {
    "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet", "dta": "application/x-stata-dta",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "jsonl": "application/x-ndjson",
}  # fmt: skip


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

    @cached_property
    def layer(self) -> Desk:
        """What is on the desk, for its word on who is who, which holds for every reader."""
        return self.site.desk.read()

    @property
    def desk(self) -> Desk:
        """What is on the desk, where the site has one: notes are for those who may read judgements."""
        return self.layer if self.site.review else Desk()


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
        ahead: filters that its form shows at once, in this order; all others wait under "More filters".
    """

    path: str
    name: str
    template: str
    data: Callable[[Call], dict[str, Any]]
    says: str
    params: tuple[Declared, ...] = field(default=())
    ahead: tuple[str, ...] = ()

    @property
    def form(self) -> tuple[list[Declared], list[Declared]]:
        """The fields of its form: those shown at once, and the rest. Nothing that the page takes is missing."""
        fields = {d.name: d for d in self.params if d.name in FILTERS or d.name in self.ahead}
        return [fields.pop(name) for name in self.ahead], list(fields.values())

    def check(self, given: Iterable[str]) -> None:
        """Refuse a parameter that the page doesn't know: a filter spelt wrong would narrow nothing and tell nobody.

        Raises:
            UsageError: it names those that are alike, and all that there are.
        """
        known = {d.name for d in self.params}
        for name in given:
            if name not in known | ANYWHERE:
                there = f"there are {', '.join(sorted(known))}" if known else "there are none here"
                raise UsageError(f"no parameter {name[:40]!r}{ask(alike(name, known))}; {there}")


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


def file_response(name: str, body: bytes) -> Response:
    """A file to be saved; the ending of its name says what it is."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=MEDIA[name.rpartition(".")[2]], headers=headers)


def is_api(request: Request) -> bool:
    """Whether a request asks for JSON."""
    return request.url.path.startswith("/api/")
