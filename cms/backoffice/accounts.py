"""Accounts that administrators make, for people who are to have a role."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.accounts.models import Language, Person
from trainees.lists.rows import clean_address, clean_name, clean_phone


@transaction.atomic
def make_person(*, email: str, chosen_name: str, by: Any, language: str = "en", phone: str = "") -> Person:
    """Make an account without a password: a code sent to `email` opens it.

    Raises ValidationError keyed by field: email (also when somebody has it), chosen_name, language, phone.
    """
    values: dict[str, str] = {}
    errors: dict[str, Any] = {}
    for name, clean, raw in (
        ("email", clean_address, email),
        ("chosen_name", clean_name, chosen_name),
        ("phone", clean_phone, phone),
    ):
        try:
            values[name] = clean(raw)
        except ValidationError as error:
            errors[name] = error.error_list
    if language not in Language.values:
        errors["language"] = _("Choose one of the languages.")
    if "email" in values and Person.objects.filter(email=values["email"]).exists():
        errors["email"] = _("Somebody has this e-mail address already.")
    if errors:
        raise ValidationError(errors)
    person = Person.objects.create_user(values.pop("email"), language=language, **values)
    log(instance=person, action="accounts.person.create", user=by)
    return person
