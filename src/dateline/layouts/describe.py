"""What a layout is, as Markdown: its page in the documentation, and what ``dateline layouts NAME`` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.layouts.declare import Form, Layout

MADE = "<!-- Made from src/dateline/layouts/ by scripts/make_reference.py: edit there. -->"
MARKS = {"yes": "", "near": "near: ", "no": "empty: "}
NAMED = {"\t": "tab", ",": "comma"}


def page(layout: Layout) -> str:
    """The page of a layout: what a row is, what each column is filled from, what would mislead."""
    return "\n".join([MADE, "", f"# `{layout.name}`: {layout.title}", "", *_body(layout)])


def index(layouts: Iterable[Layout]) -> str:
    """The page of all layouts."""
    rows = [f"| [`{k.name}`]({k.name}.md) | {k.title} | {len(k.columns)} | {_filled(k)} |" for k in layouts]
    return "\n".join([
        MADE, "", "# Layouts of exchange", "",
        "Events in the columns of other collections, so that a script that is made for one of these reads them:", "",
        "    dateline code saved_pages/ --to csv --layout polecat -o events.txt",
        "    dateline events --layout polecat --factuality asserted > events.txt",
        "    dateline export --to dta --layout long -o events.dta",
        "    dateline layouts                # this list",
        "    dateline layouts gdelt          # one of them in detail", "",
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
    """How programs read a file of the layout with the right types: codes with a zero in front stay texts."""
    texts = [c.name for c in layout.columns if "CAMEO" in c.name or (c.name.startswith("Event") and "Code" in c.name)]
    form = layout.form
    tab = form.delimiter == "\t"
    options = ['sep="\\t"'] if tab else []
    options += [] if form.header else ["header=None", "names=NAMES"]
    options += ["quoting=3"] if not form.quoted else []
    options += [f"dtype=dict.fromkeys({texts}, str)"] if texts else []
    python = ", ".join(['"events.txt"' if tab else '"events.csv"', *options])
    return [*_r_and_pandas(python, texts, form), *_names(layout)]


def _r_and_pandas(python: str, texts: list[str], form: Form) -> list[str]:
    read = "read.delim" if form.delimiter == "\t" else "read.csv"
    file = "events.txt" if form.delimiter == "\t" else "events.csv"
    quote = "" if form.quoted else ', quote=""'
    header = "" if form.header else ", header=FALSE, col.names=NAMES"
    classes = ", ".join(f'"{t}"="character"' for t in texts)
    types = f", colClasses=c({classes})" if texts else ""
    return [
        "```python", "import pandas as pd", "", f"events = pd.read_csv({python})", "```", "",
        "```r", f'events <- {read}("{file}"{header}{quote}{types}, check.names=FALSE, encoding="UTF-8")', "```", "",
    ]  # fmt: skip


def _names(layout: Layout) -> list[str]:
    if layout.form.header:
        return []
    return [
        "`NAMES` are the columns above, in their order; `dateline layouts "
        f"{layout.name} --names` prints them, one a line.",
    ]  # fmt: skip
