"""The roll-call's pages: who may, what bad input does, what a double POST does, how little it asks of the database."""

import datetime as dt
import re
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from cms.accounts.models import Person
from courses.enums import RoleKind
from courses.models import Session
from tests import factories
from trainees.enums import Mark
from trainees.models import AbsenceNotice, Attendance, Enrolment, RollCall
from trainees.operations.attendance import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    """A session of yesterday."""
    return factories.held_session(factories.cohort())


@pytest.fixture
def sam(session: Session) -> Enrolment:
    return factories.enrolment(session.cohort, chosen_name="Sam")


@pytest.fixture
def kim(session: Session) -> Person:
    """Who facilitates."""
    return factories.role(
        RoleKind.FACILITATOR, session.cohort.programme, held_by=factories.person("Kim")
    ).person


@pytest.fixture
def signed_in(client: Client, kim: Person) -> Client:
    client.force_login(kim)
    return client


def at(session: Session, part: str = "") -> str:
    return f"/my/teaching/sessions/{session.pk}/{part}"


def tap(client: Client, session: Session, enrolment: object, **fields: object) -> Any:
    """One tap of the script."""
    data = {"enrolment": enrolment, "mark": "present", "late": "0", "early": "0", "version": "0"} | fields
    return client.post(at(session, "mark/"), data)


def test_only_those_who_teach_there(client: Client, session: Session, sam: Enrolment) -> None:
    others = (
        sam.person,
        factories.role(RoleKind.EDITOR, session.cohort.programme).person,
        factories.role(RoleKind.FACILITATOR).person,
    )
    factories.closed_roll_call(session)
    for person in others:
        client.force_login(person)
        for part in ("", "marks/", "close/", f"people/{sam.pk}/"):
            assert client.get(at(session, part)).status_code == HTTPStatus.NOT_FOUND
        for part in ("", "mark/", "close/", f"people/{sam.pk}/"):
            assert client.post(at(session, part)).status_code == HTTPStatus.NOT_FOUND
    assert client.get("/my/teaching/").status_code == HTTPStatus.OK  # the last one teaches elsewhere
    assert "Fall" not in client.get("/my/teaching/").content.decode()


def test_bad_taps(signed_in: Client, session: Session, sam: Enrolment) -> None:
    foreign = factories.enrolment()
    for enrolment, fields in (
        (foreign.pk, {}),
        ("", {}),
        ("x", {}),
        ("٣", {}),
        ("9" * 40, {}),
        (-1, {}),
        (sam.pk, {"mark": "asleep"}),
        (sam.pk, {"mark": ""}),
        (sam.pk, {"late": "181"}),
        (sam.pk, {"late": "9" * 30}),
        (sam.pk, {"late": "-5"}),
        (sam.pk, {"late": "1e3"}),
        (sam.pk, {"early": "½"}),
        (sam.pk, {"version": "7"}),
        (sam.pk, {"version": "-1"}),
        (sam.pk, {"version": "9" * 30}),
    ):
        answer = tap(signed_in, session, enrolment, **fields)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, (enrolment, fields)
        assert answer.json()["words"]
    assert not Attendance.objects.exists()
    assert not RollCall.objects.exists()


def test_extra_fields_are_nothing(signed_in: Client, session: Session, sam: Enrolment, kim: Person) -> None:
    other = factories.person()
    answer = tap(
        signed_in, session, sam.pk, recorded_by=other.pk, replaced_at="2026-01-01", reason="x", session_id=999
    )
    assert answer.status_code == HTTPStatus.OK
    made = Attendance.objects.get()
    assert (made.recorded_by, made.replaced_at, made.reason, made.session) == (kim, None, "", session)


def test_a_tap_sent_twice_and_one_that_comes_late(
    signed_in: Client, session: Session, sam: Enrolment
) -> None:
    assert [tap(signed_in, session, sam.pk).json()["line"]["version"] for _time in range(2)] == [1, 1]
    answer = tap(signed_in, session, sam.pk, mark="absent")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.json()["line"]["mark"] == "present"
    assert re.match(r"Kim marked Sam at .*: Present\. You had chosen: Absent\.", answer.json()["words"])


