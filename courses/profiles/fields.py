"""From the blocks of requirements to what stands in a file, and back: a new kind needs nothing here."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from wagtail import blocks

Schema = dict[str, Any]
PARTS = "parts"


def is_group(block: blocks.Block) -> bool:
    """Whether it combines others."""
    return isinstance(block, blocks.StructBlock) and PARTS in block.child_blocks


def is_plain_group(block: blocks.Block) -> bool:
    """Whether it has nothing but its parts, so that it is written as their list."""
    return is_group(block) and len(block.child_blocks) == 1


def children(block: blocks.StructBlock) -> Iterator[tuple[str, blocks.Block]]:
    """The fields of a requirement that are no parts."""
    return ((name, child) for name, child in block.child_blocks.items() if name != PARTS)


def described(label: Any, more: Any = "") -> str:
    """ "Hours. Without any: every kind counts." """
    words = capfirst(str(label).strip())
    return " ".join(filter(None, [words if words.endswith(".") else f"{words}.", str(more or "").strip()]))


def default_of(block: blocks.Block) -> Any:
    """What a field has that is not written; None for nothing."""
    if isinstance(block, blocks.ListBlock):
        return []
    if not isinstance(block, blocks.FieldBlock):
        return None
    value = block.get_default()
    return None if value == "" else value


def is_needed(block: blocks.Block) -> bool:
    """Whether the field has to be written."""
    return bool(block.required) and default_of(block) is None


def schema_of(block: blocks.Block) -> Schema:
    """The JSON schema of a block that is no stream. Raises TypeError for a sort of block that no kind used before."""
    made = {"description": described(block.label, _help_of(block)), **_type_of(block)}
    default = default_of(block)
    return made if default is None else made | {"default": default}


def _help_of(block: blocks.Block) -> Any:
    """What is said below a field; Wagtail keeps it in either place."""
    said = getattr(block.meta, "help_text", "")
    return said or (block.field.help_text if isinstance(block, blocks.FieldBlock) else "")


def _type_of(block: blocks.Block) -> Schema:
    match block:
        case blocks.StructBlock():
            return struct_schema(block)
        case blocks.ListBlock():
            return {"type": "array", "items": schema_of(block.child_block)}
        case blocks.ChoiceBlock():
            return _choices(block)
        case blocks.BooleanBlock():
            return {"type": "boolean"}
        case blocks.IntegerBlock():
            return {"type": "integer", **_bounds(block)}
        case blocks.DecimalBlock() | blocks.FloatBlock():
            return {"type": "number", **_bounds(block)}
        case blocks.DateBlock():
            return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case blocks.CharBlock() | blocks.TextBlock():
            longest = block.field.max_length
            return {"type": "string", "minLength": 1, **({"maxLength": longest} if longest else {})}
    raise TypeError(f"A field of a requirement cannot be a {type(block).__name__} yet.")


def struct_schema(block: blocks.StructBlock) -> Schema:
    """The object that a struct's fields make, without its parts."""
    fields = dict(children(block))
    made: Schema = {
        "type": "object",
        "properties": {name: schema_of(child) for name, child in fields.items()},
        "additionalProperties": False,
    }
    needed = [name for name, child in fields.items() if is_needed(child)]
    return made | {"required": needed} if needed else made


def _choices(block: blocks.ChoiceBlock) -> Schema:
    values = {str(value): str(label) for value, label in block.field.choices if value}
    said = described(block.label, _help_of(block))
    return {"enum": list(values), "description": f"{said} {choice_words(values)}"}


def choice_words(values: Mapping[str, str]) -> str:
    """ "class = Class; practicum = Practicum." """
    return "; ".join(f"{value} = {label}" for value, label in values.items()) + "."


def _bounds(block: blocks.Block) -> Schema:
    bounds = {"minimum": block.field.min_value, "maximum": block.field.max_value}
    return {name: int(value) for name, value in bounds.items() if value is not None}


def stored_of(block: blocks.Block, value: Any) -> Any:
    """What a StreamField keeps, of what stands in a file and fits the schema."""
    match block:
        case blocks.StreamBlock():
            return [
                {"type": kind, "value": stored_of(block.child_blocks[kind], fields)}
                for one in value
                for kind, fields in one.items()
            ]
        case blocks.StructBlock():
            fields = {PARTS: value} if is_plain_group(block) else value
            return {name: stored_of(block.child_blocks[name], one) for name, one in fields.items()}
        case blocks.ListBlock():
            return [stored_of(block.child_block, one) for one in value]
        case blocks.DecimalBlock():
            return str(value)
    return value


def written_of(block: blocks.Block, value: Any) -> Any:
    """What stands in a file, of the value of a block: without what is there anyway. The opposite of `stored_of`."""
    match block:
        case blocks.StreamBlock():
            return [{child.block_type: written_of(child.block, child.value)} for child in value]
        case blocks.StructBlock():
            found = {name: written_of(child, value[name]) for name, child in block.child_blocks.items()}
            if is_plain_group(block):
                return found[PARTS]
            return {
                name: one
                for name, one in found.items()
                if one not in (None, "") and one != default_of(block.child_blocks[name])
            }
        case blocks.ListBlock():
            return [written_of(block.child_block, one) for one in value]
        case blocks.DecimalBlock():
            return None if value is None else number(value)
        case blocks.DateBlock():
            return value and value.isoformat()
    return value


def number(value: Decimal) -> int | Decimal:
    """36 and not 36.00."""
    value = Decimal(value)
    return int(value) if value == value.to_integral_value() else value.normalize()
