"""One's own account: details, address, password, second steps."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from cms.accounts.models import Person
from cms.accounts.operations import change_details, set_active, set_administrator
from courses.enums import RoleKind
from tasks.outbox.models import Message
from tests import factories
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db

ABOUT, EMAIL, CONFIRM = "/my/about-me/", "/accounts/email/", "/accounts/confirm-email/"


@pytest.fixture
def person() -> Person:
    """Somebody who reads English and has a password."""
    return factories.person("Sam", email="sam@example.org", password=PASSWORD)


@pytest.fixture
def signed_in(client: Client, person: Person) -> Client:
    """Their browser, signed in a moment ago."""
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def actions(person: Person) -> list[str]:
    """What the audit log holds about a person, oldest first."""
    found = ModelLogEntry.objects.for_instance(person).order_by("pk")
    return list(found.values_list("action", flat=True))


def test_details_change_and_are_logged(signed_in: Client, person: Person) -> None:
    """Name, language and phone; the answer is in the language that was chosen."""
    answer = signed_in.post(ABOUT, {"chosen_name": " Sam ʔ ", "language": "fr", "phone": "604 555-0100"})
    assert (answer.status_code, answer["Location"]) == (302, "/fr/my/about-me/")
    person.refresh_from_db()
    assert (person.chosen_name, person.language, person.phone) == ("Sam ʔ", "fr", "604 555-0100")
    entry = ModelLogEntry.objects.for_instance(person).get(action="accounts.person.change")
    assert entry.user == person
    assert entry.data == {"fields": ["language", "chosen_name", "phone"]}
    assert "604" not in str(entry.data)
    assert UserProfile.objects.get(user=person).preferred_language == "fr"


def test_the_same_again_is_no_change(signed_in: Client, person: Person) -> None:
    """A double click leaves one entry."""
    for _ in range(2):
        signed_in.post(ABOUT, {"chosen_name": "Samira", "language": "en", "phone": ""})
    assert actions(person) == ["accounts.person.change"]


def test_what_was_typed_is_kept_on_an_error(signed_in: Client, person: Person) -> None:
    """Each mistake is named at its field."""
    answer = signed_in.post(ABOUT, {"chosen_name": "Sam\r\nBcc: x", "language": "fr", "phone": "call me"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="call me"' in page
    assert "Bcc: x" in page
    assert 'id="id_chosen_name_error"' in page
    assert 'id="id_phone_error"' in page
    person.refresh_from_db()
    assert (person.chosen_name, person.language) == ("Sam", "en")


def test_pronouns_are_free_text(signed_in: Client, person: Person) -> None:
    """Optional, at most 40 characters, without line breaks; who changes the rest keeps them."""
    said = {"chosen_name": "Sam", "language": "en", "phone": ""}
    signed_in.post(ABOUT, said | {"pronouns": " they / iel "})
    person.refresh_from_db()
    assert person.pronouns == "they / iel"
    change_details(person=person, by=None, chosen_name="Samira", language="en")
    for wrong in ("x" * 41, "she\r\nBcc: x"):
        answer = signed_in.post(ABOUT, said | {"pronouns": wrong})
        assert 'id="id_pronouns_error"' in answer.content.decode()
    person.refresh_from_db()
    assert (person.chosen_name, person.pronouns) == ("Samira", "they / iel")


@pytest.mark.parametrize("name", ["", " ", "\u200b", "Sam\r\nBcc: all@example.org", "x" * 121])
def test_names_that_greet_nobody_are_refused(person: Person, name: str) -> None:
    """Line breaks could begin a header."""
    with pytest.raises(ValidationError) as refused:
        change_details(person=person, by=person, chosen_name=name, language="en")
    assert list(refused.value.message_dict) == ["chosen_name"]


def test_an_unknown_language_is_refused(person: Person) -> None:
    """Only what messages are written in."""
    with pytest.raises(ValidationError) as refused:
        change_details(person=person, by=person, chosen_name="Sam", language="xx")
    assert list(refused.value.message_dict) == ["language"]


def test_other_fields_that_are_posted_do_not_count(signed_in: Client, person: Person) -> None:
    """Nobody makes themselves an administrator, or somebody else."""
    other = factories.person("Other")
    signed_in.post(
        ABOUT,
        {
            "chosen_name": "Samuel", "language": "en", "phone": "", "is_superuser": "on", "is_active": "",
            "is_staff": "on", "email": "boss@example.org", "id": other.pk, "pk": other.pk, "groups": "1",
        },
    )  # fmt: skip
    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.chosen_name, person.is_superuser, person.is_active) == ("Samuel", False, True)
    assert (person.email, person.groups.count(), other.chosen_name) == ("sam@example.org", 0, "Other")


def prove(client: Client) -> None:
    """Enter the password once more where it is asked for."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_a_new_address_counts_once_its_code_was_entered(signed_in: Client, person: Person) -> None:
    """The old address is told; then it signs in nobody."""
    prove(signed_in)
    answer = signed_in.post(EMAIL, {"email": "Sam.New@example.org"})
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    person.refresh_from_db()
    assert person.email == "sam@example.org"
    message = Message.objects.get(kind="address_code")
    assert message.address == "sam.new@example.org"
    answer = signed_in.post(CONFIRM, {"code": message.fields["code"]})
    assert answer["Location"] == ABOUT
    person.refresh_from_db()
    assert person.email == "sam.new@example.org"
    assert actions(person) == ["accounts.person.change_address"]
    assert Message.objects.get(kind="account_notice").address == "sam@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        (person.email, True, True)
    ]
    for email, kind in (("sam@example.org", "unknown_account"), ("sam.new@example.org", "sign_in_code")):
        Client().post("/accounts/login/code/", {"email": email})
        assert Message.objects.filter(address=email).order_by("-pk")[0].kind == kind


