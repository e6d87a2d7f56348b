"""Rules that a reader of the source relies on, kept by reading the source."""

import ast
import importlib
import re
import subprocess
from pathlib import Path

import pytest

from exams.queue import Bell

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for app in ("profiler_site", "exams", "analysis", "reports")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
]


def writers_of(model: str) -> set[str]:
    """Files that set `status` on rows of a model, by update(), create() or assignment."""
    found = set()
    for path in SOURCES:
        source = path.read_text()
        assigned = re.search(r"\b(paper|job)\.status\s*=[^=]", source)
        updated = any(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"update", "create"}
            and any(keyword.arg == "status" for keyword in node.keywords)
            for node in ast.walk(ast.parse(source))
        )
        if (assigned or updated) and model in source:
            found.add(path.relative_to(ROOT).as_posix())
    return found


def test_status_of_a_paper_has_one_writer() -> None:
    assert writers_of("PaperStatus") == {"exams/services/papers.py"}


def test_status_of_a_job_has_one_writer() -> None:
    assert writers_of("JobStatus") == {"analysis/services/jobs.py"}


@pytest.mark.parametrize("bell", Bell)
def test_bell_names_a_function_of_the_pipeline(bell: Bell) -> None:
    module, _, name = bell.value.rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))


def test_no_committed_file_names_a_registry_or_a_path_of_one_machine() -> None:
    # Spelt in two parts, so that this file does not find itself.
    hosts = "|".join(
        ("py" + r"pi\.org", "python" + "hosted", "registry.npm" + "js", "deb.deb" + "ian")
    )
    paths = "/(wor" + "k|far" + "m)/"
    found = subprocess.run(
        ["git", "grep", "-nIE", f"{hosts}|{paths}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""
