"""Cells of CSV files: a text is never taken for a formula by a spreadsheet that opens one."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell):
    """The cell; a text that begins like a formula and is no number has an apostrophe before it."""
    if not isinstance(cell, str) or not cell.startswith(FORMULA) or _is_number(cell):
        return cell
    return "'" + cell


def safe_rows(rows):
    return [[safe(cell) for cell in row] for row in rows]


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return text.strip() == text
