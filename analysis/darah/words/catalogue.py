"""The catalogues of gettext: a file a language, locale/en.po and locale/id.po."""

import gettext
import os
import warnings
from dataclasses import dataclass

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # Babel's own affair
    from babel.messages.pofile import read_po

LANGUAGES = ("id", "en")
FOLDER = os.path.join(os.path.dirname(__file__), "locale")


@dataclass(frozen=True)
class Catalogue:
    """One language: texts of messages by their names, of labels by (kind, id), and which form a number takes."""

    messages: dict  # name: (text, ...), a form of the plural each
    labels: dict    # (kind, id): text
    plural: object  # which form, of a whole number


def _read(code):
    with open(os.path.join(FOLDER, f"{code}.po"), "rb") as file:
        po = read_po(file, locale=code)
    messages, labels = {}, {}
    for message in po:
        if not message.id:
            continue  # the head
        if message.context:
            labels[message.context, message.id] = message.string
        elif message.pluralizable:
            one, many = message.id
            messages[one], messages[many] = tuple(message.string), (message.string[-1],)
        else:
            messages[message.id] = (message.string,)
    return Catalogue(messages, labels, gettext.c2py(po.plural_expr))


CATALOGUES = {code: _read(code) for code in LANGUAGES}
# Both languages side by side, English first: as tests look at them.
MESSAGES = {name: tuple(CATALOGUES[code].messages.get(name, ("",))[0] for code in ("en", "id"))
            for name in CATALOGUES["en"].messages}
LABELS = {key: tuple(CATALOGUES[code].labels.get(key, "") for code in ("en", "id")) for key in CATALOGUES["en"].labels}
