"""Codes as the office types or chooses them: one in a field, several in one line, "M04, M06, M10".

They are stored as any text and any list of blocks. Each field says what it names: a page with these fields shows what
there is to choose from (templates/backoffice/rules_codes.html), and cms/static/js/office-codes.js makes choosers of
them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.field_block import FieldBlockAdapter

APART = re.compile(r"[,;\n]")
EVENT = "event"
"""What a field names that takes an event; the others are those of `courses.requirements.base.Reference`."""


class CodeInput(forms.TextInput):
    """A text field for the code of something, or for a line of them. Without a script the browser itself suggests
    what there is for a single one.
    """

    class Media:
        js = ("js/office-codes.js",)

    def __init__(self, names: str, *, is_line: bool = False) -> None:
        self.names = names
        controller = "code-line" if is_line else "code-choice"
        listed = {} if is_line else {"list": f"codes-{names}", "autocomplete": "off"}
        super().__init__(
            attrs={"data-controller": controller, f"data-{controller}-names-value": names, **listed}
        )


class CodeBlock(blocks.CharBlock):
    """The code of something that there is: `names` says of what. In migrations it is the text that it is stored as.

    is_help_for_typing: its help is of no use where one chooses.
    """

    canonical_module_path = "wagtail.blocks.CharBlock"

    def __init__(self, *, names: str, is_help_for_typing: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.names, self.is_help_for_typing = names, is_help_for_typing
        widget = CodeInput(names)
        widget.is_required = self.field.required
        widget.attrs |= self.field.widget_attrs(widget)
        self.field.widget = widget

    def deconstruct(self) -> Any:
        """Without what only the form needs."""
        path, args, kwargs = super().deconstruct()
        own = ("names", "is_help_for_typing")
        return path, args, {name: value for name, value in kwargs.items() if name not in own}


class CodesBlock(blocks.ListBlock):
    """A list of short names with one text field as its form. Each is there once, in the order in which it was typed.

    In migrations it is the list that it is stored as.
    """

    canonical_module_path = "wagtail.blocks.ListBlock"

    @property
    def names(self) -> str:
        """What its codes are of."""
        return str(self.child_block.names)

    @cached_property
    def field(self) -> forms.CharField:
        """What the form shows."""
        return forms.CharField(required=False, widget=CodeInput(self.names, is_line=True))

    def id_for_label(self, prefix: str) -> str:
        """The text field itself."""
        return str(self.field.widget.id_for_label(prefix))

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> blocks.list_block.ListValue:
        """The codes of the line."""
        typed = self.field.widget.value_from_datadict(data, files, prefix) or ""
        return self.normalize(codes_in(typed))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the post has no such line."""
        return bool(self.field.widget.value_omitted_from_data(data, files, name))

    def get_form_state(self, value: Iterable[str] | None) -> str:
        """The line."""
        return ", ".join(value or ())

    def clean(self, value: Any) -> blocks.list_block.ListValue:
        """What a code cannot be is said of the line, naming the code."""
        value = self.normalize(value)
        for code in value:
            try:
                self.child_block.clean(code)
            except ValidationError as error:
                raise ValidationError([f"{code}: {words}" for words in error.messages]) from None
        return value


def codes_in(typed: str) -> list[str]:
    """ "M04, M06" in parts, each once."""
    return list(dict.fromkeys(filter(None, (part.strip() for part in APART.split(typed)))))


def named(block: blocks.Block, value: Any) -> Iterator[tuple[str, str]]:
    """What the value of a field names: (what, code). What stands in the parts of a group is theirs."""
    if isinstance(block, CodeBlock):
        if value:
            yield block.names, value
    elif isinstance(block, blocks.ListBlock):
        for one in value:
            yield from named(block.child_block, one)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from named(child, value[name])


class CodeAdapter(FieldBlockAdapter):
    """Wagtail's editor treats both as a field with one value. What only helps to type is marked: choosers hide it."""

    def js_args(self, block: Any) -> list[Any]:
        """As for any field."""
        name, widget, meta = super().js_args(block)
        typing: Any = ""
        said = meta.get("helpText", "")
        if isinstance(block, CodesBlock):
            typing = gettext_lazy("With commas between them, such as M04, M06.")
            said = getattr(block.meta, "help_text", "") or ""
        elif block.is_help_for_typing:
            typing, said = said, ""
        if typing:
            meta["helpText"] = format_html("<span data-typed>{}</span> {}", typing, said)
        return [name, widget, meta]


register(CodeAdapter(), CodeBlock)
register(CodeAdapter(), CodesBlock)
