"""Whatever fits the schema of requirements is kept as it was written, in blocks and in YAML."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.profiles.fields import Schema
from courses.profiles.profile import complete, rules, written_rules
from courses.profiles.reading import read
from courses.profiles.schema import profile_schema
from courses.profiles.writing import as_yaml
from courses.requirements.stream import requirements_of, walk

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12)


def of(schema: Schema, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that a schema allows, made from the schema itself: a new kind is tried without a change here."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return of(profile_schema()["$defs"][name], depth + 1)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(schema.get("minimum", 0), schema.get("maximum", 1_000))
        case "number":
            return st.one_of(
                st.integers(0, 10_000),
                st.decimals(0, 10_000, places=2, allow_nan=False, allow_infinity=False),
            )
        case "string":
            return WORDS.filter(str.strip)
        case "array":
            least = schema.get("minItems", 0)
            return st.lists(of(schema["items"], depth), min_size=least, max_size=max(least, 2))
    return _fields(schema, depth)


def _fields(schema: Schema, depth: int) -> st.SearchStrategy[Any]:
    if schema.get("maxProperties") == 1:
        kinds = schema["properties"].items()
        return st.one_of(*(st.fixed_dictionaries({name: of(inner, depth)}) for name, inner in kinds))
    needed = schema.get("required", [])
    given_fields = {name: of(inner, depth) for name, inner in schema["properties"].items()}
    return st.fixed_dictionaries(
        {name: one for name, one in given_fields.items() if name in needed},
        optional={name: one for name, one in given_fields.items() if name not in needed},
    )


REQUIREMENTS = st.lists(of(profile_schema()["$defs"]["requirement"]), max_size=3)


@QUICK
@given(REQUIREMENTS)
def test_requirements_are_kept(written: list[Any]) -> None:
    once = written_rules(rules(written))
    assert written_rules(rules(once)) == once
    assert [next(iter(one)) for one in once] == [next(iter(one)) for one in written]
    assert len(list(walk(requirements_of(rules(once))))) == count(written)


def count(written: list[Any]) -> int:
    found = 0
    for one in written:
        ((_kind, fields),) = one.items()
        parts = fields if isinstance(fields, list) else fields.get("parts", [])
        found += 1 + count(parts)
    return found


@QUICK
@given(REQUIREMENTS, WORDS.filter(str.strip), st.decimals("0.01", 9_999, places=2))
def test_what_is_written_as_yaml_reads_the_same(written: list[Any], title: str, hours: Any) -> None:
    words = {"en": title, "fr": f"{title}\n\n{title} "}
    data = complete(
        {
            "course": {"slug": "x", "stream": "peer", "title": words},
            "modules": [{"code": "M01", "title": words, "hours": hours}],
            "awards": [{"code": "a", "name": words, "requirements": written}],
        }
    )
    assert complete(read("x.yaml", as_yaml(data).encode()).data) == data
