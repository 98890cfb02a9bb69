"""Courses, editions, modules and roles in the office."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.enums import RoleKind
from courses.models import Award, Course, Edition, Module, Programme, Role
from tests import factories

MODULE = {
    "code": "M09", "title_en": "Listening", "title_fr": "Écoute", "outcome_en": "", "outcome_fr": "", "kind": "class",
    "minutes": "120", "completes_by": "facilitator",
}  # fmt: skip


def test_only_administrators_say_that_one_person_may_award(office: Client, programme: Programme) -> None:
    """A coordinator who could, would give awards alone."""
    course = factories.course(programme=programme)
    url = reverse("courses:edit", args=[course.pk])
    data = {
        name: getattr(course, name) for name in ("title_en", "title_fr", "slug", "summary_en", "summary_fr")
    }
    data |= {"programme": programme.pk, "stream": course.stream_id, "facilitators_needed": "1"}
    assert office.post(url, data | {"one_person_awards": "on"}).status_code == 302
    course.refresh_from_db()
    assert not course.one_person_awards
    admin = Client()
    admin.force_login(factories.person(is_superuser=True))
    assert admin.post(url, data | {"one_person_awards": "on"}).status_code == 302
    course.refresh_from_db()
    assert course.one_person_awards


def test_a_course_of_another_programme_cannot_be_made(
    office: Client, programme: Programme, elsewhere: Programme
) -> None:
    """Not even by changing the form's field."""
    stream = factories.stream()
    data = {
        "title_en": "A",
        "title_fr": "A",
        "slug": "a",
        "stream": stream.pk,
        "summary_en": "",
        "summary_fr": "",
        "facilitators_needed": "2",
        "present_by_default": "on",
    }
    response = office.post(reverse("courses:add"), {**data, "programme": elsewhere.pk})
    assert "programme" in response.context["form"].errors
    assert office.post(reverse("courses:add"), {**data, "programme": programme.pk}).status_code == 302
    made = Course.objects.get()
    assert (made.programme, made.facilitators_needed, made.present_by_default) == (programme, 2, True)


def test_a_course_with_a_cohort_stays_with_its_programme(
    office: Client, programme: Programme, elsewhere: Programme, coordinator: Any
) -> None:
    """Also for who coordinates both: its sessions' dates and its messages belong to the first. Titles may change."""
    factories.role(RoleKind.COORDINATOR, elsewhere, held_by=coordinator)
    course = factories.course_edition(programme=programme).course
    data = {
        "title_en": "New title", "title_fr": "Titre", "slug": course.slug, "stream": course.stream_id,
        "summary_en": "", "summary_fr": "", "programme": elsewhere.pk, "facilitators_needed": "1",
    }  # fmt: skip
    url = reverse("courses:edit", args=[course.pk])
    assert office.post(url, data).status_code == 302
    course.refresh_from_db()
    assert course.programme == elsewhere
    factories.cohort(course.editions.get())
    assert office.post(url, {**data, "programme": programme.pk, "title_en": "Other"}).status_code == 302
    course.refresh_from_db()
    assert (course.programme, course.title_en) == (elsewhere, "Other")


def test_the_clock_stays_once_sessions_are_planned_on_it(office: Client, programme: Programme) -> None:
    """Their dates and reminders follow from it; everything else may change."""
    data = {
        "name_en": "Here", "name_fr": "Ici", "slug": programme.slug, "host": "New host", "languages": ["en"],
        "region": programme.region_id, "time_zone": "America/Halifax", "email": "a@example.org",
        "postal_address": "1 Example Street",
    }  # fmt: skip
    url = reverse("programmes:edit", args=[programme.pk])
    assert office.post(url, data).status_code == 302
    programme = Programme.objects.get(pk=programme.pk)
    assert programme.time_zone == "America/Halifax"
    factories.session(factories.cohort(programme=programme))
    response = office.post(url, {**data, "time_zone": "America/Vancouver"})
    assert "Sessions are planned on this clock" in " ".join(response.context["form"].errors["time_zone"])
    assert office.post(url, {**data, "host": "Newer host"}).status_code == 302
    programme = Programme.objects.get(pk=programme.pk)
    assert (programme.time_zone, programme.host) == ("America/Halifax", "Newer host")


