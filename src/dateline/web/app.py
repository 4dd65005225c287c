"""The site: which page is where, how a request becomes an answer, and what an error says."""

from __future__ import annotations

import hmac
import os
import re
import tempfile
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from dateline.desk.take import entry_of
from dateline.errors import DatelineError, StoreError, UsageError
from dateline.layouts.registry import find, layouts
from dateline.layouts.table import Table
from dateline.sinks.registry import write_rows
from dateline.sinks.stored.layout_rows import stored_rows
from dateline.store.filters.declared_filters import FILTERS, Declared
from dateline.store.rows.readable_days import plain_date
from dateline.store.rows.typed_rows import bounds
from dateline.web import params
from dateline.web.openapi import api_path, describe
from dateline.web.page import MEDIA, Call, NotThereError, Page, file_response, is_api, json_response
from dateline.web.safety.guard import Guard
from dateline.web.safety.hostile_text import clean, finalize, web_address
from dateline.web.safety.slots import BusyError, Slots
from dateline.web.site import Site, TooLongError
from dateline.web.views import (
    actors,
    claims,
    desk,
    doubtful,
    events,
    explain,
    incidents,
    map,
    quality,
    reader,
    review,
    stories,
)

HERE = Path(__file__).parent
COOKIE = "dateline_review"
LARGEST_FORM = 20_000
# Queries, and writers of files, that are at work at once; pages of their own kind wait for them, no others.
QUERIES = 8
EXPORTS = 2
# Seconds that a place among them is waited for.
WAIT = 20.0
NARROWER = "Narrow it: an actor, a type or a span of time. On the command line nothing is given up: dateline events."


def _params(names: tuple[str, ...], *more: Declared) -> tuple[Declared, ...]:
    """The declarations of some filters, and more parameters."""
    return (*(FILTERS[n] for n in names), *more)


PAGES = (
    Page("/", "stories", "stories.html", stories.data, "Stories, newest first, with counts by day.",
         _params(params.names_of("stories"), *params.PAGING),
         ("search", "actor", "outlet", "type", "since", "until")),
    Page("/stories/{story}", "story", "reader.html", reader.data, "A story: its whole record.", (reader.EVENT,)),
    Page("/events", "events", "events.html", events.data, "Events, newest first, with counts by day.",
         _params(params.names_of("events"), *params.PAGING),
         ("actor", "type", "recipient", "said_by", "factuality", "since", "until")),
    Page("/events/{event}", "event", "event.html", explain.data, "An event and why it was coded so."),
    Page("/incidents", "incidents", "incidents.html", incidents.listing,
         "Incidents, newest first: events of different stories that are one happening.",
         _params(params.names_of("incidents"), *params.PAGING),
         ("search", "actor", "type", "country", "disputed", "min_independent", "since", "until")),
    Page("/incidents/{incident}", "incident", "incident.html", incidents.data,
         "An incident: who reports it, who says what, numbers side by side."),
    Page("/actors", "actors", "actors.html", actors.listing, "Actors, those that do and say most first.",
         _params(params.names_of("actors"), *params.PAGING), ("name", "country")),
    Page("/actors/{actor:path}", "actor", "actor.html", actors.data, "An actor: names, roles, deeds, neighbours."),
    Page("/map", "map", "map.html", map.data, "Places with numbers of events, by how precisely they are known.",
         _params(params.names_of("events")), ("actor", "type", "recipient", "factuality", "since", "until")),
    Page("/claims", "claims", "claims.html", claims.data, "Who asserts, doubts and denies what, by act.",
         _params(claims.NAMES), claims.AHEAD),
    Page("/doubtful", "doubtful", "doubtful.html", doubtful.data, "Events, the least sure first, to be looked at.",
         _params(params.names_of("events"), *params.PAGING, doubtful.BY),
         ("by", "actor", "type", "recipient", "factuality", "since", "until")),
    Page("/quality", "quality", "quality.html", quality.data,
         "What was not coded and why, how sure the rest is, whom the register doesn't know."),
)  # fmt: skip
EVENTS = next(p for p in PAGES if p.name == "events")
REVIEW = Page("/review", "review", "review.html", review.data, "Judgements and the precision that they give.")
DESK = Page("/desk", "desk", "desk.html", desk.data, "What readers keep: searches, a watch list, stars, who is who.")
LOCAL = re.compile(r"/(?![/\\])[!-\[\]-~]*")


