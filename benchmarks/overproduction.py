"""Events per 1,000 words where there should be few: interviews, and pages without politics written for Dateline.

    python benchmarks/overproduction.py [--no-model] [--list]

The last line is the figure on the pages without politics.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from dateline.pages.source_and_story import Story
from dateline.pipeline import code_story
from dateline.settings import Settings
from dateline.tools import Tools, make_tools
from exports import story_of
from score import SHARED

OWN = Path(__file__).parent / "data" / "no_politics.txt"
GUM = SHARED / "data" / "news" / "gum_wikinews.jsonl"


def own_pages() -> Iterator[Story]:
    lines = [line for line in OWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for n, page in enumerate("\n".join(lines).split("\n----\n")):
        head, _, body = page.strip().partition("\n\n")
        yield story_of(f"own-{n}", body.strip(), "2024-05-06", head)


def interviews() -> Iterator[Story]:
    rows = [json.loads(line) for line in GUM.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        if row["genre"] == "interview":
            yield story_of(row["id"], row["text"], row["published"], row["title"])


def count(name: str, stories: Iterator[Story], tools: Tools, show: bool) -> None:
    words = events = 0
    for story in stories:
        record = code_story(story, tools)
        words += len(record.text.split())
        events += len(record.events)
        for e in record.events if show else ():
            print(f"  {record.id}: {e.event_type} {e.rule} {e.factuality}: {e.evidence.of(record.text)[:110]}")
    print(f"{name}: {events} events in {words} words, a thousand words {1000 * events / words:.2f}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--no-model", action="store_true", help="without the learned parts")
    ask.add_argument("--list", action="store_true", help="print every event")
    args = ask.parse_args()
    tools = make_tools(Settings(opinion=not args.no_model))
    if GUM.exists():
        count("interviews", interviews(), tools, args.list)
    count("pages without politics", own_pages(), tools, args.list)


if __name__ == "__main__":
    main()
