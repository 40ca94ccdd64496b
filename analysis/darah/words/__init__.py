"""What the report says, in English and in Indonesian, and how each language writes numbers.

A message is looked up by its name in the catalogues of locale/, a label by its kind and the id that the results file or
`darah compare` gives it. Texts in any language stand in the catalogues alone.
"""

from .catalogue import LABELS, LANGUAGES, MESSAGES
from .language import NAMES, Words

__all__ = ["LABELS", "LANGUAGES", "MESSAGES", "NAMES", "Words"]
