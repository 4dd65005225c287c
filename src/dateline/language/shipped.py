"""The languages that Dateline brings, by their codes. A stage never asks here: its parse carries its language."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.errors import UsageError
from dateline.language.english import ENGLISH
from dateline.language.language import Language
from dateline.plugins import load, names

SHIPPED: Mapping[str, Language] = {ENGLISH.code: ENGLISH}


def language_of_code(code: str, languages: Mapping[str, Language] = SHIPPED) -> Language:
    """The language of an ISO 639-1 code: of those given, else one that an installed package brings.

    Raises:
        UsageError: there is none.
    """
    if code in languages:
        return languages[code]
    brought: Language | None = load("languages", code, Language)
    if brought is None:
        known = ", ".join([*(f"{k} ({v.name})" for k, v in sorted(languages.items())), *names("languages")])
        raise UsageError(f"language {code!r:.40}: there is no such language here, only {known}")
    return brought
