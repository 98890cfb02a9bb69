"""Rules of awards: set and checked while the edition is free, corrected with a reason once a cohort uses it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from courses.models import Award, Renewal
from courses.operations.awards import add_award, change_award, correct_rules, remove_renewal, set_renewal
from courses.queries.outlines import edition_outline
from courses.requirements.asking import in_words
from tests import factories

pytestmark = pytest.mark.django_db

ALL = [{"type": "modules", "value": {}}]
FIRST = [{"type": "modules", "value": {"codes": ["M01"]}}]
REASON = "The board decided so in May."


def frozen(**fields: Any) -> Award:
    """The award of an edition that a cohort uses; it asks for all modules."""
    return factories.awarding_cohort(**fields).edition.awards.get()


def words(award: Award) -> list[str]:
    """What it asks for."""
    award.refresh_from_db()
    return in_words(award.requirements, edition_outline(award.edition))


def refused(call: Callable[[], object]) -> dict[str, list[str]]:
    """What is said, by field."""
    with pytest.raises(ValidationError) as caught:
        call()
    return caught.value.message_dict


def test_rules_are_set_and_logged_in_words() -> None:
    edition = factories.course_edition(2)
    award = add_award(edition=edition, by=None, name_en="Level 1", name_fr="Niveau 1", requirements=ALL)
    assert words(award) == ["All modules that are not optional."]
    change_award(award=award, by=None, requirements=FIRST)
    assert words(award) == ["This module: Module 1."]
    entry = ModelLogEntry.objects.get(action="courses.award.change")
    assert entry.data["changes"]["requirements"] == [
        "All modules that are not optional.",
        "This module: Module 1.",
    ]
    change_award(award=award, by=None, requirements=FIRST)
    assert ModelLogEntry.objects.filter(action="courses.award.change").count() == 1


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            [{"type": "modules", "value": {"codes": ["M01", "M99"]}}],
            "Modules completed: this edition does not have M99.",
        ),
        (
            [{"type": "agreement", "value": {"agreement": "X"}}],
            "Signed agreement: this edition does not have X.",
        ),
        (
            [{"type": "hours", "value": {"hours": "1", "from_event": "term"}}],
            "Hours: this edition does not have term.",
        ),
        (
            [{"type": "hours", "value": {"hours": "1", "kinds": ["tax"]}}],
            "Hours: this edition does not have tax.",
        ),
        (
            [{"type": "at_least", "value": {"number": 2, "parts": ALL}}],
            "At least so many of these: 2 are asked for, and there are only 1.",
        ),
        (
            [{"type": "modules", "value": {"codes": ["M01"], "at_least": 3}}],
            "Modules completed: 3 are asked for, and there are only 1.",
        ),
        (
            [{"type": "all_of", "value": {"parts": []}}],
            "All of these: 1 are asked for, and there are only 0.",
        ),
        (
            [{"type": "award", "value": {"award": "certified"}}],
            "“certified” asks for itself here, so nobody could earn it.",
        ),
    ],
)
def test_rules_that_cannot_be_meant_are_refused(rules: list[Any], said: str) -> None:
    award = frozen()
    correct: Callable[[], object] = lambda: correct_rules(  # noqa: E731
        award=award, requirements=rules, reason=REASON, by=None
    )
    assert refused(correct) == {"requirements": [said]}
    assert words(award) == ["All modules that are not optional."]
    draft = factories.award(factories.course_edition(3), code="certified")
    assert refused(lambda: change_award(award=draft, by=None, requirements=rules)) == {"requirements": [said]}


def test_awards_that_ask_for_each_other_are_refused() -> None:
    edition = factories.course_edition(1)
    first, second, third = (factories.award(edition, code=code) for code in ("a", "b", "c"))
    change_award(award=first, by=None, requirements=[{"type": "award", "value": {"award": "b"}}])
    change_award(award=second, by=None, requirements=[{"type": "award", "value": {"award": "c"}}])
    rules = [{"type": "any_of", "value": {"parts": [{"type": "award", "value": {"award": "a"}}]}}]
    assert refused(lambda: change_award(award=third, by=None, requirements=rules)) == {
        "requirements": ["“c” asks for itself here, so nobody could earn it."]
    }


def test_rules_of_a_frozen_edition_are_corrected_with_a_reason() -> None:
    award, by = frozen(), factories.person()
    corrected = correct_rules(award=award, requirements=FIRST, reason=f" {REASON} ", by=by)
    assert (corrected.rules_version, words(award)) == (2, ["This module: Module 1."])
    entry = ModelLogEntry.objects.get(action="courses.award.rules")
    assert (entry.user, entry.object_id) == (by, str(award.edition_id))
    assert (entry.data["reason"], entry.data["rules_version"]) == (REASON, 2)
    assert entry.data["before"]["words"] == "All modules that are not optional."
    assert entry.data["after"]["words"] == "This module: Module 1."
    assert entry.data["after"]["rules"][0]["value"]["codes"][0]["value"] == "M01"


def test_corrected_twice_they_change_once() -> None:
    award = frozen()
    for _time in range(2):
        correct_rules(award=award, requirements=FIRST, reason=REASON, by=None, version=1)
    award.refresh_from_db()
    assert award.rules_version == 2
    assert ModelLogEntry.objects.filter(action="courses.award.rules").count() == 1


def test_what_a_correction_needs() -> None:
    award = frozen()
    correct: dict[str, Any] = {"award": award, "requirements": FIRST, "by": None}
    assert refused(lambda: correct_rules(**correct, reason=" ")) == {
        "reason": ["Say why the rules are corrected."]
    }
    assert refused(lambda: correct_rules(**correct, reason="x" * 501)) == {
        "reason": ["At most 500 characters."]
    }
    assert refused(lambda: correct_rules(**correct, reason=REASON, version=2)) == {
        "__all__": ["Somebody else changed these rules in the meantime. Look at them again."]
    }
    draft = factories.award(factories.course_edition(1))
    assert refused(lambda: correct_rules(award=draft, requirements=FIRST, reason=REASON, by=None)) == {
        "__all__": ["This edition can still be changed: change the award itself."]
    }
    assert award.rules_version == 1


def test_a_certificate_stays_as_it_was_issued() -> None:
    certificate = factories.certificate(judgement={"is_met": True, "text": {"en": "1 of 1 done."}})
    correct_rules(award=certificate.award, requirements=FIRST, reason=REASON, by=None)
    before = certificate.judgement
    certificate.refresh_from_db()
    assert (certificate.judgement, certificate.rules_version, certificate.revoked_at) == (before, 1, None)


LEARNING = {
    "categories": [{"code": "law", "en": "Law and ethics", "fr": "Droit et éthique"}],
    "sources": [{"code": "web", "en": "Webinars", "fr": "Webinaires", "is_automatic": True}],
    "requirements": [{"type": "hours", "value": {"hours": "6", "kinds": ["law"], "from_event": "term"}}],
}


def test_a_renewal_is_set_changed_and_removed() -> None:
    award = factories.award(factories.course_edition(1))
    made = set_renewal(award=award, by=None, every_months=36, **LEARNING)
    assert (made.every_months, made.window_days) == (36, 90)
    set_renewal(award=award, by=None, every_months=24)
    assert Renewal.objects.get() == made
    set_renewal(award=award, by=None, every_months=24)
    assert ModelLogEntry.objects.filter(action="courses.renewal.set").count() == 2
    for _time in range(2):
        remove_renewal(award=award, by=None)
    assert not Renewal.objects.exists()
    assert ModelLogEntry.objects.filter(action="courses.renewal.remove").count() == 1


def test_a_renewal_that_cannot_be_meant_is_refused() -> None:
    award = factories.award(factories.course_edition(1))
    rules = [{"type": "hours", "value": {"hours": "6", "kinds": ["law"]}}]
    assert refused(lambda: set_renewal(award=award, by=None, requirements=rules)) == {
        "requirements": ["Hours: this edition does not have law."]
    }
    of_training = [
        {"type": "modules", "value": {}},
        {"type": "any_of", "value": {"parts": [{"type": "age", "value": {"months": 12}}]}},
    ]
    assert refused(lambda: set_renewal(award=award, by=None, requirements=of_training)) == {
        "requirements": [
            "Modules completed: a renewal looks at one term, so it cannot ask for this.",
            "Age of the record: a renewal looks at one term, so it cannot ask for this.",
        ]
    }
    limits = [{"source": "wbe", "at_most": "5"}]
    limited = [{"type": "hours", "value": {"hours": "6", "kinds": ["law"], "sources": limits}}]
    assert refused(lambda: set_renewal(award=award, by=None, **LEARNING | {"requirements": limited})) == {
        "requirements": ["Hours: this edition does not have wbe."]
    }
    assert set(refused(lambda: set_renewal(award=award, by=None, ends_on_month=13))) >= {"ends_on_month"}
    frozen_one = frozen(renews=True)
    for call in (
        lambda: set_renewal(award=frozen_one, by=None, every_months=1),
        lambda: remove_renewal(award=frozen_one, by=None),
    ):
        assert "Copy it, and change the copy." in refused(call)["__all__"][0]
