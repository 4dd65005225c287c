"""The description of the JSON pages, made from the list of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from dateline.store.filters.declared_filters import Declared
from dateline.web.page import Page

CONVERTER = re.compile(r"\{(\w+)(?::\w+)?\}")


def describe(pages: Iterable[Page]) -> dict[str, Any]:
    """An OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": version("dateline"),
            "description": "What the pages of `dateline serve` show, as JSON. Reading only.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {_path(page): {"get": _operation(page)} for page in pages},
        "components": {
            "schemas": {
                "Error": {
                    "type": "object",
                    "properties": {"status": {"type": "integer"}, "error": {"type": "string"}},
                    "required": ["status", "error"],
                }
            }
        },
    }


def api_path(page: Page) -> str:
    """The route of a page's JSON twin."""
    return "/api/stories" if page.path == "/" else f"/api{page.path}"


def _path(page: Page) -> str:
    return CONVERTER.sub(r"{\1}", api_path(page))


def _operation(page: Page) -> dict[str, Any]:
    inside = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in CONVERTER.findall(page.path)
    ]
    error = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    return {
        "operationId": page.name,
        "summary": page.says,
        "parameters": [*inside, *(_parameter(p) for p in page.params)],
        "responses": {
            "200": {"description": page.says, "content": {"application/json": {"schema": {"type": "object"}}}},
            "400": {"description": "A parameter has a value that it can't have.", **error},
            "404": {"description": "There is nothing at this address.", **error},
        },
    }


def _parameter(declared: Declared) -> dict[str, Any]:
    """A parameter, described by what the filter declares."""
    one = declared.kind.described()
    schema = {"type": "array", "items": one} if declared.several else one
    says = f"{declared.says}; {declared.kind.takes}"
    return {"name": declared.name, "in": "query", "description": says, "schema": schema, "example": declared.shown}
