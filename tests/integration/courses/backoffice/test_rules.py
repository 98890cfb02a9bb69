"""Rules of awards in the office: in words on the edition's page, typed in the form, with a renewal."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from courses.models import Award, Programme, Renewal
from tests import factories
from tests.typed_rules import typed

NESTED: list[dict[str, Any]] = [
    {"type": "modules", "value": {}},
    {
        "type": "any_of",
        "value": {
            "parts": [
                {"type": "hours", "value": {"hours": "36", "kinds": ["class"]}},
                {"type": "attendance", "value": {"most": 2}},
            ]
        },
    },
]
RENEWAL = {
    "anchor": "award",
    "every_months": "24",
    "ends_on_month": "12",
    "ends_on_day": "31",
    "window_days": "90",
    "grace_days": "30",
    "fee_en": "Fifty dollars",
    "fee_fr": "Cinquante dollars",
    "audit_percent": "10",
    "categories": "law | Law and ethics | Droit et éthique\n\n general|General|Général ",
    "sources": "web | Webinars | Webinaires | auto\nbook | Books | Livres",
}


@pytest.fixture
def award(programme: Programme) -> Award:
    """An award of an edition that is free to change."""
    return factories.award(factories.course_edition(2, programme=programme), code="level-1")


def named(award: Award) -> dict[str, str]:
    """The form's fields in words."""
    return {"name_en": award.name_en, "name_fr": award.name_fr, "summary_en": "", "summary_fr": ""}


def test_rules_are_typed_and_read_in_words(office: Client, award: Award) -> None:
    change, page = (
        reverse("courses:award", args=[award.pk]),
        reverse("courses:edition", args=[award.edition_id]),
    )
    assert "It has no rules yet, so nobody earns it." in office.get(page).content.decode()
    form = office.get(change).content.decode()
    assert "<code>M01</code> Module 1" in form
    assert "<code>finish</code> the last module" in form
    data = {**named(award), "position": "1", **typed(NESTED)}
    assert office.post(change, data).status_code == 302
    award.refresh_from_db()
    assert (award.code, len(award.requirements)) == ("level-1", 2)
    text = office.get(page).content.decode()
    for words in ("All modules that are not optional.", "One of these:", "At most 2 sessions missed."):
        assert words in text
    assert office.post(change, {**named(award), "position": "1"}).status_code == 302
    award.refresh_from_db()
    assert len(award.requirements) == 2  # a post without the editor leaves them


def test_what_cannot_be_meant_stands_at_the_rules_and_nothing_typed_is_lost(
    office: Client, award: Award
) -> None:
    rules = [{"type": "modules", "value": {"codes": ["M99"]}}]
    response = office.post(
        reverse("courses:award", args=[award.pk]), {**named(award), "position": "1", **typed(rules)}
    )
    assert response.status_code == 422
    assert response.context["form"].errors["requirements"] == [
        "Modules completed: this edition does not have M99."
    ]
    marks = {0: {"blockErrors": {"codes": {"messages": ["This edition does not have M99."]}}}}
    [error] = response.context["form"].errors.as_data()["requirements"]
    assert error.as_json_data()["blockErrors"] == marks
    assert "M99" in response.content.decode()
    award.refresh_from_db()
    assert not award.requirements


@pytest.mark.parametrize(
    ("kind", "value", "field", "said"),
    [
        ("modules", {"at_least": 3}, "at_least", "3 are asked for, and there are only 2."),
        (
            "agreement",
            {"agreement": "ethics", "version": 2},
            "version",
            "Version 2 is asked for, and the newest is 1.",
        ),
    ],
)
def test_more_than_there_is_is_refused_at_its_field(
    office: Client, award: Award, kind: str, value: dict[str, Any], field: str, said: str
) -> None:
    factories.agreement(award.edition.course.programme, code="ethics")
    data = {**named(award), "position": "1", **typed([{"type": kind, "value": value}])}
    response = office.post(reverse("courses:award", args=[award.pk]), data)
    assert response.status_code == 422
    [error] = response.context["form"].errors.as_data()["requirements"]
    assert error.as_json_data()["blockErrors"] == {0: {"blockErrors": {field: {"messages": [said]}}}}
    right = typed([{"type": kind, "value": value | {field: value[field] - 1}}])
    assert office.post(reverse("courses:award", args=[award.pk]), {**data, **right}).status_code == 302


