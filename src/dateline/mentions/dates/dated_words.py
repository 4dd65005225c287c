"""What a time expression dates: the verb or noun that it hangs on, and the words that share that word's date.

In: a parse and the head of an expression. Out: token -> distance. The date of "said on Friday that rebels had attacked"
is that of the saying; that of "In June the army began to withdraw" also that of the withdrawal.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.knowledge.lexicon.expressions import Expressions
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse
from dateline.spans import Span

# "until Friday", "before 2015": the act isn't of that time.
AWAY = frozenset({"until", "till", "before", "after", "than", "besides", "despite"})
# "in its Friday note": the act is in the dated thing.
WITHIN = frozenset({"in", "at", "during", "on", "with", "by"})
BEFORE_NOUN = Dep.MODIFIERS | {Dep.NUMBER, Dep.POSSESSOR, Dep.NOUN_ADVERBIAL, Dep.SUBJECT}
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
OBJECTS = Dep.SUBJECTS | {Dep.OBJECT, Dep.ATTRIBUTE, Dep.OBJECT_ATTRIBUTE}
SUBJECTS = frozenset({Dep.SUBJECT})
OPENING = frozenset({"ADP", "ADV", "DET", "NUM", "PROPN", "NOUN"})
# "killed four while searching": what goes on at once has one date. Also a participle without any such word.
AT_ONCE = frozenset({"while"})
# "fled on Friday when rebels took the town": both are of one time.
TOGETHER = frozenset({"when"})
# What somebody died in, or was killed by: "hurt in a raid on Friday".
CAUSES = frozenset({"in", "during", "by"})
# "on Monday", and bare "Monday", "yesterday": behind the last of several verbs they date all of them.
DAYS = frozenset({"on"})
STEPS = 12
FAR = 4
# No more children of a word are looked at: sentences of a thousand words that hang on one would take quadratic time.
WIDE = 40


def governed(parse: Parse, head: int, span: Span, expressions: Expressions) -> tuple[tuple[int, int], ...]:
    """The tokens that an expression dates, with their distance, in text order.

    Args:
        parse: the parse.
        head: head token of the expression.
        span: the expression.
        expressions: holds the verbs that lend their date to other words.
    """
    found, verb, distance = _climb(parse, head, span)
    verb, distance = _corrected(parse, span, head, verb, distance, expressions)
    if verb is not None:
        _spread(parse, _whole(parse, verb), distance, span, expressions, found)
    for noun in _beside(parse, span):
        found[noun] = 0
    for clause in _clauses_of(parse, span):
        _spread(parse, clause, 0, span, expressions, found)
    return tuple(sorted(found.items()))


def _climb(parse: Parse, head: int, span: Span) -> tuple[dict[int, int], int | None, int]:
    """The nouns between an expression and its verb, the verb, and the verb's distance (``FAR`` + 1 for not dated)."""
    tokens = parse.tokens
    found: dict[int, int] = {}
    node, distance, within = head, 0, True
    for _ in range(STEPS):
        t = tokens[node]
        if t.head == node:
            break
        above = tokens[t.head]
        if above.dep == Dep.PREP and above.i == t.head and node == head and above.lower in AWAY:
            return {}, None, 0
        if above.pos in {"VERB", "AUX"}:
            return found, above.i, distance if within else FAR + 1
        if above.pos in NOUNS and not span.start <= above.start < span.end:
            found[above.i] = len(found)
            if node == head and t.dep in BEFORE_NOUN and node < above.i:
                holder = tokens[above.head]
                within, distance = holder.lower in WITHIN and holder.dep in {Dep.PREP, Dep.ROOT}, 3
        node = above.i
    return found, None, 0


def _whole(parse: Parse, verb: int) -> int:
    """The verb that an auxiliary belongs to ("had on Monday signed")."""
    return parse.tokens[verb].head if parse.tokens[verb].dep in Dep.AUXILIARIES else verb


