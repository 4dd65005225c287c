"""Seconds that stages take for texts without end, at a length and at its double: twice the time is proportion, four
times is not.

    python benchmarks/long_texts.py [--words N]

The texts are sentences and marks said over and over. Parsing isn't counted; the last line is the worst growth.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from dateline.attribution.find_statements import find_statements
from dateline.coding.factuality.event_factuality import factuality_of
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.load import load
from dateline.knowledge.world.gazetteer import load as open_gazetteer
from dateline.language.parse import parse
from dateline.language.parser.pipeline import Parser
from dateline.language.tokens import Parse
from dateline.mentions.dates.find_dates import find_dates
from dateline.mentions.find_mentions import find_mentions
from dateline.pages.source_and_story import Story
from dateline.record import Document
from dateline.settings import Settings
from dateline.tools import make_tools

AGAIN = [
    "the last two ", "12 12 ", "May ", "on Friday he ran and ", "that he said ", "if ", "not ", "and fire ",
    '"No," he said, ', "the clerk said that ", "according to the mayor, ", "adding that it snowed, ", '" “ ',
]  # fmt: skip


def parsed(again: str, words: int, parser: Parser) -> Parse:
    """The parse of so many words of one phrase."""
    text = (again * (words // len(again.split()) + 1)).strip()
    document = Document(None, None, "text/plain", 0)
    return parse(Story("s", document, None, None, None, None, (), None, "2021-06-10", "given", "en", text), parser)


def factuality(given: Parse) -> None:
    for token in [*given.tokens[:100], *given.tokens[-100:]]:
        factuality_of(given, token.i, load())


STAGES: dict[str, Callable[[Parse], object]] = {
    "dates": lambda given: find_dates(given, load()),
    "statements": lambda given: find_statements(find_mentions(given, load()), load()),
    "factuality": factuality,
}


def seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--words", type=int, default=2500)
    words = ask.parse_args().words
    print(f"opening the gazetteer {seconds(lambda: open_gazetteer(Layers((SHIPPED,))).lookup('Baghdad')):.2f} s")
    parser = make_tools(Settings(opinion=False)).parser
    worst = 0.0
    for again in AGAIN:
        short, long = parsed(again, words, parser), parsed(again, 2 * words, parser)
        for name, stage in STAGES.items():
            once, twice = seconds(lambda s=stage, g=short: s(g)), seconds(lambda s=stage, g=long: s(g))  # type: ignore[misc]
            worst = max(worst, twice / once) if twice > 0.5 else worst
            print(f"{again.strip()!r:28} {name:10} {once:7.2f} s {twice:7.2f} s  x{twice / once:.1f}")
    print(f"worst growth for twice the words, where it takes half a second: x{worst:.1f}")


if __name__ == "__main__":
    main()
