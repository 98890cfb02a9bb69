"""A trainee brings what a module asks for: on a small phone without scripts; with them, what is written is kept."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cms.home.models import MaterialPage
from courses.enums import CompletesBy, EvidenceKind
from courses.models import EvidenceItem, Module
from tests import factories
from tests.servers.stack import LiveStack
from trainees.enums import SubmissionState
from trainees.models import Completion, Enrolment, QuizAttempt, Submission
from trainees.operations.evidence import settle

from .people import Guest

pytestmark = pytest.mark.journeys
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False, "has_touch": True}
SAM = "sam@example.org"
KINDS = (EvidenceKind.AGREEMENT, EvidenceKind.QUIZ, EvidenceKind.ASSIGNMENT)


@dataclass
class World:
    """Sam, whose first module asks for a signature, a quiz and a story, and completes by itself."""

    sam: Enrolment
    module: Module
    items: dict[str, EvidenceItem]


@pytest.fixture
def world(stack: LiveStack) -> World:
    home = factories.site()["en"].home
    edition = factories.course_edition(2)
    module = edition.modules.order_by("position")[0]
    module.completes_by = CompletesBy.ITSELF
    module.save()
    items = {kind.value: factories.evidence(module, kind) for kind in KINDS}
    page = MaterialPage(title="Before you share", locale=home.locale)
    page.body = json.dumps([{"type": "text", "value": "<p>Who is it for?</p>"}])
    home.add_child(instance=page)
    factories.material(module, page=page, title_en="Before you share")
    cohort = factories.cohort(edition, name_en="Fall evenings")
    return World(factories.enrolment(cohort, chosen_name="Sam", email=SAM), module, items)


def answers(sam: Guest, *, but: int = 0) -> None:
    """Choose the right answers, `but` so many questions that are answered otherwise."""
    attempt = QuizAttempt.objects.latest("number")
    for number, asked in enumerate(attempt.asked):
        keys = [choice["key"] for choice in asked["choices"] if choice["is_right"]]
        for choice in asked["choices"]:
            box = sam.page.locator(f"[name='q{asked['id']}'][value='{choice['key']}']")
            chosen = choice["key"] in (["c"] if number < but else keys)
            if asked["is_multiple"]:
                box.set_checked(chosen)
            elif chosen:
                box.check()


def opens_the_module(sam: Guest, module: Module) -> None:
    sam.opens("/my/")
    sam.follows(module.title)
    assert sam.has_no_sideways_scrolling()


def gives_feedback(state: SubmissionState, words: str) -> Submission:
    """What a facilitator does in the office."""
    last = Submission.objects.latest("number")
    Submission.objects.filter(pk=last.pk).update(state=state, feedback=words, answered_at=timezone.now())
    return last


def test_on_a_phone_without_scripts(somebody: Callable[..., Guest], world: World, tmp_path: Path) -> None:
    sam = somebody(**PHONE)
    sam.signs_in(SAM, at="/my/")
    sam.reads("Still missing:")
    opens_the_module(sam, world.module)
    sam.reads("What this module asks for", "Read it and sign it.", "There is no clock.")

    sam.follows("Read and sign it")
    sam.reads("What is said here stays here.")
    sam.presses("Sign")
    sam.reads("Please check what you wrote")
    sam.fills(signed_as="Sam")
    sam.presses("Sign")
    sam.reads("Signed. Thank you.")

    sam.follows("Go to the quiz")
    sam.presses("Begin")
    answers(sam, but=1)
    assert sam.has_no_sideways_scrolling()
    sam.presses("Save and go on later")
    sam.reads("Your answers are saved.")
    sam.follows("Go on with the quiz")
    sam.page.locator("input:checked").nth(2).wait_for()
    sam.presses("Hand in")
    sam.reads("2 of 3 answers were right: 66 %")
    sam.does_not_read("Because of")
    sam.presses("Try again")
    answers(sam)
    sam.presses("Hand in")
    sam.reads("You passed this quiz.", "Because of 1.")

    opens_the_module(sam, world.module)
    sam.follows("Begin")
    sam.reads("Your story is yours.")
    sam.fills(text="Somebody waited for my answer.")
    sam.presses("Save for later")
    sam.reads("Saved. Only you see it until you hand it in.")
    picture = tmp_path / "tree.png"
    picture.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    sam.tab.set_input_files("[name=file]", picture)
    sam.presses("Hand in")
    sam.reads("We can take PDF")
    expect(sam.page.locator("[name=text]")).to_have_value("Somebody waited for my answer.")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    sam.tab.set_input_files("[name=file]", picture)
    sam.presses("Hand in")
    sam.reads("Handed in.", "Waiting for feedback")

    gives_feedback(SubmissionState.REVISE, "What happened then?")
    opens_the_module(sam, world.module)
    sam.follows("Read the feedback and go on")
    sam.reads("What happened then?", "tree.png")
    assert sam.has_no_sideways_scrolling()
    sam.fills(text="Somebody waited for my answer. Then I could speak.")
    sam.presses("Hand in")
    assert gives_feedback(SubmissionState.ACCEPTED, "Thank you.").number == 2
    settle(cohort=world.sam.cohort, enrolments=[world.sam], by=None)
    assert Completion.objects.get().module == world.module

    opens_the_module(sam, world.module)
    sam.reads("Done on")
    sam.follows("Before you share")
    sam.reads("Who is it for?")
    assert sam.has_no_sideways_scrolling()
    sam.opens("/my/checklist/")
    sam.reads("1 of 2 required modules done")
    assert sam.has_no_sideways_scrolling()


def test_what_is_written_is_kept_by_itself(somebody: Callable[..., Guest], world: World) -> None:
    """Every 20 seconds and when the phone goes into the pocket; who saves is told politely."""
    sam = somebody()
    sam.tab.clock.install()
    sam.signs_in(SAM, at=f"/my/cohorts/{world.sam.cohort_id}/assignments/{world.items['assignment'].pk}/")
    status = sam.page.locator("[data-draft-status]")
    expect(status).to_have_attribute("role", "status")
    expect(sam.page.locator("form[data-draft=on]")).to_be_visible()
    sam.fills(text="I began")
    sam.tab.clock.fast_forward(20_000)
    expect(status).to_contain_text("Saved at")
    assert Submission.objects.get().text == "I began"
    sam.tab.context.set_offline(True)
    sam.fills(text="I began, and went into a tunnel")
    sam.tab.clock.fast_forward(20_000)
    expect(status).to_contain_text("Not saved just now.")
    sam.tab.context.set_offline(False)
    sam.tab.clock.fast_forward(20_000)
    expect(status).to_contain_text("Saved at")
    assert Submission.objects.get().text == "I began, and went into a tunnel"
    assert Submission.objects.get().state == SubmissionState.DRAFT
