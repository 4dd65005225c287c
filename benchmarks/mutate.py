"""Damaged pages through the readers and the pipeline: how many end in an error that no reader raises on purpose.

Pages of every format are made here and damaged: bytes turned, stretches cut, doubled and swapped, odd characters, tags
and values put in. Each is read; every tenth is coded to the end. A page is fine where stories come out that can be
written, or an ``InputError`` that names the reason. Anything else is an internal error and is printed.

    python benchmarks/mutate.py --pages 10000 --seed 1
"""

from __future__ import annotations

import argparse
import base64
import json
import quopri
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from dateline.errors import InputError
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source, Story
from dateline.pipeline import code_story, make_tools
from dateline.settings import Settings
from dateline.tools import Tools

PARAGRAPHS = (
    "HARBOURTOWN, May 4 (Agency) - The mayor of Harbourtown said on Tuesday that the old bridge would stay closed.",
    "“We will not open it before winter,” she told the council, according to the Gazette. “It is not safe.”",
    "Fishermen from the east bank blocked the road in protest; police arrested two of them, a spokesman said.",
    "The transport minister, John Example, met the mayor on 3 May 2021 and promised 4 million euros for repairs.",
    "Rebels in the northern hills freed eleven road workers last week, the interior ministry announced.",
)
# What damage puts in: characters, tags and values that a reader may not have met.
ODD = (
    "\x00", "\ufeff", "\ufffd", "\u202e", "\u2028", "\x1b", "&#xD800;", "&#0;", "&amp;", "\\ud800", "\\u0000",
    "\U0001f600", "<", ">", "</", "<!", "<![CDATA[", "]]>", "<!--", "-->", "<?", "<f!>", "</f!>", "<a?b>", "<:",
    "<x:y>", "<p", "<p/>", "</p>", "<br>", "<table>", "<article>", "<h1>", "<h7>", "<svg>", "<script>",
    "<time datetime='7:58'>", "<meta charset=utf-7>", "<html xmlns:x=''>", "<rss t=\"\">", "<item>", "<entry>",
    "<link/>", "<title/>", "<base href=x>", "<pre>", "<font>", "{", "}", "[", "]", "\"", "'", ",", ":", "null",
    "true", "NaN", "Infinity", "-1", "0", "1e999", "5", "[]", "{}", "\"\"", "{\"@id\":5}",
    "{\"@type\":[1,null,{}]}", "{\"@value\":[]}", "[[[[]]]]", "1698969600000", "2024-13-45", "0001-01-01",
    "1970-01-01T00:00:00Z", "9999-12-31", "99/99/9999", "0000-00-00", "31 February 2020", "yesterday", "7:58",
    "Content-Type: text/html; charset=x", "charset=hex", "encoding=\"utf-16\"", "\r", "\n\n", "\t", " " * 300,
    "said \"" * 40, "“" * 50, "”" * 50, "he said " * 60, "a" * 3000, "BAGHDAD - " * 5, "By " * 30,
)  # fmt: skip


def html(text: list[str], rng: random.Random) -> str:
    """A saved page with metadata, furniture, pictures and one or two stories."""
    linked = json.dumps(
        {
            "@context": "https://schema.org", "@graph": [{
                "@type": "NewsArticle", "headline": "Bridge closed", "datePublished": "2021-05-04T10:00:00+02:00",
                "author": [{"name": "A. Writer"}], "publisher": {"name": "Gazette"}, "articleBody": text[0],
                "mainEntityOfPage": {"@id": "https://g.example/1"},
            }],
        }
    )  # fmt: skip
    body = "".join(f"<p>{p}</p>" for p in text)
    second = f"<article><h1>Workers freed</h1><time datetime='2021-05-03'>3 May</time>{body[::-1]}</article>"
    return (
        f"<!doctype html><html lang='en'><head><title>Bridge shut | Gazette</title><script type=application/ld+json>"
        f"{linked}</script><meta property='og:url' content='https://g.example/1'><meta name=date content='4 May "
        f"2021'><link rel=canonical href='/1'></head><body><nav><a href='/'>Home</a></nav><article class='story-body'>"
        f"<h1>Bridge closed</h1><p class=byline>By A. Writer | 4 May 2021</p><figure><img src=a.jpg alt=Bridge>"
        f"<figcaption>The old bridge</figcaption></figure>{body}<ul><li><a href='/2'>More</a></li></ul></article>"
        f"{second if rng.random() < 0.4 else ''}<footer>All rights reserved</footer></body></html>"
    )


def plain(text: list[str], rng: random.Random) -> str:
    """Scraped text."""
    gap = rng.choice(["\n", "\n\n", "\r\n\r\n"])
    return gap.join(
        ["Bridge closed", "By A. Writer", "May 4, 2021", "Share", *text, "Read more", "Workers freed", *text[::-1]]
    )


