"""Parse > Mentions. Interim: every noun phrase is an entity, equal words one entity."""

from __future__ import annotations

from dateline.knowledge.load import Knowledge
from dateline.language.types import Parse
from dateline.mentions.dates import find_dates
from dateline.mentions.places import find_places
from dateline.mentions.types import Entity, Form, Mention, Mentions
from dateline.record import Actor
from dateline.spans import Span

INSIDE = {"det", "amod", "compound", "nmod", "poss", "nummod", "case", "appos", "quantmod"}


def find_mentions(parse: Parse, knowledge: Knowledge) -> Mentions:
    """Find who, where and when a story names."""
    spans = []
    for t in parse.tokens:
        if t.pos in {"NOUN", "PROPN", "PRON"}:
            if t.dep == "compound":
                continue
            first = t.i
            for c in t.children:
                if c < first and parse.tokens[c].dep in INSIDE - {"appos"}:
                    first = min(first, parse.subtree(c)[0])
            spans.append((parse.span(first, t.i), t.i))
    keys: dict[str, int] = {}
    entities: list[list[Span]] = []
    names: list[str] = []
    plural: list[bool] = []
    mentions = []
    for span, head in spans:
        t = parse.tokens[head]
        key = t.lower
        if key not in keys:
            keys[key] = len(entities)
            entities.append([])
            names.append(span.of(parse.text))
            plural.append(t.tag in {"NNS", "NNPS"})
        entities[keys[key]].append(span)
        form: Form = "pronoun" if t.pos == "PRON" else "name" if t.pos == "PROPN" else "nominal"
        mentions.append(Mention(span, head, keys[key], form))
    built = [
        Entity(Actor(f"{parse.story.id}-a{n}", names[n], "other", mentions=tuple(spans)), True, plural[n])
        for n, spans in enumerate(entities)
    ]
    places, dates = find_places(parse, knowledge), find_dates(parse, knowledge)
    return Mentions(parse, tuple(built), tuple(mentions), places, dates)
