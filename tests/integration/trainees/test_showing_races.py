"""The holder clicks in two windows: one hides the name, the other asks to be listed. Also with the lock taken out."""

import pytest

from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.models import Certificate
from trainees.operations import showing

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Both meet after they have read the certificate."""
    made = Meeting(monkeypatch)
    made.after(showing, "_own")
    return made


def hide_and_list(made: Certificate) -> list[str]:
    """What came out, as names of types. Whatever it is, nobody stands in the register whose name is hidden."""
    Certificate.objects.filter(pk=made.pk).update(hides_name=False, is_listed=False)
    results = at_once(
        lambda: showing.hide_name(certificate=made, hides=True, by=made.person),
        lambda: showing.list_publicly(certificate=made, is_listed=True, by=made.person),
    )
    made.refresh_from_db()
    assert (made.hides_name, made.is_listed) in ((True, False), (False, True))
    return kinds(results)


def test_who_hides_the_name_is_not_listed_whichever_comes_first(meeting: Meeting) -> None:
    made = factories.certificate()
    seen = set()
    for _round in range(ROUNDS):
        meeting.again()
        seen.add(tuple(hide_and_list(made)))
        assert (made.hides_name, made.is_listed) == (True, False)
    # Listed first and then off again, or refused: nobody meets the constraint.
    assert seen <= {("Certificate", "Certificate"), ("Certificate", "ValidationError")}


def test_without_the_lock_only_the_constraint_is_left(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = factories.certificate()
    monkeypatch.setattr(showing, "fresh", lambda one: Certificate.objects.get(pk=one.pk))
    assert hide_and_list(made) == ["Certificate", "IntegrityError"]
