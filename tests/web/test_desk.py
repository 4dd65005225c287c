"""The desk: what is kept, what is new, and actors merged and split by hand, which can be taken back."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.cli.main import main
from dateline.desk.entries import DeskFile, Entry, desk_of
from dateline.desk.who_is_who import kept
from dateline.spans import Span
from dateline.store.rows.typed_rows import DocumentRow, RunVersions
from dateline.store.store import Store
from dateline.web.app import COOKIE, make_app
from dateline.web.site import Site
from records import make_record

VERSIONS = RunVersions("1", "1", "f")


class Reader:
    """Somebody who has opened the address with the token."""

    def __init__(self, store: Path) -> None:
        self.site = Site(store, review=True)
        self.client = TestClient(make_app(self.site), base_url="http://127.0.0.1", follow_redirects=False)
        self.client.cookies.set(COOKIE, self.site.token)

    def take(self, kind: str, **form: str):
        return self.client.post("/desk/take", data={"token": self.site.token, "kind": kind, "reader": "Ann", **form})

    def get(self, address: str):
        return self.client.get(f"/api{address}").json()


@pytest.fixture
def reader(small_store: Path) -> Reader:
    return Reader(small_store)


def put_by_run(path: Path, *keys: str) -> None:
    with Store(path, write=True) as store:
        run = store.begin_run("2026-11-30T10:00:00Z", VERSIONS, "{}")
        for key in keys:
            store.put(DocumentRow(f"{key}.html", "done", digest=key), [make_record(key, path=f"{key}.html")])
            store.db.execute(
                "INSERT OR REPLACE INTO coded SELECT id, ? FROM documents WHERE name = ?", (run, f"{key}.html")
            )
        store.end_run(run, "2026-11-30T11:00:00Z", (1, 1, 2, 1, 0, 0))


def test_stars_and_notes_stay_with_their_act_when_pages_are_coded_again_and_go_into_a_sheet(
    reader, small_store
) -> None:
    assert (
        reader.take("mark", of="event", ref="k0-0-e1", star="1", note="=ask the ministry", back="/events").status_code
        == 303
    )
    reader.take("mark", of="story", ref="k1-0", star="", note="front page")
    assert "=ask the ministry" in reader.client.get("/events/k0-0-e1").text
    record = make_record("k0")
    with Store(small_store, write=True) as store:  # the act comes first now: its number is another act's
        met, bombed = record.events
        renamed = (replace(bombed, id="k0-0-e0"), replace(met, id="k0-0-e1"))
        store.add(replace(record, events=renamed))
    assert "=ask the ministry" in reader.client.get("/events/k0-0-e0").text
    assert "=ask the ministry" not in reader.client.get("/events/k0-0-e1").text
    marks = reader.get("/desk")["marks"]
    assert [(m["entry"]["says"]["of"], m["now"]) for m in marks] == [("story", "k1-0"), ("event", "k0-0-e0")]
    rows = list(csv.DictReader(io.StringIO(reader.client.get("/desk/marks.csv").content.decode("utf-8-sig"))))
    assert rows[1]["note"] == "'=ask the ministry" and rows[1]["who"] == "Ruritania; Somebody"
    assert reader.client.get("/desk/marks.xlsx").content.startswith(b"PK")
    reader.take("mark", of="story", ref="k1-0", star="", note="")
    assert len(reader.get("/desk")["marks"]) == 1
    with Store(small_store, write=True) as store:
        store.add(replace(record, events=(record.events[0],)))
    assert reader.get("/desk")["marks"][0]["now"] is None
    assert "no longer coded like this" in reader.client.get("/desk").text


def test_watch_list_and_searches_tell_what_is_new_since_they_were_seen(tmp_path) -> None:
    path = tmp_path / "n.db"
    put_by_run(path, "k0", "k1")
    reader = Reader(path)
    reader.take("watch", what="actor", value="Ruritania")
    reader.take("watch", what="type", value="consult")
    reader.take("search", name="Bombs", address="/events?type=ASSAULT&search=minister")

    def new() -> list[int]:
        desk = reader.get("/desk")
        return [w["new"] for w in desk["watched"]] + [s["new"] for s in desk["searches"]]

    assert new() == [4, 2, 2]
    desk = reader.get("/desk")
    for thing in (*desk["watched"], *desk["searches"]):
        reader.take("seen", entry=thing["entry"]["id"])
    assert new() == [0, 0, 0]
    put_by_run(path, "k2")
    assert new() == [2, 1, 1]
    fresh = reader.get("/desk")["searches"][0]["new_link"]
    assert reader.get(fresh)["total"] == 1
    reader.take("undo", entry=desk["watched"][0]["entry"]["id"])
    assert [w["entry"]["says"]["value"] for w in reader.get("/desk")["watched"]] == ["CONSULT"]


def test_what_a_run_codes_after_it_was_looked_at_stays_new_until_the_run_has_ended(tmp_path) -> None:
    path = tmp_path / "n.db"
    put_by_run(path, "k0")
    reader = Reader(path)
    reader.take("watch", what="actor", value="rur")
    entry = reader.get("/desk")["watched"][0]["entry"]["id"]
    with Store(path, write=True) as store:
        run = store.begin_run("2026-11-30T12:00:00Z", VERSIONS, "{}")
        reader.take("seen", entry=entry)
        store.put(DocumentRow("k1.html", "done", digest="k1"), [make_record("k1", path="k1.html")])
        desk = reader.get("/desk")
        assert (desk["watched"][0]["new"], desk["goes_on"]) == (2, True)
        assert "The newest run hasn't ended" in reader.client.get("/desk").text
        store.end_run(run, "2026-11-30T13:00:00Z", (1, 1, 2, 1, 0, 0))
    assert reader.get("/desk")["watched"][0]["new"] == 2
    reader.take("seen", entry=entry)
    desk = reader.get("/desk")
    assert (desk["watched"][0]["new"], desk["goes_on"]) == (0, False)


@pytest.mark.parametrize(
    ("kind", "form", "says"),
    [
        ("nothing", {}, "no kind"), ("search", {"name": "x", "address": "https://evil.org/"}, "be kept as a search"),
        ("search", {"name": "", "address": "/events"}, "needs a name"), ("seen", {"entry": "x"}, "no such search"),
        ("watch", {"what": "actor", "value": "Nobody"}, "Nobody is called"), ("undo", {"entry": "x"}, "take back"),
        ("watch", {"what": "type", "value": "ASALT"}, "did you mean ASSAULT"),
        ("mark", {"of": "event", "ref": "zz", "note": "x"}, "no event"),
        ("mark", {"of": "story", "ref": "k0-0", "note": "x" * 3000}, "At most 2,000"),
        ("merge", {"keep": "rur", "other": "rur"}, "are one already"),
        ("merge", {"keep": "rur", "other": "RUR"}, "several"),
        ("person", {"name": "A", "country": "XX"}, "--country XX"),
        ("person", {"name": "A", "post": "Mayor"}, "FROM..UNTIL ROLE"),
        ("person", {"name": "A", "post": "2020.. Mayor; 2021-13.. Envoy"}, "2021-13.. Envoy"),
        ("search", {"name": "x", "address": "//["}, "be kept as a search"),
        ("watch", {"what": "planet", "value": "x"}, "no what"), ("mark", {"of": "page", "ref": "x"}, "no of"),
        ("split", {"actor": "rur", "spelling": "Elbonia", "name": "B"}, "No story calls Ruritania"),
        ("split", {"actor": "rur", "spelling": "Ruritania", "name": "B", "country": "zz"}, "--country ZZ"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_and_not_kept(reader, small_store, kind, form, says) -> None:
    answer = reader.take(kind, **form)
    assert answer.status_code == 400 and says in answer.text
    assert not DeskFile.beside(small_store).path.exists()


def test_only_who_holds_the_token_keeps_things_and_goes_back_within_the_site(reader, small_store) -> None:
    form = {"kind": "watch", "what": "actor", "value": "rur"}
    strange = TestClient(make_app(reader.site), base_url="http://127.0.0.1", follow_redirects=False)
    assert strange.post("/desk/take", data=form).status_code == 403
    assert strange.post("/desk/take", data=form | {"token": reader.site.token}).status_code == 403
    given = form | {"token": reader.site.token}
    for origin in ("http://evil.example", "null", "http://[", "http://127.0.0.1.evil.example"):
        assert reader.client.post("/desk/take", data=given, headers={"origin": origin}).status_code == 403
    assert TestClient(make_app(Site(small_store)), base_url="http://127.0.0.1").get("/desk").status_code == 404
    for back in ("//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nset-cookie: x"):
        assert reader.take("mark", of="actor", ref="rur", star="1", back=back).headers["location"] == "/desk"
    assert (
        reader.take("mark", of="actor", ref="rur", star="1", back="/actors/rur?x=1").headers["location"]
        == "/actors/rur?x=1"
    )
    assert 'action="/desk/take"' not in strange.get("/actors/rur").text


def test_merged_actors_are_one_everywhere_until_it_is_taken_back(reader) -> None:
    before = reader.get("/actors/rur")["actor"]
    assert reader.take("merge", keep="rur", other="bor").status_code == 303
    actor = reader.get("/actors/rur")
    # Six events have both, on two sides; each counts once on its side.
    assert (actor["actor"]["as_actor"], actor["actor"]["as_recipient"], actor["actor"]["stories"]) == (6, 6, 3)
    assert [n["text"] for n in actor["names"]] == ["Borduria", "Ruritania"]
    assert reader.get("/actors/bor")["actor"]["id"] == "rur"
    assert {a["id"] for a in reader.get("/actors")["actors"]} & {"rur", "bor"} == {"rur"}
    assert reader.get("/events?recipient=Ruritania")["total"] == 6 == reader.get("/events?recipient=Borduria")["total"]
    # An id that was written down before means who it is now: in saved searches, in links of files and records.
    for who in ("bor", "id:bor"):
        assert (
            reader.get(f"/events?recipient={who}")["total"] == 6
            and reader.client.get(f"/events.csv?actor={who}").text.count("\n") == 7
        )
    event = reader.get("/events?type=CONSULT")["events"][0]
    assert [a["name"] for a in (*event["actors"], *event["recipients"])] == ["Ruritania", "Ruritania"]
    assert not any(t["actor"]["id"] in {"rur", "bor"} for t in actor["ties"])
    reader.take("undo", entry=actor["merged"][0]["id"])
    assert reader.get("/actors/rur")["actor"] == before and reader.get("/actors/bor")["actor"]["id"] == "bor"
    assert "taken back" in reader.client.get("/desk").text


def write_down(reader: Reader, kind: str, **says: str) -> None:
    """What an older page, another store's desk or somebody's hand left in the file."""
    reader.site.desk.add(Entry(f"e-{kind}-{len(says)}", "2026-01-01T00:00:00+00:00", "", kind, says))


def test_where_the_one_that_was_kept_is_gone_the_others_stay_one_and_are_found(reader) -> None:
    write_down(reader, "merge", keep="gone", keep_name="Gone", other="rur", other_name="Ruritania")
    write_down(reader, "merge", keep="gone", keep_name="Gone", other="bor", other_name="Borduria", note="")
    for asked in ("rur", "bor", "gone"):
        found = reader.get(f"/actors/{asked}")
        assert (found["actor"]["id"], found["actor"]["stories"], len(found["merged"])) == ("rur", 3, 2)
    assert {a["id"] for a in reader.get("/actors")["actors"]} & {"rur", "bor"} == {"rur"}
    assert reader.get("/events?recipient=Borduria")["total"] == 6


def test_a_statement_whose_chain_has_both_counts_once(reader) -> None:
    reader.take("merge", keep="agency", other="k0-0-a1")
    assert reader.get("/actors/agency")["actor"]["statements"] == 3
    with reader.site.store() as store:
        assert len(list(store.statements(said_by="k0-0-a1"))) == 3


def test_what_is_gone_costs_the_desk_nothing_else(reader) -> None:
    write_down(reader, "watch", what="type", value="NO_LONGER", name="NO_LONGER")
    write_down(reader, "mark", of="story", ref="gone", star="1", note="")
    write_down(reader, "mark", of="actor", ref="gone", star="1", note="", who="Gone")
    write_down(reader, "mark", of="incident", ref="gone", star="1", note="", day="", outlet="")
    reader.take("mark", of="story", ref="k0-0", star="1", note="")
    reader.take("watch", what="actor", value="rur")
    desk = reader.get("/desk")
    assert [bool(w["fault"]) for w in desk["watched"]] == [True, False] and desk["watched"][1]["new"] == 6
    assert [m["now"] for m in desk["marks"]] == ["k0-0", None, None, None]
    page = reader.client.get("/desk").text
    assert "not among the event types" in page and page.count("no longer here") == 3


def test_a_later_mark_replaces_one_whose_words_began_elsewhere_before_the_pages_were_coded_again(reader) -> None:
    event = make_record("k0").events[1].trigger
    place = {"of": "event", "ref": "old", "story": "k0-0", "event_type": "ASSAULT"}
    write_down(reader, "mark", **place, start=str(event.start - 4), end=str(event.end), star="1", note="before")
    assert "before" in reader.client.get("/events/k0-0-e1").text
    reader.take("mark", of="event", ref="k0-0-e1", star="", note="")
    assert reader.get("/desk")["marks"] == [] and "before" not in reader.client.get("/events/k0-0-e1").text


def test_an_actor_that_is_split_leaves_the_stories_that_use_a_name(tmp_path) -> None:
    path = tmp_path / "s.db"
    with Store(path, write=True) as store:
        store.add(make_record("k0"))
        other = make_record("k1")
        at = other.text.index("Agency")
        people = [replace(a, mentions=(Span(at, at + 6),)) if a.id == "rur" else a for a in other.actors]
        store.add(replace(other, actors=tuple(people)))
    reader = Reader(path)
    assert reader.take("split", actor="rur", spelling="Agency", name="The Agency", country="BOR").status_code == 303
    split = reader.get("/actors/rur")["splits"][0]
    apart = reader.get(f"/actors/{split['ref']}")
    assert (apart["actor"]["name"], apart["actor"]["as_actor"], apart["actor"]["stories"]) == ("The Agency", 2, 1)
    assert reader.get("/actors/rur")["actor"]["as_actor"] == 2
    assert {e["story"] for e in reader.get("/events?actor=The+Agency")["events"]} == {"k1-0"}
    assert {e["story"] for e in reader.get("/events?actor=id:rur")["events"]} == {"k0-0"}


def test_a_split_knows_the_letters_of_all_languages_and_is_no_actor_to_merge_or_split_again(tmp_path) -> None:
    path = tmp_path / "s.db"
    record = make_record("k0")
    text = record.text.replace("Agency", "Élysée")
    at = text.index("Élysée")
    people = [replace(a, mentions=(Span(at, at + 6),)) if a.id == "rur" else a for a in record.actors]
    with Store(path, write=True) as store:
        store.add(replace(record, text=text, actors=tuple(people)))
    reader = Reader(path)
    given = {"actor": "rur", "spelling": "élysée", "name": "Älteste"}
    assert reader.take("split", **given).status_code == 303
    ref = reader.get("/actors/rur")["splits"][0]["ref"]
    assert reader.get(f"/actors/{ref}")["actor"]["as_actor"] == 2
    assert reader.get("/events?actor=älteste")["total"] == 2
    for kind, form, says in (
        ("split", given, "is split off already"), ("merge", {"keep": "bor", "other": f"id:{ref}"}, "take that back"),
        ("split", {**given, "actor": f"id:{ref}"}, "take that back"),
    ):  # fmt: skip
        answer = reader.take(kind, **form)
        assert answer.status_code == 400 and says in answer.text
    write_down(reader, "split", **given, actor_name="Ruritania")  # another tab did the same at once
    assert [a["id"] for a in reader.get("/actors")["actors"]].count(ref) == 1
    assert reader.get(f"/actors/{ref}")["actor"]["as_actor"] == 2
    reader.take("watch", what="actor", value=f"id:{ref}")
    while splits := reader.get("/actors/rur")["splits"]:
        reader.take("undo", entry=splits[0]["entry"]["id"])
    assert reader.get("/actors/rur")["actor"]["as_actor"] == 2
    assert [w["entry"]["says"]["value"] for w in reader.get("/desk")["watched"]] == [ref]


def test_who_is_who_by_hand_is_written_as_knowledge_with_what_can_not_be_told_there(tmp_path, capsys) -> None:
    path = tmp_path / "w.db"
    record = make_record("k0")
    people = {"rur": ("name:anna-berg", "Anna Berg", "person"), "bor": ("name:ana-bergh", "Ana Bergh", "person"),
              "agency": ("name:salt-guild", "Salt Guild", "ngo")}  # fmt: skip
    actors = []
    for a in record.actors:
        ref, name, kind = people.get(a.id, (a.id, a.name, a.kind))
        actors.append(replace(a, id=ref, name=name, kind=kind, country="NOR" if kind == "person" else a.country))
    record = json.loads(json.dumps(replace(record, actors=tuple(actors)).to_dict()))
    text = json.dumps(record)
    for old, (new, _, _) in people.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    from dateline.record import StoryRecord

    with Store(path, write=True) as store:
        store.add(StoryRecord.from_dict(json.loads(text)))
    reader = Reader(path)
    reader.take("merge", keep="name:anna-berg", other="name:ana-bergh")
    reader.take("merge", keep="name:salt-guild", other="k0-0-a1")
    reader.take("person", name="Ole Vik", country="nor", post="2022.. Mayor")
    mine = tmp_path / "mine"
    for _ in range(2):
        assert main(["desk", "--store", str(path), "--knowledge", str(mine)]) == 0
    rows = list(csv.reader((mine / "actors" / "persons_hand.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[1:] == [["", "Anna Berg", "Ana Bergh", "NOR", "", ""], ["", "Ole Vik", "", "NOR", "2022.. Mayor", ""]]
    assert "'Minister' is a description" in capsys.readouterr().err
    assert not (mine / "actors" / "organisations.csv").exists()
    assert main(["desk", "--store", str(path)]) == 0
    assert "Ana Bergh is Anna Berg" in capsys.readouterr().out
    from dateline.knowledge.files import SHIPPED, Layers
    from dateline.knowledge.world import register

    known = register.load(Layers((SHIPPED, mine)))
    [one] = known.persons.find("Ana Bergh", None, "NOR")
    assert one.name == "Anna Berg"


def test_merges_by_way_of_others_end_at_one_and_circles_are_cut() -> None:
    def merge(n: int, keep: str, other: str) -> Entry:
        return Entry(str(n), "t", "", "merge", {"keep": keep, "keep_name": keep, "other": other, "other_name": other})

    given = [merge(1, "a", "b"), merge(2, "c", "a"), merge(3, "b", "c"), merge(4, "x", "y")]
    assert kept(desk_of(given)) == {"a": "c", "b": "c", "y": "x"}
    assert kept(desk_of([*given, Entry("5", "t", "", "undo", {"entry": "2"})])) == {"b": "a", "c": "a", "y": "x"}


def test_knowledge_calls_merged_actors_as_the_one_that_is_kept_in_the_end() -> None:
    from dateline.desk.export import knowledge_of
    from dateline.knowledge.files import SHIPPED, Layers
    from dateline.knowledge.world import register

    def merge(n: int, keep: str, other: str, country: str) -> Entry:
        says = {"keep": f"name:{keep}", "keep_name": keep, "other": f"name:{other}", "other_name": other}
        return Entry(str(n), "t", "", "merge", {**says, "kind": "person", "country": country})

    given = [merge(1, "Ana Bergh", "A. Bergh", "BOR"), merge(2, "Anna Berg", "Ana Bergh", "NOR")]
    made = knowledge_of(desk_of(given), register.load(Layers((SHIPPED,))))
    assert made.persons == (("", "Anna Berg", "Ana Bergh|A. Bergh", "NOR", "", ""),) and not made.left


@pytest.mark.parametrize(
    "content", [b"id,name,hobby\n,Ole Vik,chess\n", b"id,name\n,Ole Vik,chess\n", b"id,name\n,Ole V\xefk\n"]
)
def test_a_table_of_knowledge_that_would_lose_something_stays_as_it_is(reader, tmp_path, capsys, content) -> None:
    reader.take("person", name="Ida Moe", country="NOR")
    table = tmp_path / "mine" / "actors" / "persons_hand.csv"
    table.parent.mkdir(parents=True)
    table.write_bytes(content)
    assert main(["desk", "--store", str(reader.site.path), "--knowledge", str(tmp_path / "mine")]) == 2
    assert str(table) in capsys.readouterr().err and table.read_bytes() == content


def test_a_line_that_finds_no_room_is_not_begun(tmp_path) -> None:
    path = tmp_path / "n.desk.jsonl"
    code = """
