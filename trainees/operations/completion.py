"""Completions: recorded by people, voided with a reason, never changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from courses import local
from courses.models import Cohort, Module, Prerequisite
from courses.operations.checks import fresh, log_many, refuse
from courses.operations.seats import locked
from trainees.enums import ACTIVE, Evidence
from trainees.models import Completion, Enrolment

TEXT = 500  # characters of a note or a reason

Pair = tuple[int, int]
"""(enrolment id, module id)"""


@transaction.atomic
def record(
    *,
    cohort: Cohort,
    pairs: Iterable[Pair],
    completed_on: dt.date,
    evidence: str,
    by: Any,
    note: str = "",
    override_reason: str = "",
) -> list[Completion]:
    """Record that people of `cohort` finished modules: one, a column or a selection. All of it, or nothing.

    Returns what is new, in the order of people and modules. A pair that is recorded already is left as it is and not
    returned, so that a double click or a second coordinator changes nothing. `completed_on` is a date on the
    programme's calendar, in the cohort's dates and not after today; prior learning may lie before. A module needs its
    prerequisites, recorded before or in the same act; `override_reason` lets it through, and is kept with those
    completions only that needed it. The number of queries does not grow with the pairs.

    Raises ValidationError keyed by field: completed_on, evidence, note, enrolment, module, override_reason (naming
    each person and what is missing).
    """
    wanted = set(pairs)
    cohort = locked(cohort.pk)
    override_reason = override_reason.strip()
    _check_facts(cohort, completed_on, evidence, {"note": note, "override_reason": override_reason})
    modules = {module.pk: module for module in cohort.edition.modules.order_by("position")}
    if any(module not in modules for _person, module in wanted):
        raise refuse("module", _("This module is not part of this cohort's edition."), code="edition")
    enrolments = _active(cohort, {enrolment for enrolment, _module in wanted})
    done = set(
        Completion.objects.standing().filter(enrolment__in=enrolments).values_list("enrolment", "module")
    )
    new = sorted(wanted - done, key=lambda pair: (pair[0], modules[pair[1]].position))
    missing = _missing(new, done | wanted, modules)
    if missing and not override_reason:
        raise ValidationError({"override_reason": _words(missing, enrolments, modules)}, code="needs")
    rows = Completion.objects.bulk_create(
        [
            Completion(
                enrolment=enrolments[enrolment],
                module=modules[module],
                completed_on=completed_on,
                evidence=evidence,
                note=note,
                override_reason=override_reason if (enrolment, module) in missing else "",
                recorded_by=by,
            )
            for enrolment, module in new
        ],
        batch_size=1_000,
    )
    log_many(
        entries=[(row.enrolment, log_data(row)) for row in rows], action="trainees.completion.record", by=by
    )
    return rows


@transaction.atomic
def void(*, completion: Completion, reason: str, by: Any) -> Completion:
    """Say that a completion was recorded by mistake. The module can be recorded again afterwards.

    Completions that rest on this one stay: they are facts of their own, and whoever recorded them saw what they
    confirm. The grid shows what is missing below them. Raises ValidationError without a reason, and for a completion
    that was voided before.
    """
    reason = reason.strip()
    if not reason:
        raise refuse("reason", _("Say why this was not so."), code="required")
    _check_text("reason", reason)
    enrolment = Enrolment.objects.get(pk=completion.enrolment_id)
    locked(enrolment.cohort_id)
    completion = fresh(completion)
    if completion.voided_at is not None:
        raise refuse(NON_FIELD_ERRORS, _("This completion was voided already."), code="voided")
    completion.voided_at = timezone.now()
    completion.voided_by = by
    completion.void_reason = reason
    completion.save(update_fields=["voided_at", "voided_by", "void_reason"])
    data = log_data(completion) | {"reason": reason}
    log(instance=enrolment, action="trainees.completion.void", user=by, data=data)
    return completion


def _check_facts(cohort: Cohort, completed_on: dt.date, evidence: str, texts: Mapping[str, str]) -> None:
    today = timezone.now().astimezone(cohort.programme.tz).date()
    if evidence not in Evidence.values:
        raise refuse("evidence", _("Say what this rests on."), code="choice")
    if completed_on > today:
        raise refuse("completed_on", _("This date is still to come."), code="future")
    too_early = completed_on < cohort.starts_on and evidence != Evidence.PRIOR_LEARNING
    if too_early or completed_on > cohort.ends_on:
        raise refuse(
            "completed_on",
            _("This cohort runs from %(first)s to %(last)s.")
            % {"first": local.short_day(cohort.starts_on), "last": local.short_day(cohort.ends_on)},
            code="outside",
        )
    for field, text in texts.items():
        _check_text(field, text)


def _check_text(field: str, text: str) -> None:
    if len(text) > TEXT:
        raise refuse(
            field,
            ngettext("At most %(most)d character.", "At most %(most)d characters.", TEXT) % {"most": TEXT},
            code="long",
        )


def _active(cohort: Cohort, ids: set[int]) -> dict[int, Enrolment]:
    """The enrolments, locked; ValidationError for those of another cohort and those that ended."""
    found = Enrolment.objects.select_for_update(of=("self",)).select_related("person", "cohort")
    enrolments = {e.pk: e for e in found.filter(cohort=cohort, pk__in=ids).order_by("pk")}
    if ids - enrolments.keys():
        raise refuse("enrolment", _("Somebody here is not in this cohort."), code="cohort")
    ended = [e.person.chosen_name for e in enrolments.values() if e.state not in ACTIVE]
    if ended:
        raise refuse(
            "enrolment",
            _("The enrolment has ended: %(names)s.") % {"names": ", ".join(ended)},
            code="ended",
        )
    return enrolments


def _missing(new: Sequence[Pair], done: set[Pair], modules: Mapping[int, Module]) -> dict[Pair, list[Module]]:
    """What each new pair still needs, where it needs anything."""
    needs: dict[int, list[Module]] = defaultdict(list)
    for module, needed in Prerequisite.objects.filter(module__in=modules).values_list("module", "needs"):
        needs[module].append(modules[needed])
    missing = {}
    for enrolment, module in new:
        if lacking := [m for m in needs[module] if (enrolment, m.pk) not in done]:
            missing[enrolment, module] = sorted(lacking, key=lambda m: m.position)
    return missing


def _words(
    missing: Mapping[Pair, list[Module]], enrolments: Mapping[int, Enrolment], modules: Mapping[int, Module]
) -> list[str]:
    return [
        _("%(name)s: %(module)s needs %(needs)s first. Give a reason to record it all the same.")
        % {
            "name": enrolments[enrolment].person.chosen_name,
            "module": modules[module].title,
            "needs": ", ".join(m.title for m in lacking),
        }
        for (enrolment, module), lacking in missing.items()
    ]


def log_data(row: Completion) -> dict[str, Any]:
    """What the audit log keeps of a completion."""
    data = {"module": row.module.code, "completed_on": str(row.completed_on), "evidence": row.evidence}
    return data | ({"override_reason": row.override_reason} if row.override_reason else {})
