"""What modules ask for, agreements, quizzes, exams and material in the office; nothing of elsewhere is there."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enums import EvidenceKind
from courses.models import Agreement, Edition, EvidenceItem, Exam, Material, Module, Programme, Question, Quiz
from tests import factories

SIGN_OFF = {"title_en": "Goal plan", "title_fr": "Plan", "prompt_en": "", "prompt_fr": "", "within": ""}
ANSWERS = {"en_0": "Yes", "fr_0": "Oui", "right_0": "on", "en_3": "No", "fr_3": "Non"}
QUESTION = {"text_en": "May I?", "text_fr": "Puis-je ?", "why_en": "", "why_fr": "", **ANSWERS}


@pytest.fixture
def edition(programme: Programme) -> Edition:
    """Free to change."""
    return factories.course_edition(2, programme=programme)


@pytest.fixture
def module(edition: Edition) -> Module:
    return edition.modules.order_by("position")[0]


@pytest.fixture
def foreign(elsewhere: Programme) -> Edition:
    """Of another programme."""
    return factories.course_edition(1, programme=elsewhere)


def texts(response: Any) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_a_module_is_told_what_to_ask_for_by_plain_forms(office: Client, module: Module) -> None:
    page = reverse("courses:asks", args=[module.pk])
    assert "What this module asks for will be listed here." in texts(office.get(page))
    group = office.post(reverse("courses:new_item", args=[module.pk, "any_of"]), {"within": ""})
    assert (group.status_code, group["Location"]) == (302, page)
    made = EvidenceItem.objects.get()
    practice = {
        "title_en": "Role-play",
        "title_fr": "Jeu de rôle",
        "prompt_en": "",
        "prompt_fr": "",
        "criteria_en": "Listens\r\n\r\n Asks ",
        "criteria_fr": "Écoute\nDemande",
        "level_needed": "3",
        "within": made.pk,
    }
    url = reverse("courses:new_item", args=[module.pk, "practice"])
    assert office.post(url, practice | {"criteria_fr": "Écoute"}).status_code == 422
    assert office.post(url, practice).status_code == 302
    item = EvidenceItem.objects.get(kind="practice")
    assert (item.within, item.level_needed) == (made, 3)
    assert item.criteria == [{"en": "Listens", "fr": "Écoute"}, {"en": "Asks", "fr": "Demande"}]
    edit = reverse("courses:item", args=[item.pk])
    assert "Listens\nAsks" in office.get(edit).content.decode()
    assert office.post(edit, practice | {"within": "", "position": "1"}).status_code == 302
    item.refresh_from_db()
    assert (item.within, item.position) == (None, 1)
    assert "Role-play" in texts(office.get(reverse("courses:edition", args=[module.edition_id])))
    assert office.post(reverse("courses:remove_item", args=[item.pk])).status_code == 302
    assert EvidenceItem.objects.get() == made


def test_an_error_stands_at_its_field_and_keeps_what_was_typed(office: Client, module: Module) -> None:
    url = reverse("courses:new_item", args=[module.pk, "sign_off"])
    response = office.post(url, SIGN_OFF | {"title_fr": "", "prompt_en": "Look at it."})
    assert response.status_code == 422
    assert response.context["form"].errors == {"title_fr": ["This is needed here."]}
    assert "Look at it." in texts(response)
    assert not EvidenceItem.objects.exists()


def test_what_belongs_elsewhere_is_neither_offered_nor_taken(
    office: Client, module: Module, foreign: Edition
) -> None:
    quiz, exam = factories.a_quiz(foreign), factories.exam(foreign)
    group = factories.asks(foreign.modules.get(), EvidenceKind.ALL_OF)
    agreement = Agreement.objects.create(
        programme=foreign.course.programme,
        code="x",
        title_en="Theirs",
        title_fr="Y",
        text_en="X",
        text_fr="Y",
    )
    fields = {"percent": "80", "attempts": "0", "wait_hours": "0", "questions_asked": "0", "within": ""}
    for kind, field, thing in (
        ("quiz", "quiz", quiz),
        ("exam", "exam", exam),
        ("agreement", "agreement", agreement),
        ("sign_off", "within", group),
    ):
        url = reverse("courses:new_item", args=[module.pk, kind])
        assert str(thing) not in texts(office.get(url))
        response = office.post(url, SIGN_OFF | fields | {field: thing.pk})
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
    assert not EvidenceItem.objects.filter(module=module).exists()


def test_other_kinds_numbers_and_methods_do_not_exist(office: Client, module: Module) -> None:
    assert office.get(reverse("courses:new_item", args=[module.pk, "prayer"])).status_code == 404
    url = reverse("courses:new_item", args=[module.pk, "attendance"])
    for wrong in ("", "0", "101", "-1", "9" * 30, "ten"):
        assert office.post(url, {"percent": wrong, "within": ""}).status_code == 422
    for wrong in ("x", "9" * 30, "0"):
        assert office.post(url, {"percent": "80", "within": wrong}).status_code == 422
    assert not EvidenceItem.objects.exists()


def test_a_frozen_edition_is_shown_and_refuses(office: Client, programme: Programme) -> None:
    cohort = factories.cohort_that_asks(EvidenceKind.SIGN_OFF, programme=programme)
    item = factories.item_of(cohort, EvidenceKind.SIGN_OFF)
    page = texts(office.get(reverse("courses:asks", args=[item.module_id])))
    assert "Ask for something more" not in page
    response = office.post(reverse("courses:new_item", args=[item.module_id, "sign_off"]), SIGN_OFF)
    assert response.status_code == 422
    assert "A cohort uses this edition" in texts(response)


def test_another_programmes_things_do_not_exist(office: Client, foreign: Edition) -> None:
    """For GET and POST alike."""
    quiz, exam, module = factories.a_quiz(foreign), factories.exam(foreign), foreign.modules.get()
    item = factories.asks(module, EvidenceKind.SIGN_OFF)
    agreement = Agreement.objects.create(
        programme=foreign.course.programme, code="x", title_en="X", title_fr="Y", text_en="X", text_fr="Y"
    )
    material = Material.objects.create(module=module, position=1, document=factories.document())
    for name, ids in (
        ("asks", [module.pk]),
        ("new_item", [module.pk, "sign_off"]),
        ("item", [item.pk]),
        ("remove_item", [item.pk]),
        ("materials", [module.pk]),
        ("new_material", [module.pk]),
        ("material", [material.pk]),
        ("remove_material", [material.pk]),
        ("new_exam", [foreign.pk]),
        ("exam", [exam.pk]),
        ("remove_exam", [exam.pk]),
        ("agreements", [foreign.course_id]),
        ("new_agreement", [foreign.course_id]),
        ("agreement", [agreement.pk]),
        ("new_version", [agreement.pk]),
        ("quizzes", [foreign.course_id]),
        ("new_quiz", [foreign.course_id]),
        ("quiz", [quiz.pk]),
        ("edit_quiz", [quiz.pk]),
        ("new_question", [quiz.pk]),
        ("question", [quiz.questions.get().pk]),
        ("remove_question", [quiz.questions.get().pk]),
    ):
        url = reverse(f"courses:{name}", args=ids)
        assert (name, office.get(url).status_code, office.post(url, {}).status_code) == (name, 404, 404)
    assert EvidenceItem.objects.filter(pk=item.pk).exists()


def test_a_quiz_gets_its_questions(office: Client, edition: Edition) -> None:
    url = reverse("courses:new_quiz", args=[edition.course_id])
    response = office.post(url, {"title_en": "Scope", "title_fr": "Portée"})
    quiz = Quiz.objects.get()
    assert response["Location"] == reverse("courses:quiz", args=[quiz.pk])
    new = reverse("courses:new_question", args=[quiz.pk])
    response = office.post(new, QUESTION | {"right_0": ""})
    assert response.status_code == 422
    assert "Say which answer is right." in texts(response)
    assert 'value="Yes"' in response.content.decode()
    assert office.post(new, QUESTION).status_code == 302
    question = Question.objects.get()
    assert [(c["key"], c["en"], c["is_right"]) for c in question.choices] == [
        ("a", "Yes", True),
        ("b", "No", False),
    ]
    edit = reverse("courses:question", args=[question.pk])
    assert office.post(edit, QUESTION | {"text_en": "May we?", "position": "1"}).status_code == 302
    assert Question.objects.get().text_en == "May we?"
    assert "May we?" in texts(office.get(reverse("courses:quiz", args=[quiz.pk])))
    assert office.post(reverse("courses:remove_question", args=[question.pk])).status_code == 302
    assert not Question.objects.exists()


def test_an_agreement_an_exam_and_material_are_kept(office: Client, edition: Edition, module: Module) -> None:
    text = {"title_en": "Norms", "title_fr": "Règles", "text_en": "I listen.", "text_fr": "J’écoute."}
    new = reverse("courses:new_agreement", args=[edition.course_id])
    assert office.post(new, text | {"code": "Group norms"}).status_code == 422
    assert office.post(new, text | {"code": "group-norms"}).status_code == 302
    made = Agreement.objects.get()
    edit = reverse("courses:agreement", args=[made.pk])
    assert office.post(edit, text | {"text_en": "I listen well.", "code": "other"}).status_code == 302
    made.refresh_from_db()
    assert (made.text_en, made.code, made.programme) == (
        "I listen well.",
        "group-norms",
        edition.course.programme,
    )
    exam = {"code": "X1", "title_en": "Final", "title_fr": "Final", "after": module.pk, "pass_mark": "75"}
    url = reverse("courses:new_exam", args=[edition.pk])
    assert office.post(url, exam | {"attempts": ""}).status_code == 422
    assert office.post(url, exam | {"attempts": "2"}).status_code == 302
    kept = Exam.objects.get()
    assert (kept.after, kept.pass_mark, kept.attempts) == (module, 75, 2)
    other = factories.course_edition(1).modules.get()
    edit = reverse("courses:exam", args=[kept.pk])
    assert office.post(edit, exam | {"attempts": "2", "after": other.pk}).status_code == 422
    read = {"title_en": "Read", "title_fr": "Lire", "page": "", "document": factories.document().pk}
    url = reverse("courses:new_material", args=[module.pk])
    assert office.post(url, read | {"document": ""}).status_code == 422
    assert office.post(url, read | {"opens_after_days": "14"}).status_code == 302
    assert Material.objects.get().opens_after_days == 14
    assert "14 days after the first day" in texts(office.get(reverse("courses:materials", args=[module.pk])))


def test_nobody_opens_what_is_private_to_another_programme_by_giving_it_to_their_own(
    office: Client, module: Module, foreign: Edition
) -> None:
    hidden = factories.document(body=b"%PDF-1.7 theirs")
    factories.material(foreign.modules.get(), document=hidden)
    url = reverse("courses:new_material", args=[module.pk])
    read = {"title_en": "Read", "title_fr": "Lire", "page": "", "document": hidden.pk}
    assert office.get(hidden.url).status_code == 404
    refused = office.post(url, read)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["document"])
    assert office.get(hidden.url).status_code == 404
    # What an administrator gave to both may be given again.
    factories.material(module, document=hidden)
    assert office.post(url, read).status_code == 302


def test_the_edition_is_shown_in_as_many_queries(office: Client, edition: Edition, module: Module) -> None:
    counts, url = [], reverse("courses:edition", args=[edition.pk])
    for _round in range(2):
        group = factories.asks(module, EvidenceKind.ANY_OF)
        for one in edition.modules.all():
            factories.asks(one, EvidenceKind.ASSIGNMENT)
            factories.asks(one, EvidenceKind.QUIZ, quiz=factories.a_quiz(edition), percent=80)
        factories.asks(module, EvidenceKind.PRACTICE, within=group)
        office.get(url)
        with CaptureQueriesContext(connection) as queries:
            office.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_limit_in_modules_is_of_the_whole_course(office: Client, edition: Edition, module: Module) -> None:
    url = reverse("courses:new_absence_limit", args=[edition.pk])
    said = {"unit": "modules", "most": "1", "module": str(module.pk)}
    answer = office.post(url, said)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"module": ["Of one module, count sessions or minutes."]}
    assert office.post(url, said | {"module": ""}).status_code == 302
    assert edition.absence_limits.get().module is None
