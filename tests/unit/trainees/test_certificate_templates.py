"""How certificates of a course look: changed as a whole, pictures kept privately, nothing left behind."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import Course
from tests import factories
from tests.factories.papers import signature
from trainees.models import CertificateTemplate
from trainees.models.evidence import private_storage
from trainees.operations import certificate_templates, tidying
from trainees.operations.certificate_templates import change_template
from trainees.operations.tidying import KEEP_UNNAMED

pytestmark = pytest.mark.django_db
ACTION = "trainees.certificate_template.change"


@pytest.fixture(autouse=True)
def private(settings: Any, tmp_path: Path) -> Path:
    """A private folder of this test's own."""
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    return tmp_path / "private" / "signatures"


@pytest.fixture
def course() -> Course:
    return factories.course()


def upload(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("my signature.png", signature() if data is None else data)


def kept(private: Path) -> list[str]:
    return sorted(path.name for path in private.iterdir()) if private.exists() else []


def _one(name: str, value: Any) -> dict[str, Any]:
    return {name: value}


def logged() -> list[Any]:
    return [entry.data for entry in ModelLogEntry.objects.filter(action=ACTION).order_by("pk")]


def test_the_first_change_makes_it_and_the_history_names_the_fields(course: Course) -> None:
    person = factories.person()
    template = change_template(course=course, by=person, heading_en="Well done", paper="a4")
    assert CertificateTemplate.objects.get() == template
    assert (template.heading_en, template.paper, template.has_back) == ("Well done", "a4", True)
    assert logged() == [{"fields": ["heading_en", "paper"]}]
    assert ModelLogEntry.objects.get(action=ACTION).user_id == person.pk


def test_the_same_again_changes_nothing_and_says_nothing(course: Course) -> None:
    for _click in range(2):
        change_template(course=course, by=None, heading_en="Well done")
    assert (CertificateTemplate.objects.count(), len(logged())) == (1, 1)


@pytest.mark.parametrize("name", ["statement_en", "statement_fr"])
def test_a_name_in_braces_that_means_nothing_is_refused_by_name(course: Course, name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        change_template(course=course, by=None, **_one(name, "{name.__class__} and {colour}"))
    assert caught.value.message_dict == {
        name: [
            "{name.__class__}, {colour} means nothing here. "
            "These can be used: {name}, {award}, {course}, {programme}, {hours}."
        ]
    }
    assert not CertificateTemplate.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"paper": "a5"}, "paper"), ({"mail": "pigeon"}, "mail"), ({"heading_en": "x" * 121}, "heading_en")],
)
def test_what_the_model_refuses_is_named(course: Course, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        change_template(course=course, by=None, **fields)
    assert list(caught.value.message_dict) == [field]


def test_no_other_field_is_taken(course: Course) -> None:
    with pytest.raises(TypeError):
        change_template(course=course, by=None, first_signature="/etc/passwd")


@pytest.mark.parametrize(
    ("name", "constraint"), [("paper", "template_paper_known"), ("mail", "template_mail_known")]
)
def test_the_database_knows_papers_and_mails(course: Course, name: str, constraint: str) -> None:
    template = CertificateTemplate.objects.create(course=course)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CertificateTemplate.objects.filter(pk=template.pk).update(**{name: "other"})


def test_a_picture_is_kept_privately_under_a_name_of_chance(course: Course, private: Path) -> None:
    template = change_template(course=course, by=None, pictures={"first_signature": upload()})
    (name,) = kept(private)
    assert template.first_signature.name == f"signatures/{name}"
    assert "signature" not in name
    assert (private / name).read_bytes().startswith(b"\x89PNG")
    assert (private / name).stat().st_mode & 0o777 == 0o600
    assert logged() == [{"fields": ["first_signature"]}]


def test_a_new_picture_takes_the_place_of_the_old_one(
    course: Course, private: Path, django_capture_on_commit_callbacks: Any
) -> None:
    change_template(course=course, by=None, pictures={"first_signature": upload()})
    (old,) = kept(private)
    with django_capture_on_commit_callbacks(execute=True):
        change_template(course=course, by=None, pictures={"first_signature": upload()})
    (new,) = kept(private)
    assert new != old
    with django_capture_on_commit_callbacks(execute=True):
        template = change_template(
            course=course, by=None, remove=frozenset({"first_signature", "second_signature"})
        )
    assert (kept(private), template.first_signature.name) == ([], "")
    assert len(logged()) == 3


def test_a_refused_picture_changes_nothing(course: Course, private: Path) -> None:
    with pytest.raises(ValidationError) as caught:
        change_template(
            course=course,
            by=None,
            heading_en="Not kept",
            pictures={"first_signature": upload(), "second_signature": upload(b"<svg/>")},
        )
    assert list(caught.value.message_dict) == ["second_signature"]
    assert (kept(private), CertificateTemplate.objects.exists(), logged()) == ([], False, [])


def test_a_picture_goes_away_with_what_was_refused_after_it(course: Course, private: Path) -> None:
    with pytest.raises(ValidationError):
        change_template(course=course, by=None, paper="a5", pictures={"first_signature": upload()})
    assert kept(private) == []


def test_a_full_disk_is_said_at_the_field(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(private_storage()), "save", full)
    with pytest.raises(ValidationError) as caught:
        change_template(course=course, by=None, heading_en="x", pictures={"second_signature": upload()})
    assert caught.value.error_dict["second_signature"][0].code == "storage"
    assert not CertificateTemplate.objects.exists()


def test_tidying_takes_away_what_no_look_names(course: Course, private: Path) -> None:
    change_template(
        course=course, by=None, pictures={"first_signature": upload(), "second_signature": upload()}
    )
    named = kept(private)
    (private / "left.png").write_bytes(b"x")
    later = timezone.now() + KEEP_UNNAMED * 2
    assert (tidying.tidy_files(at=later), kept(private)) == (1, named)


def test_what_is_stored_is_what_the_operation_may_write() -> None:
    written = {*certificate_templates.FIELDS, *certificate_templates.PICTURES, "id", "course"}
    assert {field.name for field in CertificateTemplate._meta.get_fields()} == written
