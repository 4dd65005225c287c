"""``dateline check``: is the knowledge sound?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import given_path, tell

if TYPE_CHECKING:
    from dateline.examples.bench import Bench
    from dateline.examples.run import Verdict
    from dateline.knowledge.load import Knowledge

EXIT_FAULTS = 1


def check(
    knowledge: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Folder laid over ours; may be repeated.", parser=given_path),
    ] = None,
    examples: Annotated[
        bool, typer.Option("--examples", help="Run the examples of the files that DIR touches too (all without DIR).")
    ] = False,
    whole: Annotated[bool, typer.Option("--all", help="With --examples: all examples, ours too (a minute).")] = False,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="The language whose words are checked; also one that DIR brings.")
    ] = "en",
    unexercised: Annotated[
        bool,
        typer.Option("--unexercised", help="With --examples: list the patterns of frames that no example asks for."),
    ] = False,
    conflicts: Annotated[
        bool,
        typer.Option("--conflicts", help="Tell which patterns of frames two types claim, and which are never asked."),
    ] = False,
    of: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE|TYPE", help="With --conflicts: list those of a rule or type; may be repeated."),
    ] = None,
) -> None:
    """Check the knowledge files; each fault is named with file, line and reason.

    Example: dateline check --knowledge my_rules/ --examples
    """
    from dateline.knowledge.check import check_all
    from dateline.settings import Settings

    folders = tuple(knowledge or ())
    code = Settings(language=language).language
    known = _loaded(folders, code) if examples else None
    faults = check_all(folders, language=code, loaded=known is not None)
    for fault in faults:
        tell(str(fault))
    if faults:
        print(f"{len(faults)} fault{'s' * (len(faults) > 1)}", file=sys.stderr)
        raise typer.Exit(EXIT_FAULTS)
    print("The knowledge files are sound.")
    if conflicts:
        _tell_conflicts(folders, code, of or [])
    if known is not None:
        bench = _bench(folders, code, known)
        if not _run_examples(bench, touched=bool(folders) and not whole, unexercised=unexercised):
            raise typer.Exit(EXIT_FAULTS)


def _loaded(folders: tuple[Path, ...], language: str) -> Knowledge | None:
    """The knowledge, None where a fault keeps it from loading."""
    from dateline.errors import KnowledgeError
    from dateline.knowledge.load import load

    try:
        return load(folders, language)
    except KnowledgeError:
        return None


def _bench(folders: tuple[Path, ...], language: str, known: Knowledge) -> Bench:
    """What examples are run with."""
    from dateline.examples.bench import Bench
    from dateline.settings import Settings
    from dateline.tools import make_tools

    return Bench(make_tools(Settings(language=language, opinion=False, knowledge=folders), knowledge=known))


def _tell_conflicts(folders: tuple[Path, ...], language: str, names: list[str]) -> None:
    """The conflicts of frames: of the rules and types named, else of a user's rules, else a summary of all."""
    from dateline.knowledge import frames, ontology
    from dateline.knowledge.checks.conflicts import about, conflicts, dead, listing, never_asked, summary
    from dateline.knowledge.files import layers_over

    layers = layers_over(folders, language)
    known = frames.load(layers, ontology.load(layers).types)
    found = list(conflicts(known))
    own = [r.id for r in known.rules.values() if any(Path(r.file).is_relative_to(f) for f in folders)]
    for line in listing(about(found, names or own)) if names or own else summary(found):
        print(line)
    never = [p for p in never_asked(known, found) if not own or p.rule.id in own]
    for line in dead(never):
        print(line)


def _run_examples(bench: Bench, *, touched: bool, unexercised: bool) -> bool:
    """Run the examples and say which fail. Those of ours that a user's rules changed are named, but are no fault."""
    from dateline.examples.run import run_examples

    folders = bench.tools.settings.knowledge
    verdicts = list(run_examples(bench, touched=touched))
    counted = [v for v in verdicts if v.own or not folders]
    failed = [v for v in counted if v.reason]
    for verdict in failed:
        tell(f"{verdict.file}:{verdict.line}: {verdict.rule}: {verdict.reason}")
        print(f"    {verdict.example}", file=sys.stderr)
    print(f"{len(counted) - len(failed)} of {len(counted)} examples do what they say.")
    if folders:
        _tell_changed([v for v in verdicts if not v.own])
    _tell_asked(bench, own=bool(folders), touched=touched, listed=unexercised)
    return not failed


def _tell_asked(bench: Bench, *, own: bool, touched: bool, listed: bool) -> None:
    """How many patterns of frames the examples ask for, of a user's own rules where there are some; and which not."""
    from dateline.examples.exercised import asked_for
    from dateline.examples.run import entries_with_examples
    from dateline.knowledge.kinds.frames import FrameEntry

    entries = [e for e in entries_with_examples(bench.layers, touched=touched) if isinstance(e, FrameEntry)]
    asked = asked_for([e for e in entries if e.source.layer > 0 or not own], bench)
    number, never = len(asked.deciding) + len(asked.never), len(asked.never)
    if number:
        print(f"{number - never} of {number} patterns of frames decide in an example.")
    for p in asked.never if listed else ():
        print(f"{p.rule.file}:{p.rule.line}: {p.rule.id}: no example asks for {p.part} {p.text!r}")


def _tell_changed(ours: list[Verdict]) -> None:
    """Which of our own examples come out otherwise with a user's rules."""
    from dateline.knowledge.files import SHIPPED

    changed = [v for v in ours if v.reason]
    if changed:
        print(f"Of Dateline's own {len(ours)} examples {len(changed)} come out otherwise with your rules:")
    for verdict in changed:
        print(f"  {Path(verdict.file).relative_to(SHIPPED)}:{verdict.line}: {verdict.rule}: {verdict.example}")
