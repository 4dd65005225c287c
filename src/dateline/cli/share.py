"""``dateline share``: what a database holds in the shapes of other tools and standards."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, given_path, tell
from dateline.cli.options import read_options, takes_filters
from dateline.errors import UsageError
from dateline.store.opening.address import Address

if TYPE_CHECKING:
    from dateline.record import StoryRecord
    from dateline.standards.markup import Markup
    from dateline.store.store import Store


class Shape(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """What is written."""

    annotation = "annotation"
    brat = "brat"
    conllu = "conllu"
    labelstudio = "labelstudio"
    ftm = "ftm"
    prov = "prov"
    datasette = "datasette"


FOLDERS = (Shape.brat, Shape.labelstudio)
STDOUT = Path("-")


def share(
    store: StoreOption = DEFAULT_STORE,
    shape: Annotated[
        Shape,
        typer.Option(
            "--as",
            help="annotation: W3C Web Annotation, a story a line; brat, labelstudio: a folder to annotate in; conllu; "
            "ftm: FollowTheMoney entities; prov: PROV-JSON of a run; datasette: a metadata file.",
        ),
    ] = Shape.annotation,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE|DIR", parser=given_path, help="Where to; - for here.")
    ] = STDOUT,
    manifest: Annotated[
        Path | None,
        typer.Option("--run", metavar="FILE", parser=given_path, help="For prov: the manifest that a run left."),
    ] = None,
    **filters: Any,
) -> None:
    """Write the stories of a database as other tools and standards have them (docs/standards.md).

    Example: dateline share --as brat --outlet "Example Post" -o to_correct/
    """
    if shape in FOLDERS and output == STDOUT:
        raise UsageError(f"--as {shape.value}: say which folder with -o DIR")
    if shape is Shape.prov:
        _write(_prov(manifest), output)
        return
    from dateline.store.store import Store

    with Store(store) as opened:
        if shape is Shape.datasette:
            _write(_datasette(opened), output)
            return
        records = opened.records(**read_options(filters))
        if shape in FOLDERS:
            tell(f"{_write_folder(shape, records, output)} stories > {output}")
        else:
            _write(_lines(shape, records), output)


takes_filters(share, "stories")


def _prov(manifest: Path | None) -> Iterator[str]:
    from dateline.standards.prov import provenance, read_manifest

    if manifest is None:
        raise UsageError("--as prov: name the manifest of the run with --run (code --manifest leaves OUTPUT.run.json)")
    yield json.dumps(provenance(read_manifest(manifest)), ensure_ascii=False, indent=1)


def _datasette(opened: Store) -> Iterator[str]:
    from dateline.standards.datasette import metadata

    if isinstance(opened.path, Address):
        raise UsageError(
            f"--as datasette: Datasette reads SQLite files, and {opened.path} is none; code into a file for it"
        )
    there = frozenset(row[0] for row in opened.sqlite.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
    yield json.dumps(metadata(opened.path, there), ensure_ascii=False, indent=1)


def _lines(shape: Shape, records: Iterable[StoryRecord]) -> Iterator[str]:
    """The lines of a shape that is one file."""
    from dateline.standards import follow_the_money, web_annotation

    if shape is Shape.annotation:
        return web_annotation.lines(records)
    if shape is Shape.ftm:
        return follow_the_money.lines(records)
    from dateline.standards.conllu import write_conllu

    return write_conllu(_markups(records), _parser())


def _markups(records: Iterable[StoryRecord]) -> Iterator[Markup]:
    from dateline.corpus.texts import text_of
    from dateline.standards.annotated import annotation_of
    from dateline.standards.markup import markup_of

    for record in records:
        row = annotation_of(record)
        yield markup_of(row, text_of(row, {}))


def _parser() -> Any:
    from dateline.language.parser.pipeline import Parser
    from dateline.language.shipped import language_of_code
    from dateline.settings import Settings

    return Parser.load(language_of_code(Settings().language))


def _write_folder(shape: Shape, records: Iterable[StoryRecord], folder: Path) -> int:
    """Write a shape that is a folder; give how many stories."""
    from dateline.knowledge import ontology
    from dateline.knowledge.files import layers_over
    from dateline.standards.brat import write_brat
    from dateline.standards.label_studio import write_label_studio

    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder}: the folder is not empty; what somebody has corrected in it would be lost")
    known = ontology.load(layers_over(()))
    if shape is Shape.brat:
        return write_brat(_markups(records), folder, known)
    return write_label_studio(_markups(records), folder, known, "dateline")


def _write(lines: Iterable[str], output: Path) -> None:
    """Write lines into a file, whole or not at all, or print them."""
    from dateline.sinks.output_files import whole_file

    if output == STDOUT:
        for line in lines:
            sys.stdout.write(line + "\n")
        return
    with whole_file(output) as file:
        file.writelines(line + "\n" for line in lines)
