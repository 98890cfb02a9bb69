"""The index of training updates, and one update."""

import datetime as dt
from collections.abc import Collection
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail_localize.fields import SynchronizedField

from cms.blocks import UPDATE_BODY
from cms.home.placed import PlacedPage
from cms.updates import facts, filters, permissions
from cms.updates.enums import HEADLINES
from cms.updates.forms.pages import UpdatePageForm
from cms.updates.panels import ToldPanel
from courses.enums import CohortState, Intake
from courses.models import Cohort, Programme, Stream

ACTION = "action"  # the block in UPDATE_BODY that is a button


class UpdatesIndexPage(PlacedPage, Page):
    """What is open, what is coming, and all updates: the page at /updates/."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    kept_query = ""  # what the reader chose, for the language switch (cms.navigation)

    template = "pages/updates_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["updates.UpdatePage"]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
    # Subscriptions and the feed have their addresses below it.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("slug", overridable=False)]

    class Meta:
        verbose_name = _("list of training updates")

    def permissions_for_user(self, user: Any) -> permissions.IndexPermissionTester:
        """Only administrators change the list itself."""
        return permissions.IndexPermissionTester(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Each choice has one address; others lead there. What names something unknown is not kept by anybody."""
        if not filters.is_canonical(request.GET):
            query = filters.canonical(request.GET)
            return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
        response: Any = super().serve(request, *args, **kwargs)
        context = getattr(response, "context_data", None)  # not for OPTIONS
        if context and context["wanted"].is_unknown:
            add_never_cache_headers(response)
        return cast(HttpResponse, response)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.updates.queries import index_context  # it reads the pages defined here

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | index_context(self, request)


class UpdateQuerySet(PageQuerySet):
    """Updates, as sentences."""

    def newest(self) -> "UpdateQuerySet":
        """The one first posted last comes first; posting it again does not move it."""
        return self.order_by("-first_published_at", "-pk")

    def with_facts(self) -> "UpdateQuerySet":
        """Together with programme, cohort, course and region: no query per row for them."""
        return self.select_related(
            "programme__region",
            "stream",
            "locale",
            "cohort__edition__course__programme__region",
            "cohort__edition__course__stream",
        )

    def leading_for(self, cohorts: Collection[Cohort]) -> "dict[int, UpdatePage]":
        """To where each cohort leads, by its id: the newest of them about it that says how to apply, else the newest.

        One query that brings a row for each cohort.
        """
        if not cohorts:
            return {}
        about = self.filter(cohort=OuterRef("pk"))
        leading = about.order_by("-has_action", "-first_published_at", "-pk").values("pk")[:1]
        chosen = Cohort.objects.filter(pk__in=[cohort.pk for cohort in cohorts]).order_by()
        found = UpdatePage.objects.filter(pk__in=chosen.annotate(leading=Subquery(leading)).values("leading"))
        return {page.cohort_id: page for page in found.defer_streamfields().select_related("locale")}

    def of_programmes(self, programmes: Any) -> "UpdateQuerySet":
        """Those of these programmes (a queryset or ids)."""
        return self.filter(programme__in=programmes)

    def saying(self, state: Intake, *, at: dt.datetime) -> "UpdateQuerySet":
        """Those whose tag is `state` at the instant `at`; see UpdatePage.tag. No query of its own."""
        known: Any = Cohort.objects.exclude(state=CohortState.DRAFT).with_intake(at=at)
        by_cohort = Q(cohort__in=known.filter(intake_now=state).values("pk"))
        by_hand = Q(headline=state) & (Q(cohort=None) | Q(cohort__state=CohortState.DRAFT))
        return self.filter(by_cohort | by_hand)


class UpdatePage(PlacedPage, Page):
    """One training update of a programme. Where it names a cohort, that cohort gives the facts.

    With a cohort, programme and stream are the cohort's. The headline is what an update without a cohort says.
    """

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="+"
    )
    cohort = models.ForeignKey(
        Cohort,
        verbose_name=_("cohort"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its dates, place, seats and application times are shown; do not type them."),
    )
    stream = models.ForeignKey(
        Stream,
        verbose_name=_("stream"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: for everybody. With a cohort it is the cohort's."),
    )
    headline = models.CharField(
        _("what it says"),
        max_length=12,
        blank=True,
        choices=[(state.value, state.label) for state in HEADLINES],
        help_text=_("Only without a cohort: a cohort tells whether it is open, coming or full."),
    )
    introduction = models.CharField(
        _("introduction"),
        max_length=300,
        help_text=_("One or two short sentences. They stand in the list and in the mail."),
    )
    body = StreamField(UPDATE_BODY, verbose_name=_("body"), blank=True)
    # Whether the body holds a button, as the way to apply; kept up by save(), for lists that do not read bodies.
    has_action = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = PageManager.from_queryset(UpdateQuerySet)()

    template = "pages/update_page.html"
    base_form_class = UpdatePageForm
    parent_page_types: ClassVar[list[str]] = ["updates.UpdatesIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("programme"), FieldPanel("cohort"), FieldPanel("stream"), FieldPanel("headline")],
            heading=_("What it is about"),
        ),
        ToldPanel(heading=_("Subscribers")),
        FieldPanel("body"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("programme", overridable=False),
        SynchronizedField("cohort", overridable=False),
        SynchronizedField("stream", overridable=False),
        SynchronizedField("headline", overridable=False),
    ]

    class Meta:
        verbose_name = _("training update")
        verbose_name_plural = _("training updates")

    def clean(self) -> None:
        """Take programme and stream from the cohort. Raises ValidationError for a cohort of another programme."""
        super().clean()
        if self.cohort is None:
            return
        course = self.cohort.edition.course
        if self.programme_id and self.programme_id != course.programme_id:
            raise ValidationError(
                {"cohort": _("This cohort belongs to another programme.")}, code="programme"
            )
        self.stream_id = course.stream_id
        self.headline = ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note whether the body holds a button, wherever the body is written."""
        fields: Collection[str] | None = kwargs.get("update_fields")
        if "body" not in self.get_deferred_fields() and (fields is None or "body" in fields):
            self.has_action = any(block["type"] == ACTION for block in self.body.raw_data)
            if fields is not None:
                kwargs["update_fields"] = {*fields, "has_action"}
        super().save(*args, **kwargs)

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish, and in the same transaction note that subscribers are to be told (page_published, see apps.py)."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> permissions.UpdatePermissionTester:
        """Nobody but the programme's own people may do anything with its updates."""
        return permissions.UpdatePermissionTester(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.updates.queries import update_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | update_context(self, request)

    def posted_on(self, *, at: dt.datetime) -> dt.date:
        """When it was first posted, on the programme's calendar; `at` where it is a draft being previewed."""
        return (self.first_published_at or at).astimezone(self.programme.tz).date()

    def tag(self, *, at: dt.datetime) -> facts.Tag | None:
        """What it says in a word: its cohort's state, else its headline; None for plain news."""
        if self.cohort is not None and self.cohort.state != CohortState.DRAFT:
            return facts.tag(self.cohort.intake(at=at))
        return facts.tag(self.headline) if self.headline else None
