"""Files that are made for one reader: an answer that no cache keeps."""

from django.http import HttpResponse

PDF = "application/pdf"


def private_pdf(data: bytes, *, name: str) -> HttpResponse:
    """A PDF to save as `name`.pdf. `name` is plain ASCII without quotation marks, such as a serial."""
    return HttpResponse(
        data,
        content_type=PDF,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
