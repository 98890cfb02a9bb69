"""The frame of every page: help, menu, language, sender; and forms that say what is wrong where it is wrong."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from cms.models import SiteSettings
from cms.templatetags.site import mail_settings, page_links, site_settings, unbroken


class Form(forms.Form):
    """One of each kind."""

    email = forms.EmailField(label="E-mail", help_text="We write to this address only.")
    where = forms.CharField(label="Where", required=False)
    stream = forms.ChoiceField(label="Stream", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput, initial="x")


def soup(html: str) -> Any:
    return BeautifulSoup(html, "html.parser")


def test_a_field_is_tied_to_its_label_hint_and_error() -> None:
    page = soup(str(Form({"email": "nobody", "secret": "x"})))
    control = page.find(id="id_email")
    assert page.find("label", attrs={"for": "id_email"}).text.strip() == "E-mail"
    described_by = control["aria-describedby"].split()
    assert [page.find(id=name).text.strip() for name in described_by] == [
        "We write to this address only.",
        "Enter a valid email address.",
    ]
    assert control["aria-invalid"] == "true"


def test_the_summary_links_to_each_field_and_every_link_has_a_target() -> None:
    page = soup(str(Form({})))
    links = page.select(".error-summary a")
    assert [link.text.split(":")[0] for link in links] == ["E-mail", "Stream", "I agree"]
    assert all(page.find(id=link["href"].removeprefix("#")) for link in links)


def test_no_summary_before_anything_was_sent() -> None:
    assert soup(str(Form())).select(".error-summary") == []


def test_choices_are_grouped_under_their_question() -> None:
    group = soup(str(Form())).find("fieldset")
    assert group.find("legend").text.strip() == "Stream"
    assert [choice["value"] for choice in group.find_all("input")] == ["a", "b"]


def test_what_may_be_left_out_is_said_and_hidden_fields_are_kept() -> None:
    page = soup(str(Form()))
    assert "(optional)" in page.find("label", attrs={"for": "id_where"}).text
    assert "(optional)" not in page.find("label", attrs={"for": "id_email"}).text
    assert page.find("input", attrs={"name": "secret"})["type"] == "hidden"


@pytest.mark.parametrize(("number", "digits"), [("9-8-8", "988"), ("+1 (833) 456-4566", "+18334564566")])
def test_the_crisis_line_can_be_dialled(number: str, digits: str) -> None:
    settings = SiteSettings(crisis_number=number)
    settings.full_clean(exclude=["leave_url"])
    assert settings.crisis_digits == digits


def test_a_crisis_line_is_a_number() -> None:
    with pytest.raises(ValidationError) as refused:
        SiteSettings(crisis_number="javascript:alert(1)").full_clean()
    assert list(refused.value.message_dict) == ["crisis_number"]


def test_a_page_that_broke_is_shown_without_a_request_and_without_a_query(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SiteSettings, "last_known", SiteSettings())
    page = soup(render_to_string("500.html"))
    assert page.h1.text == "Something went wrong on our side"
    assert page.select_one(".help-bar a[href='tel:988']")


@pytest.mark.django_db
def test_the_help_bar_is_one_query_and_writes_nothing(django_assert_num_queries: Any) -> None:
    context = {"request": RequestFactory().get("/")}
    with django_assert_num_queries(1):
        assert site_settings(context)["crisis_number"] == "9-8-8"
        site_settings(context)
    assert SiteSettings.objects.count() == 0
    SiteSettings.objects.create(crisis_number="1-833-456-4566")
    assert site_settings({"request": RequestFactory().get("/")})["crisis_digits"] == "18334564566"


@pytest.mark.django_db
def test_the_frame_names_help_exit_sender_and_language() -> None:
    request = RequestFactory().get("/somewhere/")
    request.user = type("Visitor", (), {"is_authenticated": False})()
    request.resolver_match = None
    page = soup(render_to_string("404.html", request=request))
    assert page.html["lang"] == "en-CA"
    assert page.select_one("a.skip-link")["href"] == "#" + page.main["id"]
    assert page.select_one("[data-leave]")["href"].startswith("https://")
    assert "Vancouver" in page.footer.address.text
    assert page.select_one("a[hreflang=fr-CA]")["lang"] == "fr-CA"
    assert len(page.find_all("h1")) == 1


def test_templates_hold_no_inline_style_or_code() -> None:
    """The Content-Security-Policy would refuse it. Mails are not pages."""
    from django.conf import settings

    bad = re.compile(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\ssrc=)|javascript:")
    folders = ("pages", "portal", "components", "account", "allauth")
    templates = [*settings.BASE_DIR.glob("templates/*.html")]
    templates += [
        path for folder in folders for path in (settings.BASE_DIR / "templates" / folder).rglob("*.html")
    ]
    assert len(templates) > 40
    assert [path.name for path in templates if bad.search(path.read_text())] == []


def test_pages_of_a_list_leave_out_the_middle() -> None:
    assert page_links(Paginator(range(200), 10).page(10)) == [1, None, 9, 10, 11, None, 20]


def test_no_line_ends_inside_the_word_e_mail() -> None:
    held = unbroken("Your e-mail & <e-mails>")
    assert held == (
        'Your <span class="nowrap">e-mail</span> &amp; &lt;<span class="nowrap">e-mails</span>&gt;'
    )
    assert unbroken("Votre courriel") == "Votre courriel"


@pytest.mark.django_db
def test_a_mail_and_a_broken_page_name_the_line_that_was_chosen(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(SiteSettings, "last_known", SiteSettings())
    SiteSettings.objects.create(crisis_number="1-833-456-4566")
    assert mail_settings()["crisis_number"] == "1-833-456-4566"
    with django_assert_num_queries(0):
        page = soup(render_to_string("500.html"))
    assert page.select_one(".help-bar a[href='tel:18334564566']")


@pytest.mark.parametrize(("language", "street"), [("en", "100 Example Street"), ("fr", "100, rue Example")])
def test_the_address_is_written_as_the_language_does(language: str, street: str) -> None:
    with override(language):
        assert site_settings({})["sender_address"].startswith(street)
