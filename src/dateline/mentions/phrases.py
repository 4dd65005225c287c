"""Name spans and parse > phrases: every base noun phrase and pronoun that can stand for somebody or something."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.knowledge.load import Knowledge
from dateline.knowledge.register import Alias
from dateline.knowledge.words import Noun, Title
from dateline.language.types import Parse, Token
from dateline.mentions.names import Name, Spotted

LEFT = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "advmod", "npadvmod", "punct", "neg", "appos", "case"})
NOMINAL = frozenset({"NOUN", "PROPN"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent", "attr", "conj", "poss", "obj", "iobj"})
MODIFIER = frozenset({"compound", "nmod", "amod"})
PERSONAL = frozenset("he him his himself she her hers herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
NEUTER = frozenset("it its itself".split())
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
STANDALONE = frozenset("some many several both others all few most those these one two three four five six seven eight nine ten dozens hundreds thousands scores more each neither another any none either everyone everybody someone somebody nobody anyone".split())


@dataclass(slots=True)
class Phrase:
    """A noun phrase before it is known whom it stands for. Token indices are included at both ends.

    Attributes:
        first, last: the phrase with its modifiers.
        head: the token through which the clause holds it; ``heads`` all tokens that the parser may hang it up by.
        core_first: where the name or the noun with its own modifiers begins (after possessors and nations).
        name: the name that the phrase ends in, if any.
        title: tokens of a title or describing noun before the name.
    """

    first: int
    last: int
    head: int
    heads: tuple[int, ...]
    core_first: int
    name: Name | None = None
    title: tuple[int, int] | None = None
    titles: tuple[Title, ...] = ()
    noun: Noun | None = None
    noun_words: str = ""
    anonymous: bool = False
    alias: tuple[Alias, ...] = ()
    countries: tuple[str, ...] = ()
    pronoun: str = ""
    definite: bool = False
    plural: bool = False
    owner: int | None = None
    nested: bool = False
    of: int | None = None
    words: frozenset[str] = field(default_factory=frozenset)


def find_phrases(parse: Parse, spotted: Spotted, knowledge: Knowledge) -> list[Phrase]:
    """All phrases of a story, inner ones included, in text order of their heads."""
    tokens = parse.tokens
    out: list[Phrase] = []
    done: set[int] = set()
    taken: set[int] = set()
    for t in tokens:
        i = t.i
        if i in done:
            continue
        name = spotted.owner.get(i)
        if name is not None:
            if id(name) in taken:
                continue
            taken.add(id(name))
            phrase = _of_name(parse, spotted, name, knowledge)
            done.update(range(name.first, name.last + 1))
            done.update(phrase.heads)
            out.append(phrase)
        elif t.pos == "PRON" or t.tag in RELATIVE_TAGS or t.tag == "PRP$":
            out.append(_pronoun(t))
        elif t.pos in NOMINAL or t.pos == "VERB" and t.dep in {"nsubj", "dobj", "pobj"} and t.tag in {"NN", "NNS"}:
            made = _nominal(parse, spotted, t, knowledge)
            if made is not None:
                out.append(made)
        elif t.dep in ARGUMENTS and t.pos in {"DET", "NUM", "ADJ"} and (t.lower in STANDALONE or t.pos != "DET"):
            out.append(_bare(parse, t))
    out.sort(key=lambda p: (p.head, p.first))
    _link_of(parse, out)
    return out


def _pronoun(t: Token) -> Phrase:
    lower = t.lower
    return Phrase(t.i, t.i, t.i, (t.i,), t.i, pronoun=lower, plural=lower in PLURAL, definite=True)


def _bare(parse: Parse, t: Token) -> Phrase:
    """A phrase without a noun: "two", "some", "the wounded"."""
    first = _left(parse, t.i, {})
    word = t.lower
    return Phrase(first, t.i, t.i, (t.i,), t.i, plural=word not in {"one", "each", "another", "everyone", "everybody", "someone", "nobody", "anyone"},
                  definite=parse.tokens[first].lower == "the", words=frozenset({word}))  # fmt: skip


def _left(parse: Parse, head: int, owner: dict[int, Name]) -> int:
    """Leftmost token of the base noun phrase of a head."""
    tokens = parse.tokens
    first = head
    todo = [head]
    while todo:
        for c in tokens[todo.pop()].children:
            if c >= head:
                break
            if tokens[c].dep in LEFT and tokens[c].pos != "VERB" or tokens[c].dep in {"amod", "compound", "poss"}:
                first = min(first, c)
                todo.append(c)
            elif tokens[c].dep in {"cc", "conj", "prep", "pobj", "hmod", "dep"} and c > first:
                todo.append(c)
    # Marks at the edge (an opening quotation mark or bracket) belong to the sentence, not to the phrase.
    while first < head and tokens[first].pos in {"PUNCT", "CCONJ", "ADP", "SPACE"}:
        first += 1
    return first


def _outer(parse: Parse, first: int, last: int) -> list[int]:
    """Tokens of a stretch whose syntactic head lies outside of it (or which are a root), outermost first."""
    tokens = parse.tokens
    found = [k for k in range(first, last + 1) if not first <= tokens[k].head <= last or tokens[k].head == k]
    content = [k for k in found if tokens[k].pos in {"NOUN", "PROPN", "ADJ", "NUM", "X", "VERB", "ADV"}]
    return content or found or [last]


def _of_name(parse: Parse, spotted: Spotted, name: Name, knowledge: Knowledge) -> Phrase:
    """The phrase around a name: titles and describing nouns before it are taken along when it is a person's or a body's."""
    tokens = parse.tokens
    heads = _outer(parse, name.first, name.last)
    head = heads[-1] if tokens[heads[-1]].dep not in MODIFIER else heads[0]
    t = tokens[head]
    outside = tokens[t.head] if t.head != head else t
    known = name.aliases
    nested = t.dep in {"compound", "nmod", "amod"} and outside.i > name.last and spotted.owner.get(outside.i) is not name
    if nested and not known and _same_phrase(tokens, name.last, outside.i) and not _is_titled(spotted, name.last + 1):
        # An unknown capitalised modifier ("a Kataeb official"): a name of its own inside the phrase of its noun.
        return Phrase(name.first, name.last, head, (head,), name.first, name, nested=True, words=_words(tokens, name.first, name.last))
    if nested and known:
        return Phrase(name.first, name.last, head, tuple(heads), name.first, name, alias=known, nested=True, words=_words(tokens, name.first, name.last))
    phrase = Phrase(name.first, name.last, head, tuple(heads), name.first, name, alias=known, words=_words(tokens, name.first, name.last))
    if not known or not any(a.form in {"adjective", "people"} for a in known):
        _prepend(parse, spotted, phrase, knowledge)
    left = min((_left(parse, h, spotted.owner) for h in heads), default=name.first)
    if left < phrase.first:
        phrase.first = left
    phrase.plural = tokens[name.last].tag == "NNPS" and (not known or known[0].form == "people")
    return phrase


def _same_phrase(tokens: tuple[Token, ...], last: int, head: int) -> bool:
    return all(tokens[k].pos in {"NOUN", "PROPN", "ADJ", "PUNCT", "NUM"} and tokens[k].text not in {",", ";", "("} for k in range(last + 1, head + 1))


def _is_titled(spotted: Spotted, token: int) -> bool:
    return token in spotted.titled


def _words(tokens: tuple[Token, ...], first: int, last: int) -> frozenset[str]:
    return frozenset(tokens[k].lower for k in range(first, last + 1) if tokens[k].text[0].isalnum())


def _prepend(parse: Parse, spotted: Spotted, phrase: Phrase, knowledge: Knowledge) -> None:
    """Take titles, describing nouns and nations before a name into its phrase."""
    tokens = parse.tokens
    k = phrase.first - 1
    start = phrase.first
    title_first: int | None = None
    titles: list[Title] = []
    sentence = tokens[phrase.first].sent
    while k >= 0 and tokens[k].sent == sentence:
        span = spotted.titled.get(k)
        if span is not None:
            titles.append(span.title)
            k = span.first - 1
            start = title_first = span.first
            continue
        t = tokens[k]
        name = spotted.owner.get(k)
        if name is not None:
            if title_first is None or not (name.aliases or name.body):
                break
            start = name.first
            k = name.first - 1
            continue
        if t.pos in {"NOUN", "ADJ", "PROPN"} and t.text[0].isalnum() and (title_first is not None or t.lemma in knowledge.words.agents and t.pos != "ADJ"):
            if title_first is None:
                phrase.noun = knowledge.words.agents[t.lemma]
            start = title_first = k
            k -= 1
            continue
        if t.text in {"-", "'s", "’s"} and title_first is not None and k > 0:
            k -= 1
            continue
        if (of := _title_of(tokens, spotted, k, phrase.name)) is not None and title_first is None:
            titles.append(of.title)
            start = title_first = of.first
            k = of.first - 1
            continue
        if t.tag in {"DT", "PRP$"} and title_first is not None:
            start = k
        break
    if title_first is not None:
        phrase.first = min(phrase.first, start)
        phrase.title = (title_first, phrase.core_first - 1)
        phrase.titles = tuple(reversed(titles))


def _title_of(tokens: tuple[Token, ...], spotted: Spotted, k: int, name: Name | None) -> object | None:
    return None


def _nominal(parse: Parse, spotted: Spotted, t: Token, knowledge: Knowledge) -> Phrase | None:
    """The phrase of a common noun; None for a modifier that is no actor."""
    tokens = parse.tokens
    noun, text, begin, anonymous = _noun_of(tokens, t.i, knowledge)
    nested = t.dep in MODIFIER and tokens[t.head].i > t.i and tokens[t.head].pos in NOMINAL
    if nested:
        if noun is None or noun.unit == "thing":
            return None
        return Phrase(begin, t.i, t.i, (t.i,), begin, noun=noun, noun_words=text, anonymous=anonymous, nested=True,
                      plural=t.tag in {"NNS", "NNPS"}, words=frozenset({t.lemma}))  # fmt: skip
    first = min(_left(parse, t.i, spotted.owner), begin)
    core = first
    opener = tokens[first]
    definite = opener.lower in {"the", "this", "these", "that", "those", "such"} or opener.tag == "PRP$" or any(
        tokens[c].dep == "poss" for c in t.children)  # fmt: skip
    if opener.pos == "DET":
        core = first + 1 if first < t.i else first
    words = frozenset(tokens[k].lemma if k == t.i else tokens[k].lower for k in range(core, t.i + 1) if tokens[k].text[0].isalnum())
    phrase = Phrase(first, t.i, t.i, (t.i,), core, noun=noun, noun_words=text, anonymous=anonymous, definite=definite,
                    plural=t.tag in {"NNS", "NNPS"} or t.lemma in {"police", "people"}, words=words)  # fmt: skip
    span = spotted.titled.get(t.i)
    if span is not None:
        phrase.title = (span.first, span.last)
        phrase.titles = (span.title,)
    return phrase


def _noun_of(tokens: tuple[Token, ...], i: int, knowledge: Knowledge) -> tuple[Noun | None, str, int, bool]:
    """The agent noun that ends at a token (several words first), its words, its first token, whether it names no one."""
    words = knowledge.words
    lemma = tokens[i].lemma
    text = lemma
    best: tuple[Noun | None, str, int] = (words.agents.get(lemma) or words.agents.get(tokens[i].lower), lemma, i)
    k = i - 1
    while k >= 0 and i - k < 4 and tokens[k].sent == tokens[i].sent and tokens[k].text[0].isalnum():
        text = f"{tokens[k].lower} {text}"
        if text in words.agents:
            best = (words.agents[text], text, k)
        k -= 1
    if lemma in words.anonymous:
        return words.anonymous[lemma], lemma, i, True
    return (*best, False)


def _link_of(parse: Parse, phrases: list[Phrase]) -> None:
    """Take one "of" phrase into the phrase of an agent noun ("the people of Gaza") and note nations and possessors."""
    tokens = parse.tokens
    by_head = {h: n for n, p in enumerate(phrases) for h in p.heads}
    for phrase in phrases:
        if phrase.nested or phrase.pronoun:
            continue
        if phrase.name is None and phrase.noun is not None:
            of = next((c for c in tokens[phrase.head].children if tokens[c].lower == "of" and c > phrase.head), None)
            inner = next((c for c in tokens[of].children if c in by_head), None) if of is not None else None
            if inner is not None:
                phrase.of = by_head[inner]
        for c in tokens[phrase.head].children:
            if tokens[c].dep == "poss" and c in by_head:
                phrase.owner = by_head[c]
