"""What one profile says otherwise than another."""

from copy import deepcopy

from courses.profiles.differences import Difference, differences

from .expectations import NAMES, shipped


def test_a_profile_does_not_differ_from_itself() -> None:
    for name in NAMES:
        assert list(differences(shipped(name).data, deepcopy(shipped(name).data))) == []


def test_what_comes_what_goes_and_what_changes_is_told_apart() -> None:
    before = shipped("cmha-calgary").data
    after = deepcopy(before)
    gone = after["modules"].pop(0)
    after["modules"][0]["hours"] = 99
    after["modules"].append({**gone, "code": "NEW"})
    after["edition"]["note"] = "Another"
    after["course"]["title"]["en"] = "Another"
    found = list(differences(before, after))
    assert found == [
        Difference(
            part="modules",
            comes=(after["modules"][-1],),
            goes=(gone,),
            changes=(after["modules"][0],),
        ),
        Difference(part="edition"),
    ]


def test_another_order_is_a_difference() -> None:
    before = shipped("cmha-calgary").data
    after = deepcopy(before)
    after["modules"].reverse()
    assert list(differences(before, after)) == [Difference(part="modules")]