def make_app(site: Site) -> ASGIApp:
    """The ASGI application of a site."""
    pages = (*PAGES, REVIEW, DESK) if site.review else PAGES
    views = Views(site, pages)
    routes = [Route("/events.{form}", views.file), Route("/events-{layout}.{form}", views.file)]
    if site.review:
        routes += [
            Route("/review/judgements.jsonl", views.export),
            Route("/events/{event}/judge", views.judge, methods=["POST"]),
            Route("/desk/take", views.take, methods=["POST"]),
            Route("/desk/{name}", views.desk_file),
        ]
    routes += [Route("/api/openapi.json", views.openapi)]
    for page in pages:
        routes += [Route(page.path, views.html(page)), Route(api_path(page), views.json(page))]
    app = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=HERE / "static"))],
        exception_handlers={DatelineError: views.failed, HTTPException: views.failed, Exception: views.failed},
    )
    return Guard(app, site.host)  # outside of all, so that no answer goes without its headers


def make_templates(site: Site) -> Environment:
    """Templates that escape every value and let no hostile character through."""
    env = Environment(
        loader=PackageLoader("dateline.web"), autoescape=select_autoescape(default=True), finalize=finalize,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.globals.update(
        site=site, address=params.address, FILTERS=FILTERS, web_address=web_address,
        bounds=bounds, country_name=lambda code: site.countries.get(code or "", code),
    )  # fmt: skip
    env.filters["ref"] = lambda text: quote(str(text), safe="", errors="replace")
    env.filters["plain_date"] = plain_date
    env.filters["local"] = lambda path: quote(path, errors="replace")
    env.filters["thousands"] = lambda n: f"{n:,}"
    return env


class Views:
    """The answers to requests."""

    def __init__(self, site: Site, pages: tuple[Page, ...]) -> None:
        self.site = site
        self.pages = pages
        self.queries = Slots(QUERIES, WAIT)
        self.exports = Slots(EXPORTS, WAIT)
        self.templates = make_templates(site)

    def html(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a page."""

        def answer(request: Request) -> Response:
            data = self.data(page, request)
            return self.render(page.template, request, page=page.name, form=page.form, **data)

        return self._endpoint(answer)

    def json(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a page's JSON twin."""

        def answer(request: Request) -> Response:
            data = self.data(page, request)
            return json_response({k: v for k, v in data.items() if not k.startswith("_")})

        return self._endpoint(answer)

    def _endpoint(self, answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            given = request.query_params.get("token")
            if self.site.review and given and self._fits(given):
                # From the address into a cookie, so that it doesn't stay in the history or in a copied link.
                response = RedirectResponse(request.url.path, 303)
                response.set_cookie(COOKIE, self.site.token, httponly=True, samesite="strict")
                return response
            async with self.queries.one():
                return await run_in_threadpool(answer, request)

        return endpoint

    def data(self, page: Page, request: Request) -> dict[str, Any]:
        """What a page shows.

        Raises:
            UsageError: the address has a parameter that the page doesn't know.
        """
        page.check(request.query_params)
        with self.site.store() as store:
            return page.data(Call(self.site, store, request.query_params, request.path_params, self.known(request)))

    def known(self, request: Request) -> bool:
        """Whether the request comes from who started the site: it carries the token."""
        return self.site.review and self._fits(request.cookies.get(COOKIE, ""))

    def _fits(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.site.token.encode())

    def render(self, template: str, request: Request, status: int = 200, **data: Any) -> Response:
        """A page of a template."""
        known = self.known(request)
        text = self.templates.get_template(template).render(
            **data, path=request.url.path, query=request.url.query, reviewer=known,
            token=self.site.token if known else "",
        )  # fmt: skip
        return HTMLResponse(text.encode("utf-8", "replace"), status)

    async def file(self, request: Request) -> Response:
        """The events of the filters as a file: its ending says in which form, the rest in which layout."""
        form, layout = request.path_params["form"], request.path_params.get("layout", "full")
        if form not in events.FORMS or layout not in {known.name for known in layouts()}:
            raise HTTPException(404, "There is no such file.")
        return await self._file(request, form, layout)

    async def _file(self, request: Request, form: str, layout: str) -> Response:
        """A file of the events. It is written whole before it is sent: what goes wrong shows as an error, and a reader
        who takes long keeps neither a place among the queries nor an old state of the database."""

        def make() -> Path:
            EVENTS.check(request.query_params)
            filters = params.read_filters(request.query_params, params.names_of("events"))
            table = Table(find(layout), self.site.world, bool(filters.get("all_tellings")))
            handle, scratch = tempfile.mkstemp(suffix=f".{form}")
            os.close(handle)
            path = Path(scratch)
            try:
                with self.site.store(self.site.export_patience) as store:
                    write_rows(form, path, table, stored_rows(store, table, filters))
            except TooLongError:
                path.unlink(missing_ok=True)
                raise TooLongError("This file took too long and was given up. " + NARROWER) from None
            except BaseException:
                path.unlink(missing_ok=True)
                raise
            return path

        async with self.exports.one():
            path = await run_in_threadpool(make)
        done = BackgroundTask(path.unlink, missing_ok=True)
        name = request.url.path.rpartition("/")[2]
        return FileResponse(path, media_type=MEDIA[form], filename=name, background=done)

    def openapi(self, request: Request) -> Response:
        """The description of the JSON pages."""
        return json_response(describe(self.pages))

    def export(self, request: Request) -> Response:
        """The file of judgements."""
        return file_response("judgements.jsonl", self.site.judgements.data())

    async def judge(self, request: Request) -> Response:
        """Take a judgement."""
        form = await self._form(request)
        async with self.queries.one():
            await run_in_threadpool(self._judge, request, form)
        return RedirectResponse(f"/events/{quote(request.path_params['event'], safe='')}#review", 303)

    async def take(self, request: Request) -> Response:
        """Take something down on the desk, and go back to where the form stood."""
        form = await self._form(request)
        async with self.queries.one():
            await run_in_threadpool(self._take, form)
        back = form.get("back", "")
        return RedirectResponse(back if LOCAL.fullmatch(back) else "/desk", 303)

    def _take(self, form: dict[str, str]) -> None:
        given = {name: clean(value) for name, value in form.items()}
        with self.site.store() as store:
            self.site.desk.add(entry_of(given, store, self.site.desk.read()))

    def desk_file(self, request: Request) -> Response:
        """What is on the desk, as a file."""
        name = request.path_params["name"]
        made = desk.files(self.site).get(name)
        if made is None:
            raise HTTPException(404, "There is no such file.")
        return file_response(name, made())

    async def _form(self, request: Request) -> dict[str, str]:
        """What a form says: one of ours only, sent by who holds the token."""
        origin = request.headers.get("origin")
        strange = origin and origin.partition("://")[2] != request.headers.get("host")
        if strange or request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            raise HTTPException(403, "This form was sent from another site.")
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST_FORM:
            raise HTTPException(413, "This form is too large.")
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        if not self.known(request) or not self._fits(form.get("token", "")):
            raise HTTPException(403, "Only who has opened the address with the token may judge or keep things here.")
        return form

    def _judge(self, request: Request, form: dict[str, str]) -> None:
        with self.site.store() as store:
            review.judge(Call(self.site, store, request.query_params, request.path_params, True), form)

    async def failed(self, request: Request, error: Exception) -> Response:
        """Say what happened."""
        status, text = explain_error(error)
        if is_api(request):
            answer = json_response({"status": status, "error": text}, status)
        else:
            title = HTTPStatus(status).phrase
            answer = self.render(
                "error.html", request, status, page="error", status_code=status, title=title, text=text
            )
        if isinstance(error, BusyError):
            answer.headers["retry-after"] = "60"
        return answer


def explain_error(error: Exception) -> tuple[int, str]:
    """HTTP status and a text for a reader."""
    if isinstance(error, HTTPException):
        texts = {404: "There is nothing at this address.", 405: "This address can't be used like this."}
        text = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        return error.status_code, text or texts.get(error.status_code, HTTPStatus(error.status_code).phrase)
    if isinstance(error, NotThereError):
        return 404, str(error)
    if isinstance(error, UsageError):
        return 400, str(error)
    if isinstance(error, TooLongError) and "given up" not in str(error):
        return 503, "The search took too long and was given up. " + NARROWER
    if isinstance(error, StoreError | BusyError):
        return 503, str(error)
    return 500, f"Something went wrong here ({type(error).__name__}). The terminal where the site runs tells more."
