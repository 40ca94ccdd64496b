"""What the report says, in English and in Indonesian, and how each language writes numbers.

A message is looked up by its key in the catalogues beside this, a label by what the results file or `darah compare` calls it.
Each row of a catalogue has its English text, then its Indonesian one.
"""

from .labels import LABELS
from .language import CATALOGUES, LANGUAGES, MESSAGES, NAMES, Words

__all__ = ["CATALOGUES", "LABELS", "LANGUAGES", "MESSAGES", "NAMES", "Words"]
