"""The words that put the crisis line above the results."""

import pytest

from cms.search.crisis import may_need_help_now


@pytest.mark.parametrize(
    "query",
    [
        "crisis", "Crisis line", "SUICIDE", "suicidal thoughts", "help now", "help", "emergency", "emergencies",
        "i want to kill myself", "self-harm", "self harm", "9-8-8", "988", "I don’t want to die",
        "crise", "ligne de crise", "suicidaire", "urgences", "aide", "à l’aide", "a l'aide", "détresse", "DETRESSE",
        "besoin d’aide maintenant", "en finir", "me tuer", "parler à quelqu’un",
    ],
)  # fmt: skip
def test_who_may_need_help_now(query: str) -> None:
    assert may_need_help_now(query)


@pytest.mark.parametrize(
    "query",
    ["", "training", "boundaries", "confidentiality", "self-determination", "my life story", "Vancouver dates",
     "formation", "pair aidant", "confidentialité", "raconter ma vie", "horaire", "98", "myself"],
)  # fmt: skip
def test_who_looks_for_something_else(query: str) -> None:
    assert not may_need_help_now(query)
