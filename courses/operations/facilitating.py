"""Who facilitates a session: only who may teach in the programme, and in two places at once only when that is said."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses import local
from courses.models import Cohort, Session
from courses.queries.facilitators import Conflict, Span, conflicts, during, teaching

from .checks import refuse

CONFLICT = "conflict"
"""The code of the refusal that a coordinator may go past."""
NAMED = 5


def check_teaching(cohort: Cohort, people: Iterable[Any]) -> list[Any]:
    """These people, each once; ValidationError at `facilitators` for one without a teaching role in the programme."""
    wanted = {person.pk: person for person in people}
    if not wanted:
        return []
    may = set(teaching(cohort.programme).filter(pk__in=wanted).values_list("pk", flat=True))
    others = [person.chosen_name for pk, person in wanted.items() if pk not in may]
    if others:
        raise refuse(
            "facilitators",
            _("Not a facilitator or coordinator of this programme: %(names)s.")
            % {"names": ", ".join(others)},
            code="role",
        )
    return list(wanted.values())


def check_free(people: Sequence[Any], spans: Sequence[Span], *, but: Iterable[int] = ()) -> None:
    """Refuse with the code CONFLICT, at `facilitators`, when one of these people is needed elsewhere in a span.

    Their rows are locked first, so that two coordinators who plan them at the same moment do not both pass. Of another
    session only its time is said: it may be one of another programme.
    """
    check_each_free({person.pk: spans for person in people}, but=but)


def check_each_free(spans: Mapping[int, Sequence[Span]], *, but: Iterable[int] = ()) -> None:
    """The same for each of these people (ids) in spans of their own."""
    wanted = {pk: mine for pk, mine in spans.items() if mine}
    if not wanted:
        return
    ids = sorted(wanted)
    _lock(ids)
    every = list(dict.fromkeys(span for mine in wanted.values() for span in mine))
    found = [one for one in conflicts(ids, every, but=but) if during(one.session, wanted[one.person.pk])]
    if found:
        raise ValidationError(
            {"facilitators": [ValidationError(_words(one), code=CONFLICT) for one in found[:NAMED]]}
        )


def _lock(people: Sequence[int]) -> None:
    """Their rows, in one order, to the end of the transaction; what only refers to them does not wait."""
    rows = get_user_model().objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    list(rows.values_list("pk", flat=True))


def is_conflict(error: ValidationError) -> bool:
    """Whether this refusal is the one that a coordinator may go past."""
    errors = getattr(error, "error_dict", {}).get("facilitators", [])
    return any(one.code == CONFLICT for one in errors)


def _words(conflict: Conflict) -> str:
    session: Session = conflict.session
    tz = session.cohort.programme.tz
    return str(
        _("%(name)s has another session on %(day)s, %(hours)s.")
        % {
            "name": conflict.person.chosen_name,
            "day": local.day(session.held_on),
            "hours": local.hours(session.starts_at, session.ends_at, tz),
        }
    )
