"""The frame of the site: a home page and a list of updates in each language, and who may write there.

Runs as often as one likes; what is there already is left as it is.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.home.models import HomePage
from cms.updates.models import UpdatesIndexPage
from courses.enums import RoleKind
from courses.operations.roles import group_of

# Editors write and ask for a check; coordinators check and publish. Each only in their programmes, which
# cms.updates.permissions sees to.
MAY = {
    RoleKind.EDITOR: ("add_page", "change_page"),
    RoleKind.COORDINATOR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}


@dataclass(frozen=True)
class Tree:
    """The frame in one language."""

    home: HomePage
    updates: UpdatesIndexPage


@transaction.atomic
def ensure() -> dict[str, Tree]:
    """Make what is missing of the frame. Returns it by language code."""
    root = Page.get_first_root_node()
    if not HomePage.objects.exists():
        _forget_what_wagtail_brings(root)
    trees: dict[str, Tree] = {}
    for code in [code for code, _name in settings.LANGUAGES]:
        locale = Locale.objects.get_or_create(language_code=code)[0]
        with override(code):
            trees[code] = _tree(root, locale, source=trees.get(settings.LANGUAGE_CODE))
    _site(trees[settings.LANGUAGE_CODE].home)
    _permissions([tree.updates for tree in trees.values()])
    _workflow([tree.updates for tree in trees.values()])
    return trees


def _forget_what_wagtail_brings(root: Page) -> None:
    """Its migrations leave a page that says "Welcome", and a group "Editors" that may change every page.

    The site needs the page's place, and its own editors write updates only.
    """
    GroupPagePermission.objects.filter(group__in=[group_of(kind) for kind in MAY], page=root).delete()
    for page in root.get_children():
        if page.specific_class is Page and page.slug == "home" and page.is_leaf():
            Site.objects.filter(root_page=page).delete()
            page.delete()
            root.refresh_from_db()


def _tree(root: Page, locale: Locale, *, source: Tree | None) -> Tree:
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        home = HomePage(
            title=_("Training for peer support workers"),
            slug="home" if source is None else f"home-{locale.language_code}",
            locale=locale,
            introduction=_("Learn to walk alongside others, from what you have lived through yourself."),
        )
        if source is not None:
            home.translation_key = source.home.translation_key
        root.add_child(instance=home)
    updates = UpdatesIndexPage.objects.child_of(home).first()
    if updates is None:
        updates = UpdatesIndexPage(
            title=_("Training updates"),
            slug="updates",  # the same in each language: subscriptions have their addresses below it
            locale=locale,
            show_in_menus=True,
            introduction=_(
                "What is open, what is coming, and what is full. If nothing fits, leave your address and we will "
                "write when something does."
            ),
        )
        if source is not None:
            updates.translation_key = source.updates.translation_key
        home.add_child(instance=updates)
    return Tree(home=home, updates=updates)


def _site(home: HomePage) -> None:
    if Site.objects.filter(is_default_site=True).exists():
        return
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=port,
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page=home,
        is_default_site=True,
    )


def _permissions(indexes: list[UpdatesIndexPage]) -> None:
    translating = Permission.objects.get(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    )
    for kind, codenames in MAY.items():
        group = group_of(kind)
        group.permissions.add(translating)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=codenames
        ):
            for index in indexes:
                GroupPagePermission.objects.get_or_create(group=group, page=index, permission=permission)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtaildocs", codename__in=("add_document", "choose_document")
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )


def _workflow(indexes: list[UpdatesIndexPage]) -> None:
    """One check by a coordinator before an editor's update is published."""
    if WorkflowPage.objects.filter(page__in=indexes).exists():
        return
    coordinators: Group = group_of(RoleKind.COORDINATOR)
    task = GroupApprovalTask.objects.create(name=_("A coordinator reads it"))
    task.groups.add(coordinators)
    workflow = Workflow.objects.create(name=_("Check of training updates"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for index in indexes:
        WorkflowPage.objects.create(workflow=workflow, page=index)
