"""Every screen opens for a coordinator, and says what it should."""

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import resolve, reverse

from courses.enums import RoleKind
from tests import factories

from .world import Side, member


def addresses(side: Side) -> list[str]:
    """Every screen about this side's things."""
    cohort, edition = side.cohort, side.cohort.edition
    module = edition.modules.first()
    assert module is not None
    return [
        reverse("cohorts:facts", args=[cohort.pk]),
        reverse("cohorts:edit", args=[cohort.pk]),
        reverse("cohorts:announce", args=[cohort.pk]),
        reverse("cohorts:cancel", args=[cohort.pk]),
        reverse("cohorts:sessions", args=[cohort.pk]),
        reverse("cohorts:add_session", args=[cohort.pk]),
        reverse("cohorts:session", args=[cohort.pk, side.session.pk]),
        reverse("cohorts:cancel_session", args=[cohort.pk, side.session.pk]),
        reverse("roster:index", args=[cohort.pk]),
        reverse("roster:enrol", args=[cohort.pk]),
        reverse("roster:read_list", args=[cohort.pk]),
        reverse("roster:list", args=[cohort.pk, side.batch.pk]),
        reverse("roster:undo_list", args=[cohort.pk, side.batch.pk]),
        reverse("roster:modules", args=[cohort.pk]),
        reverse("roster:completion", args=[side.completion.pk]),
        reverse("roster:messages", args=[cohort.pk]),
        reverse("roster:write", args=[cohort.pk]),
        reverse("roster:history", args=[cohort.pk]),
        reverse("enrolments:read", args=[side.enrolment.pk]),
        reverse("enrolments:leave", args=[side.enrolment.pk]),
        reverse("enrolments:finish", args=[side.enrolment.pk]),
        reverse("messages:read", args=[side.message.pk]),
        reverse("messages:resend", args=[side.message.pk]),
        reverse("messages:cancel", args=[side.message.pk]),
        reverse("courses:editions", args=[edition.course.pk]),
        reverse("courses:edit", args=[edition.course.pk]),
        reverse("courses:new_edition", args=[edition.course.pk]),
        reverse("courses:history", args=[edition.course.pk]),
        reverse("courses:edition", args=[edition.pk]),
        reverse("courses:copy_edition", args=[edition.pk]),
        reverse("courses:new_module", args=[edition.pk]),
        reverse("courses:module", args=[module.pk]),
        reverse("courses:remove_module", args=[module.pk]),
        reverse("programmes:edit", args=[side.programme.pk]),
        reverse("people:read", args=[side.enrolment.person.pk]),
        reverse("people:edit", args=[side.enrolment.person.pk]),
    ]


def test_every_screen_opens(office: Client, here: Side) -> None:
    """With 200, and with the frame's landmarks."""
    for url in addresses(here):
        response = office.get(url)
        assert (response.status_code, url) == (200, url)


LISTS = [
    "wagtailadmin_home",
    "cohorts:index",
    "cohorts:add",
    "courses:index",
    "courses:add",
    "programmes:index",
    "roles:index",
    "roles:add",
    "enrolments:index",
    "people:index",
    "messages:index",
    "messages:index_results",
]


def test_every_list_opens_and_shows_only_what_is_here(office: Client, here: Side, there: Side) -> None:
    """Another programme's things are planted; no list names them."""
    for name in LISTS:
        response = office.get(reverse(name))
        assert (response.status_code, name) == (200, name)
        text = response.content.decode()
        assert "There cohort" not in text
        assert "There programme" not in text
        assert "Trainee There" not in text
        assert there.enrolment.person.email not in text


def test_another_programmes_things_do_not_exist(office: Client, here: Side, there: Side) -> None:
    """For GET and for POST alike."""
    for url in addresses(there):
        assert (office.get(url).status_code, url) == (404, url)
        assert (office.post(url, {}).status_code, url) == (404, url)


FOR_FACILITATORS = {
    "cohorts:facts",
    "cohorts:sessions",
    "roster:index",
    "roster:modules",
    "roster:completion",
    "enrolments:read",
    "courses:editions",
    "courses:history",
    "courses:edition",
}


def test_facilitators_see_what_teaching_needs(client: Client, here: Side) -> None:
    """No addresses, no messages, nothing to change but completions."""
    client.force_login(member(RoleKind.FACILITATOR, here.programme))
    for url in addresses(here):
        name = resolve(url).view_name
        expected = 200 if name in FOR_FACILITATORS else 404
        response = client.get(url)
        assert (response.status_code, name) == (expected, name)
        assert here.enrolment.person.email not in response.content.decode()
        if name not in {"roster:modules", "roster:completion"}:
            assert client.post(url, {}).status_code in (404, 405), name


def test_editors_have_no_business_with_cohorts(client: Client, here: Side) -> None:
    """They write updates."""
    client.force_login(member(RoleKind.EDITOR, here.programme))
    for url in addresses(here):
        assert (client.get(url).status_code, url) == (404, url)
        assert (client.post(url, {}).status_code, url) == (404, url)
    for name in LISTS[1:]:
        assert client.get(reverse(name)).status_code == 302, name


def test_the_office_is_closed_to_trainees_and_visitors(client: Client, here: Side) -> None:
    """Visitors are asked to sign in; who has, is told that this part is for staff."""
    urls = [*addresses(here), *(reverse(name) for name in LISTS)]
    for url in urls:
        assert client.get(url)["Location"].startswith(reverse("account_login"))
    client.force_login(here.enrolment.person)
    for url in urls:
        assert (client.get(url).status_code, url) == (403, url)


def test_administrators_see_everything(client: Client, here: Side, there: Side) -> None:
    """Of every programme."""
    client.force_login(factories.person("Robin", is_superuser=True))
    for url in [*addresses(here), *addresses(there), *(reverse(name) for name in LISTS)]:
        assert (client.get(url).status_code, url) == (200, url)


def test_the_attendance_says_first_what_is_looked_for(office: Client, here: Side) -> None:
    cohort = factories.cohort(factories.course_edition(1, programme=here.programme))
    factories.enrolment(cohort, chosen_name="Sam")
    factories.held_session(cohort)
    shown = office.get(reverse("roster:attendance", args=[cohort.pk])).content
    table = BeautifulSoup(shown, "html.parser").select_one("table.office-grid")
    assert table is not None
    heads = [head.get_text(" ", strip=True) for head in table.select("thead th")]
    assert heads[:4] == ["Name", "Attended", "Missed", "To look at"]
    (row,) = table.select("tbody tr")
    assert len(row.find_all(["th", "td"])) == len(heads) == 5
    assert "office-number" in row.find_all("td")[0]["class"]
