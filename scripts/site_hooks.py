"""What MkDocs is told beside ``mkdocs.yml``: pages that aren't files in docs/, and links that leave docs/.

- ``commands.md`` is made of what each command says with ``--help``, so that a new command is there by itself.
- ``project/`` has the pages of the repository that docs/ links to, and ``notebooks/*.md`` the notebooks, run.
- A link to a file that isn't on the site becomes its path; pages that the navigation doesn't name come under "More".
"""

from __future__ import annotations

import itertools
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath
from typing import Any

from mkdocs.structure.files import File, Files

from make_commands import commands_page  # MkDocs looks beside this file for it
from run_notebook import notebook_page

ROOT = Path(__file__).parents[1]
PROJECT = (
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/RESULTS.md", "corpus/README.md",
    "training/MODEL_CARD.md", "training/reader/MODEL_CARD.md", "src/dateline/samples/README.md",
)  # fmt: skip
LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]+)\)")
# What our runner of blocks reads in an info string, which the site's fences take for none of theirs.
INFO = re.compile(r'^( *```\w+) \w+="[^\n]*$', re.M)
CODE = re.compile(r"^( *```.*?^ *```[ ]*$|`[^`\n]*`)", re.M | re.S)


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are made."""
    made = {"commands.md": commands_page()}
    made |= {f"project/{name}": (ROOT / name).read_text(encoding="utf-8") for name in PROJECT if (ROOT / name).exists()}
    for path in sorted((ROOT / "docs" / "notebooks").glob("*.ipynb")):
        with tempfile.TemporaryDirectory() as folder:
            made[f"notebooks/{path.stem}.md"] = notebook_page(path, Path(folder))
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    for folder in ("reference", "schemas"):
        content = "\n".join([f"# {folder.capitalize()}", "", *list_of(folder)])
        files.append(File.generated(config, f"{folder}/index.md", content=content))
    return files


def list_of(folder: str) -> Iterator[str]:
    """Links to the files of a folder of docs/."""
    for path in sorted((ROOT / "docs" / folder).iterdir()):
        title = path.stem if path.suffix == ".md" else path.name
        yield f"- [{title}]({path.name})"


def on_nav(nav: Any, config: Any, files: Files) -> Any:
    """Put pages that the navigation doesn't name under its last section."""
    from mkdocs.structure.nav import Section

    named = {page.file.src_uri for page in nav.pages}
    rest = [f for f in files.documentation_pages() if f.src_uri not in named]
    for title, under in (
        ("Files of knowledge", "reference/"),
        ("Layouts", "layouts/"),
        ("The project", "project/"),
        ("More", ""),
    ):
        pages = [f for f in rest if f.src_uri.startswith(under)]
        rest = [f for f in rest if f not in pages]
        if pages:
            nav.items.append(Section(title, [page_of(f, config) for f in sorted(pages, key=lambda f: f.src_uri)]))
            nav.pages.extend(nav.items[-1].children)
    link_up(nav.pages)
    return nav


def page_of(file: File, config: Any) -> Any:
    from mkdocs.structure.pages import Page

    return file.page or Page(None, file, config)


def link_up(pages: list[Any]) -> None:
    """Tell each page which is before and which behind it."""
    for before, after in itertools.pairwise(pages):
        before.next_page, after.previous_page = after, before


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Lead links that leave docs/ to their pages here."""
    here = page.file.src_uri
    parts = CODE.split(INFO.sub(r"\1", markdown))
    return "".join(p if n % 2 else LINK.sub(lambda m: led(m, here, files), p) for n, p in enumerate(parts))


def led(link: re.Match[str], here: str, files: Files) -> str:
    """A link as the site has it."""
    text, target = link[1], link[2]
    path, _, anchor = target.partition("#")
    if not path or re.match(r"[a-z]+:", target):
        return link[0]
    at = in_repository(here)
    wanted = normpath(f"{at.rpartition('/')[0]}/{path}").lstrip("/")
    uri = wanted.removeprefix("docs/") if wanted.startswith("docs/") else f"project/{wanted}"
    uri = re.sub(r"\.ipynb$", ".md", uri)
    for candidate in (uri, f"{uri}/index.md"):
        if files.get_file_from_path(candidate):
            start = here.rpartition("/")[0] or "."
            return f"[{text}]({os.path.relpath(candidate, start)}{'#' + anchor if anchor else ''})"
    if (ROOT / wanted).exists():
        return text if text.strip("`").rstrip("/") in wanted else f"{text} (`{wanted}`)"
    return link[0]  # MkDocs names it


def in_repository(uri: str) -> str:
    """Where a page of the site stands in the repository."""
    return uri.removeprefix("project/") if uri.startswith("project/") else f"docs/{uri}"
