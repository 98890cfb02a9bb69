"""Pictures on their way to paper: as text, for a template reads text only."""

import base64
from functools import lru_cache
from io import BytesIO

import segno

JPEG = b"\xff\xd8\xff"
SIGNATURE_WIDTH, SIGNATURE_HEIGHT = 300, 90
"""The shape of the box in which a signature stands."""
MASK = 2
"""One of the eight patterns that a code may be laid over; trying all of them for the best looking takes 3 ms."""
DARK = "#123f35"  # fir-deep of tokens.css: as good as black to a camera


@lru_cache(maxsize=256)
def qr_code(address: str) -> str:
    """A QR code as SVG, readable when a seventh of it is dirty (level M), without the white
    margin that cameras need: it is the paper's."""
    out = BytesIO()
    segno.make_qr(address, error="m", mask=MASK).save(
        out, kind="svg", xmldecl=False, border=0, dark=DARK, light="#ffffff"
    )
    return out.getvalue().decode()


def signature_svg(picture: bytes) -> str:
    """A PNG or JPEG in the box of a signature: as large as it can be, standing on the line."""
    kind = "jpeg" if picture.startswith(JPEG) else "png"
    data = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIGNATURE_WIDTH} {SIGNATURE_HEIGHT}">'
        f'<image width="{SIGNATURE_WIDTH}" height="{SIGNATURE_HEIGHT}" preserveAspectRatio="xMidYMax meet" '
        f'href="data:image/{kind};base64,{data}"/></svg>'
    )
