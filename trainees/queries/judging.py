"""Where everybody in a cohort stands with the awards of its edition, in a constant number of queries.

What is said is said for a day: of what stands now, facts of later days do not count (the kinds of requirements check
dates; minutes are added up here).

`judged` reads the facts of `trainees.queries.records` once more as requirements see them, by codes, and lets each award
judge them. Nothing of it is stored.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from courses.enums import ModuleKind
from courses.models import Agreement, Award, Cohort
from courses.queries.outlines import CLASS, awards_of, outline_from
from courses.requirements import record as seen
from courses.requirements.judgement import Judgement
from courses.requirements.stream import judge
from trainees.enums import MISSED
from trainees.models import Enrolment
from trainees.rules.minutes import Attended, Time

from .facts import Fact, Kind
from .plans import Plan
from .records import Record, cohort_record, cohort_records


class Judged(NamedTuple):
    """One enrolment: its facts as requirements see them, and what each award (id) says, in rank order."""

    enrolment: Enrolment
    record: seen.Record
    verdicts: Mapping[int, Judgement]


def judged(
    cohort: Cohort,
    *,
    at: dt.datetime,
    enrolments: Iterable[Enrolment] | None = None,
    awards: Sequence[Award] | None = None,
) -> list[Judged]:
    """What each award of the edition says, at the instant `at`, about everybody listed in the cohort, or about
    `enrolments` (with their people). `awards` are those of the edition, or such with other rules than are saved.

    Nine queries, however many people, awards and rules; one less each with `enrolments` and `awards`.
    """
    records = cohort_record(cohort, at=at, enrolments=enrolments, with_praise=True)
    return judged_from(records, at=at, awards=awards)


def judged_in(
    cohorts: Sequence[Cohort], *, at: dt.datetime, awards: Sequence[Award] | None = None
) -> list[Judged]:
    """As `judged`, about everybody listed in these cohorts of one edition, in their order. Queries as for one."""
    return judged_from(cohort_records(cohorts, at=at, with_praise=True), at=at, awards=awards)


def judged_from(
    records: Sequence[Record], *, at: dt.datetime, awards: Sequence[Award] | None = None
) -> list[Judged]:
    """As `judged`, from records of cohorts of one edition that were read for the same instant, with praise. Two
    queries; one with `awards`.
    """
    if not records:
        return []
    edition = records[0].plan.cohort.edition
    ranked = awards_of(edition) if awards is None else awards
    day = at.astimezone(edition.course.programme.tz).date()
    views = _View.each(records, ranked, day)
    return [
        Judged(
            enrolment=record.enrolment,
            record=(facts := views[record.plan.cohort.pk].record(record)),
            verdicts={award.pk: judge(award.requirements, facts, at=day) for award in ranked},
        )
        for record in records
    ]


def judge_person(enrolment: Enrolment, *, at: dt.datetime, awards: Sequence[Award] | None = None) -> Judged:
    """As `judged`, about one enrolment."""
    return judged(enrolment.cohort, at=at, enrolments=[enrolment], awards=awards)[0]


@dataclass(frozen=True, kw_only=True)
class _View:
    """What turns the records of one cohort into those that requirements see."""

    plan: Plan
    day: dt.date
    outline: seen.Outline
    agreements: Mapping[int, Agreement]
    sat: dict[Any, seen.Sat] = field(default_factory=dict)

    @classmethod
    def each(cls, records: Sequence[Record], awards: Sequence[Award], day: dt.date) -> dict[int, "_View"]:
        """By cohort (id). One query: agreements."""
        plans = {record.plan.cohort.pk: record.plan for record in records}
        plan = records[0].plan
        edition = plan.cohort.edition
        agreements = Agreement.objects.filter(programme=edition.course.programme_id).defer(
            "text_en", "text_fr"
        )
        known = {agreement.pk: agreement for agreement in agreements}
        outline = outline_from(
            edition, modules=plan.modules, exams=plan.exams, awards=awards, agreements=known.values()
        )
        return {
            pk: cls(plan=of_cohort, day=day, outline=outline, agreements=known)
            for pk, of_cohort in plans.items()
        }

    @cached_property
    def codes(self) -> Mapping[int, str]:
        """The code of each module (id)."""
        return {module.pk: module.code for module in self.plan.modules}

    @cached_property
    def exams(self) -> Mapping[int, str]:
        """The code of each exam (id)."""
        return {exam.pk: exam.code for exam in self.plan.exams}

    @cached_property
    def to_come(self) -> Mapping[str, int]:
        """Minutes of each module (code) in sessions without a closed roll-call."""
        return {self.codes[pk]: minutes for pk, minutes in self.plan.to_come.items()}

    @cached_property
    def taught(self) -> Mapping[int, int]:
        """The minutes of each module (id) whose time is counted in class, as the portal counts it: required ones."""
        return {
            module.pk: module.minutes
            for module in self.plan.modules
            if module.kind == ModuleKind.CLASS and not module.is_optional
        }

    def record(self, record: Record) -> seen.Record:
        """One person's facts, as requirements see them."""
        enrolment = record.enrolment
        attended = record.attended_until(self.day)
        return seen.Record(
            outline=self.outline,
            completed={self.codes[pk]: on for pk, on in record.completions.items() if pk in self.codes},
            sessions=list(self._sessions(record, attended)),
            minutes={self.codes[pk]: _time(time) for pk, time in attended.modules.items()},
            course=_time(attended.course),
            to_come=self.to_come,
            hours=list(self._hours(record)),
            results=[
                seen.Result(self.exams[one.key], one.other or 1, one.number or 0, one.on)
                for one in record.rows(Kind.RESULT)
                if one.on and one.key in self.exams
            ],
            evaluations=[*self._reports(record), *self._recommendations(record)],
            credentials=[
                seen.Credential(one.text or "", one.on, one.until, is_proven=bool(one.other))
                for one in record.rows(Kind.CREDENTIAL)
                if one.on
            ],
            signed=list(self._signed(record)),
            held=[
                seen.Held(one.text or "", one.on, one.until, is_valid=bool(one.other))
                for one in record.rows(Kind.CERTIFICATE)
                if one.on
            ],
            events=self._events(enrolment),
        )

    def _day(self, at: dt.datetime) -> dt.date:
        return at.astimezone(self.plan.cohort.programme.tz).date()

    def _events(self, enrolment: Enrolment) -> Mapping[str, dt.date]:
        cohort = self.plan.cohort
        return {
            "enrolment": self._day(enrolment.enrolled_at),
            "start": cohort.starts_on,
            "end": cohort.ends_on,
        }

    def _sessions(self, record: Record, attended: Attended) -> Iterator[seen.Sat]:
        """Those with a closed roll-call at which they were expected; one object for all who did the same there."""
        for pk, time in attended.sessions.items():
            mark = record.marks[pk].mark
            key = (pk, time.attended, time.made_up, mark)
            if (sat := self.sat.get(key)) is None:
                covered = self.plan.meetings[pk].modules
                sat = self.sat[key] = seen.Sat(
                    on=self.plan.sessions[pk].held_on,
                    modules=frozenset(self.codes[module] for module in covered),
                    time=_time(time),
                    was_absent=mark in MISSED,
                )
            yield sat

    def _hours(self, record: Record) -> Iterator[seen.Hours]:
        """Required class modules with all of their minutes, on the day they were completed: what the portal calls hours
        done. Then confirmed practicum time that counts; it has no source.
        """
        for module, on in record.completions.items():
            if minutes := self.taught.get(module):
                yield seen.Hours(CLASS, minutes, on)
        for one in record.rows(Kind.HOURS):
            if one.on and one.number:
                yield seen.Hours(one.text or "", one.number, one.on)

    def _reports(self, record: Record) -> Iterator[seen.Evaluation]:
        """One that was written on two placements of a module counts once: the later one."""
        written: dict[tuple[int, int | None, str | None], Fact] = {}
        for one in record.rows(Kind.REPORT):
            written[one.key, one.number, one.text] = one
        for one in written.values():
            if one.at:
                yield seen.Evaluation("report", one.text or "", self._day(one.at), rating=one.other)

    def _recommendations(self, record: Record) -> Iterator[seen.Evaluation]:
        for one in record.rows(Kind.RECOMMENDATION):
            if one.on:
                yield seen.Evaluation(
                    "recommendation", one.text or "", one.on, recommends=bool(one.other), rating=one.number
                )

    def _signed(self, record: Record) -> Iterator[seen.Signed]:
        """In the course, and again for a renewal: the same agreement, signed by the same person."""
        for one in [*record.rows(Kind.SIGNATURE), *record.rows(Kind.RENEWAL_SIGNATURE)]:
            agreement = self.agreements.get(one.other or 0)
            if agreement and one.at:
                yield seen.Signed(agreement.code, agreement.version, self._day(one.at))


def _time(time: Time) -> seen.Time:
    return seen.Time(time.expected, time.attended, time.made_up)
