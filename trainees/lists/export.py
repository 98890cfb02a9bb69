"""Text that leaves in a file which a spreadsheet will open."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutralise(value: object) -> str:
    """The value as text that no spreadsheet runs as a formula: an apostrophe goes before what could start one.

    Source: OWASP, CSV injection. `strip_guard` takes the apostrophe off again, so an exported list can be read back.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" '").startswith(FORMULA_STARTS) else text


def strip_guard(text: str) -> str:
    """What `neutralise` was given; other apostrophes stay."""
    return text[1:] if text.startswith("'") and text.lstrip(" '").startswith(FORMULA_STARTS) else text
