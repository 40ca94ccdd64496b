"""What a page is built of beside charts: blocks of tables, and text that is there in English alone."""

from markupsafe import Markup


def block(name, title, text, tables, is_open=False):
    """A part of the page that is tables alone."""
    return {"name": name, "title": title, "text": text, "tables": tables, "open": is_open}


def table(title, header, rows, numbers_from=1):
    """A table of texts; columns from `numbers_from` on stand to the right."""
    return {"title": title, "header": header, "rows": rows, "numbers_from": numbers_from}


def in_english(text, words):
    """What is there in English alone, marked as such in the page of another language."""
    return text if words.code == "en" else Markup('<span lang="en">{}</span>').format(text)


def arms_block(study, words, titles):
    """What each arm stands for."""
    rows = [[arm, title + (f" ({words('baseline')})" if arm == study.baseline else "")]
            for arm, title in zip(study.arms, titles)]
    return block("arms", words("arms"), "", [table(words("arms"), [words("arm"), words("meaning")], rows, 9)], True)
