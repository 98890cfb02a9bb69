"""The schemas as tables of Markdown, for docs/profiles.md."""

from collections.abc import Iterator
from typing import Any

from courses.requirements.stream import REQUIREMENTS

from .fields import PARTS, Schema, is_group
from .records_schema import records_schema
from .schema import profile_schema

HEAD = ("| field | needed | what it is | what can stand there | without it |", "|---|---|---|---|---|")


def kinds_table() -> str:
    """Every kind of requirement with its fields, groups last."""
    return "\n".join(_kinds()) + "\n"


def parts_table() -> str:
    """Every part of a profile with its fields."""
    schema = profile_schema()
    return "\n".join(_parts(schema["properties"], schema["required"])) + "\n"


def records_table() -> str:
    """Every part of a file of sample records."""
    people = records_schema()["properties"]["people"]["items"]
    return "\n".join(_parts(people["properties"], people["required"])) + "\n"


def _kinds() -> Iterator[str]:
    defs = profile_schema()["$defs"]
    for name, block in REQUIREMENTS.child_blocks.items():
        schema = defs["requirement"]["properties"][name] if is_group(block) else defs[name]
        yield from ("", f"### `{name}`: {schema['description']}", "")
        if schema["type"] == "array":
            yield "A list of requirements, with no fields of its own."
        else:
            yield from _rows(schema)


def _parts(parts: dict[str, Schema], needed: list[str]) -> Iterator[str]:
    simple = {name: one for name, one in parts.items() if not _fields(one)}
    if simple:
        holder = {"properties": simple, "required": [name for name in needed if name in simple]}
        yield from ("", *_rows(holder))
    for name, schema in parts.items():
        if fields := _fields(schema):
            yield from _part(name, schema, fields, is_needed=name in needed)


def _part(name: str, schema: Schema, fields: Schema, *, is_needed: bool) -> Iterator[str]:
    many = "a list" if schema["type"] == "array" else "one"
    need = "needed" if is_needed else "may be left out"
    yield from (
        "",
        f"### `{name}`: {schema['description']}",
        "",
        f"This is {many}; it {'is ' * is_needed}{need}.",
        "",
    )
    yield from _rows(fields)
    for inner_name, inner in fields["properties"].items():
        if (below := _fields(inner)) and not _is_pair(inner):
            yield from _part(
                f"{name}.{inner_name}", inner, below, is_needed=inner_name in fields.get("required", [])
            )


def _fields(schema: Schema) -> Schema | None:
    """The object that stands there, or that the entries of a list are."""
    found = schema.get("items", schema)
    return found if "properties" in found else None


def _rows(schema: Schema) -> Iterator[str]:
    yield from HEAD
    for name, one in schema["properties"].items():
        needed = "yes" if name in schema.get("required", []) else ""
        cells = (f"`{name}`", needed, one["description"], _values(name, one), _without(one, bool(needed)))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _is_pair(schema: Schema) -> bool:
    return schema.get("properties", {}).keys() == {"en", "fr"}


def _values(name: str, schema: Schema) -> str:
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if _is_pair(schema):
        return "`{en: …, fr: …}`"
    if schema.get("format") == "date":
        return "a date"
    match schema["type"]:
        case "array":
            return _list_values(name, schema["items"])
        case "boolean":
            return "`true` or `false`"
        case "integer":
            return f"a whole number, {schema['minimum']} to {schema['maximum']}"
        case "number":
            return "a number"
        case "object":
            return "fields" if "properties" in schema else "names and values"
    return "words"


def _list_values(name: str, entry: Schema) -> str:
    if "$ref" in entry or name == PARTS:
        return "a list of requirements"
    if "properties" in entry:
        return "a list of `{" + ", ".join(f"{inner}: …" for inner in entry["properties"]) + "}`"
    if "enum" in entry:
        return "a list of " + ", ".join(f"`{value}`" for value in entry["enum"])
    return "a list of words"


def _without(schema: Schema, needed: bool) -> str:
    default: Any = schema.get("default")
    if needed or default in (None, "", [], {}):
        return ""
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"
