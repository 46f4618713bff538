"""PDF files made of lines and boxes, as small as they can be."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["pdf_of", "words"]


_TURNS = {
    0: ("300 200", ""),
    90: ("200 300", "0 1 -1 0 200 0 cm"),
    180: ("300 200", "-1 0 0 -1 300 200 cm"),
    270: ("200 300", "0 -1 1 0 0 300 cm"),
}
"""Size of the page as stored, and the matrix from coordinates as seen."""


def words(x: float, y: float, text: str, size: float = 10) -> str:
    """Drawing of Latin text; y counts from the lower edge."""
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET"


def pdf_of(pages: Sequence[Sequence[str]], rotate: int = 0) -> bytes:
    """A file with a page of 300 by 200 points for each list of drawing operators, drawn turned and shown upright."""
    size, upright = _TURNS[rotate]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for number, drawing in enumerate(pages):
        stream = "\n".join([upright, *drawing])
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(file.tell())
        file.write(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
    table = file.tell()
    file.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    file.writelines(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    file.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return file.getvalue()
