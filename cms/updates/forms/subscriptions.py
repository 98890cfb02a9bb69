"""Asking to hear about training updates."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Language
from courses.models import Region, Stream
from tasks.outbox.addresses import normalise_address


class SubscribeForm(forms.Form):
    """E-mail, region, stream and language. Two queries, for the choices."""

    address = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    region = forms.ModelChoiceField(
        label=_("Where"), queryset=Region.objects.none(), required=False, empty_label=_("Anywhere")
    )
    stream = forms.ModelChoiceField(
        label=_("Stream"), queryset=Stream.objects.none(), required=False, empty_label=_("Any stream")
    )
    language = forms.ChoiceField(label=_("Language of the messages"), choices=Language.choices)
    # A trap for robots: people do not see it, and whoever fills it is answered as everybody is.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        template_name="components/forms/trap.html",  # type: ignore[call-arg]  # new in Django 5.0; the stubs lag
    )

    is_short = False

    def __init__(self, *args: Any, regions: Sequence[Region] | None = None, **kwargs: Any) -> None:
        """`regions`: all of them, where the caller has read them already."""
        kwargs.setdefault("auto_id", "subscribe_%s")
        super().__init__(*args, **kwargs)
        where: Any = self.fields["region"]
        where.queryset = Region.objects.all()
        if regions is not None:
            where.choices = [("", where.empty_label), *((region.pk, region.name) for region in regions)]
        if "stream" in self.fields:
            self.fields["stream"].queryset = Stream.objects.all()  # type: ignore[attr-defined]
        self.fields["language"].initial = (get_language() or "en")[:2]

    def clean_address(self) -> str:
        """The address in the form that is kept."""
        return normalise_address(self.cleaned_data["address"])

    @property
    def is_robot(self) -> bool:
        """Whether the trap holds something."""
        return bool(self.cleaned_data.get("website"))


class ShortSubscribeForm(SubscribeForm):
    """What stands beside the list of updates: e-mail and region, in the language of the page, for any stream.

    It is posted to the page of the whole form, where everything can be chosen.
    """

    is_short = True
    stream = None  # type: ignore[assignment]  # how Django leaves out a field
    language = forms.ChoiceField(choices=Language.choices, widget=forms.HiddenInput)
