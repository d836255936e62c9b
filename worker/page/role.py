"""What an author is to the outlet: the roles that bylines print beside names."""

import re

_DESK = (
    r"(?:arts|associate|assistant|breaking|business|celebrity|chief|city|consumer|crime|culture|data|defence|defense"
    r"|deputy|digital|diplomatic|economics|education|energy|entertainment|environment|features|finance|financial"
    r"|foreign|general|health|home affairs|investigations|investigative|legal|lifestyle|live|managing|market|media"
    r"|money|national|news|political|politics|religion|royal|science|security|senior|showbiz|social affairs|special"
    r"|sports?|staff|tech|technology|transport|travel|trending|tv|US|UK|weather|world)"
)
# 'Ann Lee Senior Political Correspondent', 'Ann LeeTravel Reporter', 'Ann LeeThe Example Herald'
_ROLE_AFTER_NAME = re.compile(
    rf"(?:\s|(?<=[a-zß-ÿ])(?=[A-Z]))(?:(?i:{_DESK})\s){{0,3}}"
    r"(?i:reporters?|writers?|editors?|correspondents?|contributors?|columnists?|producer|journalist)$"
    r"|(?<=[a-zß-ÿ])(?=The\s[A-Z])[\w ]{4,40}$"
)
_ENDS_OF_A_ROLE = ("porter", "writer", "editor", "correspondent", "contributor", "columnist", "producer", "journalist")
_MOST_WORDS = 4
ROLE = re.compile(
    r"\b(?:reporters?|writers?|editors?|correspondents?|staff|contributors?|columnists?|fellow|bureau|chief|producer|"
    r"director|professor|author|analyst|journalist|photographer|guest|special to|senior|opinion|media|agency|wires?)\b",
    re.IGNORECASE,
)


def without_role(signature: str) -> str:
    """`signature` without the role or outlet that runs on from its name: 'Ann Lee' of 'Ann Lee Travel Reporter'."""
    if signature.rstrip("sS").casefold().endswith(_ENDS_OF_A_ROLE) or "The " in signature:
        return _ROLE_AFTER_NAME.sub("", signature)
    return signature


def is_role(line: str) -> bool:
    """Whether `line` is nothing but a role: 'Journalist', 'Senior Political Correspondent'."""
    return len(line.split()) <= _MOST_WORDS and line.rstrip("sS").casefold().endswith(_ENDS_OF_A_ROLE)
