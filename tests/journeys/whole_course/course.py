"""The course, made through the product's operations before anybody comes to a page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cms.accounts.models import Person
from courses.enums import CompletesBy, EvidenceKind, HoursCategory, ModuleKind, RoleKind
from courses.models import Cohort, Edition, EvidenceItem, Exam, Module, Session
from courses.operations.absence_limits import add_limit
from courses.operations.editions import add_module, create_edition, set_needs
from courses.operations.evidence import add_item
from courses.operations.goals import set_reports_due
from tests import factories
from trainees.models import Enrolment

from .script import JOINS_LATER, PEOPLE, YEAR

FITS, DOES_NOT_FIT = "This fits the role", "This does not fit"
CHOICES = [
    {"en": FITS, "fr": "Cela convient au rôle", "is_right": True},
    {"en": DOES_NOT_FIT, "fr": "Cela ne convient pas", "is_right": False},
]
CRITERIA = [
    {"en": "Listens without fixing", "fr": "Écoute sans chercher à régler"},
    {"en": "Asks open questions", "fr": "Pose des questions ouvertes"},
]
MODULES: tuple[tuple[str, str, str, int, tuple[str, ...], CompletesBy], ...] = (
    ("M01", "Orientation", "Accueil", 60, (), CompletesBy.ITSELF),
    ("M02", "Roles", "Rôles", 240, ("M01",), CompletesBy.ITSELF),
    ("M03", "Sharing your story", "Raconter son histoire", 180, ("M01",), CompletesBy.FACILITATOR),
    ("M04", "Communication", "Communication", 240, ("M02",), CompletesBy.ITSELF),
    ("P1", "Practicum", "Stage", 300, ("M04",), CompletesBy.ITSELF),
)


@dataclass
class World:
    """The cohort with its people, Robin who coordinates, Kim who facilitates, and the days of another cohort."""

    cohort: Cohort
    other: Session
    robin: Person
    kim: Person
    enrolments: dict[str, Enrolment]
    items: dict[str, EvidenceItem]
    exam: Exam
    site_name: str = "Harbour Centre"
    supervisor: str = "jo@example.org"

    def session(self, number: int) -> Session:
        """The cohort's session so many in the calendar, from 1."""
        found: Session = self.cohort.sessions.order_by("starts_at")[number - 1]
        return found

    def module(self, code: str) -> Module:
        """A module of the edition."""
        found: Module = self.cohort.edition.modules.get(code=code)
        return found


def a_world() -> World:
    """It is the middle of February: fourteen are enrolled, no session is planned."""
    factories.site()
    programme = factories.programme(name_en="Harbour programme", name_fr="Programme du port", province="BC")
    edition, items, exam = _edition(programme)
    cohort = factories.cohort(
        edition,
        name_en="Spring evenings",
        name_fr="Soirs de printemps",
        starts_on=dt.date(YEAR, 3, 1),
        ends_on=dt.date(YEAR, 4, 30),
    )
    days = factories.cohort(
        edition,
        name_en="Spring days",
        name_fr="Jours de printemps",
        starts_on=dt.date(YEAR, 3, 1),
        ends_on=dt.date(YEAR, 4, 30),
    )
    roles = edition.modules.get(code="M02")
    other = factories.session(days, factories.instant(dt.date(YEAR, 3, 13), 10), hours=2, modules=[roles])
    harbour = factories.placement_site(programme, name="Harbour Centre", capacity=2)
    factories.supervisor(harbour, name="Jo", email="jo@example.org")
    factories.enrolment(days, chosen_name="Kit")
    return World(
        cohort=cohort,
        other=other,
        robin=factories.role(RoleKind.COORDINATOR, programme, held_by=factories.person("Robin")).person,
        kim=factories.role(RoleKind.FACILITATOR, programme, held_by=factories.person("Kim")).person,
        enrolments={
            one.name: factories.enrolment(cohort, chosen_name=one.name, email=one.email)
            for one in PEOPLE.values()
            if one.name != JOINS_LATER
        },
        items=items,
        exam=exam,
    )


def _edition(programme: object) -> tuple[Edition, dict[str, EvidenceItem], Exam]:
    course = factories.course(programme=programme, title_en="Peer support", present_by_default=True)
    edition = create_edition(course=course, by=None)
    set_reports_due(edition=edition, reports_due=2, by=None)
    made: dict[str, Module] = {}
    for code, title, title_fr, minutes, needs, completes_by in MODULES:
        made[code] = add_module(
            edition=edition,
            by=None,
            code=code,
            title_en=title,
            title_fr=title_fr,
            minutes=minutes,
            completes_by=completes_by,
            must_attend=code == "M04",
            kind=ModuleKind.PRACTICUM if code == "P1" else ModuleKind.CLASS,
        )
        set_needs(module=made[code], needs=[made[need] for need in needs], by=None)
    add_limit(edition=edition, by=None, unit="sessions", most=1)
    factories.hour_goal(edition, name_en="All hours", name_fr="Toutes les heures", minutes=300)
    factories.hour_goal(
        edition,
        name_en="With people",
        name_fr="Avec des personnes",
        minutes=180,
        categories=[HoursCategory.ONE_TO_ONE.value, HoursCategory.GROUP.value],
    )
    exam = factories.exam(
        edition, code="X1", title_en="Final exam", title_fr="Examen final", after=made["M04"], attempts=2
    )
    return edition, _items(programme, edition, made), exam


def _items(programme: object, edition: Edition, made: dict[str, Module]) -> dict[str, EvidenceItem]:
    quiz = factories.a_quiz(edition, questions=0)
    for number in range(1, 6):
        factories.a_question(quiz, text_en=f"Case {number}?", text_fr=f"Cas {number} ?", choices=CHOICES)
    for code in ("M02", "M03", "M04"):
        add_item(module=made[code], kind=EvidenceKind.ATTENDANCE, percent=80, by=None)
    agreement = factories.agreement(programme, title_en="How we learn together")  # type: ignore[arg-type]
    asked: dict[str, tuple[str, EvidenceKind, dict[str, Any]]] = {
        "agreement": ("M01", EvidenceKind.AGREEMENT, {"agreement": agreement}),
        "quiz": ("M02", EvidenceKind.QUIZ, {"quiz": quiz, "percent": 80, "wait_hours": 12}),
        "story": (
            "M03",
            EvidenceKind.ASSIGNMENT,
            {"title_en": "Your story", "title_fr": "Votre récit", "due_days": 7}
            | {"prompt_en": "Share a story with a purpose.", "prompt_fr": "Racontez une histoire."},
        ),
        "practice": (
            "M04",
            EvidenceKind.PRACTICE,
            {"title_en": "Role-play", "title_fr": "Jeu de rôle", "criteria": CRITERIA},
        ),
        "practicum": ("P1", EvidenceKind.PRACTICUM, {}),
        "sign_off": (
            "P1",
            EvidenceKind.SIGN_OFF,
            {"title_en": "Recommendation", "title_fr": "Recommandation"},
        ),
    }
    return {
        name: add_item(module=made[code], kind=kind, by=None, **fields)
        for name, (code, kind, fields) in asked.items()
    }
