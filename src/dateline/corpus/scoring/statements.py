"""Statements of a record against annotated ones: content, chain and stance."""

from __future__ import annotations

from dateline.corpus.annotation import Said
from dateline.corpus.names import is_named, overlap
from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally
from dateline.record import Statement

SHARED = 0.5  # least overlap of words between a statement's content and the annotated one


def score_statements(tally: Tally, story: Story) -> dict[str, str]:
    """Count statements; give annotated id > record's id of those that meet."""
    golds, found = story.gold.statements, story.statements
    matched = _matched(story)
    hits = [n for n in matched if golds[n].required]
    offered, wanted = len(hits) + len(found) - len(matched), sum(g.required for g in golds)
    chain = {n: _chain_meets(story, found[matched[n]], golds[n]) for n in hits}
    stance = {n: found[matched[n]].stance == golds[n].stance for n in hits}
    for name, count in (
        ("statement", len(hits)),
        ("statement+chain", sum(chain.values())),
        ("statement+stance", sum(stance.values())),
    ):
        tally.add(name, count, wanted, offered)
    for n, gold in enumerate(golds):
        if gold.required and gold.stance != "asserts":
            tally.add("stance other", int(stance.get(n, False)), 1, int(n in matched))
        if gold.required and not (chain.get(n) and stance.get(n)):
            what = f"chain {chain[n]} stance {stance[n]}" if n in matched else "missed"
            tally.errors.append(f"{story.gold.id} {gold.id} statement: {what}: {gold.content.of(story.text)[:70]}")
    return {golds[n].id: found[i].id for n, i in matched.items()}


def _matched(story: Story) -> dict[int, int]:
    """Match statements one to one, most words shared first: annotated > record's, by position."""
    pairs = sorted(
        (
            (overlap(s.content.of(story.record_text), g.content.of(story.text)), g.required, n, i)
            for n, g in enumerate(story.gold.statements) for i, s in enumerate(story.statements)
        ), reverse=True,
    )  # fmt: skip
    matched: dict[int, int] = {}
    for share, _, n, i in pairs:
        if share >= SHARED and n not in matched and i not in matched.values():
            matched[n] = i
    return matched


def _chain_meets(story: Story, said: Statement, gold: Said) -> bool:
    """Whether a chain has the annotated links and no more."""
    if len(said.chain) != len(gold.chain):
        return False
    links = [
        [*story.names(link.actor), *([link.mention.of(story.record_text)] if link.mention else [])]
        for link in said.chain
    ]
    return all(is_named(n, story.accepted(slot)) for n, slot in zip(links, gold.chain, strict=True))
