"""``dateline corpus``: check, count, join, score and build annotated corpora; one file a command."""

from __future__ import annotations

import typer

from dateline.cli.corpus.agree import agree
from dateline.cli.corpus.check import check
from dateline.cli.corpus.compile import compile_
from dateline.cli.corpus.join import join
from dateline.cli.corpus.number import number
from dateline.cli.corpus.score import score
from dateline.cli.corpus.stats import stats
from dateline.cli.corpus.take import take

corpus = typer.Typer(
    no_args_is_help=True,
    help="Annotated news: check, count, join with texts, score records against it.\n\n"
    "Example: dateline corpus score mine.jsonl --texts articles.jsonl",
)
for command in (number, take, check, stats, join, score, agree):
    corpus.command()(command)
corpus.command(name="compile")(compile_)
