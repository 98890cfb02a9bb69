"""Tables that css/components/table.css shows as a list on a phone are tables in the markup: heads with their scope, and
no role said twice, which the HTML standard forbids."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

MODULE = SimpleNamespace(
    code="M01", title="Listening", outcome="You listen.", must_attend=True, is_optional=False
)


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
def test_a_table_is_one_by_its_elements(template: str, context: dict[str, object]) -> None:
    soup = BeautifulSoup(render_to_string(template, context), "html.parser")

    assert {head["scope"] for head in soup.find_all("th")} == {"col", "row"}
    assert soup.find_all(role=True) == []
