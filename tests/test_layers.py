"""Arrows only point right: between packages, between the rooms inside them, and never in a circle."""

import ast
from pathlib import Path

import pytest

import dateline
from dateline.language.labels import Dep, Tag

HOUSE = Path(dateline.__file__).parent
# In the order of the flow; a package may import those before it.
BASE = {"spans", "errors", "record", "settings", "plugins"}
ORDER = ["knowledge", "pages", "language", "mentions", "attribution", "coding", "linking"]
OUTSIDE = {"sqlite3", "socket", "urllib", "http", "requests", "starlette", "uvicorn", "typer", "rich"}
# The gazetteer is a read-only SQLite file, opened by the knowledge that it is.
READ_ONLY = {"knowledge/world/towns.py": {"sqlite3"}}
# The rooms inside a package, each a file or a folder, in the order of the flow; a room may import those before it.
ROOMS = {
    "knowledge": [
        "files", "compiled", "kinds", "ontology", "frames", "world", "lexicon", "page_words", "checks", "load",
        "check", "locate",
    ],
    "knowledge/kinds": [
        "base", "words", "reporting", "factuality", "frames", "events", "dates", "places", "actors", "pages", "files",
        "made",
    ],
    "knowledge/kinds/base": ["values", "codes", "entry", "table"],
    "knowledge/kinds/made": ["schema", "markdown"],
    "knowledge/world": [
        "spelling", "month_names", "other_calendars", "states", "actor_checks", "offices", "persons", "register",
        "towns", "gazetteer", "crosswalks", "acled",
    ],
    "knowledge/lexicon": [
        "words", "reporting", "factuality", "cues", "counting", "date_patterns", "expressions", "linking",
    ],
    "knowledge/checks": ["shapes", "required", "crosschecks", "conflicts"],
    "pages": [
        "charset", "foreign_dates", "published", "source_and_story", "blocks", "page_dates", "detect", "language",
        "layout", "readers", "story", "read",
    ],
    "pages/layout": ["lines", "split", "header", "release_head", "furniture"],
    "pages/readers": ["linked_data", "metadata", "tree", "main_text", "text", "html", "mhtml", "feed", "jsonl"],
    "language": [
        "labels", "glosses", "language", "universal", "english", "shipped", "tokens", "grammar", "match", "parser",
        "parse", "truecase",
    ],
    "language/parser": ["word_forms", "model_files", "pipeline", "stand_ins", "joined_clauses"],
    "language/english": ["capitals", "function_words", "parsing"],
    "language/grammar": [
        "verb_forms", "voice", "polarity", "modality", "tense", "quotations", "speaking_subject", "clauses",
    ],
    "mentions": ["mentioned", "names", "phrases", "clusters", "actors", "members", "places", "dates", "find_mentions"],
    "mentions/names": ["title_spans", "name_runs", "name_spans"],
    "mentions/phrases": ["phrase", "name_prefixes", "find_phrases"],
    "mentions/clusters": ["story_nations", "called", "kinds", "cluster", "state", "told_offices"],
    "mentions/actors": [
        "held_roles", "belonging", "governments", "appositions", "body_names", "speakers", "person_names",
        "named_phrases", "descriptions", "pronouns", "coreference", "identity",
    ],
    "mentions/members": [
        "coordinations", "issued_texts", "offices", "plural_references", "find_members", "group_actors",
    ],
    "mentions/places": ["toponyms", "people_names", "toponym_evidence", "toponym_senses", "find_places"],
    "mentions/dates": [
        "when_said", "calendar", "day_order", "dated_words", "month_names", "stretches", "normalise",
        "find_dates",
    ],
    "mentions/dates/normalise": [
        "values", "durations", "relative_dates", "calendar_dates", "numeric_dates", "eras", "named_days",
        "anchored_dates",
    ],
    "attribution": [
        "statements", "view", "sources", "parts", "content", "cues", "uncued", "chains", "bounds", "stance",
        "find_statements",
    ],
    "attribution/sources": ["source_phrases", "verb_sources"],
    "attribution/parts": ["cue", "pieces", "said"],
    "attribution/content": ["tags", "inserted", "clauses", "answered", "verb_content", "quoted_content"],
    "attribution/cues": ["find_cues", "sayers", "from_verbs", "from_nouns", "from_phrases"],
    "attribution/uncued": ["block_quotes", "headings", "continued_quotes"],
    "coding": [
        "events", "frames", "factuality", "setting", "standing", "scene", "duplicates", "build", "opinion", "reader",
        "revision", "find_events",
    ],
    "coding/frames": [
        "parties", "slots", "candidates", "contexts", "speakers", "frame_confidence", "settled_sides", "whole_sides",
    ],
    "coding/factuality": ["status", "conditions", "local_status", "fiction", "event_factuality"],
    "coding/setting": ["occasion", "unlisted_places", "event_date", "event_place", "when_said", "counting"],
    "coding/setting/counting": ["numbers", "counts"],
    "coding/revision": ["denials", "relief", "retold"],
    "coding/opinion": ["learned_opinion", "folding"],
    "coding/reader": [
        "places_in_grammar", "combination", "sides", "windows", "reading", "proposals", "party_question", "model",
        "parties", "features", "combine", "findings",
    ],
    "linking": ["copies", "texts", "stories", "incidents", "positions", "numbers", "summary", "read"],
    "linking/copies": ["shingles", "overlap", "families", "credit"],
    "linking/incidents": ["contradictions", "tellings", "scenes", "compare", "cluster", "acts", "identity"],
    "linking/positions": ["origins", "positions", "gathered"],
    "linking/numbers": ["figures"],
    "store": [
        "database", "rows", "search", "tables", "filters", "writing", "opening", "postgres", "query", "links", "store",
        "care",
    ],
    "store/rows": ["readable_days", "typed_rows"],
    "store/search": ["spellings", "full_text"],
    "store/tables": ["linking_tables", "schema"],
    "store/filters": ["filter_values", "declared_filters", "filter_names", "conditions"],
    "store/writing": ["running_sums", "write_stories", "put_opinions"],
    "store/opening": ["address", "held_files", "upgrade", "open_sqlite"],
    "store/postgres": [
        "translate", "own_tables", "connection", "searched_words", "open_postgres", "kept_lines",
    ],
    "store/query": ["kept_events", "find_story", "queries", "summaries", "nothing_found", "voices", "words_around"],
    "store/links": ["verdicts", "incident_rows", "edges", "panel", "incidents", "shelf", "settle"],
    "store/care": ["reasons", "totals", "status", "verify", "backup", "dump", "quality"],
    "sinks": ["sink", "output_files", "formats", "stored", "resume", "registry"],
    "sinks/formats": [
        "text_cells", "jsonl_sink", "csv_sink", "parquet_sink", "dta_sink", "xlsx_sink", "plain_table",
    ],
    "sinks/stored": ["store_sink", "layout_rows"],
    "sinks/resume": ["ledger", "rewrite", "resumed", "parts"],
    "corpus": [
        "annotation", "texts", "jsonl", "lines", "names", "align", "parties", "check", "join", "stats", "scoring",
    ],
    "corpus/lines": ["sentences", "draft", "read"],
    "corpus/scoring": ["tally", "story", "statements", "identities", "events", "score", "records", "agree"],
}  # fmt: skip
MOST_SIBLINGS = 12


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            # "from package import module" imports the module; a name that is no module is passed over below
            found |= {f"{node.module}.{a.name}" for a in node.names} if node.module.startswith("dateline") else set()
    return found


