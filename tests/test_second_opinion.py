"""A second coder behind a local fake endpoint: its answers stand beside events as somebody else's, and change none."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.cli.main import main
from dateline.errors import InputError, UsageError
from dateline.knowledge import ontology
from dateline.knowledge.files import SHIPPED, Layers
from dateline.second.endpoint import Endpoint, NoAnswerError
from dateline.second.question import answer_of, passage
from dateline.sinks.registry import open_sink
from dateline.spans import Span
from dateline.store.care.verify import verify
from dateline.store.store import Store
from records import make_record

TYPES = ontology.load(Layers((SHIPPED,)))
ANSWERS = {
    "[[met]]": '```json\n{"type": "CONSULT", "factuality": "asserted"}\n```',
    "[[bomb]]": 'Sure! {"type": "COERCE", "factuality": "asserted", "note": "\\u001b[31mred"}',
}


class Fake(BaseHTTPRequestHandler):
    """Answers by the words that are marked."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, body, dict(self.headers)))
        words = body["messages"][1]["content"]
        said = next((text for mark, text in self.server.answers.items() if mark in words), "I had rather not say.")
        self.send_response(self.server.status)
        if self.server.status == 307:
            self.send_header("Location", "http://192.0.2.1/v1/chat/completions")
        self.end_headers()
        self.wfile.write(json.dumps({"choices": [{"message": {"content": said}}]}).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def fake():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Fake)
    server.asked, server.answers, server.status = [], dict(ANSWERS), 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def store(tmp_path):
    sink = open_sink("store", tmp_path / "n.db")
    sink.write(make_record("one"))
    sink.close()
    return str(tmp_path / "n.db")


def ask(store, fake, *more):
    return main(["second-opinion", "--model", "tiny 1", "--url", fake.url, "--store", store, *more])


def without(record):
    return replace(record, events=tuple(replace(e, decisions=()) for e in record.events))


def test_answers_stand_beside_events_as_another_coders_and_change_nothing(store, fake, capsys):
    with Store(store) as opened:
        before = opened.record("one-0")
    assert ask(store, fake) == 0
    assert "2 events asked about: 1 the same type and factuality, 1 other" in capsys.readouterr().out
    with Store(store) as opened:
        after = opened.record("one-0")
        assert list(verify(opened)) == []
        rows = opened.db.execute("SELECT owner, note FROM decisions WHERE field = 'second_opinion'").fetchall()
    assert without(after) == without(before)
    added = [
        [d for d in e.decisions if d not in old.decisions] for e, old in zip(after.events, before.events, strict=True)
    ]
    assert [(d.field, d.rule, d.note) for (d,) in added] == [
        ("second_opinion", "second-opinion.tiny-1",
         "another coder's opinion, not Dateline's: CONSULT, asserted (the same)"),
        ("second_opinion", "second-opinion.tiny-1",
         "another coder's opinion, not Dateline's: COERCE, asserted (another type)"),
    ]  # fmt: skip
    assert {row["owner"] for row in rows} == {"one-0-e0", "one-0-e1"}
    assert main(["explain", "one-0-e1", "--store", store]) == 0
    assert "not Dateline's: COERCE" in capsys.readouterr().out.replace("\n", " ")


def test_it_is_asked_once_about_passages_alone_and_not_told_what_was_coded(store, fake, monkeypatch):
    monkeypatch.setenv("TESTS_KEY", "abc")
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:9")
    assert ask(store, fake, "--type", "ASSAULT", "--key-env", "TESTS_KEY") == 0
    ((path, body, headers),) = fake.asked
    assert (path, body["temperature"], headers["Authorization"]) == ("/v1/chat/completions", 0, "Bearer abc")
    system, user = (message["content"] for message in body["messages"])
    assert "ASSAULT" in system and "ASSAULT" not in user and "negated" not in user and "[[bomb]]" in user
    assert ask(store, fake) == 0 and len(fake.asked) == 2
    fake.answers["[[bomb]]"] = '{"type": "NONE"}'
    assert ask(store, fake, "--again") == 0 and len(fake.asked) == 4
    with Store(store) as opened:
        notes = [d.note for d in opened.record("one-0").events[1].decisions if d.field == "second_opinion"]
    assert notes == ["another coder's opinion, not Dateline's: no event here"]


def test_answers_that_were_not_offered_are_none(store, fake, capsys):
    fake.answers = {"[[met]]": '{"type": "INVADE", "factuality": "asserted"}'}
    assert ask(store, fake) == 1
    shown = capsys.readouterr()
    assert "2 answers that can't be read" in shown.out and "one-0-e0: no answer among those" in shown.err
    for text in ('{"type": "ASSAULT"}', '{"type": ["ASSAULT"], "factuality": "asserted"}', "[1]", "{", ""):
        with pytest.raises(NoAnswerError):
            answer_of(text, TYPES)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://192.0.2.1/v1", "192.0.2.1 is another machine"),
        ("http://10.1.2.3:8080/v1", "10.1.2.3 is another machine"),
        ("file:///etc/passwd", "an address as http://127.0.0.1:8080/v1 is wanted"),
        ("http://127.0.0.1:99999/v1", "--url http://127.0.0.1:99999/v1"),
    ],
)
def test_other_machines_are_not_asked_unless_they_are_allowed(url, said):
    with pytest.raises(UsageError, match=said.replace(".", r"\.")):
        Endpoint(url, "m").check()
    with pytest.raises(UsageError, match="a key is not sent"):
        Endpoint("http://192.0.2.1/v1", "m", remote=True, key="k").check()
    Endpoint("https://192.0.2.1/v1", "m", remote=True, key="k").check()


def test_an_endpoint_that_fails_or_redirects_is_named(store, fake, capsys):
    for status in (500, 307):
        fake.status = status
        assert ask(store, fake) == 1
        assert f"{fake.url}: answers {status}" in capsys.readouterr().err
    assert len(fake.asked) == 2
    with pytest.raises(InputError, match="can't be asked"):
        Endpoint("http://127.0.0.1:9/v1", "m").ask([])


def test_a_passage_is_cut_between_words_and_marks_the_very_words():
    text = "word " * 400 + "fired" + " word" * 400
    at = text.index("fired")
    said = passage(text, Span(at, at + 5))
    assert "[[fired]]" in said and set(said.replace("[[fired]]", "").split()) == {"word"} and len(said) < 1300
    assert passage("They fired.", Span(5, 10)) == "They [[fired]]."
