"""How certificates of a course look, and pictures of signatures."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from courses.models import Course
from trainees.models import CertificateTemplate

INK = (20, 30, 90)


def signature(kind: str = "PNG", *, size: tuple[int, int] = (600, 180), **saved: Any) -> bytes:
    """A line of ink on white, as a file of this kind."""
    picture = Image.new("RGB", size, "white")
    points = [(size[0] * x // 10, size[1] * (2 + 6 * (x % 2)) // 10) for x in range(1, 10)]
    ImageDraw.Draw(picture).line(points, fill=INK, width=6)
    out = io.BytesIO()
    picture.save(out, kind, **saved)
    return out.getvalue()


def certificate_template(
    course: Course, *, signatures: tuple[str, ...] = (), **fields: Any
) -> CertificateTemplate:
    """The stored look of a course, with a picture for each of `signatures` ("first", "second")."""
    template = CertificateTemplate(course=course, **fields)
    for which in signatures:
        file = getattr(template, f"{which}_signature")
        file.save("made.png", ContentFile(signature()), save=False)
    template.save()
    return template
