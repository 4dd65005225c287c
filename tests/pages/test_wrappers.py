"""Where stories hide: in elements with names of furniture, in metadata only, behind markup that browsers repair."""

import json

import pytest

from dateline.errors import InputError
from dateline.knowledge.files import layers_over
from dateline.knowledge.page_words import load
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source
from dateline.settings import Settings

KNOWN = load(layers_over(()))
TITLE = "Miners end strike"
BODY = (
    "Miners in the Orlava valley went back to work on Thursday after the owner offered them a share of the profits.",
    "The union had shut the pits for nine days, and its leader Marta Dolen called the offer a beginning, no more.",
)
CARD = "Here the desk says in a sentence or two what waits behind the link, who wrote it, and for whom it was written."
WRAPPERS = (
    "<div class='page-sidebar-left'>{}</div>",
    "<div class='main share-enabled'>{}</div>",
    "<section id='paywall-content'>{}</section>",
    "<div class='widget post'>{}</div>",
    "<aside>{}</aside>",
    "<noscript>{}</noscript>",
    "<div class='teaser'>{}</div>",
    "<div style='display: none'>{}</div>",
    "<x-story><template shadowrootmode='open'>{}</template></x-story>",
    "<div class='modal-wrapper'><div class='inner'>{}</div></div>",
)


def read(data, **source):
    return read_stories(data.encode(), Source("page", **source), Settings(), KNOWN)


def body(story):
    return tuple(story.text.split("\n\n"))


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def cards(count):
    one = "<div class='tile'><h3><a href='/{0}'>What our readers opened most, part {0}</a></h3><p>{1}</p></div>"
    return "<div>" + "".join(one.format(n, CARD) for n in range(count)) + "</div>"


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("after", ["", cards(9)], ids=["alone", "cards"])
def test_a_name_is_no_reason_to_drop_what_an_element_holds(wrapper, after):
    (story,) = read(f"<html><body><h1>{TITLE}</h1>{wrapper.format(paragraphs(BODY))}{after}</body></html>")
    assert story.headline == TITLE
    assert body(story) == BODY


@pytest.mark.parametrize("name", ["sidebar", "widget", "share-bar", "paywall", "newsletter", "promo"])
def test_an_element_that_is_what_its_name_says_is_dropped(name):
    aside = f"<div class='{name}'><h4>Never miss a word</h4><form><input><p>{CARD}</p><button>Go</button></form></div>"
    (story,) = read(f"<html><body><main><h1>{TITLE}</h1>{paragraphs(BODY)}{aside}</main></body></html>")
    assert body(story) == BODY


def test_the_first_paragraph_may_stand_in_an_element_of_its_own():
    lead, *rest = (*BODY, "The owner said that it would reopen the shafts on Monday, and thanked the mediators.")
    page = f"<article><h1>{TITLE}</h1><div class='teaser-text'><p>{lead}</p></div><div class='ad'>Advertisement</div>"
    (story,) = read(f"<html><body>{page}<div class='rest'>{paragraphs(rest)}</div></article></body></html>")
    assert body(story) == (lead, *rest)


def test_text_after_an_early_end_of_the_page_is_read():
    (story,) = read(f"<html><body><h1>{TITLE}</h1><p>{BODY[0]}</p></body></html>\n<div><p>{BODY[1]}</p></div>")
    assert body(story) == BODY


@pytest.mark.parametrize(("opened", "closed"), [("h1", "h2"), ("h2", "h4"), ("h3", "h1")])
def test_any_end_tag_of_a_heading_closes_a_heading(opened, closed):
    page = f"<h1>{TITLE}</h1><{opened} class='sub'>Nine days underground</{closed}><div>{paragraphs(BODY)}</div>"
    (story,) = read(f"<html><body>{page}</body></html>")
    assert body(story)[-2:] == BODY


def test_headings_inside_a_story_stay_and_the_next_list_goes():
    page = f"<h1>{TITLE}</h1><p>{BODY[0]}</p><h2>How it began</h2><p>{BODY[1]}</p><h2>Most read</h2>"
    (story,) = read(f"<html><body><article>{page}<ul><li><a href='/'>A title</a></li></ul></article></body></html>")
    assert body(story) == (BODY[0], "How it began", BODY[1])


@pytest.mark.parametrize("escaped", [False, True])
def test_text_that_only_the_metadata_hold(escaped):
    told = paragraphs(BODY).replace("<", "&lt;") if escaped else "\n\n".join(BODY)
    linked = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": told})
    head = f"<script type='application/ld+json'>{linked}</script>"
    (story,) = read(f"<html><head>{head}</head><body><h1>{TITLE}</h1><p>Miners are back.</p></body></html>")
    assert body(story)[-2:] == BODY


def test_cards_without_a_story_are_none():
    with pytest.raises(InputError, match="no story"):
        read(f"<html><body>{cards(5)}</body></html>")
