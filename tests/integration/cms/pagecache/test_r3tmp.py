import re
from typing import Any
import pytest
from tests.integration.cms.pagecache import test_exactly as whole
from tests.integration.cms.pagecache.test_exactly import site  # noqa: F401

WANTED = re.compile(r"page (is|to)|region|a page", re.I)

@pytest.mark.timeout(1500)
def test_some(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {name: act for name, act in whole.CHANGES.items() if WANTED.search(name)}
    print(list(few))
    monkeypatch.setattr(whole, "CHANGES", few)
    whole.test_a_change_empties_what_it_changes(site)
