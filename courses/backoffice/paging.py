"""Pages of people. Most cohorts fit on one, and then counting them would be a query for nothing."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property


class PeoplePaginator(Paginator[Any]):
    """Reads the first page with one row more, and counts only when that row is there."""

    @cached_property
    def _first(self) -> list[Any]:
        return list(self.object_list[: self.per_page + 1])

    @cached_property
    def count(self) -> int:
        """How many there are on all pages."""
        if len(self._first) <= self.per_page:
            return len(self._first)
        rows: Any = self.object_list
        return int(rows.count())

    def page(self, number: int | str) -> Page[Any]:
        """The page `number`, the first one without a query of its own."""
        number = self.validate_number(number)
        if number == 1:
            return Page(self._first[: self.per_page], 1, self)
        return super().page(number)
