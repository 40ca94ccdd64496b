"""A page in a browser: shown whole on a telephone, a screen and paper, in both languages, for everybody, without a network."""

import os

from browser import VIEWS, charts_drawn, expect_clean, faults, look, opens
from darah.charts import of_run
from darah.study import Study
from darah.words import LANGUAGES, Words
from elements import numbers_in
from made import MOST_BYTES, short_page


def test_a_run_is_shown_whole(page, banten):
    """In both languages, on a telephone, on a screen and on paper, with every chart drawn and nothing asked of a network."""
    found, = look(page)
    expect_clean(found)
    charts = of_run(Study(banten), Words("en"))
    assert charts_drawn(found) == [chart.name for chart in charts] and len(charts) >= 8
    panels = [[chart["name"][3:] for chart in view["charts"]] for view in found["views"]]
    assert all(names == panels[0] for names in panels), panels
    assert len(panels[0]) == sum(len(chart.panels) for chart in charts), panels[0]
    size = os.path.getsize(page)
    assert size < MOST_BYTES, size
    print(f"  {size / 1e6:.1f} MB, all charts of a language drawn in {found['milliseconds'] / 1000:.1f} s")
    wide = {view["language"]: view for view in found["views"] if view["width"] == 1440}
    for indonesian, english in zip(wide["id"]["charts"], wide["en"]["charts"]):
        assert numbers_in(indonesian["labels"], "id") == numbers_in(english["labels"], "en"), (indonesian, english)
    labels = {chart["name"]: chart["labels"] for view in wide.values() for chart in view["charts"]}
    assert "1.440" in labels["id-delays-0"] and "1,440" in labels["en-delays-0"], labels["id-delays-0"]
    assert "Mei 2018" in labels["id-fidelity-0"] and "May 2018" in labels["en-fidelity-0"], labels["id-fidelity-0"]
    stock = {chart["name"]: chart["marks"] for chart in wide["en"]["charts"]}["en-stock-0"]
    assert stock >= 2 + 2 + 2 * 2 + 2, ("Ramadan, Lebaran, two arms and their strips:", stock)


def test_a_page_opens_in_the_language_of_its_reader(folder, small):
    """Indonesian for who reads it or Malay, else English, unless the address names one; a page in one language in that."""
    both, alone = (short_page(small, os.path.join(folder, name), *language) for name, language in (("b.html", []), ("a.html", ["id"])))
    assert opens(both) == {"id-ID": "id", "id-ID#en": "en", "id-ID#en-answer": "en", "ms-MY": "id", "en-GB": "en",
                           "en-GB#id": "id", "fr-FR": "en"}
    assert set(opens(alone).values()) == {"id"}


def test_broken_pages_are_noticed(folder, small):
    """Each fault that a page can have shows in what is said of it: else these tests could not fail."""
    whole, path = (os.path.join(folder, name) for name in ("whole.html", "broken.html"))
    with open(short_page(small, whole, "en"), encoding="utf-8") as file:
        text = file.read()

    def spoil(text, at, old, new):
        place = text.index(old, text.index(at))
        return text[:place] + new + text[place + len(old):]

    text = spoil(text, 'id="en-effects-0"', '"values":[', '"values":[],"unused":[')
    text = spoil(text, 'id="en-map-0"', '"layer":[', '"layer":[],"unused":[')
    text = spoil(text, 'id="en-delays-0"', '"type":"log"', '"zero":true,"type":"log"')
    text = spoil(text, 'id="en-costs-0"', '"tickCount":{"expr":"ceil(width / 100)"}', '"tickCount":60,"labelOverlap":false')
    text = spoil(text, "<nav", "#en-provenance", "#en-nowhere")
    text = spoil(text, 'id="en-cause-0"', '"title":["', '"title":["' + 30 * "long ")
    text = spoil(text, '<div class="answer">', "<p", '<p style="width: 2000px; user-select: none"')
    text = spoil(text, 'id="en-answer"', "<h2>", '<img src="https://example.invalid/a.png"><h2>NaN {}')
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    found, broken = look(whole, path)
    assert faults(found, LANGUAGES) == [f"views: {[('en', *view) for view in VIEWS]}"], faults(found, ["en"])
    said = "\n".join(faults(broken, ["en"]))
    for fault in ("error: WARN", "request: https://example.invalid/a.png", "empty chart: en-effects-0",
                  "empty chart: en-map-0", "cut in en-cause-0", "en 360 screen: sideways", "en 688 print: sticks out: P.first",
                  "crowded in en-costs-0", "does not lead there: #en-nowhere", "axe: image-alt", "text that cannot be selected",
                  "en 1440 screen: shows 'NaN'", "shows '{'"):
        assert fault in said, (fault, "is not noticed:", said)
