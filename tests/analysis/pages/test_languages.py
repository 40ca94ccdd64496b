"""A page in its languages: whole in both, nothing of the one in the other, every label in both."""

import itertools
import os
import re

from darah.pages import write as write_page
from darah.compare import compare
from darah.words import LABELS, LANGUAGES, MESSAGES, Words
from elements import INTERVAL, answer_of, expect_no_english, numbers_in, parts_of


def test_both_languages_are_whole(small, attributed, page):
    """The same sections, charts, tables and paragraphs with the same numbers; nothing empty; no English in Indonesian."""
    for path in (page, write_page(small, small + ".html"), write_page(attributed(), attributed() + ".html")):
        parts = parts_of(path)
        assert list(parts) == list(LANGUAGES)
        shape = {code: [(e.tag, e.attributes.get("id", "")[3:], e.attributes.get("class")) for e in part.walk()
                        if e.tag != "span"] for code, part in parts.items()}
        differing = [pair for pair in itertools.zip_longest(*shape.values()) if pair[0] != pair[1]]
        assert not differing, (path, differing[:3])
        for code, part in parts.items():
            for tag in ("h1", "h2", "h3", "p", "li", "caption", "figcaption", "summary", "title", "button", "a"):
                assert all(e.text().strip() for e in part.find(tag)), (path, code, "an empty", tag)
        texts = {code: [" ".join(re.findall(INTERVAL, text)) for text in answer_of(part)] +
                 [cell.text() for cell in part.find("td", class_="n")] for code, part in parts.items()}
        for indonesian, english in zip(*texts.values()):
            assert numbers_in([indonesian], "id") == numbers_in([english], "en"), (path, indonesian, english)
        expect_no_english(path, parts["id"])


def test_one_language_has_no_switch(folder, small):
    for code, other in (("id", "en"), ("en", "id")):
        path = os.path.join(folder, f"{code}.html")
        write_page(small, path, code)
        assert list(parts_of(path)) == [code], code
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert f'<html lang="{code}"' in text and 'class="switch"' not in text, code
        assert Words(code)("rests") in text and Words(other)("rests") not in text, code


def test_titles_are_escaped(page):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    assert "<title>Terbedakan &lt;b&gt;</title>" in text and "Terbedakan <b>" not in text
    assert "few &amp; fewer" in text and "few & fewer (" not in text
    assert "Invented &amp; escaped" in text


def test_every_label_is_known(banten, small, attributed):
    """What `darah compare` gives an id, and the codes of the file, has two names."""
    for path in (banten, small, attributed()):
        said = compare(path)
        known = {("table", t.id) if t.id in ("all", "costs") else ("line", t.id) for t in said.tables}
        rows = [(t, row) for t in said.tables for row in t.rows if t.by not in ("district", "utd")]
        known |= {("code", row.id) if t.by else ("line", row.id) for t, row in rows if not row.payer}
        known |= {("cost", row.cost) for _, row in rows if row.payer and row.cost != "total"}
        known |= {("payer", row.payer) for _, row in rows if row.payer}
        known |= {("unit", row.unit) for _, row in rows if row.unit}
        known |= {("indicator", i["id"]) for i in (said.monitoring or {"indicators": []})["indicators"]}
        known |= {("code", m["id"]) for a in said.said["attributions"] for m in a["mechanisms"]}
        assert len(known) > 60, (path, known)
        assert known <= set(LABELS), (path, "labels that the catalogues lack:", sorted(known - set(LABELS)))
        for payer in {p["payer"] for c in said.said["costs"] for p in c["payers"]}:
            assert f"payer_{payer}" in MESSAGES, payer
        for verdict in {p["verdict"] for c in said.said["costs"] for p in c["payers"]}:
            assert f"cost_{verdict}" in MESSAGES and (verdict == "ratio" or f"verdict_{verdict}" in MESSAGES)