def test_the_script_is_told_only_of_changes(signed_in: Client, session: Session, sam: Enrolment) -> None:
    first = signed_in.get(at(session, "marks/"))
    assert first.json()["lines"] == {
        str(sam.pk): {"mark": "", "late": 0, "early": 0, "version": 0, "note": "Not marked yet"}
    }
    again = signed_in.get(at(session, "marks/"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")
    tap(signed_in, session, sam.pk)
    third = signed_in.get(at(session, "marks/"), headers={"If-None-Match": first["ETag"]})
    assert third.json()["lines"][str(sam.pk)]["mark"] == "present"
    assert third.json()["counts"] == "1 present"


def form(session: Session, **lines: tuple[Enrolment, str, str, str]) -> dict[str, str]:
    """The form as a browser without a script sends it: mark, minutes late, and what it showed."""
    fields: dict[str, str] = {}
    for enrolment, chosen, late, was in lines.values():
        version = "0" if was == "/0/0" else "1"
        fields |= {
            f"mark-{enrolment.pk}": chosen,
            f"late-{enrolment.pk}": late,
            f"seen-{enrolment.pk}": version,
            f"was-{enrolment.pk}": was,
        }
    return fields


def test_what_was_not_touched_overwrites_nobody(
    signed_in: Client, session: Session, sam: Enrolment, kim: Person
) -> None:
    """The form showed Sam as present; somebody else said absent; the form comes back with Sam as it was."""
    mark(session=session, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None)
    mark(session=session, enrolment=sam, mark=Mark.ABSENT, seen_version=1, by=None)
    answer = signed_in.post(at(session), form(session, sam=(sam, "present", "", "present/0/0")))
    assert answer.status_code == HTTPStatus.FOUND
    assert Attendance.objects.get().mark == Mark.ABSENT


def test_foreign_people_in_the_form_are_not_looked_at(
    signed_in: Client, session: Session, sam: Enrolment
) -> None:
    foreign = factories.enrolment()
    fields = form(session, sam=(sam, "present", "", "/0/0"), other=(foreign, "present", "", "/0/0"))
    for _time in range(2):
        assert signed_in.post(at(session), fields).status_code == HTTPStatus.FOUND
    assert Attendance.objects.get().enrolment == sam


@pytest.mark.parametrize("late", ["abc", "99999999999", "-3", "181"])
def test_nothing_typed_is_lost(signed_in: Client, session: Session, sam: Enrolment, late: str) -> None:
    answer = signed_in.post(at(session), form(session, sam=(sam, "present", late, "/0/0")))
    shown = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'value="{late}"' in shown
    assert f'name="mark-{sam.pk}" value="present" checked' in shown
    assert f'href="#line-{sam.pk}"' in shown
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("chosen", ["excused", "absent"])
def test_minutes_are_for_those_who_were_there(
    signed_in: Client, session: Session, sam: Enrolment, chosen: str
) -> None:
    answer = signed_in.post(at(session), form(session, sam=(sam, chosen, "10", "/0/0")))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    shown = answer.content.decode()
    assert "Minutes are for those who were there." in shown
    assert 'value="10"' in shown
    assert tap(signed_in, session, sam.pk, mark=chosen, early="5").json() == {
        "words": "Minutes are for those who were there."
    }
    assert not Attendance.objects.exists()
    factories.closed_roll_call(session)
    said = {"mark": chosen, "reason": "Checked.", "seen": str(Attendance.objects.get().pk)}
    answer = signed_in.post(at(session, f"people/{sam.pk}/"), said | {"minutes_late": "10"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["form"].errors == {"minutes_late": ["Minutes are for those who were there."]}


def test_closed_roll_calls_are_found_again(signed_in: Client, session: Session, sam: Enrolment) -> None:
    page = signed_in.get("/my/teaching/").content.decode()
    assert "Roll-calls still open" in page
    assert "Closed lately" not in page
    factories.closed_roll_call(session)
    for days in range(2, 8):
        factories.closed_roll_call(factories.held_session(session.cohort, days_ago=days))
    answer = signed_in.get("/my/teaching/")
    assert len(answer.context["closed"]) == 5
    page = answer.content.decode()
    assert "Closed lately" in page
    newest = answer.context["closed"][0]["session"]
    assert f'href="{at(newest)}"' in page


def test_no_word_of_none_while_one_is_running(
    signed_in: Client, session: Session, sam: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "trainees.portal.teaching.home.timezone.now", lambda: session.starts_at + dt.timedelta(minutes=5)
    )
    answer = signed_in.get("/my/teaching/")
    assert [line["session"] for line in answer.context["now"]] == [session]
    assert "Roll-calls still open" not in answer.content.decode()


def test_closing_needs_what_was_seen(signed_in: Client, session: Session, sam: Enrolment) -> None:
    mark(session=session, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None)
    for seen in ("", "x", "-"):
        answer = signed_in.post(at(session, "close/"), {"seen": seen})
        assert answer.status_code == HTTPStatus.CONFLICT
    shown = signed_in.get(at(session, "close/")).content.decode()
    found = re.search(r'name="seen" value="(\w+)"', shown)
    assert found is not None
    for _time in range(2):
        assert signed_in.post(at(session, "close/"), {"seen": found[1]}).status_code == HTTPStatus.FOUND
    assert RollCall.objects.get().is_closed
    answer = signed_in.post(at(session), form(session, sam=(sam, "absent", "", "present/0/0")))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This roll-call is closed." in answer.content.decode()


def test_a_correction_of_the_form(signed_in: Client, session: Session, sam: Enrolment) -> None:
    factories.closed_roll_call(session)
    standing = Attendance.objects.get()
    address = at(session, f"people/{sam.pk}/")
    said = {"mark": "absent", "reason": "Was not there.", "seen": str(standing.pk)}
    assert signed_in.post(address, said | {"reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert signed_in.post(address, said | {"seen": "999999"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    for _time in range(2):
        assert signed_in.post(address, said).status_code == HTTPStatus.FOUND
    assert Attendance.objects.count() == 2
    answer = signed_in.post(address, said | {"mark": "excused"})  # made from the old mark
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Kim marked Sam at" in answer.content.decode()
    foreign = factories.enrolment()
    assert signed_in.get(at(session, f"people/{foreign.pk}/")).status_code == HTTPStatus.NOT_FOUND


def test_who_joined_later_can_be_added(signed_in: Client, session: Session, sam: Enrolment) -> None:
    factories.closed_roll_call(session)
    late = factories.enrolment(session.cohort)
    said = {"mark": "present", "reason": "Was there.", "seen": "0"}
    assert signed_in.post(at(session, f"people/{late.pk}/"), said).status_code == HTTPStatus.FOUND
    assert Attendance.objects.get(enrolment=late).reason == "Was there."


def test_queries_do_not_grow_with_people(signed_in: Client, session: Session) -> None:
    counts = []
    for number in (1, 12):
        factories.enrolments(session.cohort, number)
        for part in ("", "marks/", "close/"):
            signed_in.get(at(session, part))
            with CaptureQueriesContext(connection) as queries:
                signed_in.get(at(session, part))
            counts.append(len(queries))
    assert counts[:3] == counts[3:]


def test_staff_need_their_second_factor_here_too(
    signed_in: Client, session: Session, settings: Settings
) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    for prefix in ("", "/fr"):
        answer = signed_in.get(f"{prefix}{at(session)}")
        assert answer.status_code == HTTPStatus.FOUND
        assert "2fa" in answer["Location"]
    assert signed_in.get("/my/").status_code == HTTPStatus.OK


def test_an_open_page_alone_is_no_sign_of_life(signed_in: Client, session: Session) -> None:
    """Asking every few seconds keeps nobody signed in."""
    long_ago = signed_in.session
    long_ago["staff_seen_at"] -= 600
    long_ago.save()
    signed_in.get(at(session, "marks/"))
    assert signed_in.session["staff_seen_at"] == long_ago["staff_seen_at"]
    signed_in.get(at(session))
    assert signed_in.session["staff_seen_at"] > long_ago["staff_seen_at"]


# "I can't come"


def test_saying_that_one_cannot_come(client: Client, session: Session, sam: Enrolment) -> None:
    to_come = factories.session(session.cohort)
    address = f"/my/sessions/{to_come.pk}/coming/"
    client.force_login(sam.person)
    assert "I can’t come" in client.get("/my/").content.decode()
    assert client.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    for _time in range(2):
        shown = client.post(address, {"coming": "no"}, follow=True).content.decode()
    assert "You need not say why." in shown
    assert "I can come after all" in shown
    assert AbsenceNotice.objects.get().taken_back_at is None
    client.post(address, {"coming": "yes"})
    assert AbsenceNotice.objects.get().taken_back_at is not None
    past = client.post(f"/my/sessions/{session.pk}/coming/", {"coming": "no"}, follow=True)
    assert "This session has begun." in past.content.decode()
    foreign = factories.session(factories.cohort())
    assert client.post(f"/my/sessions/{foreign.pk}/coming/").status_code == HTTPStatus.NOT_FOUND
    client.force_login(factories.person())
    assert client.post(address, {"coming": "no"}).status_code == HTTPStatus.NOT_FOUND
