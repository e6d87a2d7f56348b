"""Any path, query and body that the schema does not foresee gets an answer that it names."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profiler_site.api import api as composed
from tests.api_client import make_rows, program
from tests.people import People

SCHEMA = composed.get_openapi_schema(path_prefix="")
FOUND_BY_URL = {404, 405}  # a strange path may be no operation's at all
NASTY = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.text(st.characters(exclude_characters="\n"), max_size=12),
    st.sampled_from(
        ["\x00", "1\x00", "' OR 1=1 --", "%00", "..", "١", "1e9", "-0", "null", "é" * 300]
    ),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | NASTY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NASTY, inner, max_size=3),
    max_leaves=5,
)
FIELDS = ("name", "title", "code", "professor_id", "paper_ids")
BODIES = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4) | VALUES
QUERIES = st.dictionaries(
    st.sampled_from(("q", "limit", "offset", "professor", "course", "status", "year")), NASTY
)
attack = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def operations() -> list[tuple[str, str]]:
    paths: Mapping[str, Any] = SCHEMA["paths"]
    return [(method, path) for path, methods in paths.items() for method in methods]


def text_of(body: object) -> bytes:
    return json.dumps(body).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(("method", "path"), operations())
@attack
@given(part=NASTY, query=QUERIES, body=BODIES)
def test_operation_under_attack_answers_as_its_schema_says(
    people: People, method: str, path: str, part: str, query: dict[str, str], body: object
) -> None:
    declared = SCHEMA["paths"][path][method]["responses"].keys()
    api = program(people.norvale)
    parameters = [one["name"] for one in SCHEMA["paths"][path][method]["parameters"]]
    filled = path.lstrip("/").format_map(dict.fromkeys(parameters, quote(part, safe="")))
    response = api.call(
        method.upper(),
        f"{filled}?{urlencode(query)}",
        data=text_of(body) if method == "post" else b"",
        content_type="application/json",
    )
    assert response.status_code < 500
    assert response.status_code in {*declared, *FOUND_BY_URL}
    if response.status_code >= 400:
        assert response.json().keys() == {"error", "detail"}
        assert response.json()["detail"]


@attack
@given(body=BODIES, query=QUERIES)
def test_job_of_a_real_professor_under_attack_is_refused_or_taken(
    people: People, body: object, query: dict[str, str]
) -> None:
    rows = make_rows(people.norvale, f"Ada {id(body)}")
    asked = {**(body if isinstance(body, dict) else {}), "professor_id": rows.professor.pk}
    how = {"data": text_of(asked), "content_type": "application/json"}
    response = program(people.norvale).call("POST", "jobs", **how)
    assert response.status_code in {201, 404, 422}
