"""The published schemas are those that the product reads by, and every field in them says what it is."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from jsonschema import Draft202012Validator
from wagtail import blocks

from courses.profiles import fields
from courses.profiles.records_schema import records_schema
from courses.profiles.schema import as_json, profile_schema
from courses.requirements.kinds import KINDS
from courses.requirements.stream import REQUIREMENTS

PUBLISHED = {
    "profile.schema.json": ("/profiles/schema.json", profile_schema),
    "records.schema.json": ("/profiles/records.schema.json", records_schema),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_committed_and_served_is_what_is_generated(name: str, client: Client) -> None:
    """After a change: manage.py profile schema > docs/profile.schema.json, and with --records the other."""
    address, made = PUBLISHED[name]
    assert (Path(settings.BASE_DIR) / "docs" / name).read_text() == as_json(made())
    answer = client.get(address)
    assert answer.content.decode() == as_json(made())
    assert answer["Content-Type"] == "application/schema+json"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert client.post(address).status_code == 405


def test_the_words_are_english_whatever_the_reader_speaks() -> None:
    profile_schema.cache_clear()
    with override("fr"):
        assert profile_schema()["properties"]["modules"]["description"] == "Modules, in their order."
    profile_schema.cache_clear()


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_field_is_described(name: str) -> None:
    schema = PUBLISHED[name][1]()
    Draft202012Validator.check_schema(schema)
    nameless = [path for path, one in everything(schema) if not one.get("description") and "$ref" not in one]
    assert nameless == [()]  # the whole has a title


def everything(schema: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every schema inside a schema."""
    if path != () or "$schema" in schema:
        yield path, schema | ({"description": schema.get("description") if path else ""})
    for holder in ("properties", "$defs"):
        for name, inner in schema.get(holder, {}).items():
            yield from everything(inner, (*path, name))
    if isinstance(schema.get("items"), dict):
        yield from everything(schema["items"], (*path, "[]"))


def test_each_kind_and_each_of_its_fields_is_in_the_schema() -> None:
    defs = profile_schema()["$defs"]
    for name, block in KINDS.items():
        assert defs[name]["properties"].keys() == block().child_blocks.keys()
        assert {"$ref": f"#/$defs/{name}"} == defs["requirement"]["properties"][name]
    assert defs["requirement"]["properties"].keys() == REQUIREMENTS.child_blocks.keys()
    assert json.loads(as_json(profile_schema())) == profile_schema()


def test_a_sort_of_field_that_no_schema_can_say_is_found_at_once() -> None:
    with pytest.raises(TypeError, match="cannot be a RawHTMLBlock yet"):
        fields.schema_of(blocks.RawHTMLBlock(label="Odd"))
    date = fields.schema_of(blocks.DateBlock(label="Day"))
    assert (date["type"], date["format"]) == ("string", "date")
