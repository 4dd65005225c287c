"""Scores: what says the same as the annotation has 1.0 everywhere, and an error lowers the rows that it is in."""

from dataclasses import replace

import pytest
from invented import HARBOUR, TEXTS, annotations, harbour, perfect

from dateline.corpus.align import Alignment
from dateline.corpus.names import same_name
from dateline.corpus.parties import Parties
from dateline.corpus.scoring.agree import AGREED, agree
from dateline.corpus.scoring.records import Records
from dateline.corpus.scoring.score import score
from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally, total
from dateline.corpus.stats import by_outlet, shares
from dateline.corpus.texts import Text
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load
from dateline.spans import Span

ONTOLOGY = load(Layers((SHIPPED,)))
ALL = {
    "event", "event+who", "event+factuality", "event+source", "event whole", "event date", "event place",
    "not asserted", "statement", "statement+chain", "statement+stance", "stance other", "identities",
}  # fmt: skip


def scored(record, gold=None):
    tally = Tally()
    score(tally, Story(gold or harbour(), HARBOUR, record), ONTOLOGY)
    return tally


def lowered(record):
    """The rows that aren't 1.0, those by type left out."""
    return {n for n, row in scored(record).rows.items() if row.f1 < 1 and not n.startswith("type ")}


def with_event(key, **given):
    record = perfect()
    return replace(record, events=tuple(replace(e, **given) if e.id == key else e for e in record.events))


def with_statement(key, **given):
    record = perfect()
    return replace(record, statements=tuple(replace(s, **given) if s.id == key else s for s in record.statements))


def test_what_says_the_same_is_right_in_every_row():
    tally = scored(perfect())
    assert set(tally.rows) >= ALL
    assert {n: row.f1 for n, row in tally.rows.items() if row.wanted} == {
        n: 1.0 for n, row in tally.rows.items() if row.wanted
    }
    assert tally.errors == []


def test_a_dropped_start_of_the_story_moves_nothing():
    start = HARBOUR.index("Foreign Minister")
    assert lowered(perfect(dropped=start)) == set()


def actor(name):
    return next(a.id for a in perfect().actors if a.name == name)


def test_a_wrong_party_costs_who_and_whole_only():
    assert lowered(with_event("e1", recipients=(actor("Karsian gunboats"),))) == {"event+who", "event whole"}
    assert lowered(with_event("e1", recipients=())) == {"event+who", "event whole"}
    more = (actor("Foreign Minister Mara Lindqvist"), actor("Karsian gunboats"))
    assert lowered(with_event("e1", actors=more)) == {"event+who", "event whole"}


def test_a_wrong_type_costs_the_event():
    tally = scored(with_event("e1", event_type="COERCE"))
    assert (tally.rows["event"].hit, tally.rows["event"].wanted, tally.rows["event"].offered) == (3, 4, 4)
    assert (tally.rows["type ACCUSE"].wanted, tally.rows["type ACCUSE"].hit, tally.rows["type COERCE"].offered) == (
        1,
        0,
        1,
    )
    assert tally.errors == [
        "harbour e1 ACCUSE: missed: accused the Karsian envoy",
        "harbour event invented: COERCE: accused the Karsian envoy",
    ]


def test_another_accepted_type_or_factuality_costs_nothing():
    assert lowered(with_event("e5", event_type="THREATEN")) == set()
    assert lowered(with_event("e3", factuality="negated")) == set()


def test_a_wrong_factuality_costs_its_rows():
    assert lowered(with_event("e1", factuality="future")) == {"event+factuality", "event whole"}
    assert lowered(with_event("e5", factuality="asserted")) == {"event+factuality", "event whole", "not asserted"}


def test_a_wrong_source_costs_its_rows():
    assert lowered(with_event("e2", statement=None)) == {"event+source", "event whole"}
    assert lowered(with_event("e1", statement="s1")) == {"event+source", "event whole"}


def test_a_trigger_of_seven_words_names_no_act():
    long = HARBOUR[HARBOUR.index("accused") :]
    end = HARBOUR.index("accused") + len(" ".join(long.split()[:7]))
    assert "event" in lowered(with_event("e1", trigger=Span(HARBOUR.index("accused"), end)))


