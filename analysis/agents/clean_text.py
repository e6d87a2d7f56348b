"""Text and JSON from outside, made safe to keep: models and papers contain anything.

PostgreSQL refuses NUL in JSON, UTF-8 has no lone surrogates, and JSON of the wire has no NaN.
"""

import json
import re
from typing import Any

# What JSON text must have for a value of it to have something to clean away.
SUSPECT = re.compile(r"[\ud800-\udfff]|\\u(?:0000|[dD][89a-fA-F])")


class BadJson(ValueError):
    """The text is not JSON as the standard has it; `str()` says where."""


def clean_text(text: str, limit: int | None = None) -> str:
    """Return `text` without NUL and lone surrogates, cut to `limit` characters."""
    cut = text if limit is None else text[:limit]
    if cut.isascii() and "\x00" not in cut:
        return cut  # nearly all of it, and a tenth of the time
    return cut.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def clean(value: Any) -> Any:
    """Return the JSON value with every string in it cleaned, keys included."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean_text(str(key)): clean(item) for key, item in value.items()}
    return value


def parse_json(text: str) -> Any:
    """Return the value of `text`, cleaned; raise `BadJson` for NaN, too deep or broken JSON."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
        plain = text.isascii() and "\\u" not in text  # nearly always, and quickly seen
        return value if plain or not SUSPECT.search(text) else clean(value)
    except RecursionError:
        raise BadJson("it is nested too deep") from None
    except ValueError as error:
        raise BadJson(str(error)) from None


def _refuse_constant(name: str) -> Any:
    raise BadJson(f"{name} is not JSON")


def canonical_json(value: Any) -> str:
    """Return the one spelling of a JSON value that equal values share."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
