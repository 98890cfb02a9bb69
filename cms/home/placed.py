"""What every page type of this site has in common."""

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction


class PlacedPage:
    """Mixed into every page type of this site: knows the pages above it when it was found by its address."""

    above: "list[Page] | None" = None

    def pages_above(self) -> list[Page]:
        """From the home page down to the parent; none for a home page. A query where the page was found otherwise."""
        if self.above is None:
            # The root is at depth 1, a language's home page at 2.
            self.above = list(self.get_ancestors().filter(depth__gte=2))  # type: ignore[attr-defined]
        return self.above

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail's answer in one query less.

        An alias takes the restrictions of its source: that is left to Wagtail.
        """
        line = [self, *(self.above or [])]
        if self.above is None or any(page.alias_of_id for page in line):
            return super().get_view_restrictions()  # type: ignore[misc]
        path: str = self.path  # type: ignore[attr-defined]
        prefixes = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=prefixes)
