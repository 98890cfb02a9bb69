"""Which tables public pages may show, and which of their columns matter to what.

A page that reads any other table is not kept. So nobody can forget a table: its pages would only be slow.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import Model

# Read while a page is made, and never a reason to make it again.
# (What calendars take from the log is when a row was changed, which is told of by itself.)
HARMLESS = frozenset({"django_content_type", "wagtailcore_modellogentry", "wagtailimages_rendition"})


@dataclass(frozen=True, kw_only=True)
class Watch:
    """One table.

    `unseen`: columns that no public page shows. `shown`: columns that change what is shown of a row, never whether or
    where it stands in a list. `narrow`: all that a mere link or line needs; reading no other column means that changes
    of the others do not matter. `scopes`: columns by which queries narrow their lists, best first.
    `visible` and `flips` are SQL with {row} for OLD or NEW: a row that is visible neither before nor after does not
    matter; a condition that `flips` counts like a column that lists are chosen by, one that `turns` like a shown one.
    """

    table: str
    pk: str
    columns: tuple[str, ...]
    unseen: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    narrow: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = ()
    visible: str = ""
    flips: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    parent: str = ""  # the table of the model it inherits from, which tells of new and deleted rows

    @property
    def seen(self) -> tuple[str, ...]:
        """The columns whose change may matter."""
        return tuple(column for column in self.columns if column not in self.unseen and column != self.pk)

    @property
    def listing(self) -> tuple[str, ...]:
        """The columns that may decide about lists."""
        return tuple(column for column in self.seen if column not in self.shown)


# What courses keep that no visitor sees: who may do what, who teaches, and what is for those who are enrolled.
NEVER_SHOWN = frozenset({
    "Role", "Session_facilitators", "Agreement", "Quiz", "Question", "Exam", "ExamWindow", "EvidenceItem",
    "AbsenceLimit", "Material", "HourGoal", "SessionChange",
})  # fmt: skip

# Tables whose rows bring along a page of which only the place in the tree is used.
LOOKED_THROUGH = frozenset({"wagtailcore_site", "wagtailcore_pageviewrestriction"})
# By table. What is not said here is treated as if every column decided about every list.
_KNOWN: dict[str, dict[str, object]] = {
    "wagtailcore_page": {
        "unseen": {
            "numchild", "draft_title", "has_unpublished_changes", "latest_revision_id", "live_revision_id",
            "latest_revision_created_at", "owner_id", "locked", "locked_at", "locked_by_id", "go_live_at",
            "expire_at", "expired",
        },
        "shown": {"title", "seo_title", "search_description", "last_published_at"},
        "narrow": {
            "title", "path", "depth", "slug", "url_path", "live", "locale_id", "translation_key", "show_in_menus",
            "content_type_id", "alias_of_id", "first_published_at",
        },
        "scopes": ("translation_key", "path", "slug", "depth", "content_type_id"),
        "visible": "{row}.live",
        # A page that had no child did not even look for any.
        "turns": ("{row}.numchild = 0",),
    },
    "courses_cohort": {
        "shown": {
            "seats_held", "name_en", "name_fr", "place_en", "place_fr", "pattern_en", "pattern_fr", "slug",
        },
        "scopes": ("edition_id",),
        "visible": "{row}.state <> 'draft'",
        "flips": ("{row}.seats_held < {row}.capacity",),
    },
    "courses_session": {"scopes": ("cohort_id",)},
    "courses_coverage": {"unseen": {"minutes"}, "scopes": ("session_id",)},
    "courses_module": {"scopes": ("edition_id",)},
    "courses_award": {"scopes": ("edition_id",)},
    "courses_prerequisite": {"scopes": ("module_id",)},
    "courses_edition": {"unseen": {"note"}, "scopes": ("course_id",)},
    "courses_course": {"scopes": ("programme_id", "slug")},
    "courses_programme": {"scopes": ("slug", "region_id")},
    "courses_region": {"scopes": ("slug",)},
    "courses_stream": {"scopes": ("slug",)},
    # "wide" instead of "narrow": all columns but these.
    "updates_updatepage": {
        "shown": {"introduction", "body"}, "wide": {"body"}, "scopes": ("cohort_id", "programme_id"),
    },
    "home_coursepage": {"scopes": ("course_id",)},
    "home_programmepage": {"scopes": ("programme_id",)},
    "wagtailimages_image": {"unseen": {"uploaded_by_user_id"}},
    "wagtaildocs_document": {"unseen": {"uploaded_by_user_id"}},
}  # fmt: skip


def _models() -> Iterable[type[Model]]:
    from wagtail.models import Page, get_page_models

    yield Page
    yield from (model for model in get_page_models() if not getattr(model, "is_for_the_enrolled", False))
    for label in (
        "wagtailcore.Site", "wagtailcore.Locale", "wagtailcore.PageViewRestriction", "cms.SiteSettings",
        "wagtaildocs.Document", "wagtailimages.Image", "wagtailredirects.Redirect",
    ):  # fmt: skip
        yield apps.get_model(label)
    for model in apps.get_app_config("courses").get_models(include_auto_created=True):
        if model.__name__ not in NEVER_SHOWN:
            yield model


def _texts(model: type[Model]) -> set[str]:
    """The columns of a page type that hold what is read and choose nothing: running texts and blocks."""
    return {
        str(field.column)
        for field in model._meta.local_fields
        if field.get_internal_type() in ("CharField", "TextField", "JSONField") and not field.choices
    }


def _watch(model: type[Model]) -> Watch:
    meta = model._meta
    known = _KNOWN.get(meta.db_table, {})
    parent = next((one._meta.db_table for one in meta.parents), "")
    columns = tuple(str(field.column) for field in meta.local_fields)
    scopes, narrow = known.get("scopes", ()), known.get("narrow", ())
    if wide := known.get("wide"):
        narrow = set(columns) - wide  # type: ignore[operator]  # of the table above
    return Watch(
        table=meta.db_table,
        pk=str(meta.pk.column),
        columns=columns,
        unseen=frozenset(known.get("unseen", ())),  # type: ignore[call-overload]  # of the table above
        shown=frozenset(known.get("shown", _texts(model) if parent else ())),  # type: ignore[call-overload]
        narrow=frozenset(narrow),  # type: ignore[call-overload]
        scopes=tuple(scopes),  # type: ignore[arg-type]
        visible=str(known.get("visible", "")),
        flips=tuple(known.get("flips", ())),  # type: ignore[arg-type]
        turns=tuple(known.get("turns", ())),  # type: ignore[arg-type]
        parent=parent,
    )


@cache
def watches() -> dict[str, Watch]:
    """Every watched table, by name. Complete once the apps are loaded."""
    return {watch.table: watch for watch in map(_watch, _models()) if watch.columns}


def content_type(table: str) -> int:
    """The number by which wagtailcore_page knows the page type of this table."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import get_page_models

    model = next(model for model in get_page_models() if model._meta.db_table == table)
    return ContentType.objects.get_for_model(model, for_concrete_model=False).pk
