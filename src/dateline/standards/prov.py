"""PROV-JSON of a run: what was read, by which code and knowledge, what came out.

Made of the manifest that a run leaves beside its output (``OUTPUT.run.json``). After the W3C Member Submission PROV-
JSON of 24 April 2013.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dateline.corpus.texts import content_of
from dateline.errors import InputError

# Names within a document of provenance; nothing is fetched from there.
PREFIX = {"dateline": "urn:dateline:"}
NEEDED = ("began", "ended", "versions", "options", "inputs", "output", "counts")


def read_manifest(file: Path) -> dict[str, Any]:
    """The manifest of a run.

    Raises:
        InputError: it can't be read, or is none.
    """
    try:
        told = json.loads(content_of(file))
    except ValueError as error:
        raise InputError(str(file), f"no JSON: {error}") from error
    missing = [name for name in NEEDED if not isinstance(told, dict) or name not in told]
    if missing:
        raise InputError(str(file), f"no manifest of a run: {', '.join(missing)} missing")
    return dict(told)


def provenance(told: dict[str, Any]) -> dict[str, Any]:
    """A manifest as PROV-JSON."""
    versions, inputs, output = told["versions"], told["inputs"], told["output"]
    run = f"dateline:run-{inputs['sha256'][:16]}-{versions['fingerprint']}"
    read, code, known = (
        "dateline:inputs",
        f"dateline:code-{versions['code']}",
        f"dateline:knowledge-{versions['knowledge']}",
    )
    code = code.replace("+", "-")
    entities = {
        read: {"prov:type": _name("prov:Collection"), "prov:label": ", ".join(inputs["paths"]),
               **_own(sha256=inputs["sha256"], pieces=inputs["pieces"], bytes=inputs["bytes"])},
        known: {"prov:label": "knowledge", **_own(version=versions["knowledge"])},
        "dateline:output": {"prov:label": str(output.get("path", "")), **_own(**output)},
    }  # fmt: skip
    packages = {f"package.{name}": value for name, value in versions.get("packages", {}).items()}
    return {
        "prefix": PREFIX,
        "entity": entities,
        "activity": {run: {
            "prov:startTime": told["began"], "prov:endTime": told["ended"],
            **_own(**_flat(told["options"], "option."), **_flat(told["counts"], "count.")),
        }},
        "agent": {code: {
            "prov:type": _name("prov:SoftwareAgent"), "prov:label": "Dateline",
            **_own(version=versions["code"], python=versions.get("python"), **packages),
        }},
        "used": {f"_:u{n}": {"prov:activity": run, "prov:entity": what} for n, what in enumerate((read, known), 1)},
        "wasGeneratedBy": {"_:g1": {"prov:entity": "dateline:output", "prov:activity": run}},
        "wasAssociatedWith": {"_:a1": {"prov:activity": run, "prov:agent": code}},
        "wasDerivedFrom": {"_:d1": {"prov:generatedEntity": "dateline:output", "prov:usedEntity": read}},
    }  # fmt: skip


def _name(value: str) -> dict[str, str]:
    return {"$": value, "type": "prov:QUALIFIED_NAME"}


def _flat(held: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {f"{prefix}{name}": value for name, value in held.items()}


def _own(**values: Any) -> dict[str, Any]:
    """Attributes of ours; lists and objects as JSON, since a value there is one literal. What is None is left out."""
    return {
        f"dateline:{name}": json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
        for name, value in values.items()
        if value is not None
    }
