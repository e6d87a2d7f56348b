"""Instructions to models: Markdown files whose first line carries their version."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "prompts"


@dataclass(frozen=True, slots=True)
class Prompt:
    """Instructions and the version under which results are kept, such as "hub-1"."""

    version: str
    text: str


@cache
def load_prompt(name: str) -> Prompt:
    """Return the prompt in `analysis/prompts/<name>.md`; its first line is "version: …"."""
    first, _, text = (FOLDER / f"{name}.md").read_text(encoding="utf-8").partition("\n")
    word, _, version = first.partition(":")
    if word != "version" or not version.strip():
        raise ValueError(f"{name}.md has no version in its first line")
    return Prompt(version.strip(), text.strip())
