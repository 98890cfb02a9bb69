"""Documents that are material of a module: not for everybody who has their address."""

from typing import Any

from django.http import Http404, HttpRequest

from courses.models import Material
from courses.queries import programmes_of
from trainees.queries.material import TEACHING


def refuse_private_document(document: Any, request: HttpRequest) -> None:
    """Raise Http404 for a document of a module, but for who teaches in its programme: the office links to it.

    Trainees read it under /my/material/. Documents of no module are as they were.
    """
    found = Material.objects.filter(document=document.pk)
    programmes = set(found.values_list("module__edition__course__programme", flat=True))
    if programmes and not programmes_of(request.user, *TEACHING).filter(pk__in=programmes).exists():
        raise Http404
