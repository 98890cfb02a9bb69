"""A trainee's own page: what it says, to whom, in which language, and how little it asks of the database."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.enums import RoleKind
from courses.models import Cohort
from courses.operations.cohorts import cancel_cohort
from tests import factories
from trainees.enums import Evidence
from trainees.models import Enrolment
from trainees.operations.announcement import send
from trainees.operations.completion import record
from trainees.operations.enrolment import withdraw
from trainees.operations.make_ups import plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    """Three modules of two hours in a chain; the next meeting is tomorrow at six and covers the second."""
    made = factories.cohort(name_en="Fall evenings", name_fr="Soirs d’automne", place_en="Room 204")
    modules = list(made.edition.modules.order_by("position"))
    factories.session(made, modules=[modules[1]], place="Example Hall")
    return made


def enrol(cohort: Cohort, language: str = "en", name: str = "Sam") -> Enrolment:
    """Somebody with a place."""
    return factories.enrolment(cohort, chosen_name=name, language=language)


def page(client: Client, enrolment: Enrolment, path: str = "/my/") -> str:
    """What they see, signed in."""
    client.force_login(enrolment.person)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def complete(enrolment: Enrolment, number: int, on: dt.date) -> None:
    """Record the module of that number as done."""
    module = enrolment.cohort.edition.modules.order_by("position")[number]
    record(
        cohort=enrolment.cohort, pairs=[(enrolment.pk, module.pk)], completed_on=on,
        evidence=Evidence.ATTENDANCE, by=None,
    )  # fmt: skip


def test_where_one_is_and_what_comes_next(client: Client, cohort: Cohort) -> None:
    """Session with date, time, zone and place; each module in words; hours of hours."""
    enrolment = enrol(cohort)
    complete(enrolment, 0, factories.today())
    shown = page(client, enrolment)
    tomorrow = factories.today() + dt.timedelta(days=1)
    for words in (
        "Hello, Sam", "Fall evenings", f"{tomorrow:%A}, {tomorrow.day} {tomorrow:%B %Y}",
        "6:00 p.m. to 9:00 p.m. Pacific time", "Example Hall", "Module 2", "Done on", "Next:",
        "Needs Module 2 first", "2 of 6 class hours", "1 of 3 required modules done",
    ):  # fmt: skip
        assert words in shown, words


def test_in_french(client: Client, cohort: Cohort) -> None:
    """Under /fr/my/ everything that the programme wrote in both languages is in French."""
    shown = page(client, enrol(cohort, "fr"), "/fr/my/")
    assert 'lang="fr-CA"' in shown
    for words in ("Soirs d’automne", "Module 2 en français", "18 h"):
        assert words in shown, words


def test_somebody_elses_cohort_is_not_there(client: Client, cohort: Cohort) -> None:
    """404, as for one that does not exist; also for who has left."""
    other = factories.cohort(modules=1)
    enrolment, left = enrol(cohort), enrol(other, name="Left")
    withdraw(enrolment=left, by=None)
    client.force_login(enrolment.person)
    assert client.get(f"/my/cohorts/{cohort.pk}/").status_code == 200
    assert client.get(f"/my/cohorts/{other.pk}/").status_code == 404
    assert client.get("/my/cohorts/999999/").status_code == 404
    client.force_login(left.person)
    assert client.get(f"/my/cohorts/{other.pk}/").status_code == 404
    assert client.get("/my/").status_code == 200


@pytest.mark.parametrize("path", ["/my/", "/my/about-me/", "/fr/my/", "/my/cohorts/1/"])
def test_who_is_not_signed_in_is_asked_to(client: Client, path: str) -> None:
    """And comes back afterwards; the language stays."""
    prefix = "/fr" if path.startswith("/fr") else ""
    assert client.get(path)["Location"] == f"{prefix}/accounts/login/?next={path}"


def test_without_a_place_the_page_says_what_will_be_there(client: Client) -> None:
    """And what to do meanwhile."""
    client.force_login(factories.person("Kim"))
    shown = client.get("/my/").content.decode()
    assert "You are not enrolled in a training yet" in shown
    assert "/updates/subscribe/" in shown


def test_who_left_reads_no_yet(client: Client, cohort: Cohort) -> None:
    """They were in a course, and are not now."""
    left = enrol(cohort)
    withdraw(enrolment=left, by=None)
    shown = page(client, left)
    assert "You are not in a course at the moment." in shown
    assert "enrolled in a training yet" not in shown
    assert "/office/" not in shown


def test_staff_without_a_place_find_the_office(client: Client) -> None:
    """A link in the page itself; /fr/office/ leads there as well."""
    client.force_login(factories.role(RoleKind.COORDINATOR).person)
    shown = client.get("/my/").content.decode()
    assert "Go to the office" in shown
    assert client.get("/fr/office/")["Location"] == "/office/"


def test_every_session_and_whom_to_ask(client: Client, cohort: Cohort) -> None:
    """What is to come with time and place or link, what is over not; the programme's address."""
    today = factories.today()
    second = factories.session(
        cohort, factories.instant(today + dt.timedelta(days=3)), title_en="Practice night"
    )
    factories.session(cohort, factories.instant(today - dt.timedelta(days=1)), title_en="Already over")
    shown = page(client, enrol(cohort))
    programme = cohort.edition.course.programme
    assert "Practice night" in shown.partition("All sessions to come")[2]
    assert f"{second.held_on:%A}, {second.held_on.day} {second.held_on:%B %Y}" in shown
    assert "Already over" not in shown
    assert f'href="mailto:{programme.email}"' in shown
    assert f"Write to {programme.name_en}:" in shown


