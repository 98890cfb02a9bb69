"""The objects and people that the page register's rows name."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page as SitePage

from cms.accounts.models import Person
from cms.home.models import ContentPage, CoursePage, MaterialPage, ProgrammePage
from cms.search.index import rebuild
from cms.updates import tokens
from cms.updates.models import SubscriptionRequest
from courses.enums import EvidenceKind, RoleKind
from courses.models import Cohort, Edition, Module
from tasks.outbox.models import Message
from tests import factories
from tests.integration.pages import confirming
from tests.integration.pages.attendance import attendance_things
from tests.integration.pages.giving import giving_things
from tests.integration.pages.judging import award_of_every_kind, judging_things
from tests.integration.pages.renewing import renewal_things
from tests.integration.pages.verifying import verifying_things
from tests.pages import Page, Who
from trainees.enums import Evidence, LinkPurpose
from trainees.models import Enrolment
from trainees.operations import (
    announcement,
    batches,
    completion,
    enrolment,
    hours,
    keys,
    prior_learning,
    quizzes,
    submissions,
)


@dataclass
class World:
    """`people` by who they are (the visitor is None); `things` by the names that the rows use."""

    people: dict[Who, Person | None]
    things: dict[str, Any]

    def url(self, page: Page, language: str) -> str:
        """The address of a row in one language."""
        if page.name.startswith("page:"):
            return self.things[f"{page.name}:{language}"] + page.query
        if "/" in page.name:  # a view without a name, by its route
            return "/" + page.name.lstrip("^")
        with translation.override(language or "en"):
            ids = {name: self.things[thing] for name, thing in page.ids.items()}
            address = reverse(page.name, kwargs={n: getattr(v, "pk", v) for n, v in ids.items()})
        return address + page.query


def build() -> World:
    """Two programmes with a cohort each, a person of every kind, and one thing of everything a row names."""
    ours, theirs = factories.programme(), factories.programme()
    edition = factories.course_edition(14, programme=ours)
    asked = _asked_for(edition)
    factories.practicum_module(edition)
    factories.hour_goal(edition)
    award_of_every_kind(edition)
    factories.award_that_asks(edition)
    cohort = factories.cohort(edition, seats=20)
    sessions = [
        factories.session(cohort),
        factories.session(
            cohort,
            factories.instant(factories.today() + dt.timedelta(days=8)),
            join_url="https://example.org/join",
        ),
    ]
    their_cohort = factories.cohort(programme=theirs)
    coordinator = factories.role(RoleKind.COORDINATOR, ours).person
    people: dict[Who, Person | None] = {
        Who.VISITOR: None,
        Who.TRAINEE: factories.person("Sam"),
        Who.OTHER_TRAINEE: factories.person("Noor", language="fr"),
        Who.COORDINATOR: coordinator,
        Who.FACILITATOR: (facilitates := factories.role(RoleKind.FACILITATOR, ours)).person,
        Who.EDITOR: factories.role(RoleKind.EDITOR, ours).person,
        Who.STRANGER: factories.role(RoleKind.COORDINATOR, theirs).person,
        Who.ADMIN: Person.objects.create_superuser("admin@example.org", chosen_name="Ada"),
    }
    enrolled = factories.enrolment(cohort, held_by=people[Who.TRAINEE])
    factories.enrolment(their_cohort, held_by=people[Who.OTHER_TRAINEE])
    factories.enrolments(cohort, 5)
    welcomed = enrolment.enrol(cohort=cohort, email="kit@example.org", chosen_name="Kit", by=coordinator)
    modules = list(edition.modules.all())
    done = completion.record(
        cohort=cohort,
        pairs=[(enrolled.pk, modules[0].pk), (enrolled.pk, modules[1].pk)],
        completed_on=factories.today(),
        evidence=Evidence.ATTENDANCE,
        by=coordinator,
    )
    checked = batches.read(
        cohort=cohort, source="list.csv", data="name,email\nBo,bo@example.org\n", by=coordinator
    )
    applied = batches.read(
        cohort=cohort, source="old.csv", data="name,email\nAl,al@example.org\n", by=coordinator
    )
    batches.apply(batch=applied, by=coordinator)
    announcement.send(
        cohort=cohort,
        token=uuid4(),
        subject_en="The room for Thursday",
        text_en="We meet in room 204.",
        subject_fr="",
        text_fr="",
        by=coordinator,
    )
    things: dict[str, Any] = {
        "programme": ours,
        "programme_slug": ours.slug,
        "example_profile": "default",
        "stream_slug": edition.course.stream.slug,
        "region": ours.region,
        "stream": edition.course.stream,
        "course": edition.course,
        "edition": edition,
        "draft_edition": (draft := factories.course_edition(2, of=edition.course)),
        "draft_module": draft.modules.last(),
        "draft_award": factories.award(draft),
        "ruled_award": edition.awards.order_by("position").first(),
        "draft_goal": factories.hour_goal(draft),
        "module": modules[0],
        "cohort": cohort,
        "session": sessions[0],
        "enrolment": enrolled,
        "person": people[Who.TRAINEE],
        "role": facilitates,
        "completion": done[0],
        "batch": checked,
        "applied_batch": applied,
        "message": Message.objects.about(f"enrolment:{welcomed.pk}").first(),
    }
    things["calendar_token"] = factories.calendar_token_of(facilitates.person)
    things |= {"component": "notice", "scheme": "dark"}
    things |= confirming.things(ours, draft=things["draft_module"], module=modules[0])
    things |= attendance_things(cohort, enrolled, draft)
    things |= _practicum(enrolled)
    things |= judging_things(enrolled)
    things |= verifying_things(people[Who.TRAINEE])
    things |= _badge(enrolled)
    things |= giving_things(cohort, things["award"])
    things |= renewal_things(ours, enrolled.person)
    things |= _subscription()
    things |= _pages(cohort)
    things |= asked | _brought(enrolled, asked, modules[5])
    return World(people=people, things=things)


def _asked_for(edition: Edition) -> dict[str, Any]:
    """What the first module asks for: one thing of each kind that trainees bring themselves."""
    module = edition.modules.order_by("position")[0]
    kinds = (EvidenceKind.AGREEMENT, EvidenceKind.QUIZ, EvidenceKind.ASSIGNMENT)
    return {f"{kind.value}_item": factories.evidence(module, kind) for kind in kinds}


def _brought(enrolled: Enrolment, asked: dict[str, Any], module: Module) -> dict[str, Any]:
    """What the trainee has handed in and begun, and what there is to read, as a page in both languages."""
    pdf = b"%PDF-1.7 mine"
    facts: dict[str, Any] = {"enrolment": enrolled, "by": enrolled.person}
    submission = submissions.hand_in(
        item=asked["assignment_item"], text="Mine.", file=SimpleUploadedFile("mine.pdf", pdf), **facts
    )
    quizzes.begin(item=asked["quiz_item"], **facts)
    request = prior_learning.ask(
        module=module, statement="Elsewhere.", file=SimpleUploadedFile("letter.pdf", pdf), **facts
    )
    page = MaterialPage.objects.filter(locale__language_code="en").get()
    material = factories.material(asked["quiz_item"].module, page=page)
    return {"submission": submission, "prior_learning": request, "material": material}


def _practicum(enrolled: Enrolment) -> dict[str, Any]:
    """A placement with hours and a report that is due, one that waits for agreement, and somebody without any."""
    cohort = enrolled.cohort
    site = factories.placement_site(cohort.programme, requirements_en="Comfortable shoes.")
    placement = factories.placement(enrolled, site=site)
    factories.entry(placement, 5 * 60, days_ago=3, confirmed=True)
    queried = factories.entry(placement, days_ago=2, note="Walked together.")
    hours.query(placement=placement, entry=queried.pk, question="Which day was that?")
    proposed, seeking = (factories.enrolment(cohort, chosen_name=name) for name in ("Pat", "Quinn"))
    waiting = factories.placement(proposed, site=site, led_by=placement.supervisor, agreed=False)
    return {
        "site": site,
        "supervisor": placement.supervisor,
        "placement": placement,
        "proposed_placement": waiting,
        "seeking": seeking,
        "entry": factories.entry(placement),
        "report_number": 1,
        "agree_token": factories.link_token(waiting, LinkPurpose.AGREE),
        "hours_token": factories.link_token(placement, LinkPurpose.HOURS),
        "report_token": factories.link_token(placement, LinkPurpose.REPORT, 1),
    }


def _badge(enrolled: Enrolment) -> dict[str, Any]:
    """A certificate of the trainee, and the key that its badge is signed with."""
    certificate = factories.certificate(enrolled)
    keys.ensure()
    return {
        "certificate": certificate,
        "award": certificate.award,
        "status_list": certificate.status_list,
    }


def _subscription() -> dict[str, Any]:
    """The links that somebody gets who subscribes, and who is subscribed."""
    token = tokens.new_token()
    SubscriptionRequest.objects.create(
        address="reader@example.org", language="en", token_digest=tokens.digest(token)
    )
    subscriber = factories.subscriber()
    return {"confirm_token": token, "leave_token": tokens.leave_token(subscriber), "subscriber": subscriber}


def _pages(cohort: Cohort) -> dict[str, str]:
    """The address of one live page of each type in each language."""
    addresses: dict[str, str] = {}
    material: MaterialPage | None = None
    for language, tree in factories.site().items():
        factories.update(cohort=cohort, language=language)
        tree.home.add_child(
            instance=ContentPage(title="Privacy", introduction="What we keep.", locale=tree.home.locale)
        )
        course = cohort.edition.course
        tree.home.add_child(instance=CoursePage(title="The course", course=course, locale=tree.home.locale))
        tree.home.add_child(
            instance=ProgrammePage(title="The programme", programme=course.programme, locale=tree.home.locale)
        )
        key = {"translation_key": material.translation_key} if material else {}
        material = tree.home.add_child(
            instance=MaterialPage(title="Listening", slug="listening", locale=tree.home.locale, **key)
        )
        handout = factories.brochure(("text", "<p>Print me.</p>"), language=language, slug="handout")
    rebuild()
    for page in SitePage.objects.live().specific().filter(depth__gt=1):
        addresses[f"page:{page._meta.label}:{page.locale.language_code}"] = page.url
    addresses["brochure_path"] = f"{handout.slug}/"
    return addresses
