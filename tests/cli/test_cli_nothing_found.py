"""What an empty list says of the filters that found nothing."""

from dataclasses import replace

import pytest

from dateline.cli.main import main
from dateline.store.store import Store
from records import make_record


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("nothing") / "news.db"
    with Store(path, write=True) as store:
        record = make_record("a")
        people = [replace(a, id="name:ole-vik", name="Ole Vik", country="PER") for a in record.actors[3:4]]
        met = replace(record.events[0], actors=("name:ole-vik",), recipients=())
        store.add(replace(record, actors=(*record.actors, *people), events=(met, record.events[1])))
    return str(path)


SAYS = {
    ("events", "--actor", "Peru"): "Peru is a country: --actor PER asks for everybody of it (1 event), "
    "--country PER for what takes place there (0 events).",
    ("events", "--recipient", "peru"): "peru is a country: --recipient PER asks for everybody of it (0 events), ",
    ("statements", "--said-by", "Peru"): "Peru is a country: --said-by PER asks for everybody of it, ",
    ("events", "--actor", "CHL"): "The store has nobody of Chile (CHL).",
    ("events", "--actor", "Bordurria"): "Nobody in the store is called Bordurria; did you mean Borduria?",
    ("events", "--recipient", "Ole Vik"): "Ole Vik is in the store: as --actor of 1 event, as --recipient of 0 events.",
    ("events", "--country", "per"): "--country PER asks where an event takes place, and none is placed there; "
    "who is of that country: --actor PER (1 event), --recipient PER (0 events).",
    ("stories", "--actor", "Peru"): "Peru is a country",
    ("incidents", "--country", "PER"): "--country PER asks where an event takes place",
}


@pytest.mark.parametrize(("args", "says"), SAYS.items())
def test_an_empty_list_says_what_may_have_been_meant(args, says, capsys, db):
    assert main([*args, "--store", db]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith(f"No {args[0]} match.") and says in out


def test_a_filter_that_names_nobody_gives_no_hint(capsys, db):
    assert main(["events", "--store", db, "--since", "2040"]) == 0
    assert capsys.readouterr().out == "No events match.\n"
