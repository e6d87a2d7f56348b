"""Pydantic models as the strict JSON schemas that endpoints hold an answer to.

Strict mode wants every property required and no others, and knows few keywords. Ranges and
lengths stay with pydantic, which checks every answer again: strictness is not promised where
calls are made in parallel.
"""

from typing import Any

from pydantic import BaseModel

KEPT = frozenset(
    {"type", "properties", "items", "anyOf", "enum", "const", "description", "$ref", "$defs"}
)


def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the strict JSON schema of `model`."""
    schema = _strict(model.model_json_schema())
    schema.pop("description", None)  # the docstring is for readers of the code
    return schema


def _strict(schema: dict[str, Any]) -> dict[str, Any]:
    strict = {key: _inside(key, value) for key, value in schema.items() if key in KEPT}
    if "properties" in strict:
        strict["required"] = list(strict["properties"])
        strict["additionalProperties"] = False
    return strict


def _inside(key: str, value: Any) -> Any:
    match key:
        case "properties" | "$defs":
            return {name: _strict(schema) for name, schema in value.items()}
        case "items":
            return _strict(value)
        case "anyOf":
            return [_strict(schema) for schema in value]
        case _:
            return value
