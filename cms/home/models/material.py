"""A page to read for those who are enrolled. Its own address never shows it: the portal does."""

from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from cms.blocks.body import MATERIAL_BODY
from courses.models import Material
from trainees.queries.material import first_open

from .readable import ReadablePage


class MaterialPage(ReadablePage):
    """Material of a module, opened through courses.models.Material by who may read it (/my/material/).

    In no menu, sitemap, search or feed, and never kept by the page cache: cms.home.places.readable leaves it out, and
    tests plant a word in it and look for that word everywhere.
    """

    is_for_the_enrolled = True

    body = StreamField(MATERIAL_BODY, verbose_name=_("body"), blank=True)

    template = "portal/learning/material.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.MaterialPage"]
    subpage_types: ClassVar[list[str]] = ["home.MaterialPage"]
    # Who may read it is said by its module, and cannot be widened here.
    private_page_options: ClassVar[list[str]] = []
    show_in_menus_default = False

    class Meta:
        verbose_name = _("page of material")
        verbose_name_plural = _("pages of material")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As the portal shows it, for the preview."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"text": self}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead who may read it to where it is shown; a visitor first signs in; 404 for everybody else."""
        # Wagtail makes the preview's request itself: no visitor can set this.
        if getattr(request, "is_preview", False):
            shown: HttpResponse = super().serve(request, *args, **kwargs)
            return shown
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
        found = Material.objects.filter(page__translation_key=self.translation_key)
        material = first_open(
            request.user,
            list(found.select_related("module__edition__course").order_by("pk")),
            at=timezone.now(),
        )
        if material is None:
            raise Http404
        return redirect(reverse("portal:material", args=[material.pk]))
