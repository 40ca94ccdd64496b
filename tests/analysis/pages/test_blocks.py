"""Parts of a page that are tables, and text that is there in English alone."""

from unittest import mock

from by_hand import EN, ID
from darah.pages.blocks import arms_block, block, in_english, table


def test_a_block_is_closed_unless_it_is_asked_to_be_open():
    assert block("a", "A", "text", [])["open"] is False and block("a", "A", "text", [], True)["open"] is True
    assert table("T", ["a", "b"], [["1", "2"]]) == {
        "title": "T", "header": ["a", "b"], "rows": [["1", "2"]], "numbers_from": 1}


def test_english_is_marked_in_another_language_and_escaped():
    assert in_english("<b> & c", EN) == "<b> & c"
    assert str(in_english("<b> & c", ID)) == '<span lang="en">&lt;b&gt; &amp; c</span>'


def test_every_arm_says_what_it_stands_for_and_the_baseline_that_it_is_one():
    for words in (EN, ID):
        found = arms_block(mock.Mock(arms=["now", "mou"], baseline="now"), words, ["As it was", "To the letter"])
        assert found["name"] == "arms" and found["open"]
        assert found["tables"][0]["rows"] == [["now", f"As it was ({words('baseline')})"], ["mou", "To the letter"]]
        assert found["tables"][0]["numbers_from"] > 2, "no column of numbers"
