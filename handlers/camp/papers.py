"""A sheet as a file: a table for the office, or a page for the printer and the door of the kitchen."""

import io
from collections.abc import Sequence
from html import escape

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST, NARROWEST = 48, 8

Row = Sequence[str]


def as_table(title: str, foot: str, columns: Row, rows: Sequence[Row]) -> bytes:
    """An .xlsx file. Everything in it is text: what a family wrote is never taken for a formula."""
    from openpyxl import Workbook  # here, so that a home opens without waiting for it
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    page = book.active
    page.title = title[:31]
    for number, row in enumerate([[title], columns, *rows, [foot]], start=1):
        for at, words in enumerate(row, start=1):
            cell = page.cell(number, at)
            cell.value, cell.data_type = words, "s"
            cell.alignment = Alignment(wrap_text=number > 1 and words != foot, vertical="top")
            cell.font = Font(bold=number <= 2)
    for at, name in enumerate(columns, start=1):
        widest = max(_width(each) for each in (name, *(row[at - 1] for row in rows)))
        page.column_dimensions[page.cell(2, at).column_letter].width = max(NARROWEST, min(WIDEST, widest + 2))
    page.freeze_panes = "A3"
    page.page_setup.orientation = "landscape"
    page.print_title_rows = "1:2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _width(words: str) -> int:
    return max((sum(2 if ord(c) > 0xFF else 1 for c in line) for line in words.splitlines()), default=0)


def as_page(title: str, foot: str, columns: Row, rows: Sequence[Row], language: str) -> bytes:
    """A page of plain HTML, readable and printable without any style of its own."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "\n".join("<tr>" + "".join(f"<td>{_lines(words)}</td>" for words in row) + "</tr>" for row in rows)
    return f"""<!doctype html>
<html lang="{escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(title)}</title></head>
<body><h1>{escape(title)}</h1>
<table border="1" cellpadding="6" cellspacing="0"><thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody></table>
<p>{escape(foot)}</p></body></html>
""".encode()


def _lines(words: str) -> str:
    return "<br>".join(escape(line) for line in words.splitlines())
