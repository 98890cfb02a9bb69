"""Who may touch which update: the people of its programme, and nobody else (design.md, domain rule 8).

Wagtail's own page permissions say what editors and coordinators may do with updates at all; this narrows them to the
updates of their programmes, in every screen of Wagtail that asks the permission policy or the page.
"""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.enums import RoleKind
from courses.models import Programme
from courses.queries import programmes_of

WRITERS = (RoleKind.EDITOR, RoleKind.COORDINATOR)


def programmes_for(user: Any) -> QuerySet[Programme]:
    """The programmes whose updates `user` may write."""
    return programmes_of(user, *WRITERS)


def foreign_updates(user: Any) -> QuerySet[Any]:
    """The updates of other programmes: what `user` is not to see in the back office."""
    updates = apps.get_model("updates", "UpdatePage").objects.all()
    return updates.none() if user.is_superuser else updates.exclude(programme__in=programmes_for(user))


def index_pages() -> QuerySet[Any]:
    """The lists of updates, one in each language: administrators alone change them."""
    return apps.get_model("updates", "UpdatesIndexPage").objects.all()


class UpdatePermissionTester(PagePermissionTester):
    """What somebody may do with one update: nothing when it is another programme's."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        # A page being created has no programme yet; its form offers only one's own.
        self.is_foreign = (
            not user.is_superuser
            and page.programme_id is not None
            and not programmes_for(user).filter(pk=page.programme_id).exists()
        )
        if self.is_foreign:
            self.permissions: set[str] = set()

    def can_edit(self) -> bool:
        """Also through a moderation task, which knows groups but no programmes."""
        return not self.is_foreign and super().can_edit()

    def can_lock(self) -> bool:
        return not self.is_foreign and super().can_lock()

    def can_unlock(self) -> bool:
        return not self.is_foreign and super().can_unlock()


class IndexPermissionTester(PagePermissionTester):
    """The list of updates is every programme's: people with a role write below it, administrators keep itself."""

    def can_edit(self) -> bool:
        """Copying it asks this too."""
        return bool(self.user.is_superuser and super().can_edit())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Moving it asks this too."""
        return bool(self.user.is_superuser and super().can_delete(ignore_bulk))

    def can_publish(self) -> bool:
        """Who may see it is part of this."""
        return bool(self.user.is_superuser and super().can_publish())

    def can_unpublish(self) -> bool:
        return bool(self.user.is_superuser and super().can_unpublish())

    def can_lock(self) -> bool:
        return bool(self.user.is_superuser and super().can_lock())

    def can_unlock(self) -> bool:
        return bool(self.user.is_superuser and super().can_unlock())

    def can_reorder_children(self) -> bool:
        return bool(self.user.is_superuser and super().can_reorder_children())


class PagePolicy(PagePermissionPolicy):
    """Wagtail's policy for pages, without the updates of other programmes, and the list of updates only to add to."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        if not user.is_superuser:
            if foreign_updates(user).filter(pk=instance.pk).exists():
                return False
            if "add" not in actions and index_pages().filter(pk=instance.pk).exists():
                return False
        return bool(super().user_has_any_permission_for_instance(user, actions, instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Page]:
        pages = self._own(user, super().instances_user_has_any_permission_for(user, actions))
        if user.is_superuser or "add" in actions:
            return pages
        return pages.exclude(pk__in=index_pages().values("pk"))

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        return self._own(user, super().explorable_instances(user))

    def _own(self, user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
        return pages if user.is_superuser else pages.exclude(pk__in=foreign_updates(user).values("pk"))
