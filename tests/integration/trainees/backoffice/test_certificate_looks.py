"""Coordinators choose how certificates look, and see what they typed before it is saved."""

import base64
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from courses.enums import RoleKind
from courses.models import Course
from tests import factories, papers
from tests.factories.papers import certificate_template, signature
from trainees.models import CertificateTemplate

from .world import Side, member

pytestmark = pytest.mark.django_db
TYPED = {
    "paper": "letter",
    "mail": "linked",
    "has_back": "on",
    "heading_en": "Well done",
    "statement_en": "has done {course}",
}


@pytest.fixture(autouse=True)
def private(settings: Any, tmp_path: Path) -> None:
    """A private folder of this test's own."""
    settings.PRIVATE_ROOT = str(tmp_path / "private")


@pytest.fixture
def course(here: Side) -> Course:
    course: Course = here.cohort.edition.course
    return course


def url(name: str, course: Course) -> str:
    return reverse(f"certificate_looks:{name}", args=[course.pk])


def picture(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("s.png", signature() if data is None else data)


def test_it_is_linked_from_the_course_and_saved(office: Client, course: Course) -> None:
    page = office.get(reverse("courses:editions", args=[course.pk])).content.decode()
    assert url("edit", course) in page
    assert office.get(url("edit", course)).status_code == 200

    answer = office.post(url("edit", course), TYPED | {"first_picture": picture()}, follow=True)

    template = CertificateTemplate.objects.get(course=course)
    assert (template.heading_en, template.statement_en) == ("Well done", "has done {course}")
    assert template.first_signature
    assert "The look of certificates is saved." in answer.content.decode()

    office.post(url("edit", course), TYPED | {"remove_first": "on"})
    template.refresh_from_db()
    assert not template.first_signature


def test_nothing_typed_is_lost_on_an_error(office: Client, course: Course) -> None:
    answer = office.post(
        url("edit", course), TYPED | {"statement_en": "{name.__class__}", "footer_fr": "Gardé"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["statement_en"]
    assert "{name.__class__} means nothing here." in page
    assert "Gardé" in page
    assert not CertificateTemplate.objects.exists()


def test_a_refused_picture_is_said_at_its_input(office: Client, course: Course) -> None:
    for name in ("edit", "preview"):
        answer = office.post(url(name, course), TYPED | {"second_picture": picture(b"<svg/>")})
        assert answer.status_code == 422
        assert "We can take pictures as PNG or JPEG." in answer.content.decode()
        assert list(answer.context["form"].errors) == ["second_picture"]
    assert not CertificateTemplate.objects.exists()


def test_extra_fields_write_nothing(office: Client, course: Course) -> None:
    other = factories.course()
    office.post(url("edit", course), TYPED | {"first_signature": "/etc/passwd", "course": other.pk, "id": 7})
    template = CertificateTemplate.objects.get()
    assert (template.course, template.first_signature.name) == (course, "")


@pytest.mark.parametrize(
    ("language", "lang"), [("en", "en-CA"), ("fr", "fr-CA"), ("both", "en-CA"), ("", "en-CA")]
)
@pytest.mark.parametrize(("paper", "width"), [("letter", 792), ("a4", 842)])
def test_the_preview_is_what_was_typed_and_saves_nothing(
    office: Client, course: Course, language: str, lang: str, paper: str, width: int
) -> None:
    typed = TYPED | {
        "as": "pdf", "paper": paper, "preview_language": language, "preview_name": "sʔəyə 陳",
        "heading_fr": "Bravo", "first_signer": "Rosalind", "first_picture": picture(),
    }  # fmt: skip
    answer = office.post(url("preview", course), typed)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("inline")
    read = papers.read(answer.content)
    assert (read.language, round(next(iter(read.sizes))[0])) == (lang, width)
    assert read.headings[0][1] == {"en": "Well done", "fr": "Bravo"}.get(language, "Well done · Bravo")
    assert "sʔəyə 陳" in read.title
    assert "Signature of" in " ".join(part.alt for part in read.parts) or language == "fr"
    assert "Rosalind" in read.words
    assert not CertificateTemplate.objects.exists()


def test_the_award_is_chosen_and_ends_only_where_it_does(office: Client, here: Side) -> None:
    edition = factories.course_edition(2, programme=here.programme)
    course = edition.course
    ends = factories.award_that_asks(edition, code="ends", name_en="Ends some day")
    factories.award_that_asks(edition, code="stays", name_en="Stays for good")
    factories.renewal(ends)
    page = office.get(url("edit", course)).content.decode()
    assert page.index("Stays for good") < page.index("Ends some day")
    typed = TYPED | {"as": "pdf", "preview_language": "en"}
    for code, name, does_end in (
        ("ends", "Ends some day", True),
        ("stays", "Stays for good", False),
        ("", "Stays for good", False),
    ):
        read = papers.read(office.post(url("preview", course), typed | {"preview_award": code}).content)
        assert (read.headings[1][1], "Valid until" in read.words) == (name, does_end)
    assert office.post(url("preview", course), typed | {"preview_award": "other"}).status_code == 422


def test_what_is_there_in_one_language_only_is_said(office: Client, course: Course) -> None:
    assert "Still empty" not in office.get(url("edit", course)).content.decode()
    warning = "Still empty: heading in French, statement in French."
    saved = office.post(url("edit", course), TYPED, follow=True)
    assert warning in saved.content.decode()
    assert warning in office.get(url("edit", course)).content.decode()
    both = TYPED | {"heading_fr": "Bravo", "statement_fr": "a suivi {course}"}
    assert "Still empty" not in office.post(url("edit", course), both, follow=True).content.decode()


def test_the_frame_shows_the_front_with_the_word_across(office: Client, course: Course) -> None:
    certificate_template(course, signatures=("first",), first_signer="Rosalind")
    answer = office.post(url("preview", course), TYPED | {"as": "picture", "first_signer": "Rosalind"})
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    found = re.search(r"data:image/png;base64,([^\"]+)", answer.content.decode())
    assert found
    front = Image.open(io.BytesIO(base64.b64decode(found[1]))).convert("RGB")
    assert front.size == (1210, 935)
    colours = {pixel: count for count, pixel in front.getcolors(1 << 24) or []}
    assert colours.get((235, 218, 210), 0) > 3_000  # the word across, light
    assert colours.get((20, 30, 90), 0) > 100  # the ink of the stored signature

    without = office.post(url("preview", course), TYPED | {"as": "picture", "remove_first": "on"})
    again = re.search(r"data:image/png;base64,([^\"]+)", without.content.decode())
    assert again
    front = Image.open(io.BytesIO(base64.b64decode(again[1]))).convert("RGB")
    assert (20, 30, 90) not in {pixel for _count, pixel in front.getcolors(1 << 24) or []}
    assert CertificateTemplate.objects.get().first_signature


def test_what_cannot_be_previewed_says_why(office: Client, course: Course) -> None:
    answer = office.post(url("preview", course), TYPED | {"statement_fr": "{colour}", "paper": "a5"})
    assert answer.status_code == 422
    assert "no-store" in answer["Cache-Control"]
    assert set(answer.context["form"].errors) == {"statement_fr", "paper"}
    assert "{colour} means nothing here." in answer.content.decode()


def test_a_course_without_an_edition_has_a_preview_too(office: Client, here: Side) -> None:
    bare = factories.course(programme=here.programme)
    answer = office.post(url("preview", bare), TYPED | {"as": "pdf"})
    assert papers.read(answer.content).pages == 1


@pytest.mark.parametrize("name", ["edit", "preview"])
def test_another_programmes_and_facilitators_do_not_reach_it(
    client: Client, office: Client, here: Side, there: Side, name: str
) -> None:
    theirs = there.cohort.edition.course
    for method in (office.get, office.post):
        assert method(url(name, theirs), TYPED).status_code == 404
    client.force_login(member(RoleKind.FACILITATOR, here.programme))
    assert client.post(url(name, here.cohort.edition.course), TYPED).status_code == 404
    assert not CertificateTemplate.objects.exists()
