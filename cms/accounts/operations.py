"""Everything that can happen to a person's account."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from cms.accounts.models import Language, Person
from trainees.lists.rows import clean_name, clean_phone, clean_pronouns


@transaction.atomic
def change_details(
    *,
    person: Person,
    by: Any,
    chosen_name: str,
    language: str,
    phone: str = "",
    pronouns: str | None = None,
) -> Person:
    """Change how a person is called and written to. What is as before is not logged; `pronouns` None leaves theirs.

    Raises ValidationError keyed by field: chosen_name, pronouns, language, phone.
    """
    values = _cleaned(chosen_name=chosen_name, pronouns=pronouns or "", language=language, phone=phone)
    if pronouns is None:
        del values["pronouns"]
    held = Person.objects.select_for_update().get(pk=person.pk)
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    if not changed:
        return held
    for name in changed:
        setattr(held, name, values[name])
    held.save(update_fields=changed)
    set_office_language(person=held)
    log(instance=held, action="accounts.person.change", user=by, data={"fields": changed})
    return held


@transaction.atomic
def set_active(*, person: Person, is_active: bool, by: Any) -> Person:
    """Let a person sign in, or not any more; what they were signed in to ends with their next request.

    Raises ValidationError {"is_active": …} for who would shut themselves out.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.is_active == is_active:
        return held
    if by is not None and by.pk == held.pk:
        raise ValidationError({"is_active": _("You cannot close your own account.")}, code="oneself")
    held.is_active = is_active
    held.save(update_fields=["is_active"])
    log(instance=held, action="accounts.person.open" if is_active else "accounts.person.close", user=by)
    return held


@transaction.atomic
def set_administrator(*, person: Person, is_superuser: bool, by: Any) -> Person:
    """Let a person administer the whole site, or not any more.

    Raises ValidationError {"is_superuser": …} for who would take it from themselves.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.is_superuser == is_superuser:
        return held
    if by is not None and by.pk == held.pk:
        raise ValidationError({"is_superuser": _("Somebody else has to take this from you.")}, code="oneself")
    held.is_superuser = is_superuser
    held.save(update_fields=["is_superuser"])
    data = {"is_superuser": is_superuser}
    log(instance=held, action="accounts.person.administer", user=by, data=data)
    return held


def set_office_language(*, person: Person) -> None:
    """Wagtail keeps the language of its pages beside the person; it follows the one language they chose."""
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": person.language})


def _cleaned(*, chosen_name: str, pronouns: str, language: str, phone: str) -> dict[str, str]:
    """The values in the form that is kept; every mistake is named at its field."""
    errors: dict[str, Any] = {}
    values = {"language": language}
    for name, clean, raw in (
        ("chosen_name", clean_name, chosen_name),
        ("pronouns", clean_pronouns, pronouns),
        ("phone", clean_phone, phone),
    ):
        try:
            values[name] = clean(raw)
        except ValidationError as error:
            errors[name] = error
    if language not in Language.values:
        errors["language"] = _("Choose one of the languages.")
    if errors:
        raise ValidationError(errors)
    return values