def offered(page: str, names: str) -> dict[str, str]:
    """What a field may be: words by code."""
    found = BeautifulSoup(page, "html.parser").select(f"#codes-{names} option")
    return {str(one["value"]): one.get_text() for one in found}


def test_there_is_to_choose_from_what_the_edition_has(office: Client, award: Award) -> None:
    other = factories.award(award.edition, code="level-2")
    page = office.get(reverse("courses:award", args=[award.pk])).content.decode()
    assert offered(page, "module") == {"M01": "Module 1", "M02": "Module 2"}
    assert offered(page, "award") == {"level-2": other.name_en}  # it cannot ask for itself
    events = offered(page, "event")
    assert (events["module:M02"], events["finish"]) == ("Module 2", "the last module")
    assert "term" not in events
    page = office.get(reverse("courses:renewal", args=[award.pk])).content.decode()
    events = offered(page, "event")
    assert {"term", "award:level-1"} < set(events)
    assert not {"finish", "module:M02"} & set(events)
    assert offered(page, "category") == {}


def test_words_to_choose_from_are_in_the_language_of_the_office(
    office: Client, coordinator: Any, award: Award
) -> None:
    UserProfile.objects.update_or_create(user=coordinator, defaults={"preferred_language": "fr"})
    page = office.get(reverse("courses:new_award", args=[award.edition_id])).content.decode()
    assert offered(page, "award") == {"level-1": award.name_fr}
    assert offered(page, "event")["award:level-1"] == award.name_fr


def test_codes_are_typed_in_one_line_and_stored_as_a_list(office: Client, award: Award) -> None:
    change = reverse("courses:award", args=[award.pk])
    post = {**named(award), "position": "1", **typed([{"type": "modules", "value": {"codes": ["M01"]}}])}
    field = "requirements-0-value-codes"
    assert post[field] == "M01"
    assert office.post(change, {**post, field: " M02,M01; M02 ,"}).status_code == 302
    award.refresh_from_db()
    [stored] = award.requirements.get_prep_value()
    assert [one["value"] for one in stored["value"]["codes"]] == ["M02", "M01"]
    assert {one["type"] for one in stored["value"]["codes"]} == {"item"}
    assert "M02, M01" in office.get(change).content.decode()
    long = "M" * 61
    response = office.post(change, {**post, field: f"M01, {long}"})
    assert response.status_code == 422
    assert long in response.content.decode()


def test_a_short_name_is_there_once(office: Client, award: Award) -> None:
    other = factories.award(award.edition)
    data = {**named(other), "position": "2", "code": "level-1"}
    response = office.post(reverse("courses:award", args=[other.pk]), data)
    assert response.context["form"].errors["code"] == ["Another award of this edition has this name."]


def test_a_removed_module_is_told_where_rules_name_it(office: Client, award: Award) -> None:
    award.requirements = [{"type": "modules", "value": {"codes": ["M02"]}}]
    award.save()
    award.edition.modules.get(code="M02").delete()
    page = office.get(reverse("courses:edition", args=[award.edition_id])).content.decode()
    assert "Modules completed: this edition does not have M02." in page


def test_whoever_removes_what_rules_name_is_told_whose(office: Client, award: Award) -> None:
    factories.renewal(award)
    other = factories.award(award.edition, code="level-2", name_en="Level 2", name_fr="Niveau 2")
    other.requirements = [
        {"type": "any_of", "value": {"parts": [{"type": "award", "value": {"award": "level-1"}}]}},
        {"type": "age", "value": {"months": 12, "from_event": "module:M02"}},
    ]
    other.save()
    said = "Rules still ask for it: Level 2. Change these rules as well."
    module = award.edition.modules.get(code="M02")
    for name, one in (("award", award), ("module", module)):
        assert said in office.get(reverse(f"courses:remove_{name}", args=[one.pk])).content.decode()
    spare = award.edition.modules.get(code="M01")
    for name, one in (("award", other), ("module", spare)):
        assert (
            "still ask" not in office.get(reverse(f"courses:remove_{name}", args=[one.pk])).content.decode()
        )


