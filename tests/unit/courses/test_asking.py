"""What modules ask for, agreements, quizzes, exams and material: what the operations refuse in words, and keep."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from courses.enums import EvidenceKind
from courses.models import Agreement, EvidenceItem, Material, Question
from courses.operations import agreements, evidence, exams, material, quizzes
from courses.operations.editions import copy_edition
from courses.queries.evidence import asked_by
from courses.rules.asking import FIELDS_OF
from tests import factories
from trainees.models import QuizAttempt, Signature

pytestmark = pytest.mark.django_db


def refused(act: Any) -> dict[str, list[str]]:
    """What an operation says, by field."""
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict


def agreement(programme: Any = None, **fields: Any) -> Agreement:
    texts = {"title_en": "Code", "title_fr": "Code", "text_en": "I will.", "text_fr": "Je vais."}
    return agreements.add_agreement(
        programme=programme or factories.programme(), by=None, **({"code": "code"} | texts | fields)
    )


def order(module: Any, within: EvidenceItem | None = None) -> list[tuple[int, str]]:
    items = EvidenceItem.objects.filter(module=module, within=within).order_by("position", "pk")
    return [(item.position, item.kind) for item in items]


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        (EvidenceKind.ATTENDANCE, {}, {"percent"}),
        (EvidenceKind.ATTENDANCE, {"percent": 0}, {"percent"}),
        (EvidenceKind.ATTENDANCE, {"percent": 101}, {"percent"}),
        (EvidenceKind.AGREEMENT, {}, {"agreement"}),
        (EvidenceKind.QUIZ, {}, {"quiz", "percent"}),
        (EvidenceKind.ASSIGNMENT, {}, {"title_en", "title_fr", "prompt_en", "prompt_fr"}),
        (EvidenceKind.PRACTICE, {"title_en": "Role-play", "title_fr": "Jeu"}, {"criteria"}),
        (
            EvidenceKind.PRACTICE,
            {"title_en": "R", "title_fr": "J", "criteria": [{"en": "Listens", "fr": " "}], "level_needed": 4},
            {"criteria", "level_needed"},
        ),
        (EvidenceKind.SIGN_OFF, {}, {"title_en", "title_fr"}),
        (EvidenceKind.EXAM, {}, {"exam"}),
        ("prayer", {}, {"kind"}),
    ],
)
def test_each_kind_names_what_it_cannot_do_without(kind: str, fields: Any, wrong: set[str]) -> None:
    module = factories.course_edition(1).modules.get()
    said = refused(lambda: evidence.add_item(module=module, kind=kind, by=None, **fields))
    assert set(said) == wrong
    assert not EvidenceItem.objects.exists()


def test_every_kind_has_its_fields_and_takes_no_others() -> None:
    assert set(FIELDS_OF) == set(EvidenceKind.values)
    module = factories.course_edition(1).modules.get()
    with pytest.raises(TypeError):
        evidence.add_item(module=module, kind=EvidenceKind.SIGN_OFF, by=None, percent=80)


def test_what_belongs_to_another_course_is_refused_at_its_field() -> None:
    edition, other = factories.course_edition(1), factories.course_edition(1)
    module = edition.modules.get()
    foreign: list[tuple[str, dict[str, Any], str]] = [
        (EvidenceKind.AGREEMENT, {"agreement": agreement()}, "agreement"),
        (EvidenceKind.QUIZ, {"quiz": factories.a_quiz(other), "percent": 80}, "quiz"),
        (EvidenceKind.EXAM, {"exam": factories.exam(other)}, "exam"),
        (
            EvidenceKind.SIGN_OFF,
            {
                "within": factories.asks(other.modules.get(), EvidenceKind.ALL_OF),
                "title_en": "S",
                "title_fr": "S",
            },
            "within",
        ),
    ]
    for kind, fields, field in foreign:
        said = refused(lambda k=kind, f=fields: evidence.add_item(module=module, kind=k, by=None, **f))
        assert list(said) == [field]
    known = agreement(edition.course.programme)
    item = evidence.add_item(module=module, kind=EvidenceKind.AGREEMENT, agreement=known, by=None)
    assert str(item) == "Code"
    said = refused(lambda: evidence.change_item(item=item, agreement=foreign[0][1]["agreement"], by=None))
    assert list(said) == ["agreement"]


def test_items_stand_in_order_in_groups_and_move_between_them() -> None:
    module, by = factories.course_edition(1).modules.get(), factories.person()
    attend = factories.asks(module, EvidenceKind.ATTENDANCE)
    group = factories.asks(module, EvidenceKind.ANY_OF)
    story = factories.asks(module, EvidenceKind.ASSIGNMENT, within=group)
    play = factories.asks(module, EvidenceKind.PRACTICE, within=group)
    inner = factories.asks(module, EvidenceKind.ALL_OF, within=group)
    assert order(module, group) == [(1, "assignment"), (2, "practice"), (3, "all_of")]
    evidence.move_item(item=play, within=group, position=1, by=by)
    assert order(module, group) == [(1, "practice"), (2, "assignment"), (3, "all_of")]
    evidence.move_item(item=story, within=inner, position=9, by=by)
    assert (order(module, group), order(module, inner)) == (
        [(1, "practice"), (2, "all_of")],
        [(1, "assignment")],
    )
    evidence.move_item(item=group, position=1, by=by)
    assert order(module) == [(1, "any_of"), (2, "attendance")]
    for inside in (group, inner):
        said = refused(lambda where=inside: evidence.move_item(item=group, within=where, position=1, by=by))
        assert said == {"within": ["A group cannot stand inside itself."]}
    said = refused(lambda: evidence.move_item(item=group, within=attend, position=1, by=by))
    assert list(said) == ["within"]
    evidence.remove_item(item=group, by=by)
    assert order(module) == [(1, "attendance")]
    assert EvidenceItem.objects.count() == 1
    actions = ModelLogEntry.objects.filter(action__startswith="courses.evidence.").values_list(
        "action", flat=True
    )
    assert list(actions).count("courses.evidence.move") == 3


def test_a_frozen_edition_asks_for_what_it_asked() -> None:
    cohort = factories.cohort_that_asks(EvidenceKind.SIGN_OFF)
    item, exam = factories.item_of(cohort, EvidenceKind.SIGN_OFF), cohort.edition.exams.get()
    for act in (
        lambda: evidence.add_item(module=item.module, kind=EvidenceKind.ALL_OF, by=None),
        lambda: evidence.change_item(item=item, title_en="Other", by=None),
        lambda: evidence.move_item(item=item, position=1, by=None),
        lambda: evidence.remove_item(item=item, by=None),
        lambda: exams.add_exam(edition=cohort.edition, code="Z", title_en="Z", title_fr="Z", by=None),
        lambda: exams.change_exam(exam=exam, attempts=9, by=None),
        lambda: exams.remove_exam(exam=exam, by=None),
    ):
        assert list(refused(act)) == ["__all__"]


def test_the_tree_is_read_in_one_query(django_assert_num_queries: Any) -> None:
    edition = factories.course_edition(2)
    module = edition.modules.order_by("position")[0]
    group = factories.asks(module, EvidenceKind.ANY_OF)
    factories.asks(module, EvidenceKind.ASSIGNMENT, within=group, due_days=7)
    factories.asks(module, EvidenceKind.PRACTICE, within=group)
    factories.asks(module, EvidenceKind.QUIZ, quiz=factories.a_quiz(edition), percent=100, attempts=3)
    with django_assert_num_queries(1):
        first, second = asked_by(edition=edition)[module.pk]
        words = [part.words for part in (*first.parts, second)]
    assert words == [
        "Text or file, due 7 days after the last session",
        "2 things are looked at",
        "100\u00a0% to pass, 3 attempts at most",
    ]


def test_a_copy_asks_for_the_same() -> None:
    edition = factories.course_edition(2)
    module = edition.modules.order_by("position")[0]
    exam = factories.exam(edition, after=module, attempts=2, pass_mark=75)
    group = factories.asks(module, EvidenceKind.ANY_OF, title_en="One of two", title_fr="Une des deux")
    inner = factories.asks(module, EvidenceKind.ALL_OF, within=group)
    factories.asks(module, EvidenceKind.EXAM, exam=exam, within=inner)
    factories.asks(module, EvidenceKind.PRACTICE, within=group, level_needed=3)
    factories.asks(module, EvidenceKind.ASSIGNMENT, due_days=3)
    edition.absence_limits.create(unit="minutes", most=180)
    edition.absence_limits.create(unit="sessions", most=1, module=module)
    document = factories.document()
    material.add_material(module=module, title_en="Read", title_fr="Lire", document=document, by=None)

    def told(asked: Any) -> Any:
        return [
            (
                one.item.kind,
                one.item.title_en,
                one.item.position,
                one.item.level_needed,
                one.item.due_days,
                one.item.criteria,
                one.item.exam and (one.item.exam.code, one.item.exam.edition.version),
                told(one.parts),
            )
            for one in asked
        ]

    copy = copy_edition(edition=edition, by=None)
    new = copy.modules.get(code=module.code)
    before, after = told(asked_by(module=module)[module.pk]), told(asked_by(module=new)[new.pk])
    assert str(after).replace(f"'{exam.code}', 2", f"'{exam.code}', 1") == str(before)
    twin = copy.exams.get()
    assert (twin.after, twin.attempts, twin.pass_mark) == (new, 2, 75)
    assert set(copy.absence_limits.values_list("unit", "most", "module")) == {
        ("minutes", 180, None),
        ("sessions", 1, new.pk),
    }
    assert new.material.get().document == document
    assert EvidenceItem.objects.filter(module__edition=copy, exam__edition=edition).count() == 0


def test_a_circle_of_groups_is_not_copied_for_ever() -> None:
    module = factories.course_edition(1).modules.get()
    first = factories.asks(module, EvidenceKind.ALL_OF)
    second = factories.asks(module, EvidenceKind.ALL_OF, within=first)
    EvidenceItem.objects.filter(pk=first.pk).update(within=second)
    copy = copy_edition(edition=module.edition, by=None)
    assert not EvidenceItem.objects.filter(module__edition=copy).exists()


# Agreements


def sign(made: Agreement) -> None:
    """Somebody signs this version."""
    edition = factories.course_edition(1, programme=made.programme)
    item = factories.asks(edition.modules.get(), EvidenceKind.AGREEMENT, agreement=made)
    enrolment = factories.enrolment(factories.cohort(edition))
    Signature.objects.create(
        enrolment=enrolment, item=item, agreement=made, language="en", signed_as=enrolment.person.chosen_name
    )


def test_a_signed_version_stays_and_a_new_one_follows() -> None:
    made = agreement()
    agreements.change_agreement(agreement=made, text_en="I will listen.", by=None)
    assert agreements.new_version(agreement=made, by=None) == made
    sign(made)
    said = refused(lambda: agreements.change_agreement(agreement=made, text_en="I may.", by=None))
    assert said == {"__all__": ["Somebody signed this version, so it stays as it is. Make a new version."]}
    agreements.change_agreement(agreement=made, text_en="I will listen.", by=None)
    second = agreements.new_version(agreement=made, by=None)
    assert (second.version, second.text_en, second.code) == (2, "I will listen.", made.code)
    assert agreements.new_version(agreement=made, by=None) == second
    agreements.change_agreement(agreement=second, text_en="I will listen more.", by=None)
    made.refresh_from_db()
    assert made.text_en == "I will listen."


def test_a_short_name_is_used_once_in_a_programme() -> None:
    made = agreement()
    assert list(refused(lambda: agreement(made.programme))) == ["code"]
    assert agreement(factories.programme()).version == 1
    assert set(refused(lambda: agreement(made.programme, code="x", text_fr=""))) == {"text_fr"}


# Quizzes


def choice(en: str, fr: str = "", *, is_right: bool = False) -> dict[str, Any]:
    return {"en": en, "fr": fr or en, "is_right": is_right}


@pytest.mark.parametrize(
    ("choices", "is_multiple", "words"),
    [
        ([choice("A", is_right=True)], False, "Give at least two answers, and at most ten."),
        (
            [choice(str(n), is_right=n == 1) for n in range(11)],
            False,
            "Give at least two answers, and at most ten.",
        ),
        ([choice("A"), choice("B")], False, "Say which answer is right."),
        (
            [choice("A", is_right=True), choice("B", is_right=True)],
            False,
            "Several answers are right here. Say so below, or leave one.",
        ),
        ([choice("A", is_right=True), choice("a")], False, "Two answers are the same."),
        ([choice("A", is_right=True), {"en": "B", "fr": " "}], False, "Write each answer in both languages."),
        ("abc", False, "Give at least two answers, and at most ten."),
    ],
)
def test_answers_that_cannot_be_asked(choices: Any, is_multiple: bool, words: str) -> None:
    quiz = factories.a_quiz(factories.course_edition(1), questions=0)
    said = refused(lambda: factories.a_question(quiz, choices=choices, is_multiple=is_multiple))
    assert said == {"choices": [words]}


def test_a_question_keeps_the_keys_of_its_answers_and_moves() -> None:
    quiz = factories.a_quiz(factories.course_edition(1), questions=0)
    one = factories.a_question(quiz)
    assert [c["key"] for c in one.choices] == ["a", "b"]
    two = factories.a_question(
        quiz, choices=[choice("A", is_right=True), choice("B", is_right=True)], is_multiple=True
    )
    changed = quizzes.change_question(
        question=one,
        choices=[
            choice("Everything"),
            choice("A kind of soap", "Un savon"),
            choice("What the role does", "Ce que fait le rôle", is_right=True),
        ],
        position=2,
        by=None,
    )
    assert [(c["en"], c["key"]) for c in changed.choices] == [
        ("Everything", "c"),
        ("A kind of soap", "b"),
        ("What the role does", "a"),
    ]
    assert list(quiz.questions.order_by("position")) == [two, changed]
    said = refused(lambda: quizzes.change_question(question=one, text_fr=" ", why_en="So.", by=None))
    assert set(said) == {"text_fr", "why_fr"}


def test_a_question_that_was_asked_is_retired_and_kept() -> None:
    edition = factories.course_edition(1)
    quiz = factories.a_quiz(edition, questions=2)
    first, second = quiz.questions.order_by("position")
    assert quizzes.remove_question(question=first, by=None) is True
    item = factories.asks(edition.modules.get(), EvidenceKind.QUIZ, quiz=quiz, percent=80)
    enrolment = factories.enrolment(factories.cohort(edition))
    QuizAttempt.objects.create(enrolment=enrolment, item=item, number=1)
    assert quizzes.remove_question(question=second, by=None) is False
    assert quizzes.remove_question(question=second, by=None) is False
    assert Question.objects.get().is_retired
    assert ModelLogEntry.objects.filter(action="courses.question.retire").count() == 1


# Exams and material


def test_exams_name_what_is_wrong() -> None:
    edition, other = factories.course_edition(1), factories.course_edition(1)
    exam = factories.exam(edition, code="X1")
    said = refused(lambda: factories.exam(edition, code="X1", after=other.modules.get(), pass_mark=101))
    assert set(said) == {"code", "after", "pass_mark"}
    factories.asks(edition.modules.get(), EvidenceKind.EXAM, exam=exam)
    assert refused(lambda: exams.remove_exam(exam=exam, by=None)) == {
        "__all__": ["M01 asks for this exam. Change that first."]
    }


def test_the_time_of_an_exam_is_both_ends_or_none() -> None:
    cohort = factories.cohort_that_asks()
    exam, foreign = cohort.edition.exams.get(), factories.exam(factories.course_edition(1))
    opens, closes = factories.instant(factories.today(), 9), factories.instant(factories.today(), 17)

    def window(exam: Any = exam, opens_at: Any = None, closes_at: Any = None) -> Any:
        return exams.set_window(cohort=cohort, exam=exam, opens_at=opens_at, closes_at=closes_at, by=None)

    assert list(refused(lambda: window(opens_at=opens))) == ["closes_at"]
    assert list(refused(lambda: window(closes_at=opens))) == ["opens_at"]
    assert list(refused(lambda: window(opens_at=closes, closes_at=opens))) == ["closes_at"]
    assert list(refused(lambda: window(foreign, opens, closes))) == ["exam"]
    assert window(opens_at=opens, closes_at=closes) == window(opens_at=opens, closes_at=closes)
    assert ModelLogEntry.objects.filter(action="courses.exam.window").count() == 1
    assert window() is None
    assert not cohort.exam_windows.exists()


def test_material_is_a_private_page_or_a_document_also_of_a_frozen_edition() -> None:
    module, by = factories.cohort().edition.modules.order_by("position")[0], factories.person()
    document, page = factories.document(), factories.site()["en"].home

    def add(**fields: Any) -> Material:
        return material.add_material(module=module, by=by, title_en="Read", title_fr="Lire", **fields)

    assert list(refused(add)) == ["page"]
    assert list(refused(lambda: add(page=page, document=document))) == ["document"]
    assert refused(lambda: add(page=page)) == {"page": ["Choose a page of material."]}
    first, second = add(document=document), add(document=document, opens_after_days=14)
    material.change_material(material=second, position=1, by=by)
    assert list(module.material.order_by("position")) == [second, first]
    material.remove_material(material=second, by=by)
    assert [(one.pk, one.position) for one in module.material.all()] == [(first.pk, 1)]


def test_only_a_practicum_asks_for_its_hours() -> None:
    edition = factories.course_edition(1)
    said = refused(
        lambda: evidence.add_item(module=edition.modules.get(), kind=EvidenceKind.PRACTICUM, by=None)
    )
    assert said == {"kind": ["Only a practicum asks for its hours."]}
    practicum = factories.practicum_module(edition)
    assert (
        evidence.add_item(module=practicum, kind=EvidenceKind.PRACTICUM, by=None).title
        == "Practicum hours and reports"
    )
