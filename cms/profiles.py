"""The schemas of profiles and of sample records, where editors of YAML find them."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from courses.profiles.fields import Schema
from courses.profiles.records_schema import records_schema
from courses.profiles.schema import as_json, profile_schema

DAY = 24 * 60 * 60


@require_safe
def profile_json(request: HttpRequest) -> HttpResponse:
    """What may stand in a profile. It asks no database."""
    return _answer(profile_schema())


@require_safe
def records_json(request: HttpRequest) -> HttpResponse:
    """What may stand in a file of sample records. It asks no database."""
    return _answer(records_schema())


def _answer(schema: Schema) -> HttpResponse:
    response = HttpResponse(as_json(schema), content_type="application/schema+json")
    patch_cache_control(response, public=True, max_age=DAY)
    return response
