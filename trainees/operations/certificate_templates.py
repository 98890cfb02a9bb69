"""How the certificates of a course look: words, signers, pictures of signatures."""

import contextlib
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Course
from courses.operations.checks import assign, fresh, refuse, save
from trainees.models import CertificateTemplate
from trainees.models.evidence import private_storage
from trainees.rules.statements import PLACEHOLDERS, unknown_names

from .signature_pictures import FOLDER, clean_signature
from .uploads import remove_after_commit

FIELDS = (
    "paper",
    "heading_en",
    "heading_fr",
    "statement_en",
    "statement_fr",
    "footer_en",
    "footer_fr",
    "first_signer",
    "first_role_en",
    "first_role_fr",
    "second_signer",
    "second_role_en",
    "second_role_fr",
    "has_back",
    "mail",
)
PICTURES = ("first_signature", "second_signature")


def change_template(
    *,
    course: Course,
    by: Any,
    pictures: Mapping[str, Any] | None = None,
    remove: frozenset[str] = frozenset(),
    **fields: Any,
) -> CertificateTemplate:
    """Change how certificates of a course look from now on, issued ones too: paper is printed anew, words stay.

    `fields` are those of FIELDS, `pictures` uploads by the names of PICTURES, `remove` names those to take away.
    Raises ValidationError keyed by field: a name in braces that means nothing, a picture that cannot be taken. A
    picture that was replaced is deleted once the change is certain. The history says which fields changed.
    """
    _check_statements(fields)
    cleaned = {
        name: clean_signature(upload, field=name) for name, upload in (pictures or {}).items() if upload
    }
    with _stored(cleaned) as paths, transaction.atomic():
        # The course's row is the lock: two who open this for the first time must not both make one.
        fresh(course)
        template = CertificateTemplate.objects.filter(course=course).first() or CertificateTemplate(
            course=course
        )
        changes = assign(template, fields, allowed=FIELDS)
        for name in PICTURES:
            if name in paths or (name in remove and getattr(template, name)):
                remove_after_commit(getattr(template, name).name)
                setattr(template, name, paths.get(name, ""))
                changes[name] = []
        if changes or template.pk is None:
            save(template)
        if changes:
            log(
                instance=course,
                action="trainees.certificate_template.change",
                user=by,
                data={"fields": sorted(changes)},
            )
    return template


def _check_statements(fields: Mapping[str, Any]) -> None:
    for name in ("statement_en", "statement_fr"):
        if unknown := unknown_names(fields.get(name, "")):
            raise refuse(name, placeholder_words(unknown), code="placeholder")


def placeholder_words(unknown: list[str]) -> Any:
    """What is said about names in braces that mean nothing."""
    return format_lazy(
        _("{unknown} means nothing here. These can be used: {known}."),
        unknown=", ".join(unknown),
        known=", ".join("{" + name + "}" for name in PLACEHOLDERS),
    )


@contextlib.contextmanager
def _stored(cleaned: Mapping[str, ContentFile[bytes]]) -> Iterator[dict[str, str]]:
    """The pictures on the disk, by field; gone again where the block fails. Around the transaction."""
    storage = private_storage()
    paths: dict[str, str] = {}
    try:
        for name, content in cleaned.items():
            try:
                paths[name] = storage.save(f"{FOLDER}/{secrets.token_hex(16)}.png", content)
            except OSError as error:
                words = _("The picture could not be kept just now. Please try again later.")
                raise refuse(name, words, code="storage") from error
        yield paths
    except BaseException:
        for path in paths.values():
            with contextlib.suppress(OSError):
                storage.delete(path)
        raise
