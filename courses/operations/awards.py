"""Awards of an edition: named, ranked, given rules, removed while nobody uses it yet; their rules corrected later."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from wagtail import blocks
from wagtail.log_actions import log

from courses.enums import RenewalAnchor
from courses.models import Award, Edition, Renewal
from courses.queries.outlines import edition_outline, with_learning
from courses.requirements.asking import asks_for_itself, in_words, same
from courses.requirements.mistakes import errors_of, find_mistakes
from courses.requirements.record import Named, Outline
from courses.requirements.stream import raw
from courses.rules.renewing import is_a_day

from .checks import assign, fresh, refuse, save
from .freezing import next_place, open_edition, order_with, put_in_order

AWARD_FIELDS = ("code", "name_en", "name_fr", "summary_en", "summary_fr", "alignment")
RENEWAL_FIELDS = (
    "anchor",
    "every_months",
    "ends_on_month",
    "ends_on_day",
    "window_days",
    "grace_days",
    "fee_en",
    "fee_fr",
    "categories",
    "sources",
    "audit_percent",
)
REASON = 500
"""Characters of a reason at most."""


@transaction.atomic
def add_award(*, edition: Edition, by: Any, requirements: Any = None, **fields: Any) -> Award:
    """Add an award above all others of the edition. `fields` are those of AWARD_FIELDS; both names are required, and
    without a `code` it is made of the English one. `requirements`: a StreamValue, or as they are stored.

    Raises ValidationError, keyed by field, for what the award cannot hold and for a frozen edition.
    """
    edition = open_edition(edition)
    award = Award(edition=edition, position=next_place(edition, Award))
    code = fields.pop("code", "") or slugify(fields.get("name_en", ""))[:50]
    assign(award, {"code": code, **fields}, allowed=AWARD_FIELDS)
    if requirements:
        award.requirements = requirements
        check_rules(award)
    save(award)
    log(instance=edition, action="courses.award.add", user=by, data={"award": award.name_en})
    return award


@transaction.atomic
def change_award(
    *, award: Award, by: Any, position: int | None = None, requirements: Any = None, **fields: Any
) -> Award:
    """Change an award; `position` (from 1, the one that comes soonest) moves it there, and the others make room.
    `requirements`: a StreamValue, or as they are stored; None leaves them.

    Raises ValidationError, keyed by field, for what the award cannot hold and for a frozen edition.
    """
    edition = open_edition(award.edition)
    award = fresh(award)
    changes = assign(award, fields, allowed=AWARD_FIELDS)
    if requirements is not None:
        before_rules, award.requirements = award.requirements, requirements
        outline = check_rules(award)  # also what stayed: what it names may have been removed
        if not same(before_rules, award.requirements):
            changes["requirements"] = [_words(rules, outline) for rules in (before_rules, award.requirements)]
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


@transaction.atomic
def correct_rules(
    *, award: Award, requirements: Any, reason: str, by: Any, version: int | None = None
) -> Award:
    """Correct what an award of a frozen edition takes: everybody is judged by it from now on; certificates that were
    issued stay. Its `rules_version` counts up, and the log keeps both, in words and as they are stored. Rules that are
    the same already change nothing.

    version: the number of the rules that the correction was made for. Raises ValidationError keyed requirements (codes
    that the edition does not have, more asked for than there is, an award that asks for itself), reason (none, too
    long), and without a field for an edition that is free to change, and for rules that somebody else changed.
    """
    edition = fresh(award.edition)
    award = fresh(award)
    before, after = award.requirements, _stream(requirements)
    if same(before, after):
        return award
    if not edition.is_frozen:
        words = _("This edition can still be changed: change the award itself.")
        raise refuse(NON_FIELD_ERRORS, words, code="open")
    if version is not None and version != award.rules_version:
        words = _("Somebody else changed these rules in the meantime. Look at them again.")
        raise refuse(NON_FIELD_ERRORS, words, code="changed")
    reason = reason.strip()
    if not reason:
        raise refuse("reason", _("Say why the rules are corrected."), code="required")
    if len(reason) > REASON:
        words = ngettext("At most %(most)d character.", "At most %(most)d characters.", REASON)
        raise refuse("reason", words % {"most": REASON}, code="long")
    award.requirements = after
    outline = check_rules(award)
    award.rules_version += 1
    award.full_clean()
    award.save(update_fields=["requirements", "rules_version"])
    data = {
        "award": award.name_en,
        "reason": reason,
        "rules_version": award.rules_version,
        "before": {"words": _words(before, outline), "rules": raw(before)},
        "after": {"words": _words(after, outline), "rules": raw(after)},
    }
    log(instance=edition, action="courses.award.rules", user=by, data=data)
    return award


@transaction.atomic
def set_renewal(*, award: Award, by: Any, **fields: Any) -> Renewal:
    """Say what keeps an award valid. `fields` are those of RENEWAL_FIELDS; those that are not given stay, or are the
    model's own for a first one.

    Raises ValidationError, keyed by field, for what it cannot hold and for a frozen edition.
    """
    edition = open_edition(award.edition)
    award = fresh(award)
    renewal = Renewal.objects.select_for_update().filter(award=award).first() or Renewal(award=award)
    is_new = renewal.pk is None
    requirements = _stream(fields.pop("requirements", renewal.requirements))
    before, renewal.requirements = renewal.requirements, requirements
    changes = assign(renewal, fields, allowed=RENEWAL_FIELDS)
    outline = with_learning(edition_outline(edition), renewal)
    if found := errors_of(find_mistakes(requirements, outline, is_renewal=True)):
        raise ValidationError({"requirements": found})
    if renewal.anchor != RenewalAnchor.AWARD and not is_a_day(renewal.ends_on_month, renewal.ends_on_day):
        raise refuse("ends_on_day", capfirst(_("the month has fewer days.")), code="day")
    if not same(before, requirements):
        changes["requirements"] = [_words(rules, outline) for rules in (before, requirements)]
    if is_new or changes:
        save(renewal)
        data = {"award": award.name_en, "changes": changes}
        log(instance=edition, action="courses.renewal.set", user=by, data=data)
    return renewal


@transaction.atomic
def remove_renewal(*, award: Award, by: Any) -> None:
    """Its certificates do not expire. Done twice, it changes nothing. Raises ValidationError for a frozen edition."""
    edition = open_edition(award.edition)
    award = fresh(award)
    gone, _models = Renewal.objects.filter(award=award).delete()
    if gone:
        log(instance=edition, action="courses.renewal.remove", user=by, data={"award": award.name_en})


def _stream(requirements: Any) -> blocks.StreamValue:
    """Requirements as the model reads them."""
    return Award(requirements=requirements).requirements


def check_rules(award: Award) -> Outline:
    """The outline of the award's edition, where its rules can be meant: all that they name is there, no group asks for
    more than it has, the award does not ask for itself. Else ValidationError keyed requirements.
    """
    outline = edition_outline(award.edition)
    known = {**outline.awards, award.code: Named(award.name_en, award.name_fr)}
    outline = replace(outline, awards=known)
    found = errors_of(find_mistakes(award.requirements, outline))
    others = Award.objects.filter(edition=award.edition_id).exclude(pk=award.pk)
    rules = {other.code: other.requirements for other in others} | {award.code: award.requirements}
    if asks_for_itself(award.code, rules):
        words = _("“%(code)s” asks for itself here, so nobody could earn it.")
        found.append(ValidationError(words % {"code": award.code}))
    if found:
        raise ValidationError({"requirements": found})
    return outline


def _words(requirements: blocks.StreamValue, outline: Outline) -> str:
    """What the log says of rules, in English, a line each."""
    with override("en"):
        return "\n".join(in_words(requirements, outline))
