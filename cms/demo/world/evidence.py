"""What the demo's modules ask for, and what the people of the running cohort have brought so far."""

import datetime as dt
import json
import random
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cms.accounts.models import Person
from cms.home.models import MaterialPage
from cms.home.site_tree import ensure
from courses.enums import CompletesBy, EvidenceKind, ModuleKind
from courses.models import Cohort, Edition, EvidenceItem, Material, Module, Question, Quiz
from courses.operations.editions import change_module
from trainees.enums import SubmissionState
from trainees.models import Completion, Enrolment, Observation, QuizAttempt, Signature, Submission
from trainees.operations import prior_learning, quizzes, signing, submissions
from trainees.rules import quizzes as scoring

from .asked import LIMITS, READING, ROLES, TASKS, Asked, Task, Text

SIGNED = {"M01": "learning-together", "M06": "confidentiality"}
"""Agreements of the default curriculum."""
QUIZZES = {"M02": (ROLES, 80, 4), "M06": (LIMITS, 100, 0)}
TASK_OF = {task.module: task for task in TASKS}
BY_ITSELF = ("M02",)
RECOMMENDED = ("Your trainers recommend you", "La recommandation de l’équipe de formation")
FEEDBACK = "Thank you. I can hear your own voice in it."
EVENING = dt.time(21)


def build(edition: Edition, *, by: Person) -> None:
    """Say what each module asks for. Before a cohort uses the edition: afterwards it is frozen."""
    for module in edition.modules.order_by("position"):
        code = module.code
        if module.must_attend:
            _item(module, EvidenceKind.ATTENDANCE, percent=100)
        if code in SIGNED:
            agreement = edition.course.programme.agreements.get(code=SIGNED[code])
            _item(module, EvidenceKind.AGREEMENT, agreement=agreement)
        if code in QUIZZES:
            questions, percent, number = QUIZZES[code]
            quiz = _quiz(module, questions)
            _item(module, EvidenceKind.QUIZ, quiz=quiz, percent=percent, questions_asked=number)
        if code in TASK_OF:
            _task(module, TASK_OF[code])
        if module.kind == ModuleKind.PRACTICUM:
            _item(module, EvidenceKind.PRACTICUM)
            english, french = RECOMMENDED
            _item(module, EvidenceKind.SIGN_OFF, title_en=english, title_fr=french)
        if code in BY_ITSELF:
            change_module(module=module, by=by, completes_by=CompletesBy.ITSELF)


def _item(module: Module, kind: EvidenceKind, **fields: Any) -> EvidenceItem:
    return EvidenceItem.objects.create(
        module=module, kind=kind, position=module.evidence.count() + 1, **fields
    )


def _quiz(module: Module, questions: Iterable[Asked]) -> Quiz:
    quiz = Quiz.objects.create(
        course=module.edition.course,
        title_en=f"Quiz: {module.title_en}",
        title_fr=f"Questions : {module.title_fr}",
    )
    Question.objects.bulk_create(
        Question(
            quiz=quiz,
            position=position,
            text_en=asked.text[0],
            text_fr=asked.text[1],
            choices=[
                {"key": key, "en": words[0], "fr": words[1], "is_right": key == "a"}
                for key, words in zip("abcd", (asked.right, *asked.others), strict=False)
            ],
            why_en=asked.why[0],
            why_fr=asked.why[1],
        )
        for position, asked in enumerate(questions, 1)
    )
    return quiz


def _task(module: Module, task: Task) -> None:
    fields: dict[str, Any] = {
        "title_en": task.title[0],
        "title_fr": task.title[1],
        "prompt_en": task.prompt[0],
        "prompt_fr": task.prompt[1],
    }
    if task.criteria:
        criteria = [{"en": english, "fr": french} for english, french in task.criteria]
        _item(module, EvidenceKind.PRACTICE, criteria=criteria, level_needed=2, **fields)
    else:
        _item(module, EvidenceKind.ASSIGNMENT, due_days=task.due_days, **fields)


def build_material(editions: Iterable[Edition]) -> None:
    """Pages to read, in both languages, for the modules they belong to. After the frame of the site."""
    trees = ensure()
    for position, text in enumerate(READING, 1):
        english = _page(trees["en"].home, text, 0)
        _page(trees["fr"].home, text, 1, translation_key=english.translation_key)
        for edition in editions:
            Material.objects.create(
                module=edition.modules.get(code=text.code),
                position=position,
                title_en=text.title[0],
                title_fr=text.title[1],
                page=english,
            )