def test_dates_and_places_are_compared_by_value_words_and_name():
    record = perfect()
    date, place = record.events[0].date, record.events[1].place
    assert lowered(with_event("e1", date=replace(date, value="2024-03-11"))) == {"event date"}
    assert lowered(with_event("e1", date=None)) == {"event date"}
    assert lowered(with_event("e2", place=None)) == {"event place"}
    assert lowered(with_event("e2", place=replace(place, name="Tarn", span=None))) == {"event place"}
    gold = harbour()
    unknown = replace(gold.events[0], date=replace(gold.events[0].date, value=None))
    tally = scored(
        with_event("e1", date=replace(date, value="2024-03-11")), replace(gold, events=(unknown, *gold.events[1:]))
    )
    assert tally.rows["event date"].f1 == 1.0


def test_optional_rows_cost_nothing_found_or_missed():
    record = perfect()
    without = replace(record, events=tuple(e for e in record.events if e.id not in {"e4", "e6", "e7"}))
    assert lowered(without) == set()


def test_sides_of_a_meeting_may_be_on_either_side():
    gold = harbour()
    must = replace(gold.events[5], required=True)
    gold = replace(gold, events=(*gold.events[:5], must, *gold.events[6:]))
    record = perfect(gold)
    turned = tuple(replace(e, actors=e.recipients, recipients=e.actors) if e.id == "e6" else e for e in record.events)
    assert scored(replace(record, events=turned), gold).rows["event+who"].f1 == 1.0
    turned = tuple(replace(e, actors=e.recipients, recipients=e.actors) if e.id == "e1" else e for e in record.events)
    assert scored(replace(record, events=turned), gold).rows["event+who"].hit == 4


def test_errors_of_statements_cost_their_rows():
    one = perfect().statements[0]
    assert lowered(with_statement("s1", stance="hedges")) == {"statement+stance"}
    assert lowered(with_statement("s3", stance="asserts")) == {"statement+stance", "stance other"}
    assert lowered(with_statement("s1", chain=())) == {"statement+chain"}
    assert lowered(with_statement("s1", chain=one.chain * 2)) == {"statement+chain"}
    content = Span(one.content.start, one.content.start + 16)
    assert {"statement", "statement+chain", "statement+stance"} <= lowered(with_statement("s1", content=content))


def test_an_actor_that_holds_two_identities_has_neither():
    record = perfect()
    one, two = record.actors[0], record.actors[1]
    both = replace(one, mentions=one.mentions + two.mentions)
    tally = scored(replace(record, actors=(both, *record.actors[2:])))
    assert (tally.rows["identities"].hit, tally.rows["identities"].wanted) == (0, 2)


def test_a_document_without_a_record_is_missed_whole():
    tally = scored(None)
    assert {n: row.hit for n, row in tally.rows.items() if row.hit} == {}
    assert (tally.rows["event"].wanted, tally.rows["statement"].wanted, tally.rows["identities"].wanted) == (4, 3, 2)


def test_tallies_add_up():
    both = total([scored(perfect()), scored(None)])
    assert (both.rows["event"].hit, both.rows["event"].wanted, both.rows["event"].offered) == (4, 8, 4)
    assert both.rows["event"].f1 == pytest.approx(2 / 3)


# Parties


def accepted(words, lines=None):
    at = HARBOUR.index(words)
    return Parties(harbour(), HARBOUR).accepted((Span(at, at + len(words)),))


def test_any_name_of_an_identity_stands_for_all_of_it():
    assert "Mara Lindqvist" in accepted("Lindqvist")
    later = HARBOUR.rindex("Lindqvist")
    assert "Foreign Minister Mara Lindqvist" in Parties(harbour(), HARBOUR).accepted((Span(later, later + 9),))


def test_a_name_within_a_longer_one_is_another_actor():
    text = (
        "Iris, the president of Osk, met the Oskan army. Osk rejoiced. He left, and Vale left. He too. Osk's court sat."
    )
    texts = {"t": Text("t", text)}
    lines = "=== t\nN no event\nI Osk @2 = Oskan @1\nI Iris = the president of Osk ; He @3\nI Vale = He @4\nI court"
    from dateline.corpus.lines.read import read_lines

    [gold], _ = read_lines(lines, "x", texts)
    names = Parties(gold, text).accepted

    def of(words, start=0):
        at = text.index(words, start)
        return names((Span(at, at + len(words)),))

    assert of("the president of Osk") == {"Iris", "the president of Osk", "He"}
    assert of("Oskan army") == {"Oskan army"}
    assert of("Osk,"[:3]) == {"Osk", "Oskan"}
    assert of("Osk's court") == {"Osk's court", "court"}
    assert of("He", text.index("He too")) == {"Vale", "He"}


