"""The form of an update in the back office."""

from typing import Any

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm

from cms.updates.permissions import programmes_for
from courses.models import Cohort


class UpdatePageForm(WagtailAdminPageForm):
    """Offers, and accepts, only programmes and cohorts of the person who writes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = getattr(self, "for_user", None)
        if user is None:
            return
        programmes = programmes_for(user)
        if "programme" in self.fields:
            self.fields["programme"].queryset = programmes
            if self.initial.get("programme") is None and len(programmes) == 1:
                self.initial["programme"] = programmes[0].pk
        if "cohort" in self.fields:
            self.fields["cohort"].queryset = (
                Cohort.objects.of_programmes(programmes).with_course().order_by("-starts_on", "pk")
            )

    def clean_slug(self) -> str:
        """A new address has no accents, whoever or whatever typed it; one that is in use stays."""
        slug: str = self.cleaned_data["slug"]
        return slug if slug == self.instance.slug else slugify(slug)
