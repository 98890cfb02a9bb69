"""Tables that css/components/table.css shows as a list on a phone: a changed display takes a table's meaning from
screen readers, unless the markup says the roles itself."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

MODULE = SimpleNamespace(
    code="M01", title="Listening", outcome="You listen.", must_attend=True, is_optional=False
)
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
OF_HEADS = {"col": "columnheader", "row": "rowheader"}


@pytest.mark.parametrize(
    ("template", "context"),
    [
        (
            "components/table.html",
            {
                "caption": "Times",
                "columns": ["Day", "Time"],
                "rows": [[{"text": "Monday"}, {"text": "9", "label": "Time"}]],
            },
        ),
        (
            "components/modules.html",
            {
                "rows": [
                    {"module": MODULE, "anchor": "module-m01", "length": "2 h", "needs": needs}
                    for needs in ("", "M02")
                ]
            },
        ),
    ],
)
def test_each_part_of_a_table_says_its_role(template: str, context: dict[str, object]) -> None:
    soup = BeautifulSoup(render_to_string(template, context), "html.parser")

    for name, role in ROLES.items():
        parts = soup.find_all(name)
        assert parts
        assert [part.get("role") for part in parts] == [role] * len(parts)
    heads = soup.find_all("th")
    assert {head["scope"] for head in heads} == {"col", "row"}
    assert [head.get("role") for head in heads] == [OF_HEADS[str(head["scope"])] for head in heads]
