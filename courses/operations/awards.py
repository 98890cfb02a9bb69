"""Awards of an edition: named, ranked, removed while nobody uses it yet."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import log

from courses.models import Award, Edition

from .checks import assign, fresh, save
from .freezing import next_place, open_edition, order_with, put_in_order

AWARD_FIELDS = ("code", "name_en", "name_fr", "summary_en", "summary_fr", "alignment")


@transaction.atomic
def add_award(*, edition: Edition, by: Any, **fields: Any) -> Award:
    """Add an award above all others of the edition. `fields` are those of AWARD_FIELDS; both names are required, and
    without a `code` it is made of the English one.

    Raises ValidationError, keyed by field, for what the award cannot hold and for a frozen edition.
    """
    edition = open_edition(edition)
    award = Award(edition=edition, position=next_place(edition, Award))
    assign(award, {"code": slugify(fields.get("name_en", ""))[:50], **fields}, allowed=AWARD_FIELDS)
    save(award)
    log(instance=edition, action="courses.award.add", user=by, data={"award": award.name_en})
    return award


@transaction.atomic
def change_award(*, award: Award, by: Any, position: int | None = None, **fields: Any) -> Award:
    """Change an award; `position` (from 1, the one that comes soonest) moves it there, and the others make room.

    Raises ValidationError, keyed by field, for what the award cannot hold and for a frozen edition.
    """
    edition = open_edition(award.edition)
    award = fresh(award)
    changes = assign(award, fields, allowed=AWARD_FIELDS)
    if changes:
        save(award)
    before = award.position
    if position is not None and put_in_order(order_with(edition, award, position)):
        changes["position"] = [str(before), str(award.position)]
    if changes:
        data = {"award": award.name_en, "changes": changes}
        log(instance=edition, action="courses.award.change", user=by, data=data)
    return award


@transaction.atomic
def remove_award(*, award: Award, by: Any) -> None:
    """Take an award out of an edition. Raises ValidationError when it is frozen, or somebody was quicker."""
    edition = open_edition(award.edition)
    award = fresh(award)
    name = award.name_en
    award.delete()
    log(instance=edition, action="courses.award.remove", user=by, data={"award": name})
