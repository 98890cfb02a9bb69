"""Of attendance: what the page register's rows name."""

import datetime as dt
from typing import Any

from courses.models import Cohort, Edition
from courses.operations.absence_limits import add_limit
from tests import factories
from trainees.models import Enrolment
from trainees.operations.make_ups import plan


def attendance_things(cohort: Cohort, enrolled: Enrolment, draft: Edition) -> dict[str, Any]:
    """Two roll-calls that are closed, one that is open, a make-up of each kind, a limit."""
    modules = list(cohort.edition.modules.order_by("position")[:2])
    first = factories.held_session(cohort, days_ago=3, modules=modules)
    second = factories.held_session(cohort, days_ago=2, modules=modules[:1])
    factories.closed_roll_call(first, absent=[enrolled])
    factories.closed_roll_call(second, excused=[enrolled])
    in_five_days = factories.instant(factories.today() + dt.timedelta(days=5))
    elsewhere = factories.session(factories.cohort(cohort.edition), in_five_days, modules=modules[:1])
    task = plan(
        enrolment=enrolled, stands_for=first, task="Read chapter 2 and write a page.", minutes=60, by=None
    )
    plan(enrolment=enrolled, stands_for=second, through=elsewhere, by=None)
    return {
        "open_session": factories.held_session(cohort, days_ago=1, modules=modules),
        "closed_session": first,
        "make_up": task,
        "draft_limit": add_limit(edition=draft, unit="sessions", most=2, by=None),
    }
