"""Which phrases describe which names: "Ada Brunn, the minister"; "the minister of trade, Ada Brunn,"."""

from __future__ import annotations

from dateline.language.labels import Dep
from dateline.mentions.clusters.state import State

REACH = 8


def find_appositions(state: State) -> dict[int, int]:
    """Describing phrase -> named phrase."""
    links: dict[int, int] = {}
    tokens = state.tokens
    for n, p in enumerate(state.phrases):
        if p.pronoun or p.nested:
            continue
        t = tokens[p.head]
        by_parse = state.at_head.get(t.head) if t.dep == Dep.APPOSITION else None
        by_comma = _behind_comma(state, n) if p.name is None else _before_comma(state, n)
        for m in (by_parse, by_comma):
            if m is None or m == n or state.phrases[m].nested or state.phrases[m].pronoun:
                continue
            pair = _pair(state, n, m)
            if pair is not None:
                links.setdefault(*pair)
                break
    return links


def _pair(state: State, n: int, m: int) -> tuple[int, int] | None:
    """Which of two appositive phrases describes the other; None where they are two actors."""
    p, q = state.phrases[n], state.phrases[m]
    if p.name is not None and q.name is None:
        n, m, p, q = m, n, q, p
    if p.name is not None or q.name is None or (p.noun is None and not p.titles) or (p.plural and not q.plural):
        return None
    person = bool(p.titles) or (p.noun is not None and p.noun.unit != "group")
    if not q.alias:
        return (n, m) if person or q.name.body is not None or p.definite else None
    known = state.register.actors[q.alias[0].actor]
    fits = not person and p.noun is not None and (known.id != known.country or p.noun_words == "country")
    return (n, m) if fits else None


def _behind_comma(state: State, n: int) -> int | None:
    """The name before the comma that a description follows ("Ada Brunn, the minister")."""
    p, tokens = state.phrases[n], state.tokens
    k = p.first - 1
    if k < 1 or tokens[k].text != "," or p.plural or p.noun is None or p.noun.unit != "person":
        return None
    for m in range(n - 1, max(n - REACH, -1), -1):
        q = state.phrases[m]
        if q.last == k - 1 and q.name is not None and not q.nested:
            if tokens[p.head].dep in Dep.SUBJECTS and tokens[q.head].dep == Dep.PREP_OBJECT:
                return None  # "speaking in Geneva, the minister said"
            return m if not q.alias and q.name.body is None else None
    return None


def _before_comma(state: State, n: int) -> int | None:
    """The description before the comma that a name follows ("the envoy of the king to Rome, Ada Brunn")."""
    p = state.phrases[n]
    tokens = state.tokens
    k = p.first - 1
    if k < 1 or tokens[k].text != "," or p.alias or p.title is not None or p.name is None or p.name.body is not None:
        return None
    after = p.last + 1
    if after < len(tokens) and tokens[after].sent == tokens[p.head].sent and tokens[after].lower in {"and", "or"}:
        return None
    above, i = [], k - 1
    for _ in range(REACH):
        above.append(i)
        i = tokens[i].head
    best: int | None = None
    for m in range(n - 1, max(n - REACH, -1), -1):
        q = state.phrases[m]
        if q.head not in above or q.nested or q.pronoun:
            continue
        if (
            q.name is None
            and not q.plural
            and (q.noun is not None and q.noun.unit == "person")
            and tokens[q.head].sent == tokens[k].sent
        ):
            best = m if best is None or above.index(q.head) > above.index(state.phrases[best].head) else best
    return best
