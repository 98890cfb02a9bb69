"""Awards of an edition: ranked, frozen and copied with it, refused in words."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import ModelLogEntry

from courses.models import Award, Edition
from courses.operations.awards import add_award, change_award, remove_award
from courses.operations.editions import copy_edition
from tests import factories

pytestmark = pytest.mark.django_db

FROZEN = "A cohort uses this edition, so it does not change any more. Copy it, and change the copy."


def ranked(edition: Edition) -> list[tuple[int, str]]:
    return list(edition.awards.order_by("position").values_list("position", "name_en"))


def three() -> tuple[Edition, list[Award]]:
    edition = factories.course_edition(1)
    names = ("Level 1", "Level 1R", "Certified")
    return edition, [factories.award(edition, name_en=name, name_fr=f"{name} (fr)") for name in names]


def test_a_new_award_ranks_above_the_others_and_speaks_both_languages() -> None:
    edition, by = factories.course_edition(1), factories.person()
    first = add_award(
        edition=edition, by=by, name_en="Level 1", name_fr="Niveau 1", summary_en="All modules."
    )
    add_award(edition=edition, by=by, name_en="Certified", name_fr="Certification")
    assert ranked(edition) == [(1, "Level 1"), (2, "Certified")]
    assert (first.name, first.summary) == ("Level 1", "All modules.")
    with translation.override("fr"):
        assert (str(first), first.summary) == ("Niveau 1", "All modules.")
    entries = ModelLogEntry.objects.filter(action="courses.award.add").order_by("pk")
    assert [(entry.user, entry.data) for entry in entries] == [
        (by, {"award": "Level 1"}),
        (by, {"award": "Certified"}),
    ]


def test_moving_makes_room() -> None:
    edition, (_first, _second, third) = three()
    change_award(award=third, by=None, position=1)
    assert ranked(edition) == [(1, "Certified"), (2, "Level 1"), (3, "Level 1R")]
    change_award(award=third, by=None, position=99, summary_en="Everything.")
    assert ranked(edition) == [(1, "Level 1"), (2, "Level 1R"), (3, "Certified")]
    entry = ModelLogEntry.objects.filter(action="courses.award.change").latest("pk")
    assert entry.data["award"] == "Certified"
    assert entry.data["changes"]["position"] == ["1", "3"]
    change_award(award=third, by=None, position=3, summary_en="Everything.")
    assert ModelLogEntry.objects.filter(action="courses.award.change").count() == 2


def test_mistakes_are_named_and_nothing_is_written() -> None:
    edition, (first, second, _third) = three()
    with pytest.raises(ValidationError) as caught:
        add_award(edition=edition, by=None, name_en="", name_fr="x" * 121)
    assert set(caught.value.message_dict) == {"code", "name_en", "name_fr"}
    with pytest.raises(ValidationError):
        change_award(award=second, by=None, name_en=first.name_en)
    with pytest.raises(TypeError):
        add_award(edition=edition, by=None, name_en="A", name_fr="A", position=7)
    assert ranked(edition) == [(1, "Level 1"), (2, "Level 1R"), (3, "Certified")]


def test_a_removed_award_is_gone_once() -> None:
    edition, (first, *_others) = three()
    remove_award(award=first, by=None)
    assert ranked(edition) == [(2, "Level 1R"), (3, "Certified")]
    with pytest.raises(ValidationError) as caught:
        remove_award(award=first, by=None)
    assert caught.value.messages == ["This was removed in the meantime."]


@pytest.mark.parametrize(
    "change",
    [
        lambda award: change_award(award=award, by=None, name_en="Something else"),
        lambda award: change_award(award=award, by=None, position=2),
        lambda award: remove_award(award=award, by=None),
        lambda award: add_award(edition=award.edition, by=None, name_en="X", name_fr="X"),
    ],
)
def test_a_frozen_edition_says_to_copy_it(change: Callable[[Award], object]) -> None:
    edition, (first, *_others) = three()
    factories.cohort(edition)
    with pytest.raises(ValidationError) as caught:
        change(first)
    assert caught.value.messages == [FROZEN]
    assert ranked(edition) == [(1, "Level 1"), (2, "Level 1R"), (3, "Certified")]


def test_a_copy_of_a_frozen_edition_has_the_same_awards_free_to_change() -> None:
    edition, (first, *_others) = three()
    factories.cohort(edition)
    copy = copy_edition(edition=edition, by=None)
    assert ranked(copy) == ranked(edition)
    twin = copy.awards.get(position=1)
    assert (twin.name_fr, twin.summary_en, twin.summary_fr) == (
        first.name_fr,
        first.summary_en,
        first.summary_fr,
    )
    change_award(award=twin, by=None, name_en="Only here")
    first.refresh_from_db()
    assert first.name_en == "Level 1"
