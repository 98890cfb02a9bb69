"""How the certificates of a course look: words, signers, pictures of signatures, and a preview of what was typed."""

import base64
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin

from courses.backoffice.editions import course_step, courses_step
from courses.backoffice.pages import OperationPage
from courses.backoffice.views import found
from courses.models import Course
from courses.pdf import MEDIA_TYPE
from trainees.enums import CertificateLanguage
from trainees.models import CertificateTemplate
from trainees.operations import certificate_templates
from trainees.operations.certificate_templates import FIELDS, PICTURES, placeholder_words
from trainees.operations.signature_pictures import clean_signature
from trainees.queries.paper_preview import awards_to_preview, preview_pdf, preview_picture
from trainees.queries.papers import look_of, signatures
from trainees.rules.statements import empty_in_one, unknown_names

RELATED = ("programme",)
PICTURE_HELP = _(
    "PNG or JPEG, at most 2 MB: dark ink on white, little space around it. Without one there is room for a pen."
)
ACCEPTED = "image/png,image/jpeg"


class LookForm(forms.ModelForm[CertificateTemplate]):
    """The words, the signers, and pictures that are given anew or taken away; below them, what to preview."""

    first_picture = forms.FileField(
        label=_("First signature: picture"),
        required=False,
        help_text=PICTURE_HELP,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    remove_first = forms.BooleanField(label=_("Remove the picture of the first signature"), required=False)
    second_picture = forms.FileField(
        label=_("Second signature: picture"),
        required=False,
        help_text=PICTURE_HELP,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    remove_second = forms.BooleanField(label=_("Remove the picture of the second signature"), required=False)
    preview_name = forms.CharField(
        label=_("Name to try"),
        max_length=200,
        required=False,
        help_text=_("Any name, long or short. It is not kept."),
    )
    preview_language = forms.ChoiceField(
        label=_("Language"),
        choices=CertificateLanguage.choices,
        initial=CertificateLanguage.BOTH,
        required=False,
    )

    preview_award = forms.ChoiceField(label=_("Award"), required=False)

    class Meta:
        model = CertificateTemplate
        fields: ClassVar[list[str]] = list(FIELDS)
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("statement_en", "statement_fr")
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "heading_en": _("In place of “Certificate”."),
            "statement_en": _(
                "Between the name and the award. {name}, {course} and {programme} are filled in. {award} and {hours} "
                "are too, but they stand below it anyway. If it is empty, or the award is given as an exception, our "
                "own sentence stands there."
            ),
            "footer_en": _("Such as an acknowledgement of the land."),
            "mail": _("What a person gets when a certificate is issued to them."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for which in ("first", "second"):
            if not getattr(self.instance, f"{which}_signature"):
                del self.fields[f"remove_{which}"]
        awards = [(one.code, one.name) for one in awards_to_preview(self.instance.course)]
        if awards:
            self.fields["preview_award"].choices = awards  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["preview_award"]

    def _stated(self, name: str) -> str:
        value: str = self.cleaned_data[name]
        if unknown := unknown_names(value):
            raise ValidationError(placeholder_words(unknown), code="placeholder")
        return value

    def clean_statement_en(self) -> str:
        """Only names that mean something stand in braces."""
        return self._stated("statement_en")

    def clean_statement_fr(self) -> str:
        """Only names that mean something stand in braces."""
        return self._stated("statement_fr")

    def clean_preview_language(self) -> str:
        """Both, where none was chosen."""
        return self.cleaned_data["preview_language"] or CertificateLanguage.BOTH.value

    @property
    def pictures(self) -> dict[str, Any]:
        """The uploads, by the model's fields."""
        return {name: self.cleaned_data.get(_input(name)) for name in PICTURES}

    @property
    def removed(self) -> frozenset[str]:
        """The fields whose picture is to be taken away."""
        return frozenset(name for name in PICTURES if self.cleaned_data.get(f"remove_{_which(name)}"))

    def groups(self) -> list[dict[str, Any]]:
        """The fields as they are shown: [{"title", "rows": [[bound field, …]]}]."""
        words = [["heading_en", "heading_fr"], ["statement_en", "statement_fr"], ["footer_en", "footer_fr"]]
        groups: list[tuple[Any, list[list[str]]]] = [(_("Words"), words)]
        for title, which in ((_("First signature"), "first"), (_("Second signature"), "second")):
            roles = [f"{which}_role_en", f"{which}_role_fr"]
            groups.append((title, [[f"{which}_signer"], roles, [f"{which}_picture", f"remove_{which}"]]))
        groups.append((_("Paper and mail"), [["paper", "mail"], ["has_back"]]))
        return [
            {"title": title, "rows": [[self[name] for name in row if name in self.fields] for row in rows]}
            for title, rows in groups
        ]


def _which(field: str) -> str:
    return field.partition("_")[0]


def _input(field: str) -> str:
    return f"{_which(field)}_picture"


class EditLook(OperationPage):
    """Change how certificates of a course look."""

    form_class = LookForm
    template_name = "backoffice/certificate_look.html"
    page_title = _("Look of certificates")
    header_icon = "doc-full"
    result: CertificateTemplate
    done = _("The look of certificates is saved. It holds for those that were issued, too.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.course = found(self.request.user, Course, kwargs["pk"], "change", related=RELATED)

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, this course."""
        return [courses_step(), course_step(self.course)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """A record of its own for the form to write on; the operation reads the stored one."""
        return {**super().get_form_kwargs(), "instance": look_of(self.course)}

    def operate(self, form: LookForm) -> CertificateTemplate:
        """Save it; what is refused of a picture stands at its input."""
        fields = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            return certificate_templates.change_template(
                course=self.course,
                by=self.request.user,
                pictures=form.pictures,
                remove=form.removed,
                **fields,
            )
        except ValidationError as error:
            raise at_inputs(error) from None

    def get_done(self) -> str:
        """With what was left empty in one of the languages."""
        return " ".join(str(words) for words in (self.done, one_sided(self.result)) if words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the course, and what is there in one language only."""
        context = super().get_context_data(**kwargs)
        return {"course": self.course, "one_sided": one_sided(context["form"].instance), **context}


def one_sided(look: CertificateTemplate) -> str:
    """A warning about what is there in one language only; "" where nothing is."""
    empty = [str(look._meta.get_field(name).verbose_name) for name in empty_in_one(look)]  # type: ignore[union-attr]
    if not empty:
        return ""
    return gettext(
        "Still empty: %(fields)s. Our own heading and sentence stand there; other lines stay in one language."
    ) % {"fields": ", ".join(empty)}


def at_inputs(error: ValidationError) -> ValidationError:
    """The same, with what is said about a picture at the input it came from."""
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError({
        _input(field) if field in PICTURES else field: errors for field, errors in error.error_dict.items()
    })  # fmt: skip


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewLook(View):
    """What was typed, as it would be printed: the front in the page's frame, or a PDF. Nothing is saved, and no
    browser keeps it: Wagtail says so for all of the back office.
    """

    http_method_names = ["post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look first: to those who may not change the course, it does not exist."""
        self.course = found(request.user, Course, kwargs["pk"], "change", related=RELATED)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file, or 422 with what stands in its way."""
        stored = look_of(self.course)
        pictures = signatures(stored)
        form = LookForm(request.POST, request.FILES, instance=stored)
        if form.is_valid():
            try:
                pictures = self._pictures(form, pictures)
            except ValidationError as error:
                for field, errors in at_inputs(error).error_dict.items():
                    form.add_error(field, ValidationError(errors))
        return self._file(form, pictures) if form.is_valid() else self._refused(form)

    def _pictures(self, form: LookForm, stored: dict[str, bytes]) -> dict[str, bytes]:
        """Those that are there, without those to be removed, with those that came along."""
        pictures = {which: data for which, data in stored.items() if f"{which}_signature" not in form.removed}
        for name, upload in form.pictures.items():
            if upload:
                pictures[_which(name)] = clean_signature(upload, field=name).read()
        return pictures

    def _file(self, form: LookForm, pictures: dict[str, bytes]) -> HttpResponse:
        look = {
            "name": form.cleaned_data["preview_name"],
            "language": form.cleaned_data["preview_language"],
            "paper": form.cleaned_data["paper"],
            "award": form.cleaned_data.get("preview_award", ""),
            "pictures": pictures,
        }
        if self.request.POST.get("as") == "pdf":
            response = HttpResponse(preview_pdf(form.instance, **look), content_type=MEDIA_TYPE)
            response["Content-Disposition"] = 'inline; filename="preview.pdf"'
            return response
        picture = base64.b64encode(preview_picture(form.instance, **look)).decode()
        return render(self.request, "backoffice/look_preview.html", {"picture": picture})

    def _refused(self, form: LookForm) -> HttpResponse:
        return render(self.request, "backoffice/look_preview.html", {"form": form}, status=422)
