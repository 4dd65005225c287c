"""Which statements lie in which, and the chain of sources that follows, outermost first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.attribution.parts.said import Said
from dateline.attribution.sources.source_phrases import Source
from dateline.attribution.view import View
from dateline.mentions.mentioned import Entity, Mention, Mentions
from dateline.record import Actor, Link
from dateline.spans import Span

MAX_DEPTH = 12
# A chain is cut one link above it, so that it can't grow from statement to statement.
MAX_LINKS = 12


@dataclass(frozen=True, slots=True)
class Chained:
    """An attribution with the links around it."""

    said: Said
    links: tuple[Link, ...]
    nested: bool = False


def chains(view: View, found: list[Said]) -> list[Chained]:
    """Put the chain of each attribution together.

    Args:
        view: the story.
        found: attributions in text order of their content.
    """
    parents = _parents(view, found)
    built: dict[int, tuple[Link, ...]] = {}
    order = sorted(range(len(found)), key=lambda n: (-len(found[n].content), found[n].content.start))
    for n in [*order]:
        path: list[int] = []
        at: int | None = n
        while at is not None and at not in built and len(path) < MAX_DEPTH and at not in path:
            path.append(at)
            at = parents.get(at)
        for m in reversed(path):
            parent = parents.get(m)
            above = built.get(parent, ()) if parent is not None else ()
            built[m] = _joined(view, above, found[m])[: MAX_LINKS + 1]
    return [Chained(s, built[n], n in parents) for n, s in enumerate(found)]


def _parents(view: View, found: list[Said]) -> dict[int, int]:
    """The attribution whose content holds another's cue and source, the smallest one."""
    parents: dict[int, int] = {}
    ordered = sorted(range(len(found)), key=lambda n: (found[n].content.start, -found[n].content.end))
    active: list[int] = []
    anchors = sorted((_anchor(view, found[n]), n) for n in range(len(found)))
    position = 0
    for offset, n in anchors:
        while position < len(ordered) and found[ordered[position]].content.start <= offset:
            active.append(ordered[position])
            position += 1
        active = [m for m in active if found[m].content.end > offset]
        holding = [m for m in active if m != n and _holds(view, found[m], found[n])]
        if holding:
            parents[n] = min(holding, key=lambda m: (len(found[m].content), m))
    return parents


def _anchor(view: View, said: Said) -> int:
    return said.cue.start if said.cue else said.content.start


def _holds(view: View, outer: Said, inner: Said) -> bool:
    if inner.cue is None or outer.token == inner.token:
        return False
    if not outer.content.holds(inner.cue):
        return False
    if inner.form == "phrase" and outer.form != "quote" and not outer.content.holds(inner.content):
        return False
    return not (inner.content.holds(outer.content) and inner.form == "phrase")


def _joined(view: View, above: tuple[Link, ...], said: Said) -> tuple[Link, ...]:
    """The chain of a statement: that of the statement around it, then its own sources, nobody twice in a row."""
    links = list(above)
    if said.outer is not None:
        outer = link(view, *said.outer)
        if not (links and links[-1].actor == outer.actor):
            links.append(outer)
    own = link(view, said.source, said.cue) if said.source is not None else None
    if own is not None:
        if links and links[-1].actor == own.actor:
            links.pop()
        links.append(own)
    return tuple(_media_first(view, links))


def _media_first(view: View, links: list[Link]) -> list[Link]:
    """A paper stands around its source: "according to officials, the Times reported" is the Times, then officials."""
    if len(links) == 2 and links[0].cue is not None:
        kinds = [_kind(view, x) for x in links]
        if kinds[1] == "media" and kinds[0] != "media":
            return links[::-1]
    return links


def _kind(view: View, link: Link) -> str:
    entity = view.mentions.by_actor.get(link.actor)
    return entity.actor.kind if entity else "other"


def link(view: View, source: Source, cue: Span | None) -> Link:
    """A link of a chain. A source that no mention covers becomes an unnamed actor of its own."""
    mention = view.mention_of(source.head, source.span)
    if mention is not None:
        # "The statement said": the one who issued it. A link holds one actor; what several issued speaks for itself.
        told = mention.form == "nominal" and len(mention.members) == 1
        issuer = mention.members[0] if told else mention.entity
        return Link(view.mentions.entities[issuer].actor.id, source.span, cue)
    story = view.parse.story.id
    _, actor = view.unnamed.setdefault(source.span, (source.head, f"{story}-u{len(view.unnamed)}"))
    return Link(actor, source.span, cue)


def with_unnamed(view: View) -> Mentions:
    """The mentions of a story with the unnamed sources that were met on the way."""
    if not view.unnamed:
        return view.mentions
    entities, mentions = list(view.mentions.entities), list(view.mentions.mentions)
    for span, (head, actor) in view.unnamed.items():
        plural = view.tokens[head].lower not in {"one", "another"}
        mentions.append(Mention(span, head, len(entities), "nominal"))
        entities.append(Entity(Actor(actor, span.of(view.text), "anonymous", mentions=(span,)), True, plural))
    mentions.sort(key=lambda m: (m.span.start, m.span.end, m.entity))
    return replace(view.mentions, entities=tuple(entities), mentions=tuple(mentions))
