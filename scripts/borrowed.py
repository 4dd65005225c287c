"""Does a text of this repository stand elsewhere too? Runs of six words that it shares with texts that aren't ours.

    python scripts/borrowed.py ../shared/data/news ../shared/gold

prints each run with its file and line, and where else it stands. Idioms, names of offices and bodies, and titles that
the corpus cites are no borrowing: whoever runs it reads the list. Exit code 1 where there are any.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 6
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ROOT = Path(__file__).parents[1]
# Not texts but tables of names, credits, and the code of others.
BESIDE = re.compile(r"world/actors/|vendor/|corpus/(train|test|second|candidates)\.jsonl")


def strings(value: object) -> Iterator[str]:
    """All texts in a JSON value."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


def texts(path: Path) -> Iterator[str]:
    """The texts in a file: those of JSON values, of markup without its tags, else all of it."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")
    name = path.name.removesuffix(".gz")
    if name.endswith((".json", ".jsonl")):
        for line in [text] if name.endswith(".json") else text.split("\n"):
            try:
                yield from strings(json.loads(line))
            except ValueError:
                yield line
    elif name.endswith((".html", ".xml")):
        yield html.unescape(re.sub(r"(?s)<(script|style).*?</\1>|<[^>]+>", " ", text))
    else:
        yield text


def words(text: str) -> list[tuple[str, int]]:
    """The words of a text in small letters, with their offsets."""
    return [(m[0].lower().replace("’", "'"), m.start()) for m in WORD.finditer(text)]


def runs(text: str) -> Iterator[tuple[str, int]]:
    """Each run of ``RUN`` words, with its offset."""
    found = words(text)
    for n in range(len(found) - RUN + 1):
        yield " ".join(word for word, _ in found[n : n + RUN]), found[n][1]


def elsewhere(folders: list[Path]) -> dict[str, str]:
    """The runs of all files below some folders, and the first file of each; what is said of the files is left out."""
    known: dict[str, str] = {}
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "README.md"):
            for text in texts(path):
                for run, _ in runs(text):
                    known.setdefault(run, path.name)
    return known


def shared(text: str, known: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Line, words and source of each run that is known; runs that overlap are told once."""
    end = -1
    for run, start in runs(text):
        if run in known and start > end:
            end = start + len(run)
            yield text.count("\n", 0, start) + 1, run, known[run]


def main(folders: list[str]) -> int:
    """Compare all texts that git knows."""
    known = elsewhere([Path(folder) for folder in folders])
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = 0
    for name in listed.splitlines():
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if BESIDE.search(name) or b"\0" in data:
            continue
        for line, run, source in shared(data.decode("utf-8", "replace"), known):
            found += 1
            print(f"{name}:{line}: {run}  [{source}]")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
