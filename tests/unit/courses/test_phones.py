"""Telephone numbers as people type them."""

import pytest
from django.core.exceptions import ValidationError

from courses.models.phones import PhoneField, dialled
from courses.models.programmes import Programme


@pytest.mark.parametrize(
    ("typed", "kept", "link"),
    [
        ("604-555-0123", "604-555-0123", "6045550123"),
        ("  (604)\u00a0555\u20110123 ", "(604) 555-0123", "6045550123"),
        ("+1 604 555 0123", "+1 604 555 0123", "+16045550123"),
        ("６０４ 555 0123", "604 555 0123", "6045550123"),
        ("604.555.0123 ext. 45", "604.555.0123 ext. 45", "6045550123;ext=45"),
        ("604 555-0123 poste 4", "604 555-0123 poste 4", "6045550123;ext=4"),
        ("604-555-0123 x12", "604-555-0123 x12", "6045550123;ext=12"),
        ("", "", ""),
    ],
)
def test_kept_as_typed_and_dialled_as_digits(typed: str, kept: str, link: str) -> None:
    assert PhoneField(blank=True).clean(typed, None) == kept
    assert dialled(kept) == link


@pytest.mark.parametrize(
    "typed",
    [
        "555",
        "call us",
        "604-555-0123; drop",
        "604\n555\x000123",
        "1" * 16,
        "<b>604 555 0123</b>",
        "6" * 41,
        "٦٠٤٥٥٥٠١٢٣",
    ],
)
def test_what_no_phone_can_dial_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        PhoneField(blank=True).clean(typed, None)


def test_a_programme_says_so_at_its_field() -> None:
    with pytest.raises(ValidationError) as caught:
        Programme(slug="x", phone="soon").clean_fields(exclude=["region"])
    assert caught.value.message_dict["phone"] == [
        "This does not look like a phone number. An example: 604-555-0123 ext. 4."
    ]
