"""The public calendars: what is in them, and what never is."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.home.models import ProgrammePage
from courses.models import Cohort, Session
from courses.operations.cohorts import cancel_cohort, change_cohort
from courses.operations.sessions import cancel_session, change_session
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "https://meet.example.org/secret-room-8841"
HEALTH = "Trauma, recovery and peer support"
DAY = dt.timedelta(days=1)


def planned(**fields: Any) -> Cohort:
    """A cohort whose applications are open, named in words that are no title of a calendar entry."""
    now = timezone.now().replace(microsecond=0)
    usual: dict[str, Any] = {
        "name_en": HEALTH,
        "name_fr": "Traumatisme et rétablissement",
        "place_en": "Example Hall",
        "starts_on": factories.today() + 30 * DAY,
        "ends_on": factories.today() + 120 * DAY,
        "applications_open_at": now - DAY,
        "applications_close_at": now + 20 * DAY,
    }
    return factories.cohort(**(usual | fields))


def meeting(cohort: Cohort, days: int = 31, **fields: Any) -> Session:
    """An evening of the cohort, which those who are enrolled can join from home."""
    at = factories.instant(factories.today() + days * DAY)
    session: Session = factories.session(
        cohort, at, **({"title_en": HEALTH, "join_url": SECRET, "place": "Door code 4417"} | fields)
    )
    return session


def address(cohort: Cohort, *, stream: bool = False, prefix: str = "") -> str:
    """Where the calendar of the cohort's programme, or of its stream in it, is read."""
    part = f"/{cohort.edition.course.stream.slug}" if stream else ""
    return f"{prefix}/calendar/{cohort.programme.slug}{part}.ics"


def read(client: Client, path: str) -> str:
    """The file at `path`, its long lines put together again."""
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return response.content.decode().replace("\r\n ", "")


def events(client: Client, path: str) -> dict[str, Any]:
    """The events of a calendar by their uid, as another library understands them."""
    file = vobject.readOne(client.get(path).content.decode())
    return {event.uid.value: event for event in getattr(file, "vevent_list", [])}


def test_sessions_deadlines_and_first_day(client: Client) -> None:
    """With the hours of the session and the public place; each leads to the update about the cohort."""
    cohort = planned()
    session = meeting(cohort)
    page = factories.update(cohort=cohort)

    found = events(client, address(cohort))

    host = "testserver"
    assert set(found) == {
        f"cohort-{cohort.pk}-opens@{host}",
        f"cohort-{cohort.pk}-closes@{host}",
        f"cohort-{cohort.pk}-starts@{host}",
        f"session-{session.pk}@{host}",
    }
    held = found[f"session-{session.pk}@{host}"]
    assert (held.dtstart.value, held.dtend.value) == (session.starts_at, session.ends_at)
    assert (held.location.value, held.status.value) == ("Online", "CONFIRMED")
    assert held.url.value.endswith(page.url)
    assert found[f"cohort-{cohort.pk}-closes@{host}"].dtstart.value == cohort.applications_close_at
    assert found[f"cohort-{cohort.pk}-starts@{host}"].dtstart.value == cohort.starts_on


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_what_only_those_enrolled_may_know_is_not_there(client: Client, prefix: str) -> None:
    """The link to join, and the room that staff typed. The search finds what is planted where it may be."""
    cohort = planned()
    meeting(cohort)
    factories.enrolment(cohort, chosen_name="Robin", email="robin@example.org")

    for stream in (False, True):
        text = read(client, address(cohort, stream=stream, prefix=prefix))
        assert "Example Hall" in text
        for secret in (SECRET, "meet.example.org", "4417", "Robin", "robin@"):
            assert secret not in text


@pytest.mark.parametrize(("prefix", "region"), [("", "Region"), ("/fr", "Région")])
def test_titles_can_be_read_over_a_shoulder(client: Client, prefix: str, region: str) -> None:
    """They name the region; the name of the course stands inside only."""
    cohort = planned()
    meeting(cohort)

    text = read(client, address(cohort, prefix=prefix))

    shown = re.findall(r"\n(?:SUMMARY|NAME|X-WR-CALNAME)[^:]*:(.*)\r", text)
    assert len([line for line in shown if region in line]) == len(shown) == 6
    for word in ("Trauma", "recovery", "rétablissement", "peer"):
        assert not any(word.lower() in line.lower() for line in shown)
    assert "DESCRIPTION:Trauma" in text


def test_only_announced_cohorts_of_the_programme(client: Client) -> None:
    """No draft, none that was called off, none of another programme, none that ended long ago."""
    cohort = planned()
    edition = cohort.edition
    planned(edition=edition, name_en="A draft", announced=False)
    called_off = planned(edition=edition, name_en="Called off")
    cancel_cohort(cohort=called_off, by=None)
    planned(name_en="Elsewhere")
    long_ago = {"applications_open_at": None, "applications_close_at": None}
    planned(edition=edition, starts_on=dt.date(2020, 1, 7), ends_on=dt.date(2020, 4, 7), **long_ago)

    found = events(client, address(cohort))

    assert {uid.split("-")[1] for uid in found} == {str(cohort.pk)}


def test_a_stream_has_a_calendar_of_its_own(client: Client) -> None:
    """An empty one is no mistake: something may be planned later. An unknown one is."""
    cohort = planned()
    family = factories.stream(slug="family")
    course = factories.course_edition(1, programme=cohort.programme, stream=family)
    other = planned(edition=course)
    programme = cohort.programme.slug

    assert {uid.split("-")[1] for uid in events(client, address(other, stream=True))} == {str(other.pk)}
    assert len(events(client, address(other))) == 6
    assert events(client, f"/calendar/{programme}/{factories.stream().slug}.ics") == {}
    for path in ("nothing.ics", f"{programme}/nothing.ics", f"nothing/{family.slug}.ics"):
        assert client.get(f"/calendar/{path}").status_code == 404


