"""Word documents as small as they can be, honest ones and others."""

import io
import zipfile

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str, style: str = "", level: int | None = None) -> str:
    """A paragraph of a style, or of a list at a level."""
    known = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/></w:numPr>' if level is not None else ""
    return f"<w:p><w:pPr>{known}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of paragraphs."""
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def document(*blocks: str, before: str = "") -> bytes:
    """A .docx of these blocks."""
    body = "".join(blocks)
    return archive(
        {"word/document.xml": f"{before}<w:document {NAMES}><w:body>{body}</w:body></w:document>"}
    )


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()