def rss(text: list[str], rng: random.Random) -> str:
    """A feed, RSS or Atom."""
    full = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in text)
    if rng.random() < 0.5:
        return (
            "<?xml version='1.0'?><rss xmlns:dc='x' xmlns:content='y'><channel><title>Gazette</title><item><title>Span"
            f"</title><link>https://g.example/1</link><pubDate>Tue, 04 May 2021 10:00:00 GMT</pubDate><dc:creator>A"
            f"</dc:creator><content:encoded>{full}</content:encoded></item></channel></rss>"
        )
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Gaz</title><entry><title>Bridge</title><link rel='alternate'"
        f" href='https://g.example/1'/><published>2021-05-04T10:00:00Z</published><author><name>A</name></author>"
        f"<content type='html'>{full}</content></entry></feed>"
    )


def rows(text: list[str], rng: random.Random) -> str:
    """JSONL, or one JSON list."""
    made = [
        {"id": n, "url": f"https://g.example/{n}", "outlet": "Gazette", "published": "2021-05-04", "title": "Span",
         "text": rng.choice([text, "\n\n".join(text), f"<p>{text[0]}</p>"])}
        for n in range(3)
    ]  # fmt: skip
    for row in made:
        for name in row:
            if rng.random() < 0.15:
                row[name] = rng.choice(
                    [None, 5, 1.5, True, [], {}, [None, 1], "", "\ud800", 1698969600, "7:58", {"a": [1]}]
                )
    return json.dumps(made) if rng.random() < 0.2 else "\n".join(map(json.dumps, made))


def mhtml(text: list[str], rng: random.Random) -> str:
    """A page that a browser saved in one file."""
    how = rng.choice(["8bit", "quoted-printable", "base64"])
    main = html(text, rng).encode()
    if how != "8bit":
        main = base64.encodebytes(main) if how == "base64" else quopri.encodestring(main)
    return (
        "From: <Saved by a browser>\r\nSubject: Bridge\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        "\ttype=\"text/html\"; boundary=----b\r\n\r\n------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: "
        f"{how}\r\n\r\n{main.decode()}\r\n------b--\r\n"
    )  # fmt: skip


KINDS: tuple[Callable[[list[str], random.Random], str], ...] = (html, html, plain, rss, rows, mhtml)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "cp1252", "utf-16", "utf-16-le", "utf-8-sig", "latin-1")


def damaged(page: bytes, rng: random.Random) -> bytes:
    """A page with one to eight faults."""
    for _ in range(rng.randint(1, 8)):
        at, size = rng.randrange(len(page) + 1), rng.choice([1, 2, 5, 20, 100, 400])
        kind = rng.randrange(6)
        if kind == 0:
            page = page[:at] + page[at + size :]
        elif kind == 1:
            page = page[:at] + page[at : at + size] * rng.choice([2, 3, 10]) + page[at:]
        elif kind == 2:
            page = page[:at] + rng.randbytes(min(size, 20)) + page[at + size :]
        elif kind == 3:
            other = rng.randrange(len(page) + 1)
            page = page[:at] + page[other : other + size] + page[at:]
        else:
            page = page[:at] + rng.choice(ODD).encode() + page[at + (size if kind == 5 else 0) :]
    return page


def pages(number: int, seed: int) -> Iterator[bytes]:
    """Damaged pages, the same for the same seed."""
    for n in range(number):
        rng = random.Random(f"{seed}-{n}")
        text = rng.sample(PARAGRAPHS, rng.randint(1, len(PARAGRAPHS)))
        page = rng.choice(KINDS)(text, rng)
        yield damaged(page.encode(rng.choice(ENCODINGS), "replace"), rng)


def check(story: Story) -> None:
    """Raise where a story holds what can't be written or is no date."""
    for text in (story.id, story.outlet, story.url, story.headline, story.byline, *story.captions, story.text):
        if text is not None:
            text.encode()
    if story.published is not None:
        datetime.fromisoformat(story.published)


def outcome(page: bytes, tools: Tools, *, coded: bool) -> str:
    """What becomes of a page: "stories", "refused", or the internal error with its place."""
    try:
        for story in read_stories(page, Source("page"), tools.settings, tools.knowledge.pages):
            check(story)
            if coded:
                code_story(story, tools).to_json().encode()
    except InputError as error:
        str(error).encode()
        return "refused"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {last.filename.rpartition('/')[2]}:{last.lineno}: {str(error)[:80]!r}"
    return "stories"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description="Damaged pages through the readers and the pipeline.")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--coded", type=int, default=10, help="code every N-th page to the end, 0 for none")
    args = parser.parse_args()
    tools = make_tools(Settings())
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    slowest, began = (0.0, 0), time.monotonic()
    for n, page in enumerate(pages(args.pages, args.seed)):
        start = time.monotonic()
        found = outcome(page, tools, coded=bool(args.coded) and n % args.coded == 0)
        slowest = max(slowest, (time.monotonic() - start, n))
        counts[found] += 1
        first.setdefault(found, n)
    internal = args.pages - counts["stories"] - counts["refused"]
    for error, times in counts.most_common():
        if error not in ("stories", "refused"):
            print(f"{times} times, first page {first[error]}: {error}")
    took = time.monotonic() - began
    print(
        f"{args.pages:,} pages (seed {args.seed}): {counts['stories']:,} with stories, {counts['refused']:,} refused "
        f"with a reason, {internal:,} internal errors; slowest page {slowest[1]}: {slowest[0]:.1f} s; {took:.0f} s"
    )
    raise SystemExit(bool(internal))


if __name__ == "__main__":
    main()
