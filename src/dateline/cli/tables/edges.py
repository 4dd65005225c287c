"""``dateline edges``: who acts on whom, as a network."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, RawOption, StoreOption, out_text
from dateline.cli.options import read_options, takes_filters
from dateline.cli.tables.forms import CountsFormat, FileOption, check_form, give, with_output

if TYPE_CHECKING:
    from dateline.store.links.edges import EdgeRow

TABLE = (
    ("Source", "source_name"), ("Target", "target_name"), ("Events", "events"), ("Value", "value"), ("First", "first"),
    ("Last", "last"), ("Types", "types"),
)  # fmt: skip
EdgesFormat = Enum("EdgesFormat", {f.name: f.value for f in CountsFormat} | {"graphml": "graphml"}, type=str)  # type: ignore[misc]


def edges(
    store: StoreOption = DEFAULT_STORE,
    form: Annotated[
        EdgesFormat, typer.Option("--format", "-f", help="How to print; dta is Stata's.")
    ] = EdgesFormat.table,  # type: ignore[attr-defined]
    output: FileOption = None,
    raw_cells: RawOption = False,
    **filters: Any,
) -> None:
    """Count events by who acts on whom: a table, or a network for Gephi, igraph or networkx (graphml).

    Example: dateline edges --type ACCUSE --format graphml -o accused.graphml
    """
    from dateline.layouts.plain import EDGES
    from dateline.store.store import Store

    check_form(form.value, output)
    with Store(store) as opened:
        rows = opened.edges(**read_options(filters))
    if form.value == "graphml":
        with_output(output, lambda: out_text(graphml(rows)))
    else:
        give(rows, EDGES, form.value, output, TABLE, raw=raw_cells)


takes_filters(edges, "events")
NODE, EDGE = ("name", "country"), ("events", "value", "first", "last", "types")
TYPES = {"events": "long", "value": "double"}


def graphml(rows: list[EdgeRow]) -> str:
    """The network as GraphML (http://graphml.graphdrawing.org): a node an actor, under its id, and an edge a pair."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for of, names in (("node", NODE), ("edge", EDGE)):
        for name in names:
            kind = {"attr.name": name, "attr.type": TYPES.get(name, "string")}
            SubElement(root, "key", {"id": name, "for": of, **kind})
    graph = SubElement(root, "graph", edgedefault="directed")
    people = {r.source: (r.source_name, r.source_country) for r in rows}
    people |= {r.target: (r.target_name, r.target_country) for r in rows}
    for key, known in sorted(people.items()):
        _told(SubElement(graph, "node", id=_xml(key)), dict(zip(NODE, known, strict=True)))
    for r in rows:
        edge = SubElement(graph, "edge", source=_xml(r.source), target=_xml(r.target))
        _told(edge, {name: getattr(r, name) for name in EDGE})
    indent(root)
    return tostring(root, encoding="unicode")


def _told(element: Any, values: dict[str, Any]) -> None:
    """What is known of a node or an edge."""
    from xml.etree.ElementTree import SubElement

    for name, value in values.items():
        if value is not None:
            SubElement(element, "data", key=name).text = _xml("; ".join(value) if isinstance(value, tuple) else value)


def _xml(value: object) -> str:
    """A value as text without what XML can't have."""
    return "".join(c if c.isprintable() else " " for c in str(value)).encode("utf-8", "replace").decode()
