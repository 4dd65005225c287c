"""The main text of a page as trafilatura finds it: the second judgement of what belongs to a story.

Source: A. Barbaresi, Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction,
ACL 2021 (system demonstrations).
"""

from __future__ import annotations

import logging
from typing import Any

from dateline.pages.charset import clean

# Larger pages are lists or books; the library's time grows faster than they do.
_MOST = 4_000_000


def main_text(root: Any, size: int) -> str:
    """The paragraphs of a page's main text, one a line; empty where there is none or the page is too large.

    Args:
        root: the page's tree, which is taken apart.
        size: characters of the page's markup.
    """
    if size > _MOST:
        return ""
    # Imported here: it takes a second, and most commands read no page.
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(root, fast=True, include_comments=False, with_metadata=False)
    told = found.text if found is not None and not isinstance(found, dict) else ""
    return "\n".join(clean(line) for line in (told or "").split("\n"))