def _beside(parse: Parse, span: Span) -> Iterator[int]:
    """The noun behind an expression whose words hang apart ("the May 3, 2011 raid"), or before one in commas."""
    tokens = parse.tokens
    first, last = parse.token_at(span.start), parse.token_at(span.end - 1)
    for i in range(first, last + 1):
        t = tokens[i]
        if (
            t.dep in BEFORE_NOUN - SUBJECTS
            and t.head > last
            and tokens[t.head].pos == "NOUN"
            and tokens[t.head].head < i
        ):
            yield t.head
    apart = first > 1 and last + 1 < len(tokens) and tokens[first - 1].text == "," == tokens[last + 1].text
    if apart and tokens[first - 2].pos == "NOUN" and tokens[first].sent == tokens[first - 2].sent:
        yield first - 2


def _clauses_of(parse: Parse, span: Span) -> Iterator[int]:
    """The verb of a clause that says what was done then: "back to 2021, when officers searched it"."""
    tokens = parse.tokens
    for i in range(parse.token_at(span.start), parse.token_at(span.end - 1) + 1):
        for c in tokens[i].children[:WIDE]:
            if c > i and tokens[c].dep in Dep.CLAUSES_OF_NOUN and _opens_together(parse, c):
                yield c


def _opens_together(parse: Parse, verb: int) -> bool:
    """Whether a clause in the simple past opens with "when"."""
    tokens = parse.tokens
    below = [tokens[c] for c in tokens[verb].children[:WIDE] if c < verb]
    before = any(c.dep == Dep.AUXILIARY and c.lemma in parse.words.auxiliaries.perfect for c in below)
    return tokens[verb].tag in Tag.PAST_FORMS and not before and any(c.lower in TOGETHER for c in below)


def _corrected(
    parse: Parse, span: Span, head: int, verb: int | None, distance: int, expressions: Expressions
) -> tuple[int | None, int]:
    """The verb after two usual mistakes of parsers: the opening of a sentence, and the word behind a verb of saying."""
    tokens = parse.tokens
    sentence = parse.sentence_of(head)
    first = parse.token_at(span.start)
    before = first - 1
    while before > sentence.first and tokens[before].pos in {"ADP", "ADV", "DET"}:
        before -= 1
    behind = tokens[max(before, sentence.first)]
    if behind.pos == "VERB" and behind.i < first and behind.lemma in expressions.classes["saying"].meanings:
        return behind.i, 0
    opens = before <= sentence.first and tokens[max(before, sentence.first)].pos in OPENING
    root = tokens[sentence.root]
    if opens and first - sentence.first <= 2 and root.pos in {"VERB", "AUX"} and (verb is None or distance):
        return root.i, min(distance, 2)
    return (verb, distance) if distance <= FAR else (None, 0)


def _spread(
    parse: Parse, verb: int, distance: int, span: Span, expressions: Expressions, found: dict[int, int]
) -> None:
    """Add a verb and the words that share its date."""
    tokens = parse.tokens
    todo = [(verb, distance)]
    while todo:
        node, steps = todo.pop()
        if found.get(node, FAR + 1) <= steps or steps > FAR:
            continue
        found[node] = steps
        t = tokens[node]
        for c in t.children[:WIDE]:
            if tokens[c].pos in {"VERB", "AUX"}:
                if (more := _shares(parse, t.i, c, span)) is not None:
                    todo.append((c, steps + more))
            elif tokens[c].dep in _lends(t.lemma, expressions):
                todo.extend((n, steps + more) for n, more in _noun(parse, c))
        todo.extend((n, steps + 2) for n in _causes(parse, node, expressions))
        if t.dep == Dep.ADVERBIAL and node == verb and tokens[t.head].pos == "VERB" and _opens_together(parse, node):
            todo.append((t.head, steps + 2))
        if t.dep == Dep.OPEN_CLAUSE and tokens[t.head].lemma in expressions.classes["ahead"].meanings:
            todo.append((t.head, steps + 2))
        if _at_once(parse, node) or (node == verb and _shares_subject(parse, node) and _ends(parse, span)):
            todo.append((t.head, steps + 2))
        if t.dep in Dep.CLAUSES_OF_NOUN and node == verb:
            todo.extend((n, steps + 1 + k) for k, n in enumerate(_nouns_above(parse, node)))
            todo.extend((v, steps + 3) for v in _act_within(parse, t.head))


