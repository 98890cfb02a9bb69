"""What stands around the terms of certificates: other awards, what others certified, and what rules may name."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from courses.models import Agreement, Award, Renewal
from courses.requirements.record import Credential, Held, Named, Outline
from trainees.enums import COUNTS_AS_PROOF, ProofState
from trainees.models import Certificate, ExternalCredential
from trainees.rules.renewals import words_by_code


def held_of(people: Collection[int]) -> Mapping[tuple[int, int], list[Held]]:
    """What people hold or held, by (person, course): ids. A course names its awards by their codes. One query."""
    held: dict[tuple[int, int], list[Held]] = defaultdict(list)
    found = Certificate.objects.filter(person__in=people).select_related("award__edition")
    for one in found.defer("content", "judgement").order_by("pk"):
        key = (one.person_id or 0, one.award.edition.course_id)
        held[key].append(Held(one.award.code, one.first_awarded_on, one.expires_on, one.stands))
    return held


def credentials_of(enrolments: Collection[int]) -> Mapping[int, list[Credential]]:
    """What others certified, by enrolment (id). One query."""
    sent: dict[int, list[Credential]] = defaultdict(list)
    for one in ExternalCredential.objects.filter(enrolment__in=enrolments, state__in=COUNTS_AS_PROOF):
        is_proven = one.state == ProofState.ACCEPTED
        sent[one.enrolment_id].append(Credential(one.kind, one.issued_on, one.expires_on, is_proven))
    return sent


def outlines_of(awards: Collection[Award]) -> tuple[dict[int, Outline], dict[int, dict[str, Agreement]]]:
    """By award (id) what its renewal's rules may name; by programme (id) the newest version of each agreement.
    Two queries.
    """
    programmes = {award.edition.course.programme_id for award in awards}
    newest: dict[int, dict[str, Agreement]] = {programme: {} for programme in programmes}
    for one in Agreement.objects.filter(programme__in=programmes).order_by("code", "version"):
        newest[one.programme_id][one.code] = one
    courses = {award.edition.course_id for award in awards}
    codes: dict[int, dict[str, Named]] = defaultdict(dict)
    for other in Award.objects.filter(edition__course__in=courses).select_related("edition").order_by("pk"):
        codes[other.edition.course_id][other.code] = Named(other.name_en, other.name_fr)
    outlines = {}
    for award in awards:
        programme = award.edition.course.programme_id
        renewal: Renewal | None = getattr(award, "renewal", None)
        outlines[award.pk] = Outline(
            agreements={
                code: (Named(one.title_en, one.title_fr), one.version)
                for code, one in newest[programme].items()
            },
            awards=codes[award.edition.course_id],
            categories=words_by_code(renewal.categories) if renewal else {},
            sources=words_by_code(renewal.sources) if renewal else {},
        )
    return outlines, newest