def _page(home: Any, text: Text, language: int, **fields: Any) -> MaterialPage:
    page = MaterialPage(title=text.title[language], locale=home.locale, live=False, **fields)
    paragraphs = "".join(f"<p>{words[language]}</p>" for words in text.paragraphs)
    page.body = json.dumps([{"type": "text", "value": paragraphs}])
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def build_facts(cohort: Cohort, *, by: Person) -> None:
    """What people have brought: all of it for modules that are done, and a little of what comes now.

    Some of it waits for feedback, one is to be revised, a draft is half written, a quiz was not passed yet.
    """
    items = {
        (item.module.code, item.kind): item
        for item in EvidenceItem.objects.filter(module__edition=cohort.edition)
        .select_related("module", "quiz")
        .order_by("module__position", "position")
    }
    people = list(cohort.enrolments.active().select_related("person", "cohort").order_by("pk"))
    done = Completion.objects.standing().filter(enrolment__in=people).select_related("module", "enrolment")
    for completion in done.order_by("pk"):
        _bring_all(completion, [i for (code, _), i in items.items() if code == completion.module.code], by)
    _bring_some(people, items)


def _at(completion: Completion) -> dt.datetime:
    tz = completion.enrolment.cohort.programme.tz
    return dt.datetime.combine(completion.completed_on, EVENING, tz)


def _bring_all(completion: Completion, items: Iterable[EvidenceItem], by: Person) -> None:
    """What a module that is done rests on, as it was brought then."""
    enrolment, at = completion.enrolment, _at(completion)
    language = enrolment.person.language
    for item in items:
        facts: dict[str, Any] = {"enrolment": enrolment, "item": item}
        if item.kind == EvidenceKind.AGREEMENT and item.agreement:
            Signature.objects.create(
                **facts,
                agreement=item.agreement,
                language=language,
                signed_as=enrolment.person.chosen_name,
                signed_at=at,
            )
        elif item.kind == EvidenceKind.QUIZ and item.quiz:
            asked = scoring.draw(
                item.quiz.questions.all(),
                number=item.questions_asked,
                chance=random.Random(enrolment.pk),  # noqa: S311  # the same demo each time
            )
            QuizAttempt.objects.create(
                **facts,
                number=1,
                asked=asked,
                answers=_right(asked),
                percent=100,
                started_at=at,
                handed_in_at=at,
            )
        elif item.kind == EvidenceKind.ASSIGNMENT:
            Submission.objects.create(
                **facts,
                state=SubmissionState.ACCEPTED,
                text=WRITTEN[language],
                saved_at=at,
                handed_in_at=at,
                feedback=FEEDBACK,
                answered_by=by,
                answered_at=at + dt.timedelta(days=2),
            )
        elif item.kind == EvidenceKind.PRACTICE:
            Observation.objects.create(
                **facts,
                levels=[2] * len(item.criteria),
                comment="You gave them time.",
                observed_on=completion.completed_on,
                recorded_by=by,
                recorded_at=at,
            )


def _right(asked: Iterable[dict[str, Any]], *, but: int = 0) -> dict[str, list[str]]:
    """The right answers, but for the first `but` questions."""
    return {question["id"]: ["b"] if number < but else ["a"] for number, question in enumerate(asked)}


WRITTEN = {
    "en": "For a long time I thought that I had to do it all alone. One person asked how I was and waited for the answer. "
    "That is what I want to do for others.",
    "fr": "Longtemps, j’ai cru que je devais tout faire en solitaire. Une personne m’a demandé comment j’allais et a attendu "
    "la réponse. C’est ce que je veux faire pour d’autres.",
}


def _bring_some(people: list[Enrolment], items: dict[tuple[str, str], EvidenceItem]) -> None:
    """Through the product's own operations, as of today."""
    sam, camille, alex, dana, *_, tala, maya = people
    done = set(Completion.objects.standing().filter(enrolment=sam).values_list("module__code", flat=True))
    goal = next(
        item for (code, kind), item in items.items() if kind == EvidenceKind.ASSIGNMENT and code not in done
    )
    draft = "I thought about this for a while. What matters most to me is"
    submissions.save_draft(enrolment=sam, item=goal, text=draft, by=sam.person)
    for writer in (camille, dana):
        text = WRITTEN[writer.person.language]
        submissions.hand_in(enrolment=writer, item=goal, text=text, by=writer.person)
    for writer, item in ((alex, goal), (maya, items["M05", EvidenceKind.ASSIGNMENT])):
        made = submissions.hand_in(enrolment=writer, item=item, text="I would tell them.", by=writer.person)
        Submission.objects.filter(pk=made.pk).update(
            state=SubmissionState.REVISE,
            feedback="A good start. What would you say, word for word?",
            answered_at=timezone.now(),
        )
    quiz = items["M06", EvidenceKind.QUIZ]
    attempt = quizzes.begin(enrolment=maya, item=quiz, by=maya.person)
    quizzes.hand_in(attempt=attempt, answers=_right(attempt.asked, but=1), by=maya.person)
    started = quizzes.begin(enrolment=tala, item=quiz, by=tala.person)
    quizzes.save(attempt=started, answers=_right(started.asked[:2]), by=tala.person)
    signing.sign(enrolment=tala, item=items["M06", EvidenceKind.AGREEMENT], signed_as="Tala", by=tala.person)
    prior_learning.ask(
        enrolment=dana,
        module=dana.cohort.edition.modules.get(code="F1"),
        statement="I took a family support course with another programme last year: 14 hours, with a certificate.",
        by=dana.person,
    )