def test_a_new_address_asks_for_the_password_first(signed_in: Client, person: Person) -> None:
    """A phone left on a table does not give the account away; what was typed is kept."""
    answer = signed_in.post(EMAIL, {"email": "new@example.org"})
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Message.objects.exists()
    prove_page = answer["Location"]
    answer = signed_in.post(prove_page, {"password": PASSWORD, "next": EMAIL})
    assert answer["Location"] == CONFIRM
    assert Message.objects.get().address == "new@example.org"


def test_another_persons_address_cannot_be_taken(signed_in: Client, person: Person) -> None:
    """The page does not say whether somebody has it; the code does not help."""
    other = factories.person(email="other@example.org")
    prove(signed_in)
    answer = signed_in.post(EMAIL, {"email": other.email})
    assert answer["Location"] == CONFIRM
    message = Message.objects.get(kind="address_code")
    signed_in.post(CONFIRM, {"code": message.fields["code"]})
    person.refresh_from_db()
    assert person.email == "sam@example.org"


def test_looking_at_the_address_changes_nothing(signed_in: Client, person: Person) -> None:
    """allauth's own page would write a row."""
    assert signed_in.get(EMAIL).status_code == 200
    assert EmailAddress.objects.count() == 0


def test_a_first_password_by_who_signs_in_by_code(client: Client) -> None:
    """They are told by mail, stay signed in, and can use it."""
    person = factories.person(email="kim@example.org")
    client.force_login(person)
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    answer = client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == ABOUT
    assert client.get(ABOUT).status_code == 200
    assert actions(person) == ["accounts.person.set_password"]
    assert Message.objects.get(kind="account_notice").address == person.email
    answer = Client().post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == "/my/"


def test_passwords_that_are_easily_guessed_are_refused(client: Client) -> None:
    """Twelve characters, not the name, not a common one."""
    client.force_login(factories.person(email="kim@example.org"))
    for password in ("short", "123456789012", "kim@example.org"):
        answer = client.post("/accounts/password/set/", {"password1": password, "password2": password})
        assert answer.status_code == 200, password


def test_a_forgotten_password_is_replaced_by_a_code(client: Client, person: Person) -> None:
    """Sessions of before end; the code works once."""
    before = Client()
    before.force_login(person)
    client.post("/accounts/password/reset/", {"email": person.email})
    message = Message.objects.get(kind="password_code")
    assert (
        client.post("/accounts/password/reset/confirm/", {"code": message.fields["code"]}).status_code == 302
    )
    new = "a longer walk beside you"
    answer = client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})
    assert answer["Location"] == "/accounts/password/reset/done/"
    assert before.get(ABOUT).status_code == 302
    answer = Client().post("/accounts/login/", {"login": person.email, "password": new})
    assert answer["Location"] == "/my/"


