"""Files that trainees hand in: looked at, kept under a name of chance, and gone again when nothing came of it."""

import contextlib
import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from courses.operations.checks import refuse
from trainees.models.evidence import private_storage
from trainees.rules.files import HEAD, MOST_BYTES, clean_name, ending, is_what_it_says

log = logging.getLogger(__name__)
Upload = File  # what a form gives: a file with a name and a size
FIELD = "file"


@dataclass
class Stored:
    """A file on the disk that no row names yet. `take` hands it to a row; else it goes away again."""

    path: str
    name: str
    is_taken: bool = False

    def take(self) -> str:
        """The path to write into the row."""
        self.is_taken = True
        return self.path


def checked_name(upload: "File[Any]") -> str:
    """The file's name as it is kept; ValidationError at `file` for a file that is empty, too large or of no kind that
    is taken. What it is, is told by how it begins, not only by its name.
    """
    name = clean_name(upload.name or "")
    if not upload.size:
        raise refuse(FIELD, _("This file is empty."), code="empty")
    if upload.size > MOST_BYTES:
        raise refuse(FIELD, _("This file is larger than 10 MB. A smaller one is needed."), code="size")
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    if not is_what_it_says(name, head):
        words = _("We can take PDF, Word, text and pictures (pdf, docx, odt, rtf, txt, jpg, png, webp).")
        raise refuse(FIELD, words, code="kind")
    return name


@contextlib.contextmanager
def kept(upload: "File[Any] | None", *, folder: str) -> Iterator[Stored | None]:
    """The upload on the disk while the block runs; afterwards only if the block took it and ended well.

    Goes around the transaction, so that what is rolled back leaves no file. ValidationError at `file` where the file
    is refused or the disk does not take it: then nothing of it is left, and the block does not run.
    """
    if upload is None:
        yield None
        return
    name = checked_name(upload)
    stored = Stored(path=f"{folder}/{secrets.token_hex(16)}.{ending(name)}", name=name)
    _write(stored, upload)
    try:
        yield stored
    except BaseException:
        _remove(stored.path)
        raise
    if not stored.is_taken:
        _remove(stored.path)


def _write(stored: Stored, upload: "File[Any]") -> None:
    storage = private_storage()
    try:
        stored.path = storage.save(stored.path, upload)
    except OSError:
        # Disk full, or no right to write: half a file helps nobody.
        log.exception("A file could not be kept.")
        with contextlib.suppress(OSError):
            storage.delete(stored.path)
        words = _("The file could not be kept just now. Please try again later. Nothing else was changed.")
        raise refuse(FIELD, words, code="storage") from None


def remove_after_commit(path: str) -> None:
    """Delete a file that no row names any more, once that is certain."""
    if path:
        transaction.on_commit(lambda: _remove(path))


def _remove(path: str) -> None:
    try:
        private_storage().delete(path)
    except OSError:
        # The row is right all the same; what is left is found by tidying (trainees.operations.tidying).
        log.exception("A file that is not needed any more could not be removed.")
