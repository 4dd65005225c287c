"""``dateline check``: is the knowledge sound?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import given_path, tell

EXIT_FAULTS = 1


def check(
    knowledge: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Folder laid over ours; may be repeated.", parser=given_path),
    ] = None,
    examples: Annotated[
        bool, typer.Option("--examples", help="Run the examples beside the rules too (half a minute).")
    ] = False,
) -> None:
    """Check the knowledge files; each fault is named with file, line and reason.

    Example: dateline check --knowledge my_rules/ --examples
    """
    from dateline.knowledge.check import check_all

    folders = tuple(knowledge or ())
    faults = check_all(folders)
    for fault in faults:
        tell(str(fault))
    if faults:
        print(f"{len(faults)} fault{'s' * (len(faults) > 1)}", file=sys.stderr)
        raise typer.Exit(EXIT_FAULTS)
    print("The knowledge files are sound.")
    if examples and not _run_examples(folders):
        raise typer.Exit(EXIT_FAULTS)


def _run_examples(folders: tuple[Path, ...]) -> bool:
    """Run the examples and say which fail. Those of ours that a user's rules changed are named, but are no fault."""
    from dateline.knowledge.files import SHIPPED
    from dateline.settings import Settings
    from dateline.tools import make_tools
    from dateline.trial import run_examples

    verdicts = list(run_examples(make_tools(Settings(opinion=False, knowledge=folders))))
    ours = [v for v in verdicts if v.reason and folders and Path(v.file).is_relative_to(SHIPPED)]
    failed = [v for v in verdicts if v.reason and v not in ours]
    for verdict in failed:
        tell(f"{verdict.file}:{verdict.line}: {verdict.rule}: {verdict.reason}")
        print(f"    {verdict.example}", file=sys.stderr)
    own = sum(any(Path(v.file).is_relative_to(f) for f in folders) for v in verdicts) if folders else len(verdicts)
    print(f"{own - len(failed)} of {own} examples do what they say.")
    if ours:
        print(f"Of Dateline's own {len(verdicts) - own} examples {len(ours)} come out otherwise with your rules:")
        for verdict in ours:
            print(f"  {Path(verdict.file).relative_to(SHIPPED)}:{verdict.line}: {verdict.rule}: {verdict.example}")
    return not failed
