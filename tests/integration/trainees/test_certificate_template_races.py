"""Two coordinators save how certificates look for the first time."""

from typing import Any

import pytest

from courses.models import Course
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.models import CertificateTemplate
from trainees.operations import certificate_templates

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 20


def two_save(course: Course) -> list[str]:
    """What came out for each."""

    def save(heading: str) -> Any:
        return certificate_templates.change_template(course=course, by=None, heading_en=heading)

    return kinds(at_once(lambda: save("One"), lambda: save("Two")))


def meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each has found that there is none."""
    Meeting(monkeypatch).after(certificate_templates, "assign")


def test_both_are_saved_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    meet(monkeypatch)
    for _round in range(ROUNDS):
        course = factories.course()
        assert two_save(course) == ["CertificateTemplate"] * 2
        assert CertificateTemplate.objects.filter(course=course).count() == 1


def test_without_the_lock_one_of_them_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate_templates, "fresh", lambda record: record)
    monkeypatch.setattr(Meeting, "seconds", 5.0)
    meet(monkeypatch)
    results = two_save(factories.course())
    assert results.count("CertificateTemplate") == 1