def test_several_trainings(client: Client, cohort: Cohort) -> None:
    """The one that goes on comes first; the others are one click away."""
    today = factories.today()
    earlier = factories.cohort(
        modules=1,
        name_en="Last year",
        starts_on=today - dt.timedelta(days=400),
        ends_on=today - dt.timedelta(days=300),
    )
    later = factories.cohort(
        modules=1,
        name_en="Next year",
        starts_on=today + dt.timedelta(days=300),
        ends_on=today + dt.timedelta(days=400),
    )
    enrolment = enrol(cohort)
    for other in (earlier, later):
        factories.enrolment(other, held_by=enrolment.person)
    shown = page(client, enrolment)
    assert '<p class="lead">Fall evenings</p>' in shown
    for other in (earlier, later):
        assert f"/my/cohorts/{other.pk}/" in shown
    assert '<p class="lead">Last year</p>' in page(client, enrolment, f"/my/cohorts/{earlier.pk}/")


def test_what_the_programme_wrote(client: Client, cohort: Cohort) -> None:
    """In the reader's language, or the other one, marked as such; markup is text, addresses are links."""
    english, french = enrol(cohort), enrol(cohort, "fr", "Luc")
    send(
        cohort=cohort, token=uuid.uuid4(), by=None, subject_en="The building closes early",
        text_en="<b>Doors</b> close at 9. See https://example.org/map",
    )  # fmt: skip
    shown = page(client, english)
    assert "The building closes early" in shown
    assert "&lt;b&gt;Doors" in shown
    assert 'href="https://example.org/map"' in shown
    shown = page(client, french, "/fr/my/")
    assert 'lang="en-CA"' in shown
    assert "The building closes early" in shown


def test_a_cancelled_training_says_so(client: Client, cohort: Cohort) -> None:
    """Gently, and what was done stays."""
    enrolment = enrol(cohort)
    complete(enrolment, 0, factories.today())
    cancel_cohort(cohort=cohort, by=None)
    shown = page(client, enrolment)
    assert "This training will not take place" in shown
    assert "Done on" in shown
    assert "Pacific time" not in shown


def test_everything_done(client: Client, cohort: Cohort) -> None:
    """Said in words."""
    enrolment = enrol(cohort)
    for number in range(3):
        complete(enrolment, number, factories.today())
    shown = page(client, enrolment)
    assert "You have done every required module" in shown
    assert "6 of 6 class hours" in shown


@pytest.mark.parametrize("path", ["/my/", "/fr/my/", "/my/about-me/"])
def test_at_most_fifteen_queries(client: Client, path: str) -> None:
    """However many modules, sessions and messages there are."""
    cohort = factories.cohort(modules=14)
    modules = list(cohort.edition.modules.all())
    start = factories.today() + dt.timedelta(days=1)
    for number in range(10):
        day = start + dt.timedelta(days=number)
        factories.session(cohort, factories.instant(day), modules=modules[number : number + 2])
    enrolment = enrol(cohort)
    for number in range(4):
        complete(enrolment, number, factories.today())
    for _ in range(3):
        send(cohort=cohort, token=uuid.uuid4(), by=None, subject_en="Hello", text_en="Hello")
    page(client, enrolment, path)  # fills what is kept for the process
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    assert len(queries) <= 15, [query["sql"] for query in queries]


def test_an_announcement_in_the_other_language_says_so(client: Client, cohort: Cohort) -> None:
    """Only its own words are marked as the other language, not the date and not the line about it."""
    enrolment = enrol(cohort)
    send(cohort=cohort, token=uuid.uuid4(), by=None, subject_en="The room", text_en="Room 204.")
    client.force_login(enrolment.person)
    french, english = (client.get(path).content.decode() for path in ("/fr/my/", "/my/"))
    assert '<h3 lang="en-CA">The room</h3>' in french
    assert '<div lang="en-CA"><p>Room 204.</p></div>' in french
    said = "Votre programme a écrit ce message en anglais seulement."
    assert french.count(said) == 1
    assert "in English only" not in english


@pytest.mark.parametrize("path", ["/my/", "/my/about-me/"])
def test_looking_changes_nothing(client: Client, cohort: Cohort, path: str) -> None:
    """Not even with another method that should be safe."""
    client.force_login(enrol(cohort).person)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
        client.head(path)
    assert [
        q["sql"] for q in queries if not q["sql"].lstrip("(").startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ] == []
    assert client.post("/my/").status_code == 405


def test_both_pages_say_the_same_of_what_is_to_be_made_up(client: Client) -> None:
    """What was missed within the limits needs nothing, wherever it is read."""
    cohort = factories.cohort(factories.course_edition(2, chain=False))
    sam = factories.enrolment(cohort, chosen_name="Sam", language="en")
    missed = factories.held_session(cohort, modules=[cohort.edition.modules.first()])
    factories.closed_roll_call(missed, absent=[sam])
    client.force_login(sam.person)

    def asked() -> list[bool]:
        pages = [client.get(path).content.decode() for path in ("/my/", "/my/attendance/")]
        return ["to make up." in page for page in pages]

    assert asked() == [False, False]
    plan(enrolment=sam, stands_for=missed, task="Read.", minutes=60, by=None)
    assert asked() == [True, True]


def test_an_address_of_no_cohort(client: Client, cohort: Cohort) -> None:
    """Also with a number that no database holds."""
    client.force_login(enrol(cohort).person)
    for number in (factories.cohort().pk, "9" * 30):
        for page in ("", "attendance/", "checklist/", "modules/1/"):
            assert client.get(f"/my/cohorts/{number}/{page}").status_code == 404
