"""The published standards that an award meets: lines of a name and an address, frozen with the edition."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Award
from courses.models.alignment import Standard, check_alignment, standards_in
from courses.operations.awards import add_award, change_award
from courses.operations.editions import copy_edition
from tests import factories

LINE = "National standards https://example.org/standards"


def test_standards_are_lines_of_a_name_and_an_address() -> None:
    text = " National standards  https://example.org/a \n\nCode of conduct | https://example.org/b\n"
    assert standards_in(text) == [
        Standard("National standards", "https://example.org/a"),
        Standard("Code of conduct", "https://example.org/b"),
    ]
    check_alignment(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Only a name", "address"),
        ("https://example.org/only", "name"),
        ("A javascript:alert(1)", "address"),
        ("A https://example.org/a\nB nothing", "address"),
        ("\n".join(["A https://example.org/a"] * 21), "many"),
        ("a" * 301 + " https://example.org/", "name"),
    ],
)
def test_other_lines_are_refused_by_their_number(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_alignment(text)
    assert refused.value.code == code


@given(st.text())
def test_whatever_is_typed_is_either_refused_or_read(text: str) -> None:
    try:
        check_alignment(text)
    except ValidationError:
        return
    assert all(standard.name and standard.url.startswith("http") for standard in standards_in(text))


@pytest.mark.django_db
def test_an_award_keeps_them_in_what_is_copied() -> None:
    edition = factories.course_edition(1)
    award = add_award(edition=edition, by=None, name_en="A", name_fr="B", alignment=LINE)
    assert change_award(award=award, by=None, alignment=f"{LINE}/2").alignment == f"{LINE}/2"
    copied = copy_edition(edition=edition, by=None)
    assert [one.alignment for one in copied.awards.all()] == [f"{LINE}/2"]


@pytest.mark.django_db
def test_a_line_without_an_address_is_refused_by_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        add_award(
            edition=factories.course_edition(1), by=None, name_en="A", name_fr="B", alignment="Only a name"
        )
    assert refused.value.message_dict == {"alignment": ["Line 1 must end with a web address."]}


@pytest.mark.django_db
def test_once_a_cohort_uses_the_edition_they_stay() -> None:
    award = factories.certificate().award
    with pytest.raises(IntegrityError, match="award_frozen_update"):
        Award.objects.filter(pk=award.pk).update(alignment=LINE)
