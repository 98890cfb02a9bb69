"""What there is to read for a module: pages and private documents. It may change while cohorts use the edition."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from courses.models import Material, Module

from .checks import assign, fresh, save

FIELDS = ("title_en", "title_fr", "page", "document", "opens_after_days")
PAGE_TYPE = "MaterialPage"
"""The name of the page type that is private to those who are enrolled; courses know no page types of the site."""


def is_material_page(page: Page) -> bool:
    """Whether a page may be given as material: any other is open to everybody."""
    kind = page.specific_class
    return kind is not None and kind.__name__ == PAGE_TYPE


@transaction.atomic
def add_material(*, module: Module, by: Any, **fields: Any) -> Material:
    """Give a module something to read, after the rest. `fields` are those of FIELDS.

    A page or a document, one of the two. Raises ValidationError keyed by field.
    """
    module = fresh(module)
    material = Material(module=module, position=len(_of(module)) + 1)
    assign(material, fields, allowed=FIELDS)
    _check(material)
    save(material)
    log(instance=module.edition, action="courses.material.add", user=by, data=_data(material))
    return material


@transaction.atomic
def change_material(*, material: Material, by: Any, position: int | None = None, **fields: Any) -> Material:
    """Change it; `position` (from 1) moves it there. Raises ValidationError keyed by field."""
    module = fresh(material.module)
    material = fresh(material)
    changes = assign(material, fields, allowed=FIELDS)
    if changes:
        _check(material)
        save(material)
    if position is not None:
        others = [one for one in _of(module) if one.pk != material.pk]
        others.insert(min(max(position, 1), len(others) + 1) - 1, material)
        before = material.position
        _number(others)
        if before != material.position:
            changes["position"] = [str(before), str(material.position)]
    if changes:
        data = _data(material) | {"changes": changes}
        log(instance=module.edition, action="courses.material.change", user=by, data=data)
    return material


@transaction.atomic
def remove_material(*, material: Material, by: Any) -> None:
    """Give it no more. The page or document itself stays."""
    module = fresh(material.module)
    material = fresh(material)
    data = _data(material)
    material.delete()
    _number(_of(module))
    log(instance=module.edition, action="courses.material.remove", user=by, data=data)


def _of(module: Module) -> list[Material]:
    return list(module.material.order_by("position", "pk"))


def _number(material: list[Material]) -> None:
    for number, one in enumerate(material, start=1):
        if one.position != number:
            one.position = number
            Material.objects.filter(pk=one.pk).update(position=number)


def _check(material: Material) -> None:
    page, document = material.page, material.document
    if (page is None) == (document is None):
        field = "page" if page is None else "document"
        raise ValidationError(
            {field: ValidationError(_("Choose a page or a document, one of the two."), code="one")}
        )
    if page is not None and not is_material_page(page):
        raise ValidationError({"page": ValidationError(_("Choose a page of material."), code="type")})


def _data(material: Material) -> dict[str, Any]:
    return {"module": material.module.code, "material": material.title_en}
