"""Names in braces: filled in, refused by name, and nothing but names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainees.rules.statements import PLACEHOLDERS, filled, unknown_names

VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}


@pytest.mark.parametrize(
    ("statement", "printed"),
    [
        ("", ""),
        ("{name} of {programme}", "<name> of <programme>"),
        ("{name}{name}", "<name><name>"),
        ("{award", "{award"),
        ("award}", "award}"),
        ("{{name}}", "{<name>}"),
        ("{}", "{}"),
        ("{Name}", "{Name}"),
        ("{ name }", "{ name }"),
        ("{name.__class__}", "{name.__class__}"),
        ("{name!r}", "{name!r}"),
        ("{name:>100000000}", "{name:>100000000}"),
        ("{0}", "{0}"),
        ("%(name)s $name %s", "%(name)s $name %s"),
    ],
)
def test_what_is_printed(statement: str, printed: str) -> None:
    assert filled(statement, VALUES) == printed


@pytest.mark.parametrize(
    ("statement", "unknown"),
    [
        ("", []),
        ("{name} and {hours}, {course}", []),
        ("{colour} and {size} and {colour}", ["{colour}", "{size}"]),
        ("{name.__class__}", ["{name.__class__}"]),
        ("{name!r}{name:>9}", ["{name!r}", "{name:>9}"]),
        ("{}", ["{}"]),
        ("{ name }", ["{ name }"]),
        ("{award", []),
    ],
)
def test_what_is_refused_by_name(statement: str, unknown: list[str]) -> None:
    assert unknown_names(statement) == unknown


@given(st.text(alphabet="{}nameawrd.!:%$ "), st.text())
def test_what_a_name_brings_is_never_filled_in_again(statement: str, name: str) -> None:
    printed = filled(statement, {"name": "{award}" + name, "award": "never"})
    assert printed.count("never") == statement.count("{award}")