def test_names_meet_where_one_says_the_other():
    assert same_name("Foreign Minister Mara Lindqvist", "Mara Lindqvist")
    assert same_name("Lindqvist", "Mara Lindqvist")
    assert not same_name("she", "Mara Lindqvist")
    assert not same_name("the government", "the government of Karsia")
    assert same_name("US", "the U.S.")
    assert same_name("US", "US")
    assert not same_name("Karsian envoy", "Karsian gunboats")


# Alignment


def test_a_span_keeps_its_words_where_lines_were_joined():
    source, target = "VELMAR - The envoy\nleft the old port.", "The envoy left the old port."
    to = Alignment(source, target)
    at = source.index("envoy")
    assert to(Span(at, at + len("envoy\nleft"))).of(target) == "envoy left"
    assert to(Span(0, 6)) is None
    assert to(Span(at + 1, at + 3)).of(target) == "nv"


def test_the_same_text_needs_no_alignment():
    assert Alignment("a b", "a b")(Span(2, 3)) == Span(2, 3)
    assert Alignment("a b", "")(Span(2, 3)) is None


# Records


def test_records_are_found_by_page_address_or_words():
    text = TEXTS["harbour"]
    record = perfect()
    assert Records([record]).of(text) == record
    rows = replace(record, document=replace(record.document, path="all.jsonl"))
    other = replace(rows, text="Nothing of this kind happened in the town.", id="o")
    assert Records([other, rows]).of(text) == rows
    addressed = replace(other, url=text.url)
    assert Records([addressed, rows]).of(text) == addressed
    assert Records([other]).of(text) is None
    assert Records([]).of(text) is None


# Statistics


def test_statistics_count_by_outlet_and_type():
    velmar, everything = by_outlet(annotations())
    assert (velmar.name, velmar.documents, velmar.tellings, velmar.required) == ("Velmar Post", 2, 7, 4)
    words = len(HARBOUR.split()) + len(TEXTS["weather"].text.split())
    assert velmar.words == words
    assert velmar.per_thousand == pytest.approx(7000 / words)
    assert velmar.required_per_thousand == pytest.approx(4000 / words)
    assert (everything.name, everything.tellings) == ("all", 7)
    assert by_outlet([])[0].per_thousand == 0.0
    counted = shares(annotations())
    assert counted["type"] == {"ACCUSE": 1, "ASSAULT": 3, "REJECT": 2, "CONSULT": 1}
    assert counted["mode"]["ASSAULT heavy-weapons"] == 1
    assert counted["repeats"] == {"first telling": 5, "repeats": 2}
    assert counted["stance"] == {"asserts": 2, "denies": 1}


# Agreement


def agreed(second, first=None):
    tally = Tally()
    agree(tally, first or harbour(), second, HARBOUR, ONTOLOGY)
    return {name: round(tally.rows[name].f1, 3) for name in AGREED}


def changed(key, **given):
    row = harbour()
    return replace(row, events=tuple(replace(e, **given) if e.id == key else e for e in row.events))


def test_a_reader_agrees_with_herself():
    assert set(agreed(harbour()).values()) == {1.0}


def test_readers_differ_in_the_rows_in_which_they_differ():
    whole = dict.fromkeys(AGREED, 1.0)
    # 8 required rows of both sides together, 14 rows in all
    assert agreed(changed("e1", recipients=())) == {**whole, "event+who": 0.75}
    assert agreed(changed("e1", factuality=("future",))) == {**whole, "event+factuality": 0.75}
    assert agreed(changed("e1", required=False)) == whole
    without = replace(harbour(), events=harbour().events[1:])
    lost = round(6 / 7, 3)
    assert agreed(without) == {
        **whole, "event, all rows": round(12 / 13, 3), "event": lost, "event+factuality": lost, "event+who": lost,
    }  # fmt: skip
    chain = replace(harbour().statements[0], chain=())
    row = replace(harbour(), statements=(chain, *harbour().statements[1:]))
    assert agreed(row) == {**whole, "statement+chain": round(2 / 3, 3)}
    assert agreed(replace(harbour(), statements=harbour().statements[1:]))["statement"] == 0.8


def test_agreement_does_not_ask_on_which_side_the_parties_of_a_meeting_stand():
    gold = changed("e6", required=True)
    turned = replace(
        gold,
        events=tuple(replace(e, actors=(), recipients=e.actors) if e.id == "e6" else e for e in gold.events),
    )
    assert agreed(turned, gold)["event+who"] == 1.0
