"""What a layout is, as Markdown: its page in the documentation, and what ``dateline layouts NAME`` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.layouts.declare import Form, Layout

MADE = "<!-- Made from src/dateline/layouts/ by scripts/make_reference.py: edit there. -->"
MARKS = {"yes": "", "near": "near: ", "no": "empty: "}


def page(layout: Layout) -> str:
    """The page of a layout: what a row is, what each column is filled from, what would mislead."""
    return "\n".join([MADE, "", f"# `{layout.name}`: {layout.title}", "", *_body(layout)])


def index(layouts: Iterable[Layout]) -> str:
    """The page of all layouts."""
    rows = [f"| [`{k.name}`]({k.name}.md) | {k.title} | {len(k.columns)} | {_filled(k)} |" for k in layouts]
    return "\n".join([
        MADE, "", "# Layouts of exchange", "",
        "Events in the columns of other collections, so that a script that is made for one of these reads them:", "",
        "```sh", "dateline code saved_pages/ --to csv --layout polecat -o events.txt",
        "dateline events --layout polecat --factuality asserted > asserted.txt",
        "dateline export --to dta --layout long -o events.dta", "dateline layouts                # this list",
        "dateline layouts gdelt          # one of them in detail", "```", "",
        "| layout | what it is | columns | filled, nearly so, empty |", "| --- | --- | --- | --- |", *rows, "",
        "Nearly filled is a column of which the collection means something a little different; each page says what.",
        "As Parquet, Stata or Excel a layout has the same columns, with days, numbers and lists (Parquet) as such.", "",
        "A package of your own adds one: a `Layout` of `dateline.layouts.declare`, made known by",
        "`dateline.layouts.registry.register`.", "",
    ])  # fmt: skip


def _filled(layout: Layout) -> str:
    return ", ".join(str(sum(c.filled == how for c in layout.columns)) for how in MARKS)


def _body(layout: Layout) -> Iterator[str]:
    yield from (layout.says, "")
    yield from ("| column | type | filled from |", "| --- | --- | --- |")
    yield from (f"| {c.name} | {c.kind} | {MARKS[c.filled]}{c.says} |" for c in layout.columns)
    yield ""
    if layout.leaves_out:
        yield from ("## What is left out", "", f"{layout.leaves_out[0].upper()}{layout.leaves_out[1:]}.", "")
    if layout.misleads:
        yield from ("## What would mislead", "", *(f"- {text}" for text in layout.misleads), "")
    yield from ("## Reading it", "", *reading(layout), "")


def reading(layout: Layout) -> list[str]:
    """How a file of the layout is had, and read with the right types: codes with a zero in front stay texts."""
    texts = [c.name for c in layout.columns if "CAMEO" in c.name or (c.name.startswith("Event") and "Code" in c.name)]
    file = "events.txt" if layout.form.delimiter == "\t" else "events.csv"
    commands = [f"dateline export --layout {layout.name} -o {file}"]
    commands += [] if layout.form.header else [f"dateline layouts {layout.name} --names > names.txt"]
    return [
        "```sh", *commands, "```", "", *_pandas(layout.form, file, texts), "", *_r(layout.form, file, texts), "",
    ]  # fmt: skip


def _pandas(form: Form, file: str, texts: list[str]) -> list[str]:
    options = ['sep="\\t"'] if form.delimiter == "\t" else []
    options += [] if form.header else ["header=None", "names=names"]
    options += [] if form.quoted else ["quoting=3"]
    options += [f"dtype=dict.fromkeys({texts}, str)"] if texts else []
    names = [] if form.header else ['names = open("names.txt", encoding="utf-8").read().splitlines()']
    call = f"events = pd.read_csv({', '.join([repr(file), *options])})"
    return ["```python", "import pandas as pd", "", *names, call.replace("'", '"'), "```"]


def _r(form: Form, file: str, texts: list[str]) -> list[str]:
    options = [] if form.header else ["header=FALSE", 'col.names=readLines("names.txt")']
    options += [] if form.quoted else ['quote=""']
    classes = ", ".join(f'"{t}"="character"' for t in texts)
    options += [f"colClasses=c({classes})"] if texts else []
    options += ["check.names=FALSE", 'encoding="UTF-8"']
    read = "read.delim" if form.delimiter == "\t" else "read.csv"
    call = f"events <- {read}({', '.join([repr(file), *options])})"
    return ["```r", call.replace("'", '"'), "```"]
