"""Every constraint and trigger of courses and trainees, broken by going round the operations."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import F, UniqueConstraint
from django.utils import timezone

from courses.enums import RoleKind
from courses.models import Award, Cohort, Course, Edition, Module, Prerequisite, Role, Session, SessionChange
from courses.operations.editions import create_edition
from tests import factories
from tests.unit.courses import (
    breakers_awards,
    breakers_badges,
    breakers_evidence,
    breakers_giving,
    breakers_verifying,
    practicum_breakers,
)
from tests.unit.courses.breaking import BREAKERS, breaks
from trainees.enums import EnrolmentState, Mark
from trainees.models import (
    AbsenceNotice,
    Attendance,
    CalendarFeed,
    Completion,
    Enrolment,
    EnrolmentBatch,
    MakeUp,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = dt.timedelta(days=1)


def modules(number: int = 3) -> list[Module]:
    """Modules of an edition that is free to change, each needing the one before."""
    return list(factories.course_edition(number).modules.order_by("position"))


def frozen() -> list[Module]:
    """Modules of an edition that a cohort uses."""
    return list(factories.cohort().edition.modules.order_by("position"))


def frozen_award() -> Award:
    """An award of an edition that a cohort uses."""
    edition = factories.course_edition(1)
    made = factories.award(edition)
    factories.cohort(edition)
    return made


def completion(**fields: object) -> Completion:
    """A completion of the first module of a cohort, written with the ORM."""
    enrolment = fields.pop("enrolment", None) or factories.enrolment()
    assert isinstance(enrolment, Enrolment)
    defaults = {
        "module": enrolment.cohort.edition.modules.first(),
        "completed_on": factories.today(),
        "evidence": "quiz",
    }
    return Completion.objects.create(enrolment=enrolment, **(defaults | fields))


# Changes of sessions, private calendars


def change() -> SessionChange:
    """A change that nobody was told of yet."""
    return SessionChange.objects.create(
        session=factories.session(factories.cohort()), kind="moved", before={}
    )


@breaks("session_change_kind_known")
def _() -> None:
    SessionChange.objects.create(session=factories.session(factories.cohort()), kind="painted")


@breaks("session_change_told_after_it_was_made")
def _() -> None:
    SessionChange.objects.filter(pk=change().pk).update(told_at=timezone.now() - NEXT_DAY)


@breaks("session_change_kept")
def _() -> None:
    SessionChange.objects.filter(pk=change().pk).update(before={"place_en": "Room 1"})


@breaks("calendar_feed_once")
def _() -> None:
    person = factories.person()
    for _number in range(2):
        CalendarFeed.objects.create(person=person)


@breaks("calendar_feed_nonce_once")
def _() -> None:
    for _number in range(2):
        CalendarFeed.objects.create(person=factories.person(), nonce="a" * 32)


@breaks("calendar_feed_revoked_after_it_was_made")
def _() -> None:
    CalendarFeed.objects.create(person=factories.person(), revoked_at=timezone.now() - NEXT_DAY)


@breaks("calendar_feed_stays_revoked")
def _() -> None:
    feed = CalendarFeed.objects.create(person=factories.person(), revoked_at=timezone.now() + NEXT_DAY)
    CalendarFeed.objects.filter(pk=feed.pk).update(revoked_at=None)


# Roles, courses, editions, modules


@breaks("role_once")
def _() -> None:
    role = factories.role(RoleKind.EDITOR)
    Role.objects.create(person=role.person, programme=role.programme, kind=role.kind)


@breaks("role_kind_known")
def _() -> None:
    Role.objects.create(person=factories.person(), programme=factories.programme(), kind="owner")


@breaks("course_slug_once")
def _() -> None:
    course = factories.course()
    Course.objects.create(programme=course.programme, stream=course.stream, slug=course.slug)


@breaks("edition_version_once")
def _() -> None:
    Edition.objects.create(course=factories.course_edition().course, version=1)


@breaks("edition_version_positive")
def _() -> None:
    Edition.objects.create(course=factories.course(), version=0)


@breaks("module_position_once")
def _() -> None:
    first = modules()[0]
    Module.objects.create(edition=first.edition, position=first.position, code="X", minutes=60)


@breaks("module_code_once")
def _() -> None:
    first = modules()[0]
    Module.objects.create(edition=first.edition, position=9, code=first.code, minutes=60)


@breaks("module_minutes_positive")
def _() -> None:
    Module.objects.create(edition=modules()[0].edition, position=9, code="X", minutes=0)


@breaks("module_kind_known")
def _() -> None:
    Module.objects.create(edition=modules()[0].edition, position=9, code="X", minutes=60, kind="game")


@breaks("prerequisite_once")
def _() -> None:
    first, second, _third = modules()
    Prerequisite.objects.create(module=second, needs=first)


@breaks("prerequisite_not_itself")
def _() -> None:
    # The trigger of the order speaks first on an INSERT; the CHECK stands behind it.
    first = modules()[0]
    _without_trigger("prerequisite_earlier_insert", "courses_prerequisite")
    Prerequisite.objects.create(module=first, needs=first)


def _without_trigger(name: str, table: str) -> None:
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on_table}")


@breaks("prerequisite_earlier_insert")
def _() -> None:
    first, _second, third = modules()
    Prerequisite.objects.create(module=first, needs=third)


@breaks("prerequisite_earlier_update")
def _() -> None:
    _first, second, third = modules()
    Prerequisite.objects.filter(module=second).update(needs=third)


@breaks("module_order_kept")
def _() -> None:
    Module.objects.filter(pk=modules()[0].pk).update(position=9)


@breaks("award_position_once")
def _() -> None:
    award = factories.award(factories.course_edition(1))
    Award.objects.create(edition=award.edition, position=award.position, name_en="X", name_fr="X")


@breaks("award_name_en_once")
def _() -> None:
    award = factories.award(factories.course_edition(1))
    Award.objects.create(edition=award.edition, position=9, name_en=award.name_en, name_fr="X")


@breaks("award_name_fr_once")
def _() -> None:
    award = factories.award(factories.course_edition(1))
    Award.objects.create(edition=award.edition, position=9, name_en="X", name_fr=award.name_fr)


# Frozen editions


@breaks("edition_frozen_update")
def _() -> None:
    Edition.objects.filter(pk=frozen()[0].edition_id).update(frozen_at=None)


def test_the_number_of_reports_is_frozen_too() -> None:
    with pytest.raises(IntegrityError, match="edition_frozen_update"), transaction.atomic():
        Edition.objects.filter(pk=frozen()[0].edition_id).update(reports_due=1)


@breaks("edition_frozen_delete")
def _() -> None:
    edition = create_edition(course=factories.course(), by=None)
    Edition.objects.filter(pk=edition.pk).update(frozen_at=timezone.now())
    edition.delete()


@breaks("module_frozen_insert")
def _() -> None:
    Module.objects.create(edition=frozen()[0].edition, position=9, code="X", minutes=60)


@breaks("module_frozen_update")
def _() -> None:
    Module.objects.filter(pk=frozen()[0].pk).update(title_en="Something else")


@breaks("module_frozen_delete")
def _() -> None:
    factories.cohort(factories.course_edition(1)).edition.modules.get().delete()


@breaks("prerequisite_frozen_insert")
def _() -> None:
    first, _second, third = frozen()
    Prerequisite.objects.create(module=third, needs=first)


@breaks("prerequisite_frozen_update")
def _() -> None:
    first, _second, third = frozen()
    Prerequisite.objects.filter(module=third).update(needs=first)


@breaks("prerequisite_frozen_delete")
def _() -> None:
    Prerequisite.objects.filter(module=frozen()[2]).delete()


@breaks("award_frozen_insert")
def _() -> None:
    Award.objects.create(edition=frozen()[0].edition, position=9, name_en="X", name_fr="X")


@breaks("award_frozen_update")
def _() -> None:
    Award.objects.filter(pk=frozen_award().pk).update(summary_en="Something else")


@breaks("award_frozen_delete")
def _() -> None:
    frozen_award().delete()


# Cohorts and sessions


@breaks("cohort_edition_is_frozen")
def _() -> None:
    day = factories.today()
    Cohort.objects.create(
        edition=factories.course_edition(), slug="x", capacity=1, starts_on=day, ends_on=day
    )


@breaks("cohort_edition_pinned")
def _() -> None:
    other = factories.cohort().edition
    Cohort.objects.filter(pk=factories.cohort().pk).update(edition=other)


@breaks("cohort_seats_within_capacity")
def _() -> None:
    Cohort.objects.filter(pk=factories.cohort(seats=2).pk).update(seats_held=3)


@breaks("cohort_ends_after_start")
def _() -> None:
    cohort = factories.cohort()
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=cohort.starts_on - NEXT_DAY)


@breaks("cohort_window_closes_after_open")
def _() -> None:
    now = timezone.now()
    Cohort.objects.filter(pk=factories.cohort().pk).update(
        applications_open_at=now, applications_close_at=now
    )


@breaks("cohort_state_known")
def _() -> None:
    Cohort.objects.filter(pk=factories.cohort().pk).update(state="lost")


@breaks("cohort_dates_hold_sessions")
def _() -> None:
    session = factories.session(factories.cohort())
    Cohort.objects.filter(pk=session.cohort_id).update(ends_on=session.held_on - NEXT_DAY)


@breaks("session_ends_after_start")
def _() -> None:
    session = factories.session(factories.cohort())
    Session.objects.filter(pk=session.pk).update(ends_at=F("starts_at"))


@breaks("session_inside_cohort_insert")
def _() -> None:
    cohort = factories.cohort()
    now = timezone.now()
    Session.objects.create(
        cohort=cohort, held_on=cohort.ends_on + NEXT_DAY, starts_at=now, ends_at=now + NEXT_DAY
    )


@breaks("session_inside_cohort_update")
def _() -> None:
    session = factories.session(factories.cohort())
    Session.objects.filter(pk=session.pk).update(held_on=session.cohort.starts_on - NEXT_DAY)


# Enrolments, lists, completions


@breaks("enrolment_once")
def _() -> None:
    enrolment = factories.enrolment()
    factories.enrolment(enrolment.cohort, held_by=enrolment.person)


@breaks("enrolment_state_known")
def _() -> None:
    Enrolment.objects.filter(pk=factories.enrolment().pk).update(state="lost", ended_at=timezone.now())


@breaks("enrolment_ended_iff_not_enrolled")
def _() -> None:
    Enrolment.objects.filter(pk=factories.enrolment().pk).update(state=EnrolmentState.WITHDRAWN)


@breaks("batch_state_known")
def _() -> None:
    EnrolmentBatch.objects.create(cohort=factories.cohort(), source="list.csv", state="lost")


@breaks("completion_once")
def _() -> None:
    completion(enrolment=completion().enrolment)


@breaks("completion_voided_with_reason")
def _() -> None:
    Completion.objects.filter(pk=completion().pk).update(voided_at=timezone.now())


@breaks("completion_evidence_known")
def _() -> None:
    completion(evidence="rumour")


@breaks("completion_module_of_edition")
def _() -> None:
    completion(module=frozen()[0])


@breaks("completion_fact_kept")
def _() -> None:
    Completion.objects.filter(pk=completion().pk).update(note="Something else")


# Attendance


def missed() -> tuple[Enrolment, Session]:
    """Somebody, and a session of yesterday with a closed roll-call."""
    enrolment = factories.enrolment()
    session = factories.held_session(enrolment.cohort)
    factories.closed_roll_call(session)
    return enrolment, session


@breaks("attendance_added_with_reason")
def _() -> None:
    enrolment, session = missed()
    joined = factories.enrolment(enrolment.cohort)
    Attendance.objects.create(enrolment=joined, session=session, mark=Mark.PRESENT)


@breaks("absence_notice_of_cohort")
def _() -> None:
    AbsenceNotice.objects.create(
        enrolment=factories.enrolment(), session=factories.session(factories.cohort())
    )


@breaks("make_up_of_cohort")
def _() -> None:
    MakeUp.objects.create(
        enrolment=factories.enrolment(), stands_for=factories.session(factories.cohort()), task="Read."
    )


@breaks("make_up_not_itself")
def _() -> None:
    enrolment, session = missed()
    MakeUp.objects.create(enrolment=enrolment, stands_for=session, through=session)


def declared() -> dict[str, str]:
    """Every constraint and trigger of the two apps: its name, and what the error says of it."""
    found = {}
    for app in ("courses", "trainees"):
        for model in apps.get_app_config(app).get_models():
            for constraint in model._meta.constraints:
                words = constraint.name
                if isinstance(constraint, UniqueConstraint) and connection.vendor == "sqlite":
                    columns = [model._meta.get_field(name).column for name in constraint.fields]  # type: ignore[union-attr] # its own
                    words = "UNIQUE constraint failed: " + ", ".join(
                        f"{model._meta.db_table}.{column}" for column in columns
                    )
                found[constraint.name] = words
        rules = import_module(f"{app}.migrations.0002_invariants").RULES
        found |= {rule.name: rule.name for rule in rules}
    return found


def test_each_constraint_and_trigger_has_its_test() -> None:
    """Most stand in modules of their own, by subject."""
    modules = (
        breakers_awards,
        breakers_badges,
        breakers_evidence,
        breakers_giving,
        breakers_verifying,
        practicum_breakers,
    )
    assert all(module.__doc__ for module in modules)
    assert sorted(BREAKERS) == sorted(declared())


@pytest.mark.parametrize("name", BREAKERS)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKERS[name]()
    assert declared()[name] in str(refused.value)


def test_the_triggers_that_exist_are_those_that_migrations_name() -> None:
    """SQLite drops a table's triggers when Django remakes the table; this finds out."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text ~ %s"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name REGEXP %s"
    with connection.cursor() as cursor:
        cursor.execute(query, ["^(courses|trainees)_"])
        # Those of the page cache are made from the models and have their own tests (cms.pagecache.triggers).
        existing = sorted(name for (name,) in cursor.fetchall() if not name.startswith("pagecache_"))
    named = []
    for app in ("courses", "trainees"):
        named += [rule.name for rule in import_module(f"{app}.migrations.0002_invariants").RULES]
    assert existing == sorted(named)
