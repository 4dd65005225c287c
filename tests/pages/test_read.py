"""Reading whole pages: kinds of input, bad input, stable ids."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.knowledge.files import layers_over
from dateline.knowledge.page_words import load
from dateline.pages.read import read_stories, split_input
from dateline.pages.source_and_story import Source
from dateline.settings import Settings

BRIDGE = (
    "The harbour council voted on Monday to close the old bridge to lorries after engineers found cracks in a pillar.",
    "Mayor Lena Ortiz told reporters that the repair would take a year and cost 12 million crowns.",
    "“We had no choice,” she said. Fishermen from the east bank blocked the road in protest, police said.",
)
HILLS = (
    "Rebels in the northern hills released eleven road workers on Tuesday, a week after they were taken from a camp.",
    "The interior ministry said no ransom had been paid. A spokesman called the release a gesture of goodwill.",
)
KNOWN = load(layers_over(()))
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def read(data, **source):
    return read_stories(data if isinstance(data, bytes) else data.encode(), Source("page", **source), Settings(), KNOWN)


def body(story):
    return tuple(story.text.split("\n\n"))


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def page(main, head=""):
    return (
        f"<html lang='en'><head><title>Council closes old bridge | Harbour Gazette</title>{head}</head><body>"
        "<header><nav><ul><li><a href='/'>Home</a></li></ul></nav></header>"
        f"<main>{main}</main><footer>© 2023 Harbour Gazette</footer></body></html>"
    )


STORY = f"<h1>Council closes old bridge</h1><p class='date'>3 November 2023</p>{paragraphs(BRIDGE)}"


def test_one_story_with_head_and_furniture():
    (story,) = read(
        page(
            "<article><h1>Council closes old bridge</h1><div class='byline'>By Jane Roe</div>"
            "<time datetime='2023-11-03T10:00:00Z'>3 November 2023</time><ul class='share'><li>Share</li></ul>"
            "<figure><img alt='x'><figcaption>The bridge on Sunday</figcaption></figure>"
            f"<p>TARSA, Nov 3 (Agency) — {BRIDGE[0]}</p><div>Read also: Winter comes early</div>"
            f"{paragraphs(BRIDGE[1:])}</article><section><h2>More stories</h2>"
            "<ul><li><a href='/2'>Rebels free eleven road workers</a></li></ul></section>"
        )
    )
    assert body(story) == BRIDGE
    assert (story.headline, story.byline) == ("Council closes old bridge", "Jane Roe")
    assert story.captions == ("The bridge on Sunday",)
    assert story.dateline is not None
    assert (story.dateline.place, story.dateline.date) == ("TARSA", "Nov 3")
    assert (story.published, story.published_from) == ("2023-11-03", "page")
    assert (story.outlet, story.language) == ("Harbour Gazette", "en")


@pytest.mark.parametrize("tag", ["article", "div", None])
def test_several_stories_with_and_without_a_box(tag):
    def box(title, day, texts):
        inner = f"<h1>{title}</h1><div class='meta'>{day} November 2023</div>{paragraphs(texts)}"
        return f"<{tag} class='item'>{inner}</{tag}>" if tag else inner

    main = box("Council closes old bridge", 3, BRIDGE) + box("Rebels free road workers", 4, HILLS)
    stories = read(page(main))
    assert [body(s) for s in stories] == [BRIDGE, HILLS]
    assert [s.headline for s in stories] == ["Council closes old bridge", "Rebels free road workers"]
    assert [s.published for s in stories] == ["2023-11-03", "2023-11-04"]
    assert [s.document.position for s in stories] == [0, 1]


def test_subheads_do_not_make_stories():
    main = f"{STORY}<h2>Why it cracked</h2><figure><figcaption>Salt</figcaption></figure>{paragraphs(HILLS)}"
    (story,) = read(page(main))
    assert body(story) == (*BRIDGE, "Why it cracked", *HILLS)


def test_metadata_go_to_the_story_that_they_name():
    linked = {"@type": "NewsArticle", "headline": "Rebels free road workers", "datePublished": "2023-11-04T08:00:00Z"}
    head = f"<script type='application/ld+json'>{json.dumps(linked)}</script>"
    main = f"<h1>Council closes old bridge</h1>{paragraphs(BRIDGE)}<h1>Rebels free road workers</h1>{paragraphs(HILLS)}"
    first, second = read(page(main, head))
    assert (first.published, first.published_from) == (None, None)
    assert (second.published, second.published_from) == ("2023-11-04T08:00:00Z", "metadata")


def test_given_date_fills_only_a_gap():
    (story,) = read(page(f"<h1>Council closes old bridge</h1>{paragraphs(BRIDGE)}"), published="2020-01-01")
    assert (story.published, story.published_from) == ("2020-01-01", "given")
    (story,) = read(page(STORY), published="2020-01-01")
    assert (story.published, story.published_from) == ("2023-11-03", "page")


def test_text_with_repeats_and_buttons():
    def scrape(title, caption, texts):
        return "\n".join([title, "", caption, caption, "TT", "", title, "", caption, caption, "", "\n\n".join(texts)])

    text = "\n\n\n\n".join(
        [
            scrape("Council Closes Bridge", "The bridge on Sunday. (File photo)", BRIDGE),
            scrape("Rebels Free Road Workers in North", "A road camp. (Ministry)", HILLS),
        ]
    )
    stories = read(text)
    assert [body(s) for s in stories] == [BRIDGE, HILLS]
    assert [s.captions for s in stories] == [("The bridge on Sunday. (File photo)",), ("A road camp. (Ministry)",)]


def test_text_with_a_block_a_line():
    lines = ["World", "Council closes old bridge", "By Jane Roe", "3 Nov 2023", "Share on Facebook", *BRIDGE]
    lines += ["Most read", "Winter comes early", "Rebels free road workers", "4 Nov 2023", "Print", *HILLS]
    stories = read("\n".join([*lines, "All rights reserved."]))
    assert [body(s) for s in stories] == [BRIDGE, HILLS]
    assert [s.byline for s in stories] == ["Jane Roe", None]


def test_feed():
    item = "<item><title>{}</title><pubDate>Fri, 03 Nov 2023 10:00:00 GMT</pubDate>"
    item += "<description><![CDATA[{}]]></description></item>"
    items = item.format("Council", paragraphs(BRIDGE)) + item.format("Rebels", paragraphs(HILLS))
    stories = read(f"<?xml version='1.0'?><rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>")
    assert [body(s) for s in stories] == [BRIDGE, HILLS]
    assert stories[0].published == "2023-11-03T10:00:00+00:00"
    assert [s.id[-2:] for s in stories] == ["-0", "-1"]


def test_mhtml():
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    head += "Content-Type: text/html; charset=utf-8\n\n"
    (story,) = read(f"{head}{page(STORY)}\n--x--\n")
    assert body(story) == BRIDGE
    assert story.url is None


@pytest.mark.parametrize(
    ("snapshot", "part", "url"),
    [
        ("https://news.example/a-bridge", "cid:frame-1", "https://news.example/a-bridge"),
        ("https://news.example/\n a-bridge", "", "https://news.example/a-bridge"),
        ("", "https://news.example/part", "https://news.example/part"),
        ("cid:frame-1", "cid:frame-2", None),
    ],
)
def test_mhtml_tells_the_address_that_it_was_saved_from(snapshot, part, url):
    head = f"Snapshot-Content-Location: {snapshot}\n" if snapshot else ""
    head += "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    head += "Content-Type: text/html; charset=utf-8\n" + (f"Content-Location: {part}\n" if part else "")
    (story,) = read(f"{head}\n{page(STORY)}\n--x--\n")
    assert story.url == url


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("declared", ["", "<meta charset='utf-8'>", "<meta charset='us-ascii'>"])
def test_charset_is_told_from_the_bytes(encoding, declared):
    (story,) = read(page(STORY, declared).encode(encoding))
    assert body(story) == BRIDGE


def test_mojibake_is_repaired_and_sound_quotes_stay():
    broken = page(STORY).encode().decode("cp1252", "replace").replace("�", "\x9d")
    assert body(read(broken)[0]) == BRIDGE
    mixed = (
        "Bridge closed\n\n" + 'He said ‘no’ and "never" – the «old» plan…  failed, they told the naïve council. ' * 2
    )
    assert '‘no’ and "never" – the «old» plan… failed, they told the naïve' in read(mixed)[0].text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (b"%PDF-1.7\n\x00\x01", "PDF"),
        (bytes(range(256)) * 20, "binary"),
        (b"<html><body><nav><a href='/'>Home</a></nav><button>OK</button></body></html>", "no story"),
        (b"<p>x</p>" * 7_000_000, "larger than"),
        (b"line\n" * 600_000, "more than 100,000"),
        (b'{"id": 1, "text": ', "broken JSON"),
    ],
    ids=["empty", "blank", "pdf", "binary", "no story", "50 MB", "lines", "json"],
)
def test_bad_input_is_named(data, reason):
    with pytest.raises(InputError, match=reason) as caught:
        read(data)
    assert caught.value.where == "page"


@pytest.mark.parametrize("tag", ["div", "b", "ul", "blockquote"])
def test_a_hundred_thousand_open_tags(tag):
    (story,) = read(f"<html><body>{f'<{tag}>' * 100_000}{STORY}")
    assert body(story) == BRIDGE


def test_null_bytes_are_dropped():
    (story,) = read(page(STORY).replace("council", "cou\x00ncil"))
    assert body(story) == BRIDGE


def test_one_word_and_very_long_texts():
    assert read("Hello")[0].text == "Hello"
    long = "Bridge closed\n\n" + "\n\n".join(
        f"Clerk number {n} told the council about the bridge again." for n in range(10_000)
    )
    assert len(read(long)[0].text.split()) == 100_000
    assert len(read("Bridge closed\n\n" + "word " * 5_000)[0].text.split()) == 5_000


def rows():
    good = {"id": "a", "url": "https://x.example/a", "outlet": "Gazette", "published": "2023-11-03", "title": "Council"}
    return good | {"text": "\n\n".join(BRIDGE)}


def test_jsonl_row_by_row():
    good = rows()
    lines = [json.dumps(good), '{"id": "b", "text"', json.dumps({"id": "c"}), json.dumps(dict(reversed(good.items())))]
    pieces = list(split_input(io.BytesIO("\n".join(lines).encode()), Source("x.jsonl"), Settings()))
    assert [source.name for _, source in pieces] == [f"x.jsonl: row {n}" for n in (1, 2, 3, 4)]
    (story,) = read_stories(*pieces[0], Settings(), KNOWN)
    assert body(story) == BRIDGE
    assert (story.headline, story.outlet, story.url) == ("Council", "Gazette", "https://x.example/a")
    for piece, reason in ((pieces[1], "row 2: broken JSON"), (pieces[2], "row 3: no text in field 'text'")):
        with pytest.raises(InputError, match=reason):
            read_stories(*piece, Settings(), KNOWN)
    (same,) = read_stories(*pieces[3], Settings(), KNOWN)
    assert (same.id, same.document.position) == (story.id, 3)
    assert [s.id for s in read_stories("\n".join(lines).encode(), Source("x"), Settings(), KNOWN)] == [
        story.id,
        story.id,
    ]


def test_jsonl_field_names_can_be_mapped():
    row = json.dumps({"headline": "Council", "content": BRIDGE[0]}).encode()
    (story,) = read_stories(row, Source("x"), Settings(fields={"title": "headline", "text": "content"}), KNOWN)
    assert (story.headline, story.text) == ("Council", BRIDGE[0])


def test_jsonl_streams():
    class Endless(io.RawIOBase):
        given = 0

        def readable(self):
            return True

        def readinto(self, buffer):
            line = json.dumps(rows()).encode() + b"\n"
            self.given += 1
            buffer[: len(line)] = line
            return len(line)

    raw = Endless()
    pieces = split_input(io.BufferedReader(raw), Source("x"), Settings())
    assert [next(pieces)[1].row for _ in range(50)] == list(range(50))
    assert raw.given < 100


def test_a_row_above_the_limit_costs_no_other():
    small = Settings(max_page_bytes=1_000)
    lines = [json.dumps(rows()), json.dumps(rows() | {"text": "x" * 5_000}), json.dumps(rows())]
    pieces = list(split_input(io.BytesIO("\n".join(lines).encode()), Source("x"), small))
    assert len(pieces) == 3
    with pytest.raises(InputError, match="row 2: larger than"):
        read_stories(*pieces[1], small, KNOWN)
    assert read_stories(*pieces[2], small, KNOWN)[0].headline == "Council"


def test_a_page_is_one_piece():
    data = page(STORY).encode()
    assert list(split_input(io.BytesIO(data), Source("x"), Settings())) == [(data, Source("x"))]


@limits(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(str.encode),
        st.text('<>/pdivh1 \n"{}[]:a.&;', max_size=200).map(str.encode),
    )
)
def test_any_bytes_give_stories_or_an_input_error(data):
    try:
        stories = read(data)
    except InputError as error:
        assert error.reason
        assert "\n" not in error.reason
        return
    assert stories == read(data)
    assert len({s.id for s in stories}) == len(stories)
    for story in stories:
        assert story.text.strip() == story.text != ""
        assert all(p.strip() == p != "" for p in story.text.split("\n\n"))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seed pages are not here")
def test_seed_pages_hold_two_stories_without_buttons():
    for path in sorted(SEEDS.glob("*.txt")):
        stories = read(path.read_bytes())
        assert len(stories) == 2
        for story in stories:
            assert "TT" not in story.text.split()
            assert len(story.captions) == 1
            assert story.headline not in story.text.split("\n\n")


def counted(monkeypatch, module, name):
    """How often a function of a module is called."""
    calls = []
    real = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *given: calls.append(1) or real(*given))
    return calls


def test_each_caption_is_looked_at_once(monkeypatch):
    from dateline.pages.layout import header

    calls = counted(monkeypatch, header, "key")
    pictures = "".join(
        f"<figure><img src=x><figcaption>Picture {n} of the old mill</figcaption></figure>" for n in range(300)
    )
    [story] = read(page(f"<h1>The mill is sold</h1>{pictures}{paragraphs(HILLS)}"))
    assert len(story.captions) == 300
    assert len(calls) < 10 * 300


def test_a_headline_is_compared_with_few_metadata_but_the_same_one_is_always_found(monkeypatch):
    from dateline.pages import story as module

    monkeypatch.setattr(module, "_MOST_ALIKE", 5)
    calls = counted(monkeypatch, module, "_alike")
    linked = "".join(
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Harvest{n} report{n}",'
        f'"datePublished":"2021-03-{n + 1:02}"}}</script>'
        for n in range(28)
    )
    told = "".join(
        f"<article><h1>Harvest{n} report{n}</h1><p>Number {n}. {HILLS[0]}</p><p>{HILLS[1]} So {n}.</p></article>"
        for n in range(28)
    )
    stories = read(page(told, linked))
    assert [s.published for s in stories] == [f"2021-03-{n + 1:02}" for n in range(28)]
    assert len(calls) <= 28 * 6


def test_a_document_names_the_bytes_that_it_was_read_from():
    data = "\n\n".join(BRIDGE).encode()
    [story] = read(data)
    assert story.document.sha256 == hashlib.sha256(data).hexdigest()
    assert story.id.startswith(story.document.sha256[:12])
    assert story.document.row_id is None


def test_a_row_brings_its_id_and_its_own_bytes_whatever_white_space_stands_around_it():
    row = json.dumps({"nr": 17, "text": "Rain fell."}).encode()
    settings = Settings(fields={"id": "nr"})
    pieces = list(split_input(io.BytesIO(row + b" \n" + row.replace(b"17", b"true")), Source("x.jsonl"), settings))
    first, second = (read_stories(data, source, settings, KNOWN)[0].document for data, source in pieces)
    assert (first.row_id, first.sha256) == ("17", hashlib.sha256(row).hexdigest())
    assert second.row_id is None  # true is no id
