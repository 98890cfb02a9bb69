"""The courses of the demo: the default curriculum as it ships, and the same with the family stream for everybody."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from courses import profiles
from courses.profiles.profile import Profile, complete, read_profile

DEFAULT = Path(profiles.__file__).parent / "shipped" / "default.yaml"
FAMILY_MODULE, PRACTICUM, LAST_CLASS = "F1", "P1", "M12"

TITLE = {
    "en": "Family peer support worker training",
    "fr": "Formation au soutien par les pairs entre familles",
}
SUMMARY = {
    "en": "Learn to support other families. You draw on what you know from caring for someone in your own.",
    "fr": "Apprenez à soutenir d’autres familles, à partir de votre propre expérience auprès d’une personne proche.",
}
COMPLETION = {
    "en": "You earn it when you finish all class modules and pass both exams. It shows 98 hours of training.",
    "fr": "Vous l’obtenez quand vous avez terminé tous les modules en classe et réussi les deux examens. Il atteste 98 heures de formation.",
}
CERTIFIED = {
    "en": "Certified family peer support worker",
    "fr": "Pair aidant famille certifié ou paire aidante famille certifiée",
}
WHAT_IT_TAKES = {
    "en": "You earn it when you also finish the 36-hour practicum with families, rated on our four values, and your trainers recommend you. You can then apply for paid work.",
    "fr": "Vous l’obtenez après le stage de 36 heures auprès de familles, évalué sur nos quatre valeurs, sur la recommandation de l’équipe de formation. Vous pouvez alors postuler un emploi payé.",
}
RENEWAL = {
    "every_months": 24,
    "window_days": 90,
    "grace_days": 30,
    "requirements": [
        {"hours": {"hours": 12, "kinds": ["general", "law_and_ethics"], "from_event": "term"}},
        {"hours": {"hours": 3, "kinds": ["law_and_ethics"], "from_event": "term"}},
        {"agreement": {"agreement": "confidentiality", "from_event": "term"}},
    ],
    "categories": [
        {"code": "general", "name": {"en": "General", "fr": "Général"}},
        {"code": "law_and_ethics", "name": {"en": "Law and ethics", "fr": "Droit et éthique"}},
    ],
    "sources": [
        {"code": "course", "name": {"en": "Course", "fr": "Cours"}},
        {"code": "webinar", "name": {"en": "Webinar", "fr": "Webinaire"}, "is_automatic": True},
    ],
}
"""What keeps the family award valid: every two years, in the shape of California's rules with smaller numbers."""


@cache
def core() -> Profile:
    """The default curriculum: 86 class hours and a practicum of 36, as the regional programmes teach it."""
    return read_profile(DEFAULT.name, DEFAULT.read_bytes())


@cache
def family() -> Profile:
    """The same with the family module for everybody, before the practicum, and with awards of its own."""
    data = deepcopy(core().data)
    data["course"] |= {
        "slug": "family-peer-support-worker",
        "stream": "family",
        "title": TITLE,
        "summary": SUMMARY,
    }
    modules = {module["code"]: module for module in data["modules"]}
    modules[FAMILY_MODULE]["optional"] = False
    modules[PRACTICUM]["needs"].append(FAMILY_MODULE)
    data["modules"].sort(key=lambda module: module["code"] == PRACTICUM)
    completion, certified = data["awards"]
    completion["summary"] = COMPLETION
    certified |= {"name": CERTIFIED, "summary": WHAT_IT_TAKES, "renewal": deepcopy(RENEWAL)}
    for codes in _lists_of_classes(completion["requirements"]):
        codes.append(FAMILY_MODULE)
    return Profile(core().document, complete(data))


def _lists_of_classes(requirements: list[dict[str, Any]]) -> list[list[str]]:
    """Where the rules name every class module."""
    fields = [inner for requirement in requirements for inner in requirement.values()]
    return [inner["codes"] for inner in fields if LAST_CLASS in inner.get("codes", ())]