def test_modules_of_an_open_edition(office: Client, programme: Programme) -> None:
    """Added at the end, changed with place and needs at once, removed."""
    edition = factories.course_edition(3, programme=programme)
    first, second, third = edition.modules.order_by("position")
    url = reverse("courses:new_module", args=[edition.pk])
    assert office.post(url, {**MODULE, "needs": [third.pk]}).status_code == 302
    made = Module.objects.get(code="M09")
    assert (made.position, list(made.needs.all())) == (4, [third])
    change = reverse("courses:module", args=[made.pk])
    assert office.post(change, {**MODULE, "position": "2", "needs": [first.pk]}).status_code == 302
    made.refresh_from_db()
    assert (made.position, list(made.needs.all())) == (2, [first])
    assert office.post(reverse("courses:remove_module", args=[made.pk])).status_code == 302
    assert not Module.objects.filter(code="M09").exists()
    refused = office.post(reverse("courses:remove_module", args=[second.pk]), follow=True)
    assert "M03 needs this module." in refused.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"code": "M01"}, "code"), ({"minutes": "0"}, "minutes"), ({"title_fr": ""}, "title_fr")],
)
def test_mistakes_about_modules(
    office: Client, programme: Programme, change: dict[str, str], field: str
) -> None:
    """Said, and nothing is added."""
    edition = factories.course_edition(1, programme=programme)
    response = office.post(reverse("courses:new_module", args=[edition.pk]), {**MODULE, **change})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert edition.modules.count() == 1


def test_later_modules_cannot_be_needed(office: Client, programme: Programme) -> None:
    """So no circle can arise; it is said at the field."""
    edition = factories.course_edition(2, chain=False, programme=programme)
    first, second = edition.modules.order_by("position")
    data = {**MODULE, "code": first.code, "position": "1", "needs": [second.pk]}
    response = office.post(reverse("courses:module", args=[first.pk]), data)
    assert "come before it" in " ".join(response.context["form"].errors["needs"])


def test_a_frozen_edition_is_copied(office: Client, programme: Programme) -> None:
    """It offers no change, and answers one with the way out."""
    cohort = factories.cohort(programme=programme)
    edition = cohort.edition
    page = office.get(reverse("courses:edition", args=[edition.pk])).content.decode()
    assert reverse("courses:new_module", args=[edition.pk]) not in page
    refused = office.post(reverse("courses:new_module", args=[edition.pk]), MODULE)
    assert "Copy it, and change the copy." in refused.content.decode()
    response = office.post(reverse("courses:copy_edition", args=[edition.pk]))
    copy = Edition.objects.latest("pk")
    assert response["Location"] == reverse("courses:edition", args=[copy.pk])
    assert (copy.version, copy.modules.count(), copy.is_frozen) == (2, 3, False)


def test_coordinators_appoint_facilitators(
    office: Client, programme: Programme, elsewhere: Programme
) -> None:
    """By address, in their programme; coordinators are appointed by administrators."""
    person = factories.person("Jo", email="jo@example.org")
    url = reverse("roles:add")

    def give(**change: Any) -> Any:
        data = {"email": "Jo@example.org", "programme": programme.pk, "kind": "facilitator", **change}
        return office.post(url, data)

    assert "kind" in give(kind="coordinator").context["form"].errors
    assert "programme" in give(programme=elsewhere.pk).context["form"].errors
    assert "email" in give(email="nobody@example.org").context["form"].errors
    assert not Role.objects.filter(person=person).exists()
    assert give().status_code == 302
    role = Role.objects.get(person=person)
    assert (role.kind, role.programme) == (RoleKind.FACILITATOR, programme)
    assert person.groups.filter(name="Facilitators").exists()
    assert office.get(reverse("roles:delete", args=[role.pk])).status_code == 200
    assert office.post(reverse("roles:delete", args=[role.pk])).status_code == 302
    assert not Role.objects.filter(person=person).exists()
    assert not person.groups.exists()


def test_coordinators_keep_their_role_from_each_other(
    office: Client, programme: Programme, coordinator: Any
) -> None:
    """And from themselves."""
    for role in (Role.objects.get(person=coordinator), factories.role(RoleKind.COORDINATOR, programme)):
        assert office.post(reverse("roles:delete", args=[role.pk])).status_code == 404
    assert Role.objects.filter(kind=RoleKind.COORDINATOR).count() == 2


