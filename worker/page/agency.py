"""News agencies: the forms in which they sign, and the short names under which their copy is filed."""

import re

from worker.page.wording import fold_name, one_of

# Short name: the longer forms that stand in datelines, bylines, credits and copyright lines.
FORMS: dict[str, tuple[str, ...]] = {
    "AP": ("The Associated Press", "Associated Press"),
    "Reuters": ("Thomson Reuters", "Thomson/Reuters", "Reuter", "ロイター", "路透社", "路透", "로이터", "Рейтер"),
    "AFP": ("Agence France-Presse", "Agence France Presse", "法新社"),
    "UPI": ("United Press International",),
    "Bloomberg": ("Bloomberg News",),
    "PA": ("The Press Association", "Press Association", "PA Media"),
    "dpa": ("Deutsche Presse-Agentur",),
    "Kyodo": ("Kyodo News", "共同通信", "共同社", "共同"),
    "Jiji": ("Jiji Press", "時事通信", "時事"),
    "Xinhua": ("Xinhua News Agency", "新华社", "新華社"),
    "ANSA": (),
    "EFE": ("Agencia EFE",),
    "TASS": ("ITAR-TASS", "ТАСС"),
    "RIA Novosti": ("РИА Новости",),
    "Interfax": ("Интерфакс",),
    "Yonhap": ("Yonhap News Agency", "연합뉴스"),
    "Anadolu": ("Anadolu Agency",),
    "PTI": ("Press Trust of India",),
    "IANS": ("Indo-Asian News Service",),
    "AAP": ("Australian Associated Press",),
    "CP": ("The Canadian Press", "Canadian Press", "La Presse canadienne"),
    "APA": ("Austria Presse Agentur",),
    "Bernama": (),
    "Belga": (),
    "ANP": (),
    "NTB": (),
    "Ritzau": (),
    "Lusa": ("Agência Lusa",),
    "Europa Press": (),
    "Keystone-SDA": ("SDA",),
    "ANI": ("Asian News International",),
    "Antara": ("Antara News",),
    "Adnkronos": (),
    "CNN": ("CNN NewSource",),
    "CNN Wire": ("CNN Wires",),
    "McClatchy": ("McClatchy Washington Bureau", "McClatchy Newspapers", "MCT"),
    "Tribune News Service": ("Tribune Washington Bureau", "Tribune Content Agency", "TNS"),
    "Washington Post": ("The Washington Post", "Washington Post News Service"),
    "New York Times News Service": (
        "NYT News Service",
        "N.Y. Times News Service",
        "The New York Times",
        "New York Times",
    ),
    "Knight Ridder": ("Knight Ridder Newspapers",),
    "Scripps Howard News Service": (),
    "Gannett News Service": (),
    "Dow Jones": ("Dow Jones Newswires",),
    "PR Newswire": ("PRNewswire",),
    "Business Wire": (),
    "GlobeNewswire": (),
}
# Papers, which also put their names on their own pages: only a byline tells that they supplied a story.
PAPERS = frozenset({"Washington Post", "New York Times News Service", "Dow Jones"})
SHORT_NAMES = {fold_name(form): short for short, forms in FORMS.items() for form in (short, *forms)}


# A short name in capitals is a word of its own, so written ('AP', not 'ap' or 'PAPA'); a long one may be glued.
_ALL_FORMS = [form for short, forms in FORMS.items() for form in (short, *forms)]
_CAPITALS = [form for form in _ALL_FORMS if len(form) <= 4 and form.isascii()]
_LONG = [form.casefold() for form in _ALL_FORMS if form not in _CAPITALS]
# Some sites print 'Ann Lee, Ap Business Writer'.
_AP_STAFF = r"Ap(?=\s(?:\w{1,20}\s){0,3}(?:Writer|Reporter|Correspondent|Editor)s?\b)"
AGENCY = rf"(?:(?i:{one_of(_LONG)})|(?<![^\W_])(?:{one_of(_CAPITALS)}|{_AP_STAFF}))(?![^\W_])"
_NAMED = re.compile(AGENCY)
_LONGEST_NAMES = 60
_IN_TOWN = re.compile(r" in [A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2}$")
_PARTS = re.compile(r"[/,;|]")


def short_name(form: str) -> str:
    """The short name of the agency called `form`, in whatever case; '' for any other name."""
    return SHORT_NAMES.get(fold_name(form.strip(" .*/")), "")


def first_agency(parts: str) -> str:
    """The first agency among names set apart by strokes or commas, as in '(dpa/bb)', '(AP, Reuters)'.

    A desk may follow the name, as in '(Reuters Health)', but no photographer may stand before it.
    """
    openings = [_NAMED.match(part.strip()) for part in _PARTS.split(parts)]
    return next((short_name(opening.group()) for opening in openings if opening), "")


def agency_alone(line: str) -> str:
    """The first agency of a line of nothing but agencies, as 'AFP, Kyodo' or 'Reuters in Oslo'; '' for any other."""
    if len(line) > _LONGEST_NAMES:
        return ""
    names = [short_name(part) for part in _PARTS.split(_IN_TOWN.sub("", line))]
    return names[0] if all(names) else ""


def agency_named_in(line: str) -> str:
    """The first agency whose name stands anywhere in `line`; '' without one."""
    found = _NAMED.search(line)
    return short_name(found.group()) if found else ""
