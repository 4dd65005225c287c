"""Run the parser library over pieces of text. The only module that imports it."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any

import numpy as np

from dateline.errors import UsageError
from dateline.language.language import Language, Read, Scheme
from dateline.language.parser.model_files import genuine_model, read_sums
from dateline.language.parser.word_forms import LAST, WordForms

# Pieces that are parsed at once. They are never of more than one story: a parse may depend on nothing but the story.
BATCH = 32
# The parser keeps the words that it meets, which spares it most of its work on them. So many are kept for good, and
# what comes on top is forgotten whenever there are so many more: memory stays bounded.
KEPT, PASSING = 40_000, 20_000
EMPTY = "dateline.EmptyTokenizer.v1"  # the name under which the library knows such a one
TRAITS = frozenset({"LOWER", "NORM", "IS_SPACE"})  # what the library itself looks at
OPENING = 1  # the library's mark of a token that begins a sentence


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text as the parser reads it: one value a token.

    Attributes:
        texts: the words and marks.
        starts: where each begins in the piece, in code points.
        lowers, lemmas: lower case.
        pos, tags, deps: labels, those of ``labels.py``.
        heads: index of each token's head, its own at a root.
        opens: the tokens that begin a sentence.
    """

    texts: Sequence[str]
    starts: Sequence[int]
    lowers: Sequence[str]
    lemmas: Sequence[str]
    pos: Sequence[str]
    tags: Sequence[str]
    deps: Sequence[str]
    heads: Sequence[int]
    opens: Sequence[int]


class Parser:
    """A pipeline of the parser library for a language, loaded once and handed to whoever parses."""

    def __init__(self, pipeline: Any, language: Language) -> None:
        self.pipeline = pipeline
        self.language = language
        self._forms = WordForms.of(pipeline) if language.scheme is None else None
        self._lock = RLock()
        self._passing = contextlib.ExitStack()
        self._full = len(pipeline.vocab) + KEPT
        self._labels: dict[int, str] = {}
        with contextlib.suppress(AttributeError):
            pipeline.tokenizer.max_cache_size = KEPT

    @classmethod
    def load(cls, language: Language, name: str | None = None) -> Parser:
        """The spaCy pipeline of a name, else that of the language, without its entity recogniser.

        One that is named is taken as it is; the files of the language's own must be those that it was measured with.

        Its matrices are multiplied by NumPy's BLAS: on many processors thinc's own runs generic kernels at half the
        speed.

        Raises:
            UsageError: no pipeline of this name is installed, or the language's has other files.
        """
        chosen = name or _own(language)
        library = _library()
        try:
            made = _light(library, chosen) if isinstance(chosen, Path) else library.load(chosen, exclude=["ner"])
            return cls(made, language)
        except OSError as error:
            raise UsageError(f"--model {chosen}: no spaCy pipeline of this name is installed") from error

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The common words, lower case, of the pipeline's dictionary: base forms, irregular forms, function words."""
        words = set(self.pipeline.Defaults.stop_words)
        has_lemmas = self.pipeline.has_pipe("lemmatizer")
        lookups = self.pipeline.get_pipe("lemmatizer").lookups if has_lemmas else None
        for table in ("lemma_index", "lemma_exc"):
            if lookups is not None and lookups.has_table(table):
                for held in lookups.get_table(table).values():
                    words.update(held)
        return frozenset(words)

    def read(self, texts: Sequence[str]) -> list[Words]:
        """Parse pieces of text as one batch."""
        with self._lock:
            self._forget()
            left_out = LAST if self._forms is not None else ()
            docs = self.pipeline.pipe(texts, batch_size=BATCH, disable=left_out)
            return [self._words(text, doc) for text, doc in zip(texts, docs, strict=True)]

    def _forget(self) -> None:
        """Free what the pipeline took up of passing words, where that is much.

        A zone keeps the library from storing how a word is cut, so none is opened before the common words were met.
        """
        if len(self.pipeline.vocab) >= self._full:
            self._passing.close()
            self._passing.enter_context(self.pipeline.memory_zone())
            self._full = len(self.pipeline.vocab) + PASSING

    def _words(self, text: str, doc: Any) -> Words:
        """Copy out what the library says of a piece, in our labels."""
        rows = doc.to_array(["IDX", "LENGTH", "TAG", "DEP", "SENT_START", "HEAD"])
        starts, lengths, tags, deps, opens = rows[:, :5].T.tolist()
        texts = [text[a : a + n] for a, n in zip(starts, lengths, strict=True)]
        own = [i for i, opening in enumerate(opens) if opening == OPENING and i] if texts else []
        if self._forms is None:
            return _from_library(doc, self.language.scheme or _as_they_are, texts, starts, [0, *own])
        named = self._names
        forms = self._forms.read(texts, [named(t) for t in tags], [named(d) for d in deps])
        heads = (rows[:, 5].astype(np.int64) + np.arange(len(texts))).tolist()
        lowers, lemmas, pos, said_tags, said_deps, _ = zip(*forms, strict=True) if forms else [()] * 6
        return Words(texts, starts, lowers, lemmas, pos, said_tags, said_deps, heads, [0, *own])

    def _names(self, number: int) -> str:
        """The label of a number of the library."""
        if number not in self._labels:
            self._labels[number] = self.pipeline.vocab.strings[number]
        return self._labels[number]


