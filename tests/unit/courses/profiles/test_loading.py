"""A profile is loaded whole or not at all, once, and reads back as it was written."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enums import EvidenceKind
from courses.models import (
    AbsenceLimit,
    Agreement,
    Award,
    Course,
    Edition,
    Exam,
    HourGoal,
    Module,
    Programme,
    Renewal,
)
from courses.operations import used
from courses.operations.profiles import foresee, load_profile
from courses.profiles.problems import Refused
from courses.profiles.profile import Profile, outline_of, read_profile
from courses.profiles.schema import profile_schema
from courses.profiles.writing import as_yaml
from courses.queries.outlines import edition_outline
from courses.queries.profiles import profile_data
from tests import factories

from .expectations import NAMES, SHIPPED, shipped
from .test_mistakes import GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    """A programme on a site with both streams."""
    for slug in ("peer", "family"):
        factories.stream(slug=slug)
    return factories.programme()


def trial(*changes: tuple[str, str]) -> Profile:
    content = GOOD
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    return read_profile("trial.yaml", content.encode())


def load(profile: Profile, programme: Programme, by: Any = None) -> Any:
    return load_profile(profile=profile, programme=programme, by=by)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_loaded_reads_back_as_it_was_written(name: str, programme: Programme) -> None:
    profile = shipped(name)
    edition = load(profile, programme).edition
    found = profile_data(edition)
    assert found == profile.data
    again = read_profile("dumped.yaml", as_yaml(found).encode())
    assert again.data == profile.data
    assert not load(again, programme).changed


@pytest.mark.parametrize("name", NAMES)
def test_the_file_and_the_database_give_requirements_the_same_outline(
    name: str, programme: Programme
) -> None:
    edition = load(shipped(name), programme).edition
    assert edition_outline(edition) == outline_of(profile_data(edition)) == shipped(name).outline


def test_everything_is_written_and_logged_with_who_did_it(programme: Programme) -> None:
    by = factories.person()
    loaded = load(trial(), programme, by)
    assert (loaded.is_new_course, loaded.is_new_edition, loaded.agreements) == (True, True, ["ethics"])
    edition = loaded.edition
    assert (edition.version, edition.course.slug, edition.course.programme) == (1, "trial", programme)
    assert list(edition.modules.values_list("code", "minutes")) == [("M01", 120), ("M02", 90)]
    assert [exam.after.code for exam in edition.exams.all() if exam.after] == ["M02"]
    first, second = edition.awards.order_by("position")
    assert [child.block_type for child in first.requirements] == [
        "modules", "attendance", "result", "any_of", "at_least",
    ]  # fmt: skip
    assert second.renewal.categories == [{"code": "law", "en": "Law", "fr": "Droit"}]
    assert second.renewal.sources == [{"code": "web", "en": "Web", "fr": "Web", "is_automatic": False}]
    entries = ModelLogEntry.objects.filter(action__startswith="courses.")
    assert {entry.user for entry in entries} == {by}
    assert {"courses.profile.course", "courses.profile.load", "courses.module.add", "courses.award.add"} <= {
        entry.action for entry in entries
    }


def test_the_same_again_changes_nothing_and_makes_no_second_edition(programme: Programme) -> None:
    load(trial(), programme)
    entries = ModelLogEntry.objects.count()
    again = load(trial(), programme)
    assert not again.changed
    assert (again.edition.version, Edition.objects.count()) == (1, 1)
    assert ModelLogEntry.objects.count() == entries


def test_other_rules_make_a_new_edition_and_leave_the_old_one(programme: Programme) -> None:
    first = load(trial(), programme).edition
    loaded = load(trial(("most: 1}", "most: 2}")), programme)
    assert (loaded.is_new_course, loaded.is_new_edition, loaded.edition.version) == (False, True, 2)
    assert profile_data(first)["awards"][0]["requirements"][1] == {"attendance": {"most": 1}}
    assert profile_data(loaded.edition)["awards"][0]["requirements"][1] == {"attendance": {"most": 2}}


def test_another_title_changes_the_course_and_needs_no_edition(programme: Programme) -> None:
    load(trial(), programme)
    loaded = load(trial(("en: Trial", "en: Course"), ("stream: peer", "stream: family")), programme)
    assert (loaded.course_fields, loaded.is_new_edition) == (["stream", "title_en"], False)
    course = Course.objects.get(slug="trial")
    assert (course.title_en, course.stream.slug) == ("Course", "family")
    entry = ModelLogEntry.objects.get(action="courses.profile.change")
    assert entry.data["changes"]["title_en"] == ["Trial", "Course"]


def test_a_frozen_edition_stays_and_its_course_gets_another(programme: Programme) -> None:
    edition = load(trial(), programme).edition
    Edition.objects.filter(pk=edition.pk).update(frozen_at=timezone.now())
    assert not load(trial(), programme).changed
    assert load(trial(("hours: 2}", "hours: 3}")), programme).edition.version == 2


def test_what_modules_asked_for_comes_along_to_a_new_edition(programme: Programme) -> None:
    edition = load(trial(), programme).edition
    m01, m02 = edition.modules.order_by("position")
    exam = edition.exams.get()
    factories.evidence(
        m01, EvidenceKind.ASSIGNMENT, title_en="Story", title_fr="Histoire", prompt_en="Write."
    )
    group = factories.evidence(m02, EvidenceKind.ANY_OF)
    factories.evidence(m02, EvidenceKind.EXAM, exam=exam, within=group)
    factories.evidence(m02, EvidenceKind.SIGN_OFF, within=group)
    renamed = load(
        trial(
            ("code: M01", "code: M03"), ("[M01]", "[M03]"), ("module: M01", "module: M03"), ("[M01,", "[M03,")
        ),
        programme,
    )
    (kept,) = Module.objects.filter(edition=renamed.edition, code="M02")
    kinds = list(kept.evidence.order_by("pk").values_list("kind", flat=True))
    assert kinds == [EvidenceKind.ANY_OF, EvidenceKind.EXAM, EvidenceKind.SIGN_OFF]
    assert kept.evidence.get(kind=EvidenceKind.EXAM).exam == renamed.edition.exams.get()
    assert not Module.objects.get(edition=renamed.edition, code="M03").evidence.exists()


def test_an_exam_that_is_gone_takes_what_asked_for_it_along(programme: Programme) -> None:
    edition = load(trial(), programme).edition
    m02 = edition.modules.get(code="M02")
    factories.evidence(m02, EvidenceKind.EXAM, exam=edition.exams.get())
    factories.evidence(m02, EvidenceKind.SIGN_OFF)
    loaded = load(trial(("code: X1", "code: X2"), ("exam: X1", "exam: X2")), programme)
    kept = Module.objects.get(edition=loaded.edition, code="M02")
    assert [item.kind for item in kept.evidence.all()] == [EvidenceKind.SIGN_OFF]


def test_a_stream_that_the_site_does_not_have_is_refused_with_its_line(programme: Programme) -> None:
    with pytest.raises(Refused) as caught:
        load(trial(("stream: peer", "stream: pear")), programme)
    assert str(caught.value) == (
        "trial.yaml, line 1, course → stream: there is no stream “pear” on this site. There are: family, peer."
    )


def test_what_an_operation_refuses_is_told_of_the_file_and_nothing_stays(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Award._meta.get_field("name_en"), "validators", [_never])
    with pytest.raises(Refused) as caught:
        load(trial(), programme)
    assert str(caught.value) == "trial.yaml, line 13, awards → first → name → en: Never."
    for model in (Course, Edition, Module, Award, Renewal, Agreement):
        assert not model._default_manager.exists()
    assert not ModelLogEntry.objects.filter(action__startswith="courses.").exists()


def _never(value: str) -> None:
    raise ValidationError("Never.")


def test_agreements_change_while_nobody_signed_and_are_followed_by_a_version(programme: Programme) -> None:
    load(trial(), programme)
    other = ("en: I listen.", "en: I listen well.")
    assert load(trial(other), programme).agreements == ["ethics"]
    assert list(Agreement.objects.values_list("version", "text_en")) == [(1, "I listen well.")]
    second = ("{code: ethics,", "{code: ethics, version: 2,")
    loaded = load(trial(second), programme)
    assert (loaded.agreements, loaded.is_new_edition) == (["ethics"], False)
    assert list(Agreement.objects.order_by("version").values_list("version", "text_en")) == [
        (1, "I listen well."),
        (2, "I listen."),
    ]
    with pytest.raises(Refused) as caught:
        load(trial(), programme)
    assert str(caught.value) == (
        "trial.yaml, line 8, agreements → ethics → version: the programme has version 2 of it already."
    )


def test_a_version_that_somebody_signed_stays(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    load(trial(), programme)
    monkeypatch.setattr(used, "_answers", {Agreement: lambda agreement: True})
    with pytest.raises(Refused) as caught:
        load(trial(("en: I listen.", "en: I speak.")), programme)
    assert str(caught.value) == (
        "trial.yaml, line 8, agreements → ethics: Somebody signed this version, so it stays as it is. "
        "Make a new version."
    )
    assert Agreement.objects.get().text_en == "I listen."


def test_another_programme_s_course_of_the_same_name_is_another_course(programme: Programme) -> None:
    other = factories.programme()
    load(trial(), programme)
    assert load(trial(), other).is_new_course
    assert Course.objects.filter(slug="trial").count() == 2


def test_reading_takes_a_fixed_number_of_queries(programme: Programme) -> None:
    def queries(name: str) -> int:
        edition = load(shipped(name), programme).edition
        with CaptureQueriesContext(
            connection,
        ) as caught:
            profile_data(edition)
        return len(caught)

    assert queries("cmha-calgary") <= queries("default") == queries("california") <= 9


def test_comments_and_order_of_fields_are_no_change(programme: Programme) -> None:
    load(trial(), programme)
    content = "# a note\n" + (SHIPPED / "vch.yaml").read_text()
    load(read_profile("vch.yaml", content.encode()), programme)
    moved = content.replace(
        "  slug: vch-peer-support\n  stream: peer\n", "  stream: peer\n  slug: vch-peer-support\n"
    )
    assert moved != content
    assert not load(read_profile("vch.yaml", moved.encode()), programme).changed


KEPT_ELSEWHERE = {
    Course: {"id", "programme"},
    Edition: {"id", "course", "version", "frozen_at"},
    Module: {"id", "edition", "position"},
    Exam: {"id", "edition", "position"},
    Agreement: {"id", "programme"},
    AbsenceLimit: {"id", "edition"},
    HourGoal: {"id", "edition", "position"},
    Award: {"id", "edition", "position", "rules_version"},
    Renewal: {"id", "award"},
}
"""What a profile does not say of each, because it is said by the order of the file, or by the site."""
PART_OF = {
    Course: "course",
    Edition: "edition",
    Module: "modules",
    Exam: "exams",
    Agreement: "agreements",
    AbsenceLimit: "absence_limits",
    HourGoal: "hour_goals",
    Award: "awards",
}
OTHER_NAMES = {"is_optional": "optional", "minutes": "hours"}


def test_a_field_that_somebody_adds_to_a_model_is_not_forgotten_in_profiles() -> None:
    schema = profile_schema()["properties"]
    for model, elsewhere in KEPT_ELSEWHERE.items():
        awards = schema["awards"]["items"]["properties"]
        part = awards["renewal"] if model is Renewal else schema[PART_OF[model]]
        written = set(part.get("items", part)["properties"])
        fields = {field.name for field in model._meta.concrete_fields} - elsewhere
        named = {OTHER_NAMES.get(name, name.removesuffix("_en").removesuffix("_fr")) for name in fields}
        assert named == written - {"needs", "renewal"}, model


def test_an_award_may_ask_for_one_that_stands_after_it(programme: Programme) -> None:
    swapped = [
        ("award: {award: first}", "modules: {}"),
        ("      - modules: {}\n      - att", "      - award: {award: second}\n      - att"),
    ]
    profile = trial(*swapped)
    assert profile_data(load(profile, programme).edition) == profile.data


def test_standards_are_kept_as_an_award_keeps_them(programme: Programme) -> None:
    standards = "    alignment:\n      - {name: 'National standards: values', url: https://example.org/a}\n"
    standards += "      - {name: 'Core:', url: https://example.org/b}\n"
    profile = trial(
        ("    name: {en: First, fr: Premier}\n", f"    name: {{en: First, fr: Premier}}\n{standards}")
    )
    edition = load(profile, programme).edition
    assert edition.awards.get(code="first").alignment == (
        "National standards: values https://example.org/a\nCore https://example.org/b"
    )
    assert profile_data(edition) == profile.data
    assert not load(profile, programme).changed


def everything() -> list[Any]:
    models = (Course, Edition, Module, Exam, Award, Renewal, Agreement, AbsenceLimit, HourGoal, ModelLogEntry)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_foreseen_is_what_comes_and_leaves_nothing(name: str, programme: Programme) -> None:
    before = everything()
    foreseen = foresee(profile=shipped(name), programme=programme, by=None)
    assert everything() == before
    loaded = load_profile(profile=shipped(name), programme=programme, by=None, seen=foreseen.seen)
    facts = ("is_new_course", "is_new_edition", "course_fields", "agreements", "before", "seen", "changed")
    assert [getattr(loaded, fact) for fact in facts] == [getattr(foreseen, fact) for fact in facts]
    assert loaded.edition.version == foreseen.edition.version
    assert not foresee(profile=shipped(name), programme=programme, by=None).changed


def test_what_was_seen_before_somebody_changed_it_is_not_loaded(programme: Programme) -> None:
    load(trial(), programme)
    changed = trial(("{slug: trial,", "{slug: trial, facilitators_needed: 3,"))
    seen = foresee(profile=changed, programme=programme, by=None).seen
    Course.objects.update(title_en="Another")
    before = everything()
    with pytest.raises(ValidationError) as refused:
        load_profile(profile=changed, programme=programme, by=None, seen=seen)
    assert refused.value.error_dict["__all__"][0].code == "changed"
    assert everything() == before
    load(changed, programme)
    assert not load_profile(profile=changed, programme=programme, by=None, seen=seen).changed


def test_a_coordinator_does_not_say_that_one_person_may_award(programme: Programme) -> None:
    """Whoever runs the command does, and administrators; what is so already may stay in the file."""
    by = factories.person()
    alone = trial(("{slug: trial,", "{slug: trial, one_person_awards: true,"))
    with pytest.raises(Refused, match="only an administrator changes this"):
        load_profile(profile=alone, programme=programme, by=by)
    assert not Course.objects.exists()
    load_profile(profile=alone, programme=programme, by=factories.person(is_superuser=True))
    assert not load_profile(profile=alone, programme=programme, by=by).changed
    with pytest.raises(Refused, match="It is “true” now"):
        load_profile(profile=trial(), programme=programme, by=by)
