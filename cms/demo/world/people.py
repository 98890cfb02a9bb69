"""The people of the demo: first names and addresses at example.org."""

from cms.accounts.models import Person
from cms.demo.accounts import PASSWORD

STAFF = {"rosa": "Rosa", "ken": "Ken", "mina": "Mina", "jo": "Jo"}

TRAINEES = (
    ("Sam", "en"),
    ("Camille", "fr"),
    ("Alex", "en"),
    ("Dana", "en"),
    ("Harpreet", "en"),
    ("Émile", "fr"),
    ("Lucia", "en"),
    ("Noor", "en"),
    ("Wei", "en"),
    ("Tala", "en"),
    ("Maya", "en"),
)
"""Those of the cohort that is under way, and the language each is written to in."""

OTHERS = (
    ("Avi", "en"),
    ("Bea", "en"),
    ("Chloé", "fr"),
    ("Devon", "en"),
    ("Elena", "en"),
    ("Farid", "en"),
    ("Grace", "en"),
    ("Hana", "en"),
    ("Ines", "fr"),
    ("Jun", "en"),
    ("Kofi", "en"),
    ("Leila", "en"),
)
"""Those of the cohort that is full."""


def address(name: str) -> str:
    """The address of a first name: camille@example.org, emile@example.org."""
    plain = name.lower().replace("é", "e")
    return f"{plain}@example.org"


def build() -> dict[str, Person]:
    """Those who act for programmes, and the administrator; trainees get their account when they are enrolled."""
    people = {
        key: Person.objects.create_user(address(key), PASSWORD, chosen_name=name)
        for key, name in STAFF.items()
    }
    people["admin"] = Person.objects.create_superuser(address("admin"), PASSWORD, chosen_name="Robin")
    return people


def let_sign_in_by_password(*names: str) -> None:
    """Give trainees of the table of accounts the demo's password; the others sign in by code."""
    for person in Person.objects.filter(email__in=[address(name) for name in names]):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
