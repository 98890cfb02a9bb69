"""The forms by which trainees bring something. What may be in them is decided by the operations."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enums import Takes
from courses.models.words import in_language
from trainees.models import QuizAttempt, Submission
from trainees.operations.signing import LONGEST_NAME
from trainees.rules.files import BEGINNINGS

ACCEPT = ",".join(f".{end}" for end in BEGINNINGS)
FILE_HINT = _("PDF, Word, text or a picture, at most 10\u00a0MB.")


class _Text(forms.CharField):
    """A text that may be empty while it is a draft. Whether something is missing, the operation says when it is handed
    in: so the label does not call it optional.
    """

    def validate(self, value: Any) -> None:
        """Nothing is required yet."""


class FileField(forms.FileField):
    """A file that the operation looks at: an empty one is refused there, in the same words everywhere."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("File"),
            help_text=FILE_HINT,
            allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": ACCEPT}),
            **kwargs,
        )

    def validate(self, value: Any) -> None:
        """Nothing is required yet."""


class SignForm(forms.Form):
    """A name typed by hand. Which version was read comes with it, as the page shows it."""

    signed_as = forms.CharField(
        label=_("Name you go by"),
        max_length=LONGEST_NAME,
        help_text=_("Typing your name here is your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AssignmentForm(forms.Form):
    """A text, a file, or one of the two."""

    use_required_attribute = False
    text = _Text(
        label=_("Your text"),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    file = FileField()
    drop_file = forms.BooleanField(required=False)

    def __init__(self, *args: Any, takes: str, draft: Submission | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if takes == Takes.EITHER:
            self.fields["text"].help_text = _("Write here, or choose a file below, or both.")
        if takes == Takes.TEXT:
            del self.fields["file"]
        if takes == Takes.FILE:
            del self.fields["text"]
        if draft is None or not draft.file:
            del self.fields["drop_file"]
        else:
            label = _("Leave out the file %(name)s") % {"name": draft.file_name}
            self.fields["drop_file"].label = label


class CreditForm(forms.Form):
    """Where something was learned."""

    statement = forms.CharField(
        label=_("Where and when you learned it"),
        help_text=_("A course, a job, another programme. A few words are enough."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    file = FileField(required=False)


class QuizForm(forms.Form):
    """The questions of an attempt, each with its answers to choose from."""

    def __init__(self, *args: Any, attempt: QuizAttempt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, asked in enumerate(attempt.asked, 1):
            self.fields[field_of(asked)] = _question(number, asked)


def field_of(asked: Mapping[str, Any]) -> str:
    """The name of a question's field."""
    return f"q{asked['id']}"


def _question(number: int, asked: Mapping[str, Any]) -> forms.Field:
    choices = [(choice["key"], text_of(choice)) for choice in asked["choices"]]
    more: dict[str, Any] = {
        "label": f"{number}. {in_language(_Texts(asked), 'text')}",
        "choices": choices,
        "error_messages": {"required": _("This question has no answer yet.")},
    }
    if asked["is_multiple"]:
        return forms.MultipleChoiceField(
            widget=forms.CheckboxSelectMultiple, help_text=_("More than one answer is right."), **more
        )
    return forms.ChoiceField(widget=forms.RadioSelect, **more)


class _Texts:
    """A question as it was asked, read like a record."""

    def __init__(self, asked: Mapping[str, Any]) -> None:
        self.__dict__.update(asked)


def text_of(choice: Mapping[str, Any]) -> str:
    """An answer in the reader's language."""
    return in_language(_Texts({"text_en": choice["en"], "text_fr": choice["fr"]}), "text")


def question_text(asked: Mapping[str, Any], name: str = "text") -> str:
    """A question, or its explanation ("why"), in the reader's language."""
    return in_language(_Texts(asked), name)
