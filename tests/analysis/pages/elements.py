"""Pages, read as text: their elements, sections, answers and tables."""

import re
from html.parser import HTMLParser

from darah.words import LABELS, MESSAGES

INTERVAL = r"[+−]?[\d.,]+%? \((?:chance alone: |galat acak saja: )?[+−]?[\d.,]+%? (?:to|sampai) [+−]?[\d.,]+%?\)"
BLOCKS = {"html", "body", "div", "main", "header", "section", "nav", "ul", "table", "thead", "tbody", "tr", "figure", "details",
          "p", "li", "h1", "h2", "h3", "th", "td", "caption", "figcaption", "summary", "pre", "footer"}


class Element:
    """An element of a page: its tag, attributes and children, which are elements and texts."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag=None, **attributes):
        return [e for e in self.walk() if tag in (None, e.tag)
                and all(e.attributes.get(key.strip("_").replace("_", "-")) == value for key, value in attributes.items())]

    def text(self, leave_out=lambda element: element.tag in ("script", "style")):
        """Its words with single blanks between."""
        return re.sub(r"\s+", " ", self._raw(leave_out)).strip()

    def _raw(self, leave_out):
        edge = " " if self.tag in BLOCKS else ""
        return edge + "".join(child if isinstance(child, str) else "" if leave_out(child) else child._raw(leave_out)
                              for child in self.children) + edge


class Reader(HTMLParser):
    """Makes Elements of HTML in which every element but the void ones is closed."""

    def __init__(self, text):
        super().__init__()
        self.open = [Element("document", [])]
        self.feed(text)
        assert len(self.open) == 1, ("not closed:", [e.tag for e in self.open])

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs)
        self.open[-1].children.append(element)
        if tag not in ("meta", "link", "br"):
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag, "closes another element"

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parts_of(path):
    """The part of a page in each language."""
    with open(path, encoding="utf-8") as file:
        document = Reader(file.read()).open[0]
    return {part.attributes["data-in"]: part for part in document.walk() if "data-in" in part.attributes}


def section(part, name):
    return part.find("section", id=f"{part.attributes['data-in']}-{name}")[0]


def answer_of(part):
    return [p.text() for box in part.find("div", class_="answer") for p in box.find("p") + box.find("li")]


def warned(part):
    """What is said to be missing; the last such paragraph is for browsers without scripts."""
    return [p.text() for p in section(part, "answer").find("p", class_="warning")][:-1]


def cells(element):
    """Rows of the one table there."""
    body = element.find("tbody")
    assert len(body) == 1, "not one table"
    return [[cell.text() for cell in row.find("th") + row.find("td")] for row in body[0].find("tr")]


def fragments(message):
    """What of a message stands in the page whatever is filled in: pieces of over three words."""
    plainly = re.sub(r"</?\w+>", "", message)
    return [piece.strip() for piece in re.split(r"\{\w*\}", plainly) if len(piece.split()) > 3]


def in_english(element):
    return element.attributes.get("lang") == "en" or element.tag == "script"


def numbers_in(texts, code):
    """The numbers in texts, in order, as English writes them."""
    swap = str.maketrans(".,", ",.") if code == "id" else {}
    return [number.translate(swap) for text in texts for number in re.findall(r"[+−]?\d[\d.,]*\d|[+−]?\d", text)]


def expect_no_english(path, part):
    """Neither what the page says in English nor other prose of that language, but what is marked as such."""
    text = part.text(in_english)
    charts = " ".join(c for e in part.find("script", type="application/json") for c in e.children)
    for key, (english, indonesian) in MESSAGES.items():
        for piece in fragments(english):
            assert piece in indonesian or piece not in text and piece not in charts, (path, key, piece)
    for english, indonesian in LABELS.values():
        if len(english.split()) > 1 and english not in indonesian:
            assert not re.search(rf"(?<!\w){re.escape(english)}(?!\w)", text + charts), (path, english)
    prose = re.sub(r"--?[\w-]+|[\w.-]+\.\w+", "", text)
    found = [prose[max(0, m.start() - 50):m.end() + 30] for m in
             re.finditer(r"\b(?:the|of|and|which|with|from|are|is|to|in|for|by|every)\b", prose)]
    assert not found, (path, "English in Indonesian:", found[:8])


def expect_missing(path, part, keys):
    """Just these messages stand above the answer."""
    said = warned(part)
    assert len(said) == len(keys), (path, said)
    for key, line in zip(keys, said):
        pieces = fragments(MESSAGES[key][part.attributes["data-in"] == "id"])
        assert pieces and all(piece in line for piece in pieces), (path, key, line)
