"""The blocks of code of the docs, and how each kind is run: in this process, in a folder like a reader's.

A block that can't be run says why in its info string, ``notrun="needs the network"``; its Dateline commands are parsed
all the same, so that no option in the docs is one that isn't there. ``exit="2"`` is the exit code that the last command
of a block must have. EVENT, STORY and INCIDENT in a command stand for an id of the store that it asks.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.main import get_command

from dateline.cli.main import app, main

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^( *)```([\w.+-]*)([^\n]*)\n(.*?)^\1```[ ]*$", re.M | re.S)
INFO = re.compile(r'(\w+)="([^"]*)"')
# A command that stands in a page outside a fence, where nothing would run it.
LOOSE = re.compile(r"^(?: {4}|\t)\$? ?(?:dateline|make|pip|git|python) .*$", re.M)
PROGRAMS = {"cat", "cp", "mkdir", "ls", "head", "mv", "echo"}
BIN = ".venv/bin/"
COMMAND: Any = get_command(app)


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, its language, what its info string says, and its text."""

    page: str
    line: int
    lang: str
    info: dict[str, str]
    text: str

    @property
    def where(self) -> str:
        return f"{self.page}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    """The blocks of a page."""
    text = page.read_text(encoding="utf-8")
    name = page.relative_to(ROOT).as_posix()
    return [
        Block(name, text.count("\n", 0, m.start()) + 1, m[2], dict(INFO.findall(m[3])), dedent(m[4], len(m[1])))
        for m in FENCE.finditer(text)
    ]


def dedent(text: str, by: int) -> str:
    return "".join(line[by:] if line[:by].isspace() else line for line in text.splitlines(keepends=True))


def loose_commands(page: Path) -> list[str]:
    """Commands outside fences."""
    return LOOSE.findall(FENCE.sub("", page.read_text(encoding="utf-8")))


def commands(text: str) -> list[str]:
    """The command lines of a block, without comments; a line that ends in a backslash goes on."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def words(line: str) -> list[str]:
    """A command line as a shell parts it, with `|`, `>` and `&&` as words of their own."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|><&;")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    return list(lexer)


def dateline_calls(line: str) -> list[list[str]]:
    """The arguments of each call of Dateline in a line."""
    calls, now = [], []
    for word in [*words(line), "|"]:
        if word in {"|", "&&", ";", ">", "<"}:
            if now and now[0].removeprefix(BIN) == "dateline":
                calls.append(now[1:])
            now = []
        else:
            now.append(word)
    return calls


def parse(args: list[str]) -> None:
    """Do the command and its options exist? Nothing is carried out.

    Raises:
        Exception: of the parser, where they don't.
    """
    command: Any = COMMAND
    name, rest, parent = "dateline", list(args), None
    while hasattr(command, "commands") and rest:
        if rest[0] in {"-h", "--help", "--version"}:
            return
        with contextlib.suppress(KeyError):
            name = rest[0]
            command = command.commands[name]
            parent, rest = name, rest[1:]
            continue
        if parent == "actors":  # `actors NAME` is `actors list NAME`
            command = command.commands["list"]
            continue
        raise KeyError(f"there is no command {' '.join(args[:2])}")
    command.make_context(name, rest)


@dataclass
class Folder:
    """A reader's folder, in which the blocks of one page run one after another."""

    at: Path
    names: dict[str, Any] = field(default_factory=dict)
    out: str = ""

    def run(self, block: Block) -> None:
        """Run a block by its language."""
        assert block.lang in KINDS, f"{block.where}: nobody runs blocks of the language {block.lang!r}"
        if "notrun" in block.info:
            for line in commands(block.text) if block.lang in {"sh", "console"} else ():
                for args in dateline_calls(line):
                    parse(args)
            return
        KINDS[block.lang](self, block)

    def shell(self, block: Block) -> None:
        lines = commands(block.text)
        for n, line in enumerate(lines, 1):
            wanted = int(block.info.get("exit", 0)) if n == len(lines) else 0
            code = self.line(line)
            assert code == wanted, f"{block.where}: {line}\nexit code {code}\n{self.out}"

    def console(self, block: Block) -> None:
        """Commands behind `$ `, each with what it prints, of which `...` stands for any part."""
        for command, printed in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block.text, re.M):
            self.line(command)
            parts = [re.escape(" ".join(p.split())) for p in printed.split("...")]
            got = " ".join(self.out.split())
            assert re.fullmatch(r"\s*.*?\s*".join(parts), got), f"{block.where}: {command}\nprints\n{self.out}"

    def python(self, block: Block) -> None:
        with self.streams(b"") as out:
            exec(compile(block.text, block.where, "exec"), self.names)
        self.out = out()

    def r(self, block: Block) -> None:
        """R itself, which CI installs; each block is a session of its own, after those before it on the page."""
        assert shutil.which("Rscript"), "the docs' blocks of R need R: apt-get install r-base-core"
        self.names["r"] = self.names.get("r", "") + block.text
        done = subprocess.run(["Rscript", "--vanilla", "-"], input=self.names["r"].encode(), capture_output=True,
                              cwd=self.at, check=False)  # fmt: skip
        assert done.returncode == 0, f"{block.where}:\n{done.stderr.decode()}"
        self.out = done.stdout.decode()

    def data(self, block: Block) -> None:
        """What is shown and not run."""

    def line(self, line: str) -> int:
        """Run one command line; keep what it prints in ``out``."""
        code, given, self.out = 0, b"", ""
        for part in split_at(words(line), {"&&", ";"}):
            pipe = split_at(part, {"|"})
            given = b""
            for n, segment in enumerate(pipe, 1):
                code, given = self.segment(segment, given)
                if code and n == len(pipe):
                    return code
        self.out += given.decode("utf-8", "replace")
        return code

    def segment(self, argv: list[str], given: bytes) -> tuple[int, bytes]:
        target = argv[argv.index(">") + 1] if ">" in argv else None
        argv = argv[: argv.index(">")] if target else argv
        name = argv[0].removeprefix(BIN)
        if name == "dateline":
            code, out = self.dateline(argv[1:], given)
        elif argv == ["make", "demo"]:
            code, out = self.dateline(made_by_demo(), given)
        elif argv[:2] in (["source", ".venv/bin/activate"], ["cd", "dateline"]):
            code, out = 0, b""  # the folder is the clone's, and `dateline` is found
        else:
            assert name in PROGRAMS, f"{' '.join(argv)}: not run by the docs' runner"
            done = subprocess.run(argv, input=given, capture_output=True, cwd=self.at, check=False)
            code, out = done.returncode, done.stdout + done.stderr
        if target:
            (self.at / target).write_bytes(out)
            out = b""
        return code, out

    def dateline(self, args: list[str], given: bytes) -> tuple[int, bytes]:
        with self.streams(given) as out:
            code = main([self.placed(a, args) for a in args])
        return code, out().encode("utf-8", "surrogateescape")

    @contextlib.contextmanager
    def streams(self, given: bytes) -> Any:
        """Standard input from bytes; output and messages kept."""
        kept, said = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(given), "utf-8")

        def text() -> str:
            return kept.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]

        try:
            with contextlib.redirect_stdout(kept), contextlib.redirect_stderr(said):
                yield text
        finally:
            sys.stdin = before
            self.out += said.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]

    def placed(self, word: str, args: list[str]) -> str:
        """EVENT, STORY and INCIDENT as an id of the store that the command asks."""
        if word not in {"EVENT", "STORY", "INCIDENT"}:
            return word
        from dateline import open_store

        names = dict(itertools.pairwise(args))
        with open_store(self.at / (names.get("--store") or names.get("-s") or "news.db")) as store:
            if word == "INCIDENT":
                return max(store.incidents(), key=lambda i: (i.stories, i.id)).id
            event = max(store.events(limit=None), key=lambda e: (len(e.actors) > 0, e.confidence, e.id))
            return event.id if word == "EVENT" else event.story


KINDS = {
    "sh": Folder.shell, "console": Folder.console, "python": Folder.python, "text": Folder.data, "yaml": Folder.data,
    "csv": Folder.data, "ann": Folder.data, "r": Folder.r, "bibtex": Folder.data, "json": Folder.data,
}  # fmt: skip


def split_at(argv: list[str], marks: set[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in argv:
        if word in marks:
            parts.append([])
        else:
            parts[-1].append(word)
    return [p for p in parts if p]


def made_by_demo() -> list[str]:
    """What `make demo` runs at its end."""
    recipe = re.search(r"^demo:.*\n\t\$\(BIN\)/dateline (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert recipe
    return shlex.split(recipe[1])
