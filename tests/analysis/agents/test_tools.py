import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.agents.clean_text import BadJson, canonical_json, clean, parse_json
from analysis.agents.hub_tools import hub_tools
from analysis.agents.tools import capped
from tests.doubles.spokes import FakeSpokes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.text(), JSON), st.integers(60, 2_000))
def test_capped_result_is_json_and_within_the_limit(result: dict[str, object], limit: int) -> None:
    text = capped(result, limit)
    assert len(text) <= limit
    json.loads(text)


def test_capped_result_says_how_much_is_left_out() -> None:
    text = capped({"papers": [f"paper_{n}" for n in range(900)], "pages": 4}, 1_000)
    shortened = json.loads(text)
    assert shortened["pages"] == 4
    assert shortened["papers"][-1] == "and 870 more"


@settings(deadline=None, max_examples=60)
@given(JSON)
def test_cleaned_json_can_be_stored(value: object) -> None:
    kept = canonical_json(clean(value))
    assert "\\u0000" not in kept
    json.dumps(clean(value), ensure_ascii=False).encode()


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "{", "", "[" * 90_000, "9" * 5_000])
def test_parse_json_refuses_what_the_wire_does_not_have(text: str) -> None:
    with pytest.raises(BadJson):
        parse_json(text)


def test_parse_json_drops_nul_and_lone_surrogates() -> None:
    assert parse_json('{"a\\u0000": ["\\ud800b\\u0000"]}') == {"a": ["?b"]}


def test_hub_tools_are_told_with_strict_schemas() -> None:
    tools = hub_tools(FakeSpokes(), ("paper_1",))
    told = {name: tool.on_the_wire()["function"] for name, tool in tools.items()}
    assert list(told) == [
        *("extract_exam_data", "reread_questions", "analyze_patterns", "generate_report"),
    ]
    assert all(tool["strict"] and "Not " in tool["description"] for tool in told.values())
    assert told["extract_exam_data"]["parameters"] == {
        "type": "object",
        "properties": {
            "papers": {
                "anyOf": [
                    {"type": "array", "items": {"type": "string"}},
                    {"type": "string", "const": "all"},
                ],
                "description": 'Aliases or "all", no file names',
            }
        },
        "required": ["papers"],
        "additionalProperties": False,
    }
    assert told["generate_report"]["parameters"]["required"] == ["analysis"]
    assert told["reread_questions"]["parameters"]["required"] == ["paper", "questions"]
