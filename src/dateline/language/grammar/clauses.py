"""Who is the subject and object of a verb, wherever it stands: relative and participial clauses, control, conjunction.

The rules are made for the parser's usual mistakes: clauses that hang too high, participles without a subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.language.grammar.voice import agent, giver, passive
from dateline.language.labels import Dep, Tag
from dateline.language.language import Prepositions
from dateline.language.tokens import Parse, Token

SUBJECTS = Dep.SUBJECTS
HOPS = 12
OWNERS = (Dep.POSSESSOR,)
CHAINED = Dep.COMPLEMENTS | {Dep.CONJUNCT}
HELD = frozenset({Dep.OBJECT, Dep.ATTRIBUTE, Dep.CONJUNCT})
OWN_COMPLEMENT = Dep.COMPLEMENTS | {Dep.PREP, Dep.PARTICLE}
RELATIVE_TAGS = Tag.RELATIVE | {Tag.PREPOSITION, Tag.DETERMINER}
CONTROLLED = Dep.CLAUSES_OF_VERB | {Dep.UNKNOWN, Dep.PARATAXIS, Dep.PREP}


@dataclass
class Clauses:
    """Grammatical relations of a parse, worked out on demand.

    Attributes:
        parse: the parsed story.
        sets: word sets of the knowledge; read are ``object-control`` (verbs whose object does the infinitive),
            ``blame`` (verbs whose object does the ``of``/``for``/``from`` + -ing), ``act-nouns`` (nouns that own an
            infinitive) and ``partitive`` (nouns that stand for what follows ``of``).
        nouns: what ``language/match.py`` found in a place for objects, by head and last word, for the next pattern.
        beside: the prepositions and particles that it found beside a head.
    """

    parse: Parse
    sets: Mapping[str, frozenset[str]]
    nouns: dict[tuple[int, int | None], Sequence[tuple[int, frozenset[str]]]] = field(default_factory=dict)
    beside: dict[int, frozenset[str]] = field(default_factory=dict)
    _subjects: dict[int, int | None] = field(default_factory=dict)
    _objects: dict[int, int | None] = field(default_factory=dict)
    _passive: dict[int, bool] = field(default_factory=dict)

    @property
    def relative(self) -> frozenset[str]:
        """The relative pronouns of the language."""
        return self.parse.words.pronouns.relative

    @property
    def prepositions(self) -> Prepositions:
        """The prepositions of the language, by what they mark."""
        return self.parse.words.prepositions

    def words(self, name: str) -> frozenset[str]:
        """A word set, empty where the knowledge has none of the name."""
        return self.sets.get(name, frozenset())

    def passive(self, i: int) -> bool:
        """True where the verb's surface subject undergoes the act."""
        if i not in self._passive:
            self._passive[i] = passive(self.parse, i)
        return self._passive[i]

    def subject(self, i: int) -> int | None:
        """Who does it: the active subject, or the ``by`` phrase of a passive. Who speaks: ``speaking_subject``."""
        return self.agent(i) if self.passive(i) else self.surface_subject(i)

    def object(self, i: int) -> int | None:
        """Who or what it is done to: the object, or the surface subject of a passive."""
        if i not in self._objects:
            self._objects[i] = self.surface_subject(i) if self.passive(i) else self._active_object(i)
        return self._objects[i]

    def _active_object(self, i: int) -> int | None:
        """The object of a verb that is no passive, shared or relative."""
        tokens = self.parse.tokens
        found = self.parse.child(i, Dep.OBJECT, Dep.RECIPIENT)
        if found is not None and tokens[found].dep == Dep.RECIPIENT and tokens[found].pos == "ADP":
            found = self.parse.child(found, Dep.PREP_OBJECT)
        if found is not None:
            return self._antecedent(found, i)
        if tokens[i].dep == Dep.RELATIVE and self._own_subject(i) is not None:
            own = self._own_subject(i)
            if own is not None and tokens[own].lower not in self.relative:
                return tokens[i].head
        # "attack and seize X": the object of the last of a row of verbs is shared.
        for c in tokens[i].children:
            if tokens[c].dep == Dep.CONJUNCT and tokens[c].pos == "VERB" and self._own_subject(c) is None:
                shared = self.parse.child(c, Dep.OBJECT)
                if shared is not None and self._bare(i):
                    return shared
        return None

    def by_agents(self, i: int) -> list[int]:
        """The ``by`` phrases of a passive, also one hung on a noun behind it ("killed in a raid by rebels")."""
        tokens, children = self.parse.tokens, self.parse.children
        behind = [n for c in children(i, Dep.PREP) for n in children(c, Dep.PREP_OBJECT)]
        for owner in (i, *behind):
            first = [c for c in tokens[owner].children if tokens[c].lower in self.prepositions.agent]
            marks = [k for c in first for k in (c, *children(c, Dep.CONJUNCT))]
            found = [n for c in marks for n in children(c, Dep.PREP_OBJECT)]
            if found:
                return found
        return []

    def agent(self, i: int) -> int | None:
        """The ``by`` phrase of a passive, or who a given thing came from ("was given assurances from X")."""
        found = agent(self.parse, i)
        return found if found is not None else giver(self.parse, i)

    def surface_subject(self, i: int) -> int | None:
        """The subject as it stands, shared, controlled or raised: of a passive, who undergoes it."""
        if i not in self._subjects:
            self._subjects[i] = self._surface_subject(i)
        return self._subjects[i]

    def _bare(self, i: int) -> bool:
        """No complement of its own."""
        return not any(self.parse.tokens[c].dep in OWN_COMPLEMENT for c in self.parse.tokens[i].children)

    def _own_subject(self, i: int) -> int | None:
        """The subject on the verb itself; of two ("fighters which nations refused") the one that is no pronoun."""
        tokens = self.parse.tokens
        found = [c for c in tokens[i].children if tokens[c].dep in SUBJECTS]
        return next((c for c in found if tokens[c].lower not in self.relative), found[0] if found else None)

    def _antecedent(self, i: int, verb: int) -> int:
        """What a relative pronoun stands for, else the token itself."""
        tokens = self.parse.tokens
        if tokens[i].lower in self.relative and tokens[i].tag in RELATIVE_TAGS:
            for _ in range(HOPS):
                t = tokens[verb]
                if t.dep == Dep.RELATIVE:
                    return t.head
                if t.dep not in CHAINED or t.head == verb:
                    return i
                verb = t.head
        return i

    def _surface_subject(self, i: int) -> int | None:
        """The subject as it stands, looked for along the verbs that share it."""
        tokens = self.parse.tokens
        for _ in range(HOPS):
            own = self._own_subject(i)
            if own is not None:
                return self._antecedent(own, i)
            t = tokens[i]
            if t.head == i:
                return None
            step = self._inherit(t)
            if isinstance(step, tuple):
                return step[0]
            i = step
        return None

    def _inherit(self, t: Token) -> int | tuple[int | None]:
        """Where a subjectless verb has its subject from: another verb to ask (int), or the answer (a tuple)."""
        tokens = self.parse.tokens
        head = tokens[t.head]
        if t.dep == Dep.CONJUNCT:
            stolen = self._stolen_subject(t.i)
            if stolen is not None:
                return (stolen,)
            return head.i if head.pos in {"VERB", "AUX"} else (None,)
        said = self._utterance(t, head)
        if said is not None:
            return said
        if t.dep == Dep.RELATIVE or (t.dep in Dep.PARTICIPIAL and t.tag in Tag.PARTICIPLES):
            return (head.i,) if head.pos in {"NOUN", "PROPN", "PRON", "NUM"} or t.dep == Dep.ADJECTIVE else head.i
        if t.dep == Dep.NOUN_CLAUSE:
            return self._of_noun(head.i)
        if t.dep == Dep.PREP_CLAUSE:
            return self._of_preposition(head)
        if t.dep in CONTROLLED:
            return self._of_governor(t, head)
        return (None,)

    def _utterance(self, t: Token, head: Token) -> int | None:
        """The verb whose subject says it: "issued a statement condemning X", "posted a note on Twitter blaming X"."""
        if t.dep != Dep.NOUN_CLAUSE or t.tag != Tag.ING:
            return None
        tokens = self.parse.tokens
        if head.dep == Dep.PREP_OBJECT and head.lemma not in self.words("utterance"):
            head = tokens[tokens[head.head].head]
        if head.lemma not in self.words("utterance") or head.dep not in Dep.OBJECTS:
            return None
        verb = tokens[head.head] if head.dep == Dep.OBJECT else tokens[tokens[head.head].head]
        return verb.i if verb.pos == "VERB" and self.owner(head.i) is None else None

    def _of_governor(self, t: Token, head: Token) -> int | tuple[int | None]:
        """The subject that a clause has from the word that governs it."""
        if t.dep == Dep.COMPLEMENT and any(
            self.parse.tokens[c].lower in self.parse.words.complementizers for c in t.children
        ):
            return (None,)
        if head.pos in {"NOUN", "PROPN"}:
            return self._of_noun(head.i)
        if head.pos == "ADP":
            return self._of_preposition(head)
        if head.pos == "ADJ":
            return head.head if head.head != head.i else (None,)
        near = self._noun_before(t) if t.tag == Tag.PARTICIPLE and t.dep == Dep.ADVERBIAL and t.i > head.i else None
        if near is not None:
            return (near,)
        owner = self._act_noun_between(head.i, t.i) if t.tag == Tag.BASE else None
        if owner is not None:
            return self._of_noun(owner)
        if t.dep != Dep.ADVERBIAL or t.tag == Tag.BASE:
            if head.lemma in self.words("object-control"):
                undergoer = self.object(head.i)
                if undergoer is not None:
                    return (undergoer,)
            if self.passive(head.i):
                return head.i
        return head.i

    def _noun_before(self, t: Token) -> int | None:
        """The noun that a participle after a comma means: "condemned the regime, backed by Washington"."""
        tokens = self.parse.tokens
        before = t.i - 1
        if before > 0 and tokens[before].lower == ",":
            before -= 1
        for _ in range(HOPS):
            if tokens[before].dep not in Dep.PLAIN_MODIFIERS or tokens[before].head > t.i:
                break
            before = tokens[before].head
        return before if tokens[before].pos in {"NOUN", "PROPN"} else None

    def _act_noun_between(self, verb: int, infinitive: int) -> int | None:
        """``use`` in "protested Chad's use of a port to shell a town": it owns the infinitive, not the verb."""
        tokens = self.parse.tokens
        for i in range(infinitive - 1, verb, -1):
            if tokens[i].lemma in self.words("act-nouns") and tokens[i].pos == "NOUN":
                return i if self.owner(i) is not None else None
        return None

    def _of_noun(self, noun: int) -> int | tuple[int | None]:
        """The subject of "to V" or "of V-ing" after a noun: its owner, else whoever holds the noun."""
        owner = self.owner(noun)
        if owner is not None:
            return (owner,)
        head = self.parse.tokens[self.parse.tokens[noun].head]
        dep = self.parse.tokens[noun].dep
        if dep in HELD and head.pos in {"VERB", "AUX"}:
            return head.i
        return (None,)

    def owner(self, noun: int) -> int | None:
        """Whose act a noun is: possessive, ``by`` phrase."""
        tokens = self.parse.tokens
        found = self.parse.child(noun, *OWNERS)
        return (
            found
            if found is not None
            else next(
                (
                    self.parse.child(c, Dep.PREP_OBJECT)
                    for c in tokens[noun].children
                    if tokens[c].lower in self.prepositions.agent
                ),
                None,
            )
        )

    def _of_preposition(self, prep: Token) -> int | tuple[int | None]:
        """The subject of a gerund behind a preposition."""
        tokens = self.parse.tokens
        governor = tokens[prep.head]
        if governor.pos in {"VERB", "AUX"}:
            if prep.lower in self.prepositions.blame and governor.lemma in self.words("blame"):
                return (self.object(governor.i),)
            return governor.i
        # "accused traders of the valley of hoarding grain": the second "of" hangs on the nearest noun.
        if prep.lower in self.prepositions.blame_far:
            for above in self.parse.ancestors(governor.i)[:HOPS]:
                verb = tokens[above]
                if verb.pos == "VERB":
                    if verb.lemma in self.words("blame"):
                        target = self.object(above)
                        return (target,) if target is not None and target < prep.i else above
                    break
        if governor.pos in {"NOUN", "PROPN"}:
            return self._of_noun(governor.i)
        return (None,)

    def content_noun(self, i: int) -> int:
        """The noun that counts in "a series of attacks", else the token itself."""
        tokens = self.parse.tokens
        for _ in range(3):
            if tokens[i].lemma not in self.words("partitive"):
                return i
            inner = next(
                (
                    self.parse.child(c, Dep.PREP_OBJECT)
                    for c in tokens[i].children
                    if tokens[c].lower in self.prepositions.part
                ),
                None,
            )
            if inner is None:
                return i
            i = inner
        return i

    def coordinated(self, i: int) -> list[int]:
        """A token with all that is joined to it by ``and``, and whom "along with" adds, in text order."""
        tokens, found, todo = self.parse.tokens, [], [i, *self._companions(i)]
        while todo:
            i = todo.pop()
            found.append(i)
            todo.extend(
                c
                for c in tokens[i].children
                if tokens[c].dep == Dep.CONJUNCT and tokens[c].pos != "VERB" and self._starts_clause(c) is None
            )
        return sorted(found)

    def _companions(self, i: int) -> list[int]:
        """The names that are added behind a subject: "Chad, along with Libya, signed"."""
        tokens, verb = self.parse.tokens, self.parse.tokens[i].head
        if tokens[i].dep not in SUBJECTS or i > verb:
            return []
        behind = (c for c in (*tokens[i].children, *tokens[verb].children) if i < c < verb and self._adds(c))
        preps = (k for c in behind for k in (c, *self.parse.children(c, Dep.PREP)))
        return [n for k in preps for n in self.parse.children(k, Dep.PREP_OBJECT) if tokens[n].pos == "PROPN"]

    def _adds(self, i: int) -> bool:
        """Whether a word opens a phrase that adds somebody, whichever of "together with" the parser hung on which."""
        tokens = self.parse.tokens
        return any(tokens[k].lower in self.prepositions.beside for k in (i, *tokens[i].children))

    def _starts_clause(self, noun: int) -> int | None:
        """The verb whose subject a noun is, where the parser joined it to the object before: "hit A and B would"."""
        tokens = self.parse.tokens
        after = tokens[noun + 1] if noun + 1 < len(tokens) else None
        if after is None or after.pos != "AUX" or after.dep not in Dep.AUXILIARIES:
            return None
        verb = tokens[after.head]
        return verb.i if verb.dep == Dep.CONJUNCT and self._own_subject(verb.i) is None and verb.i > noun else None

    def _stolen_subject(self, verb: int) -> int | None:
        """The noun before a verb's first auxiliary that the parser joined to the object of the verb before it."""
        tokens = self.parse.tokens
        first = next((c for c in tokens[verb].children if tokens[c].dep in Dep.AUXILIARIES), None)
        if first is None or first == 0 or tokens[first - 1].dep != Dep.CONJUNCT:
            return None
        return first - 1 if self._starts_clause(first - 1) == verb else None
