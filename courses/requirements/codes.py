"""Lists of codes as the office types them: one line, "M04, M06, M10". They are stored as any list of blocks."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.field_block import FieldBlockAdapter

APART = re.compile(r"[,;\n]")


class CodesBlock(blocks.ListBlock):
    """A list of short names with one text field as its form. Each is there once, in the order in which it was typed.

    In migrations it is the list that it is stored as.
    """

    canonical_module_path = "wagtail.blocks.ListBlock"

    @cached_property
    def field(self) -> forms.CharField:
        """What the form shows."""
        said = getattr(self.meta, "help_text", "") or ""
        example = gettext_lazy("With commas between them, such as M04, M06.")
        return forms.CharField(required=False, help_text=format_lazy("{} {}", example, said))

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


# Wagtail's editor treats it as a field with one value.
register(FieldBlockAdapter(), CodesBlock)