def _own(language: Language) -> str | Path:
    """The package with the pipeline of a language, or the very folder whose files were looked at."""
    if language.parser_sums is None:
        return language.parser
    return genuine_model((*language.parser_first, language.parser), read_sums(language.parser_sums))


def _light(library: Any, folder: Path) -> Any:
    """The pipeline of a folder whose files are known, with no more of it than a parse needs: in half the time.

    Left out are its recogniser of names, its second way to cut sentences, all words that its makers met, and the rules
    that a tokenizer has before it reads its own.
    """
    library.registry.tokenizers.register(EMPTY, func=_empty_tokenizer)
    pipeline = library.load(
        folder, exclude=["ner", "senter", "strings"], config={"nlp": {"tokenizer": {"@tokenizers": EMPTY}}}
    )
    for label in (label for _, part in pipeline.pipeline for label in getattr(part, "labels", ())):
        pipeline.vocab.strings.add(label)
    _forget_traits(pipeline)
    return pipeline


def _forget_traits(pipeline: Any) -> None:
    """Take from the vocabulary what it works out of each new word that no network of the pipeline reads."""
    parts = (model for _, part in pipeline.pipeline if (model := getattr(part, "model", None)) is not None)
    layers = (layer for model in parts for layer in model.walk())
    read = {name for layer in layers for name in layer.attrs.get("columns", ())} | TRAITS
    getters = pipeline.vocab.lex_attr_getters
    from spacy.attrs import IDS

    for name, number in IDS.items():
        if name not in read:
            getters.pop(number, None)


def _empty_tokenizer() -> Any:
    """What makes a tokenizer whose rules are still to be read, as the library wants it registered."""
    from spacy.tokenizer import Tokenizer

    return lambda pipeline: Tokenizer(pipeline.vocab)


def _library() -> Any:
    """The library, set to multiply with NumPy.

    A third of the time that its import takes goes into its own command line, which nobody asks for here: where nobody
    has imported it yet, that part waits until it is. A tenth goes into the first version of a package for schemas,
    which is looked for in case that somebody has schemas of it.
    """
    if "spacy" not in sys.modules:
        aside: dict[str, ModuleType | None] = {name: _stand_in(name) for name in ("spacy.cli", "spacy.cli.info")}
        if "pydantic.v1" not in sys.modules:
            aside["pydantic.v1"] = None  # as if it weren't installed
        sys.modules.update(aside)  # type: ignore[arg-type]
        try:
            import spacy
        finally:
            for name in aside:
                del sys.modules[name]
        spacy.__dict__.pop("info", None)
        spacy.__dict__["__getattr__"] = _aside
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    return spacy


def _stand_in(name: str) -> ModuleType:
    """An empty package in the place of a part of the library's command line."""
    module = ModuleType(name)
    module.__dict__.update(__path__=[], info=None)
    return module


def _aside(name: str) -> Any:
    """What the library offers at its top of its command line: one function."""
    if name != "info":
        raise AttributeError(f"module 'spacy' has no attribute {name!r}")
    return importlib.import_module("spacy.cli.info").info


def _from_library(doc: Any, scheme: Scheme, texts: Sequence[str], starts: Sequence[int], opens: Sequence[int]) -> Words:
    """The same where the library's own components say lemmas and parts of speech."""
    read = scheme(doc)
    return Words(
        texts, starts, [t.lower() for t in texts], [t.lemma_.lower() for t in doc], [t.pos_ for t in doc], read.tags,
        read.deps, read.heads, opens,
    )  # fmt: skip


def _as_they_are(doc: Any) -> Read:
    """What a parser says whose labels are ours."""
    return Read([t.dep_ for t in doc], [t.head.i for t in doc], [t.tag_ for t in doc])
