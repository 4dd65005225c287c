"""``dateline try``: what Dateline makes of a sentence, step by step, and where a rule stops."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import LanguageOption, TextFormat, check_texts, console, given_path, out_text
from dateline.errors import InputError, UsageError

if TYPE_CHECKING:
    from dateline.trace.trial_rows import Trial


def try_text(
    sentence: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="A sentence, or a few; - is standard input.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take the text from a file.", parser=given_path)
    ] = None,
    knowledge: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Folder laid over ours; may be repeated.", parser=given_path),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Tell only where this rule of frames stops; may be repeated."),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day that 'on Monday' is counted from (2023-11-03).")
    ] = None,
    language: LanguageOption = "en",
    no_model: Annotated[bool, typer.Option("--no-model", help="Leave the learned part out.")] = False,
    form: Annotated[TextFormat, typer.Option("--format", "-f", help="How to print.")] = TextFormat.text,
) -> None:
    """Say what becomes of a sentence: its words, who is named and why, which rules fit, which wins, where others stop.

    Example: dateline try "The army shelled the town." --rule assault.shell
    """
    from dateline.engine.run import check_date
    from dateline.settings import Settings
    from dateline.tools import make_tools
    from dateline.trace.run import try_text as run

    check_texts(text=sentence, rule=rule)
    check_date(published)
    text = _text(sentence, file)
    tools = make_tools(Settings(language=language, opinion=not no_model, knowledge=tuple(knowledge or ())))
    trial = run(text, tools, tuple(rule or ()), published)
    if form is TextFormat.json:
        out_text(json.dumps(dataclasses.asdict(trial), ensure_ascii=False, indent=2))
    else:
        _print(trial, bool(rule))


def _print(trial: Trial, rules_only: bool) -> None:
    """The trial for people; of rules that were asked about by name, that alone."""
    from dateline.cli.trial import print_rules, print_trial

    if rules_only:
        print_rules(trial, console())
    else:
        print_trial(trial, console())


def _text(sentence: str | None, file: Path | None) -> str:
    """The text: the argument, a file's or what standard input holds.

    Raises:
        UsageError: there is none, or two.
        InputError: the file can't be read.
    """
    if (sentence is None) == (file is None):
        raise UsageError("give a text in quotation marks, --file FILE, or - for standard input")
    if sentence is not None and sentence != "-":
        return sentence
    name = "<standard input>" if file is None else str(file)
    try:
        data = sys.stdin.buffer.read() if file is None else file.read_bytes()
        return data.decode("utf-8-sig").strip()
    except OSError as error:
        raise InputError(name, f"can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(name, "it is no UTF-8 text") from error
