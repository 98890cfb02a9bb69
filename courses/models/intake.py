"""What a visitor is told about a cohort, decided by the database: the answer of `Cohort.intake`, for many at once."""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, DateField, DateTimeField, F, Func, Q, Value, When

from courses.enums import CohortState, Intake


class LocalDate(Func):
    """The date of an instant on the clock named in a text column: LocalDate(instant, F("time_zone"))."""

    output_field = DateField()
    arity = 2

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="((%(expressions)s)::date)",
            arg_joiner=" AT TIME ZONE ",
            **context,
        )

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Django's own function of its connection: (instant, time zone, the connection's time zone)."""
        template = "django_datetime_cast_date(%(expressions)s, 'UTC')"
        return self.as_sql(compiler, connection, template=template, **context)


def intake_at(at: dt.datetime, *, of: str = "") -> Case:
    """The intake at the instant `at` as a column; `of` is the way to the cohort, as in "cohort__"."""

    def is_(**conditions: Any) -> Q:
        return Q(**{of + name: value for name, value in conditions.items()})

    today = LocalDate(
        Value(at, output_field=DateTimeField()), F(f"{of}edition__course__programme__time_zone")
    )
    within = is_(applications_open_at__lte=at, applications_close_at__gt=at)
    return Case(
        When(is_(state=CohortState.CANCELLED), then=Value(Intake.CANCELLED.value)),
        When(is_(ends_on__lt=today), then=Value(Intake.ENDED.value)),
        When(is_(applications_open_at__gt=at), then=Value(Intake.COMING.value)),
        When(within & is_(seats_held__lt=F(f"{of}capacity")), then=Value(Intake.OPEN.value)),
        When(within, then=Value(Intake.FULL.value)),
        When(is_(starts_on__lte=today), then=Value(Intake.RUNNING.value)),
        When(is_(applications_open_at__isnull=False), then=Value(Intake.CLOSED.value)),
        default=Value(Intake.COMING.value),
        output_field=CharField(),
    )
