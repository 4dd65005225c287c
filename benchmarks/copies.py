"""Are copies found, and nothing else? Families of stories of our own making among others.

    python benchmarks/copies.py [--stories 3000] [--families 300] [--seed 7] [--errors]

A family is a story with one to five copies: the same, edited, cut, retitled, re-led, updated, with a paragraph of
another agency, or all of it (``benchmarks/invented_news.py``). The others are made of the same phrases, and a third of
them has a paragraph that other stories have too. Each pair of stories that stand in one family is a pair found; pairs
are counted over all stories. The last line is PAIR_F1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from dateline.linking.copies.families import MemoryIndex, copies_of, joined
from dateline.linking.copies.overlap import overlap
from dateline.linking.copies.shingles import shingles_of
from invented_news import corpus


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--stories", type=int, default=3000)
    ask.add_argument("--families", type=int, default=300)
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--errors", action="store_true", help="say which kinds of copies are missed")
    args = ask.parse_args()
    made = {str(n): s for n, s in enumerate(corpus(args.seed, args.stories, args.families))}
    index, pairs = MemoryIndex(), []
    began = time.perf_counter()
    for name, s in made.items():
        shingles = shingles_of(s.text)
        pairs += [(other, name) for other in copies_of(shingles, s.day, index)]
        index.put(name, shingles, s.day)
    head = joined(made, pairs, lambda n: (int(n),))
    took = time.perf_counter() - began
    found = _pairs({n: head[n] for n in made})
    gold = _pairs({n: s.family for n, s in made.items()})
    right = len(found & gold)
    p, r = right / max(1, len(found)), right / max(1, len(gold))
    if args.errors:
        missed = Counter(made[n].kind for pair in gold - found for n in pair)
        print("missed, by kind of copy:", dict(missed.most_common()))
        for a, b in sorted(found - gold)[:3]:
            print("FALSE", overlap(shingles_of(made[a].text), shingles_of(made[b].text)))
    print(f"{len(made)} stories, {args.families} families, {len(gold)} pairs; {1000 * took / len(made):.2f} ms a story")
    print(f"P {p:.4f} R {r:.4f} PAIR_F1 {2 * p * r / max(1e-9, p + r):.4f}")
    return 0


def _pairs(groups: dict[str, object]) -> set[tuple[str, str]]:
    """The pairs of names with the same group."""
    members: dict[object, list[str]] = {}
    for name in sorted(groups):
        members.setdefault(groups[name], []).append(name)
    return {pair for names in members.values() for pair in combinations(names, 2)}


if __name__ == "__main__":
    sys.exit(main())