def test_a_moved_or_cancelled_session_is_the_same_event(client: Client) -> None:
    """Its uid stays and its sequence grows, so that programs move or strike it instead of showing it twice."""
    cohort = planned()
    session = meeting(cohort)
    uid = f"session-{session.pk}@testserver"
    first = events(client, address(cohort))[uid]
    later = session.starts_at + DAY
    change_session(session=session, by=None, starts_at=later, ends_at=later + dt.timedelta(hours=3))

    moved = events(client, address(cohort))[uid]
    assert (first.sequence.value, moved.sequence.value) == ("0", "1")
    assert moved.dtstart.value == later

    with time_machine.travel(timezone.now() + dt.timedelta(hours=2), tick=False):
        cancel_session(session=session, by=None)
        struck = events(client, address(cohort))[uid]
        assert (struck.sequence.value, struck.status.value) == ("2", "CANCELLED")
        assert struck.last_modified.value == timezone.now().replace(microsecond=0)


def test_a_moved_deadline_is_told(client: Client) -> None:
    cohort = planned()
    uid = f"cohort-{cohort.pk}-closes@testserver"
    assert events(client, address(cohort))[uid].sequence.value == "0"

    assert cohort.applications_close_at is not None
    later = cohort.applications_close_at + DAY
    change_cohort(cohort=cohort, by=None, applications_close_at=later)

    found = events(client, address(cohort))[uid]
    assert (found.sequence.value, found.dtstart.value) == ("1", later)


def test_who_asks_again_is_told_in_one_line(client: Client) -> None:
    """Until something changes."""
    cohort = planned()
    first = client.get(address(cohort))
    assert "no-cache" in first["Cache-Control"]

    again = client.get(address(cohort), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    meeting(cohort)
    assert client.get(address(cohort), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    """Two cohorts or twelve, one session or sixty."""
    cohort = planned()
    meeting(cohort)
    factories.update(cohort=cohort)
    client.get(address(cohort))

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address(cohort)).status_code == 200
        return len(found)

    before = queries()
    for _number in range(10):
        another = planned(edition=cohort.edition)
        factories.update(cohort=another)
        for days in range(31, 37):
            meeting(another, days)
    assert queries() == before <= 8


def test_pages_link_to_the_calendars(client: Client) -> None:
    """To be followed, and to be taken once; of the region and stream that the reader chose."""
    cohort, other = planned(), planned()
    page = factories.update(cohort=cohort)

    def links(path: str) -> set[str]:
        return set(re.findall(r'href="([^"]*\.ics)"', client.get(path).content.decode()))

    def both(path: str) -> set[str]:
        return {path, f"webcal://testserver{path}"}

    region, stream = cohort.programme.region.slug, cohort.edition.course.stream.slug
    assert links("/updates/") == both(address(cohort)) | both(address(other))
    assert links(f"/updates/?region={region}") == both(address(cohort))
    assert links(f"/updates/?region={region}&stream={stream}") == both(address(cohort, stream=True))
    assert links(page.url) == both(address(cohort, stream=True))


def test_a_full_cohort_takes_no_applications(client: Client) -> None:
    """Nobody is told to apply for a place that is not there; with one free again, everybody is."""
    cohort = planned(seats=1)
    enrolled = factories.enrolments(cohort, 1)
    assert enrolled

    full = client.get(address(cohort)).content.decode()
    Cohort.objects.filter(pk=cohort.pk).update(seats_held=0)
    free = client.get(address(cohort)).content.decode()

    titles = ("SUMMARY:Applications open", "SUMMARY:Applications close", "SUMMARY:First day")
    assert [title in full for title in titles] == [False, False, True]
    assert [title in free for title in titles] == [True, True, True]


def test_an_online_session_is_not_in_the_room(client: Client) -> None:
    """Its place is said to be online; the link itself is not even read."""
    cohort = planned()
    online, in_room = meeting(cohort), meeting(cohort, days=33, join_url="")

    with CaptureQueriesContext(connection) as queries:
        found = events(client, address(cohort))

    host = "testserver"
    places = {pk: found[f"session-{pk}@{host}"].location.value for pk in (online.pk, in_room.pk)}
    assert places == {online.pk: "Online", in_room.pk: "Example Hall"}
    assert not any(re.search(r'"join_url"( AS|,)', query["sql"]) for query in queries)
    assert SECRET not in client.get(address(cohort)).content.decode()


def test_a_programme_without_dates_offers_no_calendar(client: Client) -> None:
    """Following an empty one would promise something."""
    cohort, draft = planned(), planned(announced=False)
    home = factories.site()["en"].home
    pages = {
        one.programme: home.add_child(
            instance=ProgrammePage(
                title="P", slug=one.programme.slug, programme=one.programme, locale=home.locale
            )
        )
        for one in (cohort, draft)
    }
    paths = [address(one) for one in (cohort, draft)]

    index = client.get("/updates/").content.decode()
    assert [path in index for path in paths] == [True, False]
    other = factories.stream()
    narrowed = client.get(f"/updates/?stream={other.slug}").content.decode()
    assert ".ics" not in narrowed
    shown = [client.get(page.get_url()).content.decode() for page in pages.values()]
    assert [path in page for path, page in zip(paths, shown, strict=True)] == [True, False]
