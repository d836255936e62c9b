"""The form in which a name is looked up."""

import unicodedata

# Turkish has two letters: 'Haziran' is 'HAZİRAN' in capitals, 'aralık' is 'ARALIK'; many type them without the dots.
_ONE_I = str.maketrans({"ı": "i", "\u0307": None})


def fold_name(name: str) -> str:
    """The same form for a name in whatever case, composed or not.

    `casefold` alone makes two characters of 'İ', and tells 'I' from 'ı'. The result may be longer or shorter than the
    name: it is a key, never a place to count characters in.
    """
    return unicodedata.normalize("NFC", name).casefold().translate(_ONE_I)
