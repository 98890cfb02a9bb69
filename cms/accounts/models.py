"""The person: one human being, one account, whatever they do here."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.alphabet import ALPHABET
from tasks.outbox.addresses import normalise_address


class Language(models.TextChoices):
    """The languages a person can be written to in; the same codes as in the addresses of pages."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")


class PersonManager(BaseUserManager["Person"]):
    """Makes people and finds them by address, whatever its letter case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make a person who signs in with `email`; without a password only an e-mailed code opens the door."""
        person = self.model(email=normalise_address(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make an administrator of the whole site."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find by e-mail address, comparing without regard to case."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who learns, teaches or coordinates.

    The chosen name is the only name kept: a legal name is asked for when a certificate needs one, not before
    (domain.md, dignity 2).
    """

    email = models.EmailField(
        _("e-mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Somebody has this e-mail address already.")},
    )
    chosen_name = models.CharField(_("name you go by"), max_length=120, db_collation=ALPHABET)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("can sign in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["chosen_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("chosen_name", "id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["chosen_name", "id"], name="person_by_name"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Kept in one form (normalise_address), so that plain equality compares without regard to case.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="person_email_lower_case"),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values), name="person_language_known"
            ),
        ]

    def __str__(self) -> str:
        return self.chosen_name

    @property
    def is_staff(self) -> bool:
        """Django's own admin is not part of this product; Wagtail asks permissions instead."""
        return False

    @property
    def first_name(self) -> str:
        """The chosen name: Wagtail's menu would show the e-mail address without it."""
        return self.chosen_name

    def get_full_name(self) -> str:
        """The chosen name: what Django and Wagtail show wherever they name a person."""
        return self.chosen_name

    def get_short_name(self) -> str:
        """The chosen name."""
        return self.chosen_name
