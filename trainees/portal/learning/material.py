"""Material of a module, shown to who is enrolled and to who teaches, and to nobody else."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page

from courses.models import Material
from trainees.models import Enrolment
from trainees.queries.material import reading_for

from .files import answer
from .finding import language


@login_required
@require_safe
def material(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The page or the document; a note when it opens, where that is still to come. 404 for everybody else."""
    found = get_object_or_404(
        Material.objects.select_related("module__edition__course", "document", "page"), pk=pk
    )
    reading = reading_for(request.user, found, at=timezone.now())
    if reading is None:
        raise Http404
    context: dict[str, Any] = {"material": found, "module": found.module, "reading": reading}
    mine = Enrolment.objects.of(request.user).filter(cohort__edition=found.module.edition_id).first()
    context["enrolment"] = mine
    if not reading.is_open:
        return render(request, "portal/learning/material.html", context)
    if found.document is not None:
        return answer(found.document.file, found.document.filename)
    text = _in_the_readers_language(found.page)
    if text is None:
        raise Http404
    if not getattr(text, "is_for_the_enrolled", False):
        return redirect(text.get_url(request) or "/")
    return render(request, "portal/learning/material.html", context | {"text": text})


def _in_the_readers_language(page: Page) -> Any:
    """The live translation of a page into the reader's language, else the page itself; None where none is live."""
    found = Page.objects.live().filter(translation_key=page.translation_key).select_related("locale")
    # An alias stands in one language and shows the words of another.
    by_language = {
        one.locale.language_code: one for one in found if one.alias_of_id is None or one.pk == page.pk
    }
    shown = by_language.get(language()) or next(
        (one for one in by_language.values() if one.pk == page.pk), None
    )
    return shown.specific if shown is not None else None
