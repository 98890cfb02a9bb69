"""Two who need a key, or change it, at the same moment; with the lock taken out as well, which must go wrong."""

from typing import Any

import pytest

from tests.races import Meeting, at_once, kinds
from trainees.models import SigningKey
from trainees.operations import keys

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 20


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Both have looked before one of them writes."""
    meeting = Meeting(monkeypatch)
    meeting.after(keys, "current_key")
    return meeting


def retire() -> None:
    """As if no key had been made yet; no key is ever deleted."""
    for key in SigningKey.objects.filter(retired_at=None):
        keys._retire(key, None)


def test_two_who_need_the_first_key_get_the_same(meeting: Meeting) -> None:
    for _round in range(ROUNDS):
        meeting.again()
        made = at_once(keys.ensure, keys.ensure)
        assert kinds(made) == ["SigningKey", "SigningKey"]
        assert made[0] == made[1]
        assert SigningKey.objects.filter(retired_at=None).count() == 1
        retire()


def test_one_who_counts_after_the_other_made_it_gets_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking and counting, somebody makes the key: its name is then no longer the one that comes next."""
    look = keys.current_key
    others: list[SigningKey] = []

    def late() -> SigningKey | None:
        found = look()
        if not others:
            monkeypatch.setattr(keys, "current_key", look)
            others.append(keys.ensure())
        return found

    monkeypatch.setattr(keys, "current_key", late)
    assert [keys.ensure()] == others


def test_two_who_rotate_get_the_same_new_key(meeting: Meeting) -> None:
    """One who looks only when the other is done rotates again, and rightly: both must have looked."""
    keys.ensure()
    meeting.seconds, meeting.is_once = 5, True
    for _round in range(ROUNDS):
        meeting.again()
        before = SigningKey.objects.count()
        made = at_once(keys.rotate, keys.rotate)
        assert meeting.have_met
        assert made[0] == made[1]
        assert SigningKey.objects.count() == before + 1
        assert SigningKey.objects.filter(retired_at=None).count() == 1


def test_without_the_lock_one_of_the_two_fails(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.ensure()
    everybody: Any = SigningKey.objects.all
    monkeypatch.setattr(SigningKey.objects, "select_for_update", lambda **_: everybody(), raising=False)
    assert kinds(at_once(keys.rotate, keys.rotate)) == ["IntegrityError", "SigningKey"]
