"""The command ``dateline``: its subcommands, and how errors become exit codes.

0: all well. 1: some inputs failed, or the database can't be used. 2: wrong usage. 130: interrupted. 129, 143: ended by
SIGHUP, SIGTERM.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dateline.cli.actors import add_actors
from dateline.cli.backup import backup
from dateline.cli.check import check
from dateline.cli.code import code
from dateline.cli.common import tell
from dateline.cli.corpus import corpus
from dateline.cli.demo import demo
from dateline.cli.desk import desk
from dateline.cli.diff import diff
from dateline.cli.doctor import doctor
from dateline.cli.evaluate import evaluate
from dateline.cli.explain import explain
from dateline.cli.failures import failures
from dateline.cli.knowledge import knowledge
from dateline.cli.linking.dossier import dossier
from dateline.cli.linking.incidents import incident, incidents
from dateline.cli.linking.link import link
from dateline.cli.linking.panel import panel
from dateline.cli.lists import add_lists
from dateline.cli.plugins import plugins
from dateline.cli.retry import retry
from dateline.cli.second_opinion import second_opinion
from dateline.cli.serve import serve
from dateline.cli.share import share
from dateline.cli.show import show
from dateline.cli.signals import Ended, signals_end
from dateline.cli.status import status
from dateline.cli.tables.cite import cite
from dateline.cli.tables.edges import edges
from dateline.cli.tables.export import export
from dateline.cli.tables.layouts import layouts
from dateline.cli.tables.new import new
from dateline.cli.try_text import try_text
from dateline.cli.verify import verify
from dateline.cli.watch import watch
from dateline.errors import DatelineError, KnowledgeError, UsageError


class _Root(TyperGroup):
    """The command itself: whatever goes wrong below ends here."""

    def invoke(self, ctx: Any) -> Any:
        try:
            with signals_end():
                result = super().invoke(ctx)
                sys.stdout.flush()
        except BrokenPipeError:
            # The reader has gone (`dateline events | head`): nothing is wrong, and nothing more may be written.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except Ended as end:
            tell(f"ended by {signal.Signals(end.number).name}; what was written is whole")
            sys.exit(128 + end.number)
        except KeyboardInterrupt:
            tell("interrupted; what was written is whole")
            sys.exit(130)
        except DatelineError as error:
            tell(str(error))
            sys.exit(2 if isinstance(error, UsageError | KnowledgeError) else 1)
        return result


app = typer.Typer(
    name="dateline", cls=_Root, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads saved news pages and writes down who did what to whom, where and when, and who says so.\n\n"
    "Example: dateline code saved_pages/ && dateline events",
)  # fmt: skip
app.command()(code)
add_lists(app)
add_actors(app)
LINKING = (link, incidents, incident, panel, dossier)
CARE = (failures, watch, retry, status, verify, backup, doctor)
TABLES = (export, layouts, edges, new, cite)
OTHERS = (share, plugins, second_opinion)
for command in (*LINKING, *TABLES, show, explain, serve, desk, evaluate, demo, check, *CARE, diff, *OTHERS):
    app.command()(command)
app.command("try")(try_text)
app.add_typer(corpus, name="corpus")
app.add_typer(knowledge, name="knowledge")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Options of the command itself."""


def main(args: list[str] | None = None) -> int:
    """Run a command line; give the exit code."""
    try:
        app(args)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
