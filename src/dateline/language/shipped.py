"""The languages that Dateline brings, by their codes. A stage never asks here: its parse carries its language."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.errors import UsageError
from dateline.language.english import ENGLISH
from dateline.language.language import Language

SHIPPED: Mapping[str, Language] = {ENGLISH.code: ENGLISH}


def language_of_code(code: str, languages: Mapping[str, Language] = SHIPPED) -> Language:
    """The language of an ISO 639-1 code.

    Raises:
        UsageError: there is none.
    """
    if code not in languages:
        known = ", ".join(f"{k} ({v.name})" for k, v in sorted(languages.items()))
        raise UsageError(f"language {code!r:.40}: there is no such language here, only {known}")
    return languages[code]
