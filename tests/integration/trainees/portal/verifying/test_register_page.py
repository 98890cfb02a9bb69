"""The page of the register."""

from typing import Any

import pytest
from django.test import Client

from tests import factories

from .reading import certificate, in_days, soup, text, words

pytestmark = pytest.mark.django_db


def test_an_empty_register_says_what_will_be_there(client: Client) -> None:
    certificate("Kit")
    page = client.get("/verify/register/")
    assert page.status_code == 200
    assert "Nobody is listed yet" in words(page)
    assert "Kit" not in text(page)


def test_the_register_has_names_and_neither_codes_nor_ids(client: Client) -> None:
    made = certificate("Émile", is_listed=True, expires_on=in_days(300))
    certificate("Cy")
    holder: Any = made.person
    page = client.get("/verify/register/", {"q": "emile"})
    assert "Émile" in words(page)
    assert "Cy" not in words(page)
    assert "1 certificate" in words(page)
    for secret in (made.code, made.serial, holder.email, f"/{made.pk}/", f'"{made.pk}"'):
        assert secret not in text(page)
    none = client.get("/verify/register/", {"q": "<b>zz"})
    assert "Nobody in the register fits" in words(none)
    assert "<b>zz" not in text(none)


def test_pages_and_filters_that_are_none(client: Client) -> None:
    cohort = factories.awarding_cohort(seats=60)
    other = factories.awarding_cohort()
    for number in range(27):
        factories.certificate(factories.enrolment(cohort, chosen_name=f"Kai {number:02}"), is_listed=True)
    factories.certificate(factories.enrolment(other, chosen_name="Zoe"), is_listed=True)

    def names(**query: str) -> list[str]:
        page = client.get("/verify/register/", query)
        assert page.status_code == 200
        return [cell.get_text() for cell in soup(page).select("tbody th")]

    assert len(names()) == 25
    assert names(page="2") == ["Kai 25", "Kai 26", "Zoe"]
    assert names(page="99") == names(page="2")
    assert (
        names(page="x")
        == names(programme="no-such")
        == names(programme="1 OR 1")
        == names(q="\x00")
        == names()
    )
    assert names(programme=other.programme.slug) == ["Zoe"]
    page = client.get("/verify/register/", {"q": "kai", "page": "1"})
    assert 'href="?q=kai&amp;page=2"' in text(page)
