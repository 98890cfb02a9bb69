"""What studies found, and where each can be read."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .groups import PARTS
from .text import PartTextBlock

# A prefix "10." with four to nine digits, a slash, and a suffix without blanks (doi.org handbook, section 2.2).
DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
FIRST_YEAR = 1900


class RecordBlock(blocks.CharBlock):
    """A name or number out of a study's record, the same in every language: wagtail-localize leaves it as it is."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """None."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The source's own value."""
        return value


def check_year(year: int) -> None:
    """Raise ValidationError unless `year` lies between 1900 and next year: journals print ahead."""
    last = timezone.localdate().year + 1
    if not FIRST_YEAR <= year <= last:
        raise ValidationError(
            _("Give a year from %(first)d to %(last)d."),
            code="year",
            params={"first": FIRST_YEAR, "last": last},
        )


def check_doi(doi: str) -> None:
    """Raise ValidationError unless `doi` is a bare DOI, as in 10.1136/bmjopen-2022-061336."""
    if doi.lower().startswith(("http:", "https:", "doi:", "doi.org")):
        raise ValidationError(
            _("Give the DOI alone: it begins with 10. and has no https:// before it."), code="doi"
        )
    if not DOI.fullmatch(doi):
        raise ValidationError(_("This is not a DOI. An example: 10.1000/182"), code="doi")


def check_pmid(pmid: str) -> None:
    """Raise ValidationError unless `pmid` is a number of PubMed, with up to nine digits."""
    if not re.fullmatch(r"[1-9][0-9]{0,8}", pmid):
        raise ValidationError(_("A PubMed number has digits only. An example: 21532082"), code="pmid")


class StudyBlock(blocks.StructBlock):
    """One finding and the study it comes from."""

    finding = PartTextBlock(label=_("What was found"), help_text=_("One to three sentences, in plain words."))
    authors = RecordBlock(label=_("Authors"), max_length=400)
    year = blocks.IntegerBlock(label=_("Year"), validators=[check_year])
    title = RecordBlock(label=_("Title of the study"), max_length=300)
    journal = RecordBlock(label=_("Journal"), max_length=200)
    language = blocks.ChoiceBlock(
        label=_("Language of the study"), choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    doi = RecordBlock(
        label=_("DOI"),
        max_length=200,
        validators=[check_doi],
        help_text=_("It begins with 10. and has no https:// before it."),
    )
    pmid = RecordBlock(label=_("PubMed number"), max_length=9, required=False, validators=[check_pmid])

    class Meta:
        icon = "doc-full"
        label = _("Study")


def first_author(authors: str) -> str:
    """Who is named first: `Sledge WH` of "Sledge WH, Lawless M, et al."; "et al." is none."""
    first = re.split(r"[,;&]|\bet al\b", authors, maxsplit=1)[0]
    return first.strip(" .") or authors.strip()


class EvidenceBlock(blocks.ListBlock):
    """Findings, each with its citation and a link to the study. No two links have the same words."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(StudyBlock(), **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        names = [(first_author(study["authors"]), study["year"]) for study in value]
        studies = [
            # Two studies of one author in one year are told apart as journals do: 2011a, 2011b.
            {"study": study, "author": author, "year": f"{year}{_letter(names, place)}"}
            for place, (study, (author, year)) in enumerate(zip(value, names, strict=True))
        ]
        return context | {"studies": studies}

    class Meta:
        icon = "doc-full"
        label = pgettext_lazy("what studies found", "Evidence")
        group = PARTS
        template = "components/blocks/evidence.html"


def _letter(names: Sequence[tuple[str, int]], place: int) -> str:
    """a, b, c … for those who share a name and year; empty for one of its own."""
    if names.count(names[place]) == 1:
        return ""
    return chr(ord("a") + names[:place].count(names[place]))