def siblings(folder: Path) -> list[str]:
    return sorted(p.stem for p in folder.iterdir() if p.suffix == ".py" or any(p.glob("*.py")))


def name_of(path: Path) -> str:
    """The module's name below ``dateline``: "mentions.names.name_runs"."""
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(p): p for p in sorted(HOUSE.rglob("*.py")) if "static" not in p.parts}
ARROWS = {n: {m.removeprefix("dateline.") for m in imported(p)} & set(MODULES) - {n} for n, p in MODULES.items()}
STAGES = sorted(p for package in ORDER for p in (HOUSE / package).rglob("*.py"))


@pytest.mark.parametrize("path", STAGES, ids=lambda p: p.relative_to(HOUSE).as_posix())
def test_stage_imports_nothing_to_its_right(path: Path) -> None:
    name = path.relative_to(HOUSE).as_posix()
    package = name.split("/")[0]
    allowed = BASE | set(ORDER[: ORDER.index(package) + 1])
    inner = {m.split(".")[1] for m in imported(path) if m.startswith("dateline.")}
    assert inner <= allowed
    assert {m.split(".")[0] for m in imported(path)} & OUTSIDE <= READ_ONLY.get(name, set())


@pytest.mark.parametrize("folder", ROOMS)
def test_rooms_are_declared(folder: str) -> None:
    rooms = [s for s in siblings(HOUSE / folder) if s != "__init__"]
    assert rooms == sorted(ROOMS[folder])


