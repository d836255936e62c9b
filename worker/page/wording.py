"""Names and words as they are looked for: patterns of many, and the form in which one is looked up."""

import re
import unicodedata
from collections.abc import Iterable

# Turkish has two letters: 'Haziran' is 'HAZİRAN' in capitals, 'aralık' is 'ARALIK'. Patterns that ignore case take them
# for one, as does whoever types without them.
_ONE_I = str.maketrans({"ı": "i", "\u0307": None})


def fold_name(name: str) -> str:
    """The form in which a name is looked up: the same for all that a pattern which ignores case takes for it.

    `casefold` alone makes two characters of 'İ', and tells 'I' from 'ı'. The result may be longer or shorter than the
    name: it is a key, never a place to count characters in.
    """
    return unicodedata.normalize("NFC", name).casefold().translate(_ONE_I)


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of `words`, the longer before the shorter, as '(?=[jm])(?:m(?:arch|ay)|j(?:une))'.

    Those with the same initial are tried together, and none where no initial stands: nearly everywhere.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    groups = [f"{initial}(?:{'|'.join(rest)})" for initial, rest in rests.items()]
    return f"(?=[{''.join(rests)}])(?:{'|'.join(groups)})"
