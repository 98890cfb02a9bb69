"""Profiles in the office: an edition as a file, a file as a course, rules tried out on made-up people."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormMixin
from wagtail.admin import messages

from courses.forms import DIGITS, put_errors
from courses.models import Course, Edition, Programme
from courses.operations.loaded import Loaded
from courses.operations.profiles import foresee, load_profile
from courses.profiles.problems import Refused
from courses.profiles.profile import Profile
from courses.profiles.reading import Document
from courses.profiles.records import Records
from courses.profiles.sampling import sample_people
from courses.profiles.shipped import shipped_names, shipped_text
from courses.profiles.trying import try_out
from courses.profiles.writing import as_yaml
from courses.queries.profiles import profile_data

from .access import POLICIES, seen_by
from .editions import EditionStep, courses_step, edition_step
from .pages import OfficePage, allow
from .profile_fields import ProfileForm, TryForm
from .profile_words import by_person, compared, contents, done_words, would_do
from .views import found


class DownloadProfile(EditionStep):
    """An edition as a profile: the same as `manage.py profile dump` writes."""

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], related=("course",))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        name = f"{self.edition.course.slug}-edition-{self.edition.version}.yaml"
        return as_file(name, as_yaml(profile_data(self.edition)))


class ExampleProfile(OfficePage):
    """A profile that comes with the software, to begin with."""

    def load(self, **kwargs: Any) -> None:
        """For whoever may load one; what does not come with it does not exist."""
        allow(POLICIES[Course].user_has_permission(self.request.user, "add"))
        if kwargs["name"] not in shipped_names():
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        return as_file(f"{kwargs['name']}.yaml", shipped_text(kwargs["name"]))


def as_file(name: str, text: str) -> HttpResponse:
    """A download."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": disposition or "attachment"},
    )


class YamlPage(FormMixin[Any], OfficePage):
    """A form with YAML in it. What is wrong is told with line and field; nothing typed is lost."""

    def answer(self, form: Any, **found: Any) -> HttpResponse:
        """The page with the form as it was typed, and with what was found; 422 where something is wrong."""
        if form.errors:
            messages.error(self.request, _("Nothing was changed: please look at what is said below."))
        context = self.get_context_data(form=form, **found)
        return self.render_to_response(context, status=422 if form.errors else 200)


def tried(profile: Profile, records: Records) -> dict[str, Any]:
    """What a profile makes of people, for the page."""
    at = records.on or timezone.localdate()
    return {"at": at, "people": by_person(try_out(profile, records.people, at=at))}


@method_decorator(sensitive_post_parameters("text"), name="dispatch")
class TryRules(EditionStep, YamlPage):
    """What an edition's rules make of made-up people. Nothing is kept."""

    template_name = "backoffice/try_rules.html"
    page_title = _("Try the rules out")
    form_class = TryForm

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], related=("course",))
        data = profile_data(self.edition)
        self.profile = Profile(Document(str(self.edition), data, {}), data)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what they are tried by, and two people to begin with."""
        sample = sample_people(self.profile.outline, on=timezone.localdate())
        return {**super().get_form_kwargs(), "profile": self.profile, "initial": {"text": sample}}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge; it changes nothing."""
        form = self.get_form()
        if not form.is_valid():
            return self.answer(form)
        return self.answer(form, tried=tried(self.profile, form.cleaned_data["records"]))


@method_decorator(sensitive_post_parameters("text", "people_text"), name="dispatch")
class LoadProfile(YamlPage):
    """A course, or a new edition of one, from a file: first it is said what would happen, then it is done."""

    template_name = "backoffice/load_profile.html"
    page_title = _("Load a profile")
    header_icon = "upload"
    form_class = ProfileForm

    def load(self, **kwargs: Any) -> None:
        """For whoever may add courses somewhere; a programme that one may not change does not exist."""
        allow(POLICIES[Course].user_has_permission(self.request.user, "add"))
        typed = self.request.POST.get("programme", "")
        if typed.isdecimal() and len(typed) <= DIGITS:
            mine = seen_by(self.request.user, Programme, "change")
            if not mine.filter(pk=int(typed)).exists():
                raise Http404

    def trail(self) -> list[tuple[str, Any]]:
        """Courses."""
        return [courses_step()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the names of the examples."""
        return {"examples": shipped_names(), **super().get_context_data(**kwargs)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """For whom, and whether it is tried out."""
        is_tried = "try" in self.request.POST
        return {**super().get_form_kwargs(), "person": self.request.user, "is_tried": is_tried}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Load what was seen; else say what would happen."""
        form = self.get_form()
        form.full_clean()
        profile, programme = form.cleaned_data.get("profile"), form.cleaned_data.get("programme")
        if profile is None or programme is None:
            return self.answer(form)
        try:
            if "load" in request.POST and request.POST.get("shown") == form.digest:
                seen = request.POST.get("seen") or "–"  # without one, nothing was looked at
                loaded = load_profile(profile=profile, programme=programme, by=request.user, seen=seen)
                return self.done(loaded)
            if "load" in request.POST and request.POST.get("shown"):
                messages.warning(request, _("The text changed since you looked. Please look again."))
        except Refused as error:
            form.refuse(form.place, error)
        except ValidationError as error:
            put_errors(form, error)
        return self.look(form)

    def done(self, loaded: Loaded) -> HttpResponse:
        """Say it, and lead to the edition."""
        messages.success(self.request, done_words(loaded))
        return redirect(edition_step(loaded.edition)[0])

    def look(self, form: ProfileForm) -> HttpResponse:
        """What would happen now, and what the people who were typed make of it."""
        data = form.cleaned_data
        profile, programme = data["profile"], data["programme"]
        try:
            loaded = foresee(profile=profile, programme=programme, by=self.request.user)
        except Refused as error:
            form.refuse(form.place, error)
            return self.answer(form)
        if not form.data.get("people_text", "").strip():
            form.put(people_text=sample_people(profile.outline, on=timezone.localdate()))
        return self.answer(
            form,
            foreseen=loaded,
            would_do=would_do(loaded, profile=profile, programme=programme),
            compared=compared(loaded, profile),
            contents=contents(profile),
            tried=tried(profile, data["records"]) if data.get("records") else None,
        )
