"""The parser's labels: the only file that knows how its dependency scheme and its fine tags are spelt.

``Dep`` names the relations of the ClearNLP scheme by what grammar calls them, ``Tag`` the tags of the Penn Treebank,
each with the sets that rules ask for. Parts of speech (``Token.pos``) are those of Universal Dependencies, which all
parsers share.
"""

from __future__ import annotations


class Dep:
    """How a word hangs on its head."""

    ROOT = "ROOT"
    SUBJECT = "nsubj"
    PASSIVE_SUBJECT = "nsubjpass"
    CLAUSE_SUBJECT = "csubj"
    PASSIVE_CLAUSE_SUBJECT = "csubjpass"
    EXPLETIVE = "expl"  # "there", "it"
    AGENT = "agent"  # "by" behind a passive
    OBJECT = "dobj"
    RECIPIENT = "dative"
    OBJECT_ATTRIBUTE = "oprd"  # "called it a crime"
    ATTRIBUTE = "attr"
    PREDICATIVE = "acomp"
    PREP = "prep"
    PREP_OBJECT = "pobj"
    PREP_CLAUSE = "pcomp"  # "for attacking the town"
    PARTICLE = "prt"
    AUXILIARY = "aux"
    PASSIVE_AUXILIARY = "auxpass"
    NEGATION = "neg"
    COMPLEMENT = "ccomp"  # "said that it left"
    OPEN_CLAUSE = "xcomp"  # "wants to leave"
    ADVERBIAL = "advcl"
    RELATIVE = "relcl"
    NOUN_CLAUSE = "acl"  # "a plan to leave", "troops backed by"
    PARATAXIS = "parataxis"  # ", he said,"
    MARKER = "mark"  # "that", "if"
    CONJUNCT = "conj"
    COORDINATOR = "cc"
    PRECOORDINATOR = "preconj"  # "neither"
    COMPOUND = "compound"
    ADJECTIVE = "amod"
    MODIFIER = "nmod"
    NUMBER = "nummod"
    QUANTITY = "quantmod"
    POSSESSOR = "poss"
    CASE = "case"  # "'s"
    APPOSITION = "appos"
    DETERMINER = "det"
    PREDETERMINER = "predet"
    ADVERB = "advmod"
    NOUN_ADVERBIAL = "npadvmod"  # "last week"
    PUNCT = "punct"
    UNKNOWN = "dep"

    SUBJECTS = frozenset({SUBJECT, PASSIVE_SUBJECT})
    ANY_SUBJECT = SUBJECTS | {CLAUSE_SUBJECT, EXPLETIVE}
    SUBJECTS_AND_AGENTS = SUBJECTS | {CLAUSE_SUBJECT, AGENT}
    OBJECTS = frozenset({OBJECT, PREP_OBJECT})
    RECEIVERS = frozenset({OBJECT, RECIPIENT})
    UNDERGOERS = frozenset({OBJECT, PASSIVE_SUBJECT})
    GOVERNED = frozenset({PREP_OBJECT, PREP_CLAUSE})
    PREDICATES = frozenset({ATTRIBUTE, PREDICATIVE})
    ALL_PREDICATES = PREDICATES | {OBJECT_ATTRIBUTE}
    AUXILIARIES = frozenset({AUXILIARY, PASSIVE_AUXILIARY})
    COMPLEMENTS = frozenset({COMPLEMENT, OPEN_CLAUSE})
    CLAUSES_OF_VERB = COMPLEMENTS | {ADVERBIAL}
    CLAUSES_OF_NOUN = frozenset({NOUN_CLAUSE, RELATIVE})
    PARTICIPIAL = frozenset({NOUN_CLAUSE, ADJECTIVE})  # a participle behind or before its noun
    NOUN_MODIFIERS = frozenset({COMPOUND, MODIFIER})
    PLAIN_MODIFIERS = frozenset({COMPOUND, ADJECTIVE})
    MODIFIERS = NOUN_MODIFIERS | {ADJECTIVE}
    ADVERBIALS = frozenset({ADVERB, NOUN_ADVERBIAL})


class Tag:
    """The form of a word."""

    BASE = "VB"
    PAST = "VBD"
    ING = "VBG"
    PARTICIPLE = "VBN"
    PRESENT = "VBP"
    PRESENT_S = "VBZ"
    FUTURE = "VBF"  # of languages that have the form; no tag of the Penn Treebank
    MODAL = "MD"
    TO = "TO"
    NOUN = "NN"
    NOUN_PLURAL = "NNS"
    NAME_PLURAL = "NNPS"
    ADJECTIVE = "JJ"
    PREPOSITION = "IN"  # and "that", "if"
    DETERMINER = "DT"
    POSSESSIVE = "PRP$"
    POSSESSIVE_MARK = "POS"
    WHO = "WP"
    WHICH = "WDT"
    WHOSE = "WP$"
    WHEN = "WRB"

    TENSED = frozenset({PAST, PRESENT, PRESENT_S, FUTURE})
    FINITE = TENSED | {MODAL}
    PRESENTS = frozenset({PRESENT, PRESENT_S})
    PAST_FORMS = frozenset({PAST, PARTICIPLE})  # which the parser confuses
    PARTICIPLES = PAST_FORMS | {ING}
    NONFINITE = frozenset({BASE, ING, PARTICIPLE})
    VERBS = TENSED | NONFINITE
    PLURALS = frozenset({NOUN_PLURAL, NAME_PLURAL})
    COMMON_NOUNS = frozenset({NOUN, NOUN_PLURAL})
    DETERMINERS = frozenset({DETERMINER, POSSESSIVE})
    RELATIVE = frozenset({WHO, WHICH})
    RELATIVE_OR_WHOSE = RELATIVE | {WHOSE}
    ASKING = RELATIVE | {WHEN}
    ASKING_OR_WHOSE = ASKING | {WHOSE}
