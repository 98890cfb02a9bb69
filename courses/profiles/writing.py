"""A profile as YAML that people can read and that reads the same again."""

from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import LiteralScalarString

from .profile import Data, bare


class _Representer(RoundTripRepresenter):
    """Exact numbers as they are."""


_Representer.add_representer(
    Decimal, lambda self, value: self.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")
)


def as_yaml(data: Data) -> str:
    """The YAML of a complete profile; what is there anyway is left out."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Representer = _Representer
    yaml.width = 110
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(_in_lines(bare(data)), out)
    return out.getvalue()


def _in_lines(value: Any) -> Any:
    """Texts of several lines as blocks."""
    if isinstance(value, dict):
        return {name: _in_lines(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_in_lines(one) for one in value]
    if isinstance(value, str) and "\n" in value and not value.endswith("\n"):
        return LiteralScalarString(value)
    return value