def test_rules_that_stay_are_refused_where_they_name_what_was_removed(office: Client, award: Award) -> None:
    rules = [{"type": "modules", "value": {"codes": ["M02"]}}]
    award.requirements = rules
    award.save()
    award.edition.modules.get(code="M02").delete()
    data = {**named(award), "position": "1", "code": "level-1", **typed(rules)}
    response = office.post(reverse("courses:award", args=[award.pk]), data)
    assert response.status_code == 422
    assert "this edition does not have M02." in str(response.context["form"].errors["requirements"])


def test_an_event_of_a_certificate_from_elsewhere_needs_its_name(office: Client, award: Award) -> None:
    rules = [{"type": "age", "value": {"months": 12, "from_event": "credential:"}}]
    data = {**named(award), "position": "1", "code": "level-1", **typed(rules)}
    response = office.post(reverse("courses:award", args=[award.pk]), data)
    assert response.status_code == 422
    assert (
        "type its short name after the colon." in str(response.context["form"].errors["requirements"]).lower()
    )


def test_a_renewal_is_typed_shown_and_removed(office: Client, award: Award) -> None:
    url = reverse("courses:renewal", args=[award.pk])
    rules = [{"type": "hours", "value": {"hours": "6", "kinds": ["law"], "from_event": "term"}}]
    assert office.post(url, {**RENEWAL, **typed(rules)}).status_code == 302
    made = Renewal.objects.get(award=award)
    assert made.categories == [
        {"code": "law", "en": "Law and ethics", "fr": "Droit et éthique"},
        {"code": "general", "en": "General", "fr": "Général"},
    ]
    assert [one["is_automatic"] for one in made.sources] == [True, False]
    form = office.get(url).content.decode()
    assert "web | Webinars | Webinaires | auto\nbook | Books | Livres" in form
    page = office.get(reverse("courses:edition", args=[award.edition_id])).content.decode()
    assert "Valid for 24 months." in page
    assert "Fee: Fifty dollars." in page
    assert "6 hours: Law and ethics." in page
    for _time in range(2):
        assert office.post(reverse("courses:remove_renewal", args=[award.pk])).status_code == 302
    assert not Renewal.objects.exists()


def test_a_term_ends_on_a_day_that_there_is(office: Client, award: Award) -> None:
    url = reverse("courses:renewal", args=[award.pk])
    june = {**RENEWAL, "anchor": "even_years", "ends_on_month": "6"}
    response = office.post(url, {**june, **typed([])})
    assert response.status_code == 422
    assert response.context["form"].errors["ends_on_day"] == ["The month has fewer days."]
    assert office.post(url, {**june, "ends_on_day": "30", **typed([])}).status_code == 302


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("law", "Line 1: write a short name, the words in English, and those in French."),
        (
            "a|A|A\nlaw and ethics|L|L",
            "Line 2: write a short name, the words in English, and those in French.",
        ),
        ("law|Law|", "Line 1: write a short name, the words in English, and those in French."),
        ("law|Law|Droit|auto", "Line 1: write a short name, the words in English, and those in French."),
        ("law|Law|Droit\nlaw|L|D", "Line 2: this short name is there already."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(office: Client, award: Award, lines: str, said: str) -> None:
    url = reverse("courses:renewal", args=[award.pk])
    response = office.post(url, {**RENEWAL, "categories": lines, **typed([])})
    assert response.status_code == 422
    assert response.context["form"].errors["categories"] == [said]
    assert lines in response.content.decode()


def test_rules_of_another_programme_do_not_exist(office: Client, elsewhere: Programme) -> None:
    award = factories.award(factories.course_edition(1, programme=elsewhere))
    for name in ("courses:renewal", "courses:remove_renewal"):
        assert office.get(reverse(name, args=[award.pk])).status_code == 404
        assert office.post(reverse(name, args=[award.pk]), RENEWAL).status_code == 404