def _shares(parse: Parse, verb: int, below: int, span: Span) -> int | None:
    """How far a verb below another is from its date; None where it has a time of its own."""
    t, tokens = parse.tokens[below], parse.tokens
    if t.dep == Dep.OPEN_CLAUSE:
        return 1
    if t.dep == Dep.CONJUNCT:
        return 1 if span.start < tokens[verb].start else 2
    if t.dep == Dep.ADVERBIAL and _opens_together(parse, below):
        return 2
    if t.dep == Dep.ADVERBIAL and not any(
        tokens[c].dep == Dep.MARKER or tokens[c].tag == Tag.WHEN for c in t.children[:WIDE]
    ):
        return 1 if t.tag in {Tag.BASE, Tag.ING} else None
    return None


def _at_once(parse: Parse, verb: int) -> bool:
    """Whether a verb tells what went on while its head did: "while searching", "killing four"."""
    t, tokens = parse.tokens[verb], parse.tokens
    if t.dep != Dep.ADVERBIAL or t.tag != Tag.ING or tokens[t.head].pos not in {"VERB", "AUX"}:
        return False
    return all(
        tokens[c].lower in AT_ONCE for c in t.children[:WIDE] if tokens[c].dep in {Dep.MARKER, Dep.PREP} and c < verb
    )


def _shares_subject(parse: Parse, verb: int) -> bool:
    """Whether a verb is joined to another one in the same past, and has no subject of its own."""
    t, tokens = parse.tokens[verb], parse.tokens
    own = any(tokens[c].dep in Dep.SUBJECTS for c in t.children[:WIDE])
    return t.dep == Dep.CONJUNCT and not own and t.tag in Tag.PAST_FORMS and tokens[t.head].tag in Tag.PAST_FORMS


def _ends(parse: Parse, span: Span) -> bool:
    """Whether an expression is a day that ends its sentence: "yesterday", "on Monday"."""
    first, last = parse.token_at(span.start), parse.token_at(span.end - 1)
    sentence = parse.sentence_of(first)
    bare = parse.tokens[max(first - 1, 0)].pos != "ADP" or parse.tokens[first - 1].lower in DAYS
    return bare and all(parse.tokens[i].pos == "PUNCT" for i in range(last + 1, sentence.last))


def _lends(lemma: str, expressions: Expressions) -> frozenset[str]:
    if lemma in expressions.classes["happen"].meanings:
        return OBJECTS
    return SUBJECTS if lemma in expressions.classes["effect"].meanings else frozenset()


def _causes(parse: Parse, verb: int, expressions: Expressions) -> Iterator[int]:
    """What brought about a harm: "ten died in a raid", "was hurt by a bomb"."""
    tokens = parse.tokens
    if tokens[verb].lemma not in expressions.classes["effect"].meanings:
        return
    for c in tokens[verb].children[:WIDE]:
        if tokens[c].dep in {Dep.PREP, Dep.AGENT} and tokens[c].lower in CAUSES:
            yield from parse.children(c, Dep.PREP_OBJECT)


def _noun(parse: Parse, noun: int) -> list[tuple[int, int]]:
    """A noun, what is joined to it, and the object of its "of" ("the scene of a raid")."""
    out = [(noun, 1)]
    for c in parse.tokens[noun].children[:WIDE]:
        if parse.tokens[c].dep == Dep.CONJUNCT:
            out.append((c, 2))
        elif parse.tokens[c].lower in parse.words.prepositions.part:
            out.extend((o, 2) for o in parse.children(c, Dep.PREP_OBJECT))
    return out


def _nouns_above(parse: Parse, verb: int) -> list[int]:
    """The nouns that a relative clause may belong to, nearest first ("the raids on villages that took place")."""
    out: list[int] = []
    node = verb
    for _ in range(STEPS):
        above = parse.tokens[node].head
        if above == node or parse.tokens[above].pos in {"VERB", "AUX"}:
            break
        if parse.tokens[above].pos in NOUNS:
            out.append(above)
        node = above
    return out


def _act_within(parse: Parse, noun: int) -> list[int]:
    """The verb whose act is in a dated thing ("in a statement issued on Monday, the party denounced ...")."""
    tokens = parse.tokens
    holder = tokens[tokens[noun].head]
    above = tokens[holder.head]
    return [above.i] if holder.dep == Dep.PREP and holder.lower in WITHIN and above.pos == "VERB" else []