def test_a_second_step(signed_in: Client, person: Person) -> None:
    """Set up with an app, encrypted in the database, asked for at the next sign-in, by code as by password."""
    prove(signed_in)
    page = signed_in.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r'value="([A-Z2-7]{32})"', page)
    assert found is not None
    secret = found[1]
    counter = next(iter(yield_hotp_counters_from_time()))
    answer = signed_in.post(
        "/accounts/2fa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, counter))}
    )
    assert answer.status_code == 302, answer.content.decode()
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    client = Client()
    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/my/").status_code == 302
    assert "One more step" in client.get("/accounts/2fa/authenticate/").content.decode()
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "This is not the code" in wrong.content.decode()
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    answer = client.post("/accounts/2fa/authenticate/", {"code": recovery})
    assert answer["Location"] == "/my/"


@pytest.mark.parametrize("prefix", ["", "/fr"])
@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", EMAIL, ABOUT,
        "/accounts/password/change/", "/accounts/logout/",
    ],
)  # fmt: skip
def test_pages_of_the_account_wear_the_sites_frame(
    signed_in: Client, person: Person, path: str, prefix: str
) -> None:
    """Crisis line, one heading, the language of the address, kept by nobody."""
    prove(signed_in)
    answer = signed_in.get(prefix + path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "9-8-8" in page
    assert page.count("<h1") == 1
    assert f'<html lang="{"fr" if prefix else "en"}-CA">' in page
    assert "no-store" in answer["Cache-Control"]
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)


def test_a_closed_account_is_signed_out(client: Client, person: Person) -> None:
    """With the next request; nobody closes their own."""
    client.force_login(person)
    by = factories.person(is_superuser=True)
    set_active(person=person, is_active=False, by=by)
    assert client.get("/my/").status_code == 302
    assert actions(person) == ["accounts.person.close"]
    with pytest.raises(ValidationError) as refused:
        set_active(person=by, is_active=False, by=by)
    assert list(refused.value.message_dict) == ["is_active"]


def test_the_last_administrator_stays(person: Person) -> None:
    """Somebody else has to take the right away."""
    by = factories.person(is_superuser=True)
    set_administrator(person=person, is_superuser=True, by=by)
    assert actions(person) == ["accounts.person.administer"]
    with pytest.raises(ValidationError):
        set_administrator(person=by, is_superuser=False, by=by)
    set_administrator(person=person, is_superuser=False, by=by)
    person.refresh_from_db()
    assert not person.is_superuser


def test_signing_out_needs_a_button(signed_in: Client) -> None:
    """Opening the page changes nothing."""
    assert signed_in.get("/accounts/logout/").status_code == 200
    assert signed_in.get("/my/").status_code == 200
    assert signed_in.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert signed_in.get("/my/").status_code == 302


def test_the_menu_leads_staff_back_to_the_office(client: Client, person: Person) -> None:
    """And trainees nowhere they may not go."""
    for begun, is_there in ((person, False), (factories.person(password=PASSWORD), True)):
        if is_there:
            factories.role(RoleKind.FACILITATOR, held_by=begun)
        browser = Client()
        browser.post("/accounts/login/", {"login": begun.email, "password": PASSWORD})
        assert ('href="/office/"' in browser.get(ABOUT).content.decode()) is is_there


def test_office_account_page_has_no_second_truth(client: Client) -> None:
    """Name, address and password are changed in one place only."""
    person = factories.person()
    factories.role(RoleKind.COORDINATOR, held_by=person)
    client.force_login(person)
    page = client.get("/office/account/").content.decode()
    for name in ("first_name", "last_name", "email", "old_password", "new_password1", "preferred_language"):
        assert f'name="{name}"' not in page
        assert f'-{name}"' not in page
    assert "The office is in the language of your account." in page
    assert f'href="{ABOUT}"' in page
