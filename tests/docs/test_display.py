"""Records as Jupyter shows them: marked, escaped, small."""

import re
from dataclasses import replace

from dateline.display import MOST_TEXT
from dateline.store.rows.typed_rows import StoryRow
from records import make_record

EVIL = '<script>alert("x")</script>'


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_record_shows_its_text_with_marks_and_its_events_with_who_says_so():
    record = make_record("a")
    html = record._repr_html_()
    assert "Ruritania met 1 Borduria in Szohod." in words(html)
    assert "1 asserted Ruritania CONSULT Borduria told by The Daily Example" in words(html)
    assert "negated Ruritania; Somebody ASSAULT (aerial) (explosives) Borduria denied by Agency &gt; Minister" in words(
        html
    )
    assert html.count("<sup>") == len(record.events)


def test_what_a_page_says_is_escaped_and_a_long_text_is_cut():
    record = make_record("a", headline=EVIL, outlet=EVIL)
    actors = tuple(replace(a, name=EVIL) for a in record.actors)
    html = replace(record, actors=actors, text=record.text + EVIL + "x" * 50_000)._repr_html_()
    assert "<script" not in html and "&lt;script&gt;" in html
    assert len(html) < MOST_TEXT + 6_000
    assert "no event" in replace(record, events=(), not_coded=EVIL)._repr_html_()


def test_a_row_of_a_list_shows_what_it_holds():
    row = StoryRow("a-0", "Post & Co", "2023-10-08", None, EVIL, None, "a.html", 0, "en", 20, 1, 2, None)
    shown = words(row._repr_html_())
    assert "outlet Post &amp; Co" in shown and "script" not in shown.replace("&lt;script", "").replace("/script", "")
    assert "url" not in shown and "not_coded" not in shown