def test_administrators_keep_the_short_lists(client: Client, programme: Programme) -> None:
    """Regions, streams, programmes; coordinators do not see the first two."""
    client.force_login(factories.person("Robin", is_superuser=True))
    names = {"name_en": "Island", "name_fr": "Île", "slug": "island"}
    for name in ("regions", "streams"):
        assert client.post(reverse(f"{name}:add"), names).status_code == 302
        assert "Island" in client.get(reverse(f"{name}:index")).content.decode()
    data = {
        **names, "host": "Host", "region": programme.region_id, "time_zone": "Mars/Olympus", "email": "a@example.org",
        "postal_address": "1 Example Street", "languages": ["fr"],
    }  # fmt: skip
    response = client.post(reverse("programmes:add"), data)
    assert "This is not a known time zone." in " ".join(response.context["form"].errors["time_zone"])
    assert client.post(reverse("programmes:add"), {**data, "time_zone": "America/Toronto"}).status_code == 302
    assert Programme.objects.get(slug="island").languages == ["fr"]
    client.force_login(factories.role(RoleKind.COORDINATOR, programme).person)
    for name in ("regions", "streams"):
        assert client.get(reverse(f"{name}:index")).status_code == 302


def test_awards_of_an_open_edition(office: Client, programme: Programme) -> None:
    """Added above the others, changed with their rank, removed; a frozen edition only shows them."""
    edition = factories.course_edition(1, programme=programme)
    first = factories.award(edition)
    words = {
        "name_en": "Certified",
        "name_fr": "Certification",
        "summary_en": "A <b>sum</b>",
        "summary_fr": "",
    }
    assert office.post(reverse("courses:new_award", args=[edition.pk]), words).status_code == 302
    made = Award.objects.get(name_en="Certified")
    assert made.position == 2
    change = reverse("courses:award", args=[made.pk])
    refused = office.post(change, {**words, "name_fr": first.name_fr, "position": "1"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["name_fr"] == ["Another award of this edition has this name."]
    assert office.post(change, {**words, "position": "1"}).status_code == 302
    made.refresh_from_db()
    assert made.position == 1
    page = office.get(reverse("courses:edition", args=[edition.pk])).content.decode()
    assert change in page
    assert "A &lt;b&gt;sum&lt;/b&gt;" in page
    assert office.post(reverse("courses:remove_award", args=[first.pk])).status_code == 302
    assert list(edition.awards.all()) == [made]
    factories.cohort(edition)
    page = office.get(reverse("courses:edition", args=[edition.pk])).content.decode()
    assert "Certified" in page
    assert change not in page
    refused = office.post(change, {**words, "position": "1", "summary_en": "Other"})
    assert "Copy it, and change the copy." in refused.content.decode()


def test_awards_of_another_programme_do_not_exist(office: Client, elsewhere: Programme) -> None:
    """Neither to read nor to change."""
    award = factories.award(factories.course_edition(1, programme=elsewhere))
    for name in ("courses:award", "courses:remove_award"):
        assert office.post(reverse(name, args=[award.pk]), {}).status_code == 404
    assert office.post(reverse("courses:new_award", args=[award.edition_id]), {}).status_code == 404
    assert Award.objects.get() == award


def test_a_programme_s_phone(office: Client, programme: Programme) -> None:
    """Tidied, or refused at its field; it may be left empty."""
    data = {
        "name_en": "Here", "name_fr": "Ici", "slug": programme.slug, "host": "Host", "languages": ["en"],
        "region": programme.region_id, "time_zone": "America/Vancouver", "email": "a@example.org",
        "postal_address": "1 Example Street",
    }  # fmt: skip
    url = reverse("programmes:edit", args=[programme.pk])
    assert office.post(url, {**data, "phone": " 604\u00a0555\u20110123 "}).status_code == 302
    assert Programme.objects.get(pk=programme.pk).phone == "604 555-0123"
    refused = office.post(url, {**data, "phone": "soon"})
    assert "does not look like a phone number" in refused.context["form"].errors["phone"][0]
    assert office.post(url, data).status_code == 302
    assert Programme.objects.get(pk=programme.pk).phone == ""
