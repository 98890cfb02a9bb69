"""Numbers that are given once: a certificate's serial, and its place in the list of revoked badges."""

import secrets

from django.db.models import Count

from trainees.badges.status import LENGTH as PLACES
from trainees.models import Certificate, SerialYear

FULL = PLACES * 3 // 4


def next_serial(year: int) -> str:
    """The next serial of a year: AL-2027-00042. Numbers of a transaction that is rolled back are given again.

    The rows of all years stay locked to the end of the transaction, so that also `free_place` is answered one after
    the other. The last lock that an operation takes.
    """
    SerialYear.objects.get_or_create(year=year)
    rows = {row.year: row for row in SerialYear.objects.select_for_update().order_by("year")}
    row = rows[year]
    row.last += 1
    row.save(update_fields=["last"])
    return f"AL-{year}-{row.last:05}"


def free_place() -> tuple[int, int]:
    """A list and an index in it that no certificate has: by chance, so that it tells nothing about when it was issued.

    Of the newest list, or of the next one when three quarters of that are taken. Needs the lock of `next_serial`.
    """
    newest = (
        Certificate.objects.order_by("-status_list").values("status_list").annotate(taken=Count("pk")).first()
    )
    number = newest["status_list"] if newest else 1
    if newest and newest["taken"] >= FULL:
        number += 1
    taken = Certificate.objects.filter(status_list=number)
    while True:
        index = secrets.randbelow(PLACES)
        if not taken.filter(status_index=index).exists():
            return number, index