def test_no_package_has_more_than_a_dozen_siblings() -> None:
    """But the command line's, one file a command, and the house itself, one package a subject."""
    folders = {p.parent for p in HOUSE.rglob("*.py") if "static" not in p.parts} - {HOUSE, HOUSE / "cli"}
    counts = {f.relative_to(HOUSE).as_posix(): len([s for s in siblings(f) if s != "__init__"]) for f in folders}
    assert {name: count for name, count in counts.items() if count > MOST_SIBLINGS} == {}


def test_every_folder_of_a_package_with_rooms_declares_its_own() -> None:
    tops = {folder.split("/")[0] for folder in ROOMS}
    folders = {p.parent.relative_to(HOUSE).as_posix() for top in tops for p in (HOUSE / top).rglob("*.py")}
    assert folders == set(ROOMS)


@pytest.mark.parametrize("folder", ROOMS)
def test_room_imports_no_later_room(folder: str) -> None:
    order = ROOMS[folder]
    package = folder.replace("/", ".") + "."
    back = [
        (name, other)
        for name, targets in ARROWS.items()
        if name.startswith(package)
        for other in targets
        if other.startswith(package) and order.index(room(other, package)) > order.index(room(name, package))
    ]
    assert back == []


def room(module: str, package: str) -> str:
    return module.removeprefix(package).split(".")[0]


def test_no_module_imports_itself_by_way_of_others() -> None:
    left = {n: set(targets) for n, targets in ARROWS.items()}
    while free := {n for n, targets in left.items() if not targets & set(left)}:
        left = {n: targets for n, targets in left.items() if n not in free}
    assert sorted(left) == []


def test_stages_keep_nothing_between_calls() -> None:
    """Whatever a stage needs comes as an argument: no cache of a module, no context that a caller sets beside it."""
    kept = {"functools.lru_cache", "functools.cache", "contextvars"}
    # Some modules of the knowledge hold answers that can't change: a plain spelling, the names of months, the fields of
    # a kind, a digest of the code.
    held = ("world/spelling.py", "world/towns.py", "world/month_names.py", "kinds/base/entry.py", "compiled.py")
    pure = {HOUSE / "knowledge" / part for part in held}
    stages = [p for p in STAGES if p not in pure]
    assert [name_of(p) for p in stages if names_from(p) & kept] == []


def names_from(path: Path) -> set[str]:
    """What a module imports by name, and the modules themselves."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
    return found


def labels_in(path: Path, labels: set[str]) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)} & labels


def test_only_one_module_knows_the_parsers_labels() -> None:
    labels = {v for c in (Dep, Tag) for k, v in vars(c).items() if k.isupper() and isinstance(v, str)}
    stages = [p for p in STAGES if p.relative_to(HOUSE).parts[0] not in {"knowledge", "pages"}]
    known = {HOUSE / "language" / "labels.py", HOUSE / "language" / "universal.py"}  # ours; those of another scheme
    doors = [HOUSE / "api.py", HOUSE / "pair.py", HOUSE / "pipeline.py", *(HOUSE / "examples").rglob("*.py")]
    used = {name_of(p): labels_in(p, labels) for p in (*stages, *doors) if p not in known}
    assert {name: found for name, found in used.items() if found} == {
        # Words of the knowledge files that are spelt like a label: a kind of modal, a slot of a frame, a noun.
        "language.grammar.modality": {"aux"},
        "coding.factuality.event_factuality": {"case"},
        "coding.frames.slots": {"poss"},
        # Words of the library's patterns that are spelt like a label.
        "language.parser.word_forms": {"IN", "POS"},
    }


def test_only_one_module_knows_the_parser() -> None:
    users = {p.relative_to(HOUSE).as_posix() for p in HOUSE.rglob("*.py") if any(
        m.split(".")[0] == "spacy" for m in imported(p))}  # fmt: skip
    assert users == {"language/parser/pipeline.py"}
