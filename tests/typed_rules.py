"""Rules as the office's editor posts them."""

from typing import Any

from wagtail import blocks

from courses.requirements.codes import CodesBlock
from courses.requirements.stream import REQUIREMENTS, stored


def typed(rules: list[dict[str, Any]], name: str = "requirements") -> dict[str, str]:
    """The fields of a form with these rules, as stored."""
    return dict(_fields(REQUIREMENTS, stored(rules), name))


def _fields(block: blocks.Block, value: Any, name: str) -> Any:
    if isinstance(block, blocks.StreamBlock):
        yield f"{name}-count", str(len(value))
        for number, child in enumerate(value):
            yield from _place(f"{name}-{number}", number)
            yield f"{name}-{number}-type", child.block_type
            yield from _fields(child.block, child.value, f"{name}-{number}-value")
    elif isinstance(block, CodesBlock):
        yield name, block.get_form_state(value)
    elif isinstance(block, blocks.ListBlock):
        yield f"{name}-count", str(len(value))
        for number, child in enumerate(value):
            yield from _place(f"{name}-{number}", number)
            yield from _fields(block.child_block, child, f"{name}-{number}-value")
    elif isinstance(block, blocks.StructBlock):
        for field, child in block.child_blocks.items():
            yield from _fields(child, value[field], f"{name}-{field}")
    elif isinstance(block, blocks.BooleanBlock):
        if value:
            yield name, "on"
    else:
        yield name, "" if value is None else str(value)


def _place(name: str, number: int) -> Any:
    yield f"{name}-deleted", ""
    yield f"{name}-order", str(number)
    yield f"{name}-id", ""
