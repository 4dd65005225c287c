"""A permanent regression set: paragraphs that are hard to read, with every statement in them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from marked import statements_of

PARAGRAPHS = yaml.safe_load((Path(__file__).parent / "hard_paragraphs.yaml").read_text(encoding="utf-8"))


def same(name: str, names: set[str]) -> bool:
    bare = name.lower().removeprefix("the ").removeprefix("a ")
    return any(bare == n.lower().removeprefix("the ").removeprefix("a ") for n in names)


def test_there_are_sixty() -> None:
    assert len({p["id"] for p in PARAGRAPHS}) == len(PARAGRAPHS) >= 60


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=[p["id"] for p in PARAGRAPHS])
def test_paragraph(paragraph: dict) -> None:
    text = paragraph["text"]
    read = statements_of(text)
    found = {s.content.of(text): s for s in read.statements}
    wanted = {s["content"]: s for s in paragraph["statements"]}
    assert sorted(found) == sorted(wanted)
    for content, want in wanted.items():
        said = found[content]
        links = [(read.mentions.by_actor[x.actor].actor, x.mention) for x in said.chain]
        names = [{a.name, *(m.of(text) for m in a.mentions), *([m.of(text)] if m else [])} for a, m in links]
        assert len(links) == len(want["chain"]), (want, names)
        assert all(same(n, given) for n, given in zip(want["chain"], names, strict=True)), (want, names)
        assert said.stance == want.get("stance", "asserts"), content
        assert said.directness == want.get("how", "indirect"), content
        if "to" in want:
            told = read.mentions.by_actor[said.addressee].actor
            assert same(want["to"], {told.name, *(m.of(text) for m in told.mentions)})
