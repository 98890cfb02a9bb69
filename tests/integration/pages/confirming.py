"""What the rows about evidence name: a cohort that asks for things, and what its people brought."""

from typing import Any

from django.core.files.base import ContentFile

from courses.enums import EvidenceKind
from courses.models import Module, Programme
from courses.operations.agreements import add_agreement
from courses.operations.material import add_material
from tests import factories
from trainees.operations import exams, observing, sign_offs


def things(programme: Programme, *, draft: Module, module: Module) -> dict[str, Any]:
    """By the names that the rows use. `draft`: a module that can be changed; `module`: one that is taught."""
    cohort = factories.cohort_that_asks(
        EvidenceKind.ASSIGNMENT, EvidenceKind.PRACTICE, EvidenceKind.SIGN_OFF, programme=programme
    )
    one, other = factories.enrolments(cohort, 2)
    exam = cohort.edition.exams.get()
    practice, signing = (
        factories.item_of(cohort, kind) for kind in (EvidenceKind.PRACTICE, EvidenceKind.SIGN_OFF)
    )
    file: dict[str, Any] = {"file": ContentFile(b"Notes.", name="notes.txt"), "file_name": "notes.txt"}
    quiz = factories.a_quiz(draft.edition)
    texts: dict[str, Any] = {
        "title_en": "Group norms",
        "title_fr": "Règles",
        "text_en": "I listen.",
        "text_fr": "J’écoute.",
    }
    group = factories.asks(draft, EvidenceKind.ANY_OF)
    factories.asks(draft, EvidenceKind.PRACTICE, within=group)
    return {
        **{f"kind_{kind}": kind for kind in EvidenceKind.values},
        "draft_item": factories.asks(draft, EvidenceKind.ASSIGNMENT, within=group),
        "draft_exam": factories.exam(draft.edition),
        "agreement": add_agreement(programme=programme, code="group-norms", by=None, **texts),
        "quiz": quiz,
        "question": quiz.questions.get(),
        "material": add_material(
            module=module, title_en="Read", title_fr="Lire", document=factories.document(), by=None
        ),
        "asked_cohort": cohort,
        "asked_enrolment": one,
        "asked_module": practice.module,
        "practice": practice,
        "signing": signing,
        "exam": exam,
        "exam_result": exams.record_result(
            enrolment=one, exam=exam, mark=70, taken_on=factories.today(), by=None
        ),
        "observation": observing.record_observation(
            enrolment=other, item=practice, levels=[1, 2], observed_on=factories.today(), by=None
        ),
        "sign_off": sign_offs.sign_off(enrolment=other, item=signing, by=None),
        "submission": factories.handed_in(one, days_ago=3, **file),
        "prior_learning": factories.asked_for_credit(other, **file),
    }