import resource, signal, sys
from pathlib import Path
from dateline.desk.appended import Appended
from dateline.errors import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file = Appended(Path(sys.argv[1]))
file.append({"a": "b"})
resource.setrlimit(resource.RLIMIT_FSIZE, (file.path.stat().st_size + 5, resource.RLIM_INFINITY))
try:
    file.append({"long": "x" * 50})
except StoreError as error:
    print(error)
"""
    out = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert "can't be written" in out.stdout and path.read_bytes() == b'{"a": "b"}\n'


@pytest.mark.parametrize(
    "line",
    [
        b"{", b"[]", b'{"id": "1"}', b'{"id":"1","time":"t","reader":"","kind":"watch","says":{"what":"actor"}}',
        b'{"id":"1","time":"t","reader":"","kind":"seen","says":{"entry":"x","run":"-1"}}', b"[" * 100_000,
        b'{"id":"1","time":"t","reader":"","kind":"mark","says":{"of":"event","ref":"x","star":"","note":"n"}}',
        b'{"id":"1","time":"t","reader":7,"kind":"undo","says":{"entry":"x"}}',
        b'{"id":"1","time":"t","reader":"","kind":"mark","says":{"of":"page","ref":"x","star":"1","note":""}}',
        b'{"id":"1","time":"t","reader":"","kind":"watch","says":{"what":"sea","value":"x","name":"x"}}',
        b'{"id":"1","time":"t","reader":"","kind":"search","says":{"name":"x","address":"javascript:alert(1)"}}',
        b'{"id":"1","time":"t","reader":"","kind":"search","says":{"name":"x","address":"//["}}',
        b'{"id":"1","time":"t","reader":"","kind":"person","says":{"name":"half \\ud800"}}',
        b'{"id":"1","time":"t","reader":"","kind":"merge","says":{"keep":"\\udfff","keep_name":"","other":"rur","other_name":""}}',
        b'{"id":"1","time":"t","reader":"","kind":"merge","says":{"keep":"rur","keep_name":"","other":"rur","other_name":""}}',
    ],
    ids=lambda b: repr(b[-30:]),
)  # fmt: skip
def test_a_line_that_is_no_entry_costs_no_other(reader, line: bytes, capsys) -> None:
    reader.take("watch", what="actor", value="rur")
    with reader.site.desk.path.open("ab") as file:
        file.write(line)
    reader.take("watch", what="actor", value="bor")
    desk = reader.get("/desk")
    assert [w["entry"]["says"]["value"] for w in desk["watched"]] == ["rur", "bor"]
    assert [b["line"] for b in desk["broken"]] == [2]
    assert "line 2" in reader.client.get("/desk").text and reader.client.get("/actors/rur").status_code == 200
    assert main(["desk", "--store", str(reader.site.path)]) == 1
    assert f"{reader.site.desk.path}:2: " in capsys.readouterr().err


def test_doubtful_events_come_least_sure_first_without_gap_and_can_be_read_alone(reader) -> None:
    seen, address = [], "/doubtful?by=event&limit=2"
    while address:
        page = reader.get(address)
        seen += [(e["confidence"], e["id"]) for e in page["events"]]
        address = page["next"]
    assert len({ref for _, ref in seen}) == 6 and [sure for sure, _ in seen] == [0.75] * 3 + [0.9] * 3
    around = reader.get("/doubtful")["around"]["k0-0-e1"]  # a store without numbers for parties is shown by the other
    assert around["trigger"] == "bomb" and around["after"].endswith("He left.")
    assert around["before"].startswith("Agency quoted") and "met" not in around["before"]  # of another paragraph
    assert reader.get("/doubtful?by=parties")["events"] == []
    assert reader.client.get("/doubtful?by=luck").status_code == 400


def test_doubtful_events_are_sorted_by_their_parties_if_nothing_else_is_asked_for(tmp_path) -> None:
    path = tmp_path / "sure.db"
    with Store(path, write=True) as store:
        for key, parties in (("k0", (0.4, 0.9)), ("k1", (0.6, 0.2))):
            record = make_record(key)
            events = [replace(e, confidence_parties=p) for e, p in zip(record.events, parties, strict=True)]
            store.add(replace(record, events=tuple(events)))
    reader = Reader(path)
    first = reader.get("/doubtful?limit=3")
    assert [e["confidence_parties"] for e in first["events"]] == [0.2, 0.4, 0.6] and first["by"] == "parties"
    assert [e["confidence_parties"] for e in reader.get(first["next"])["events"]] == [0.9]
    other = reader.get(first["other"])
    assert other["by"] == "event" and [e["confidence"] for e in other["events"]] == [0.75, 0.75, 0.9, 0.9]
    assert reader.get(other["other"])["by"] == "parties"


def test_quality_tells_what_was_not_coded_and_whom_the_register_does_not_know(tmp_path) -> None:
    path = tmp_path / "q.db"
    with Store(path, write=True) as store:
        record = make_record("k0")
        unknown = replace(record.actors[3], id="name:ole-vik", name="Ole Vik")
        met = replace(record.events[0], actors=("name:ole-vik",), recipients=())
        store.add(replace(record, actors=(*record.actors, unknown), events=(met, record.events[1])))
        store.add(replace(make_record("k1", published=None), events=(), statements=()))
        store.add(replace(make_record("k2"), events=(), statements=(), not_coded="language: fr"))
        store.put(DocumentRow("bad.html", "failed", digest="x", reason="no story in it"))
    reader = Reader(path)
    found = reader.get("/quality")
    assert (found["failed"], found["not_coded"]) == ([["no story in it", 1]], [["language: fr", 1]])
    assert (found["empty"], found["undated"]) == ([["k1-0", "Ministers meet"]], 1)
    lacks = {says.split(":")[0]: n for says, n in found["wanting"]}
    assert lacks["no recipient"] == 1 == lacks["no date of its own"] and lacks["no actor"] == 0
    assert [(u["id"], u["total"]) for u in found["unknown"]] == [("name:ole-vik", 1)]
    assert "add to the register" in reader.client.get("/quality").text
    reader.take("person", name="Ole Vik", country="NOR", actor="name:ole-vik", back="/quality")
    assert reader.get("/quality")["added"] == ["name:ole-vik"]
    assert "Ole Vik,,NOR" in reader.client.get("/desk/persons_hand.csv").text


def test_claims_begin_with_what_is_disputed_and_can_be_searched_for_words(reader) -> None:
    page = reader.get("/claims")
    assert page["asked"] is False and {a["event_type"] for a in page["acts"]} == {"ASSAULT"}
    found = reader.get("/claims?search=bomb")
    assert found["total"] == 6 and reader.get("/claims?search=trawler")["total"] == 0
    text = reader.client.get("/claims?type=ASSAULT").text
    assert "Agency quoted the Minister as saying" in " ".join(text.split())  # what stands before the clause
