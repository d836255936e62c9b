"""Tests of worker.article.language: many languages and scripts, and '' where there is too little to go by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.article.pages import LEAD
from worker.article.language import detect_language

SENTENCES = {
    "ar": "قرر المجلس البلدي يوم الثلاثاء إغلاق الجسر القديم لإجراء إصلاحات حتى الربيع.",
    "bg": "Общинският съвет реши във вторник да затвори стария мост за ремонт до пролетта.",
    "bn": "পৌর পরিষদ মঙ্গলবার পুরোনো সেতুটি মেরামতের জন্য বসন্ত পর্যন্ত বন্ধ রাখার সিদ্ধান্ত নিয়েছে।",
    "cs": "Zastupitelstvo v úterý rozhodlo uzavřít starý most kvůli opravám až do jara.",
    "de": "Der Rat von Nordhafen hat am Dienstag beschlossen, die Mauer des Hafens wieder aufzubauen.",
    "el": "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει την παλιά γέφυρα για επισκευές έως την άνοιξη.",
    "en": LEAD,
    "es": "El ayuntamiento decidió el martes cerrar el viejo puente hasta la primavera para repararlo.",
    "fa": "شورای شهر روز سه‌شنبه تصمیم گرفت پل قدیمی را تا بهار برای تعمیر ببندد.",
    "fi": "Kaupunginvaltuusto päätti tiistaina sulkea vanhan sillan korjausten vuoksi kevääseen asti.",
    "fr": "Le conseil municipal a décidé mardi de reconstruire le mur du port détruit par les tempêtes.",
    "he": "מועצת העיר החליטה ביום שלישי לסגור את הגשר הישן לתיקונים עד האביב.",
    "hi": "नगर परिषद ने मंगलवार को पुराने पुल को मरम्मत के लिए वसंत तक बंद करने का फैसला किया।",
    "hu": "A városi tanács kedden úgy döntött, hogy tavaszig lezárja a régi hidat a javítások miatt.",
    "it": "Il consiglio comunale ha deciso martedì di chiudere il vecchio ponte fino alla primavera per lavori.",
    "ja": "市議会は火曜日、古い橋を補修のため来年の春まで閉鎖することを決めた。",
    "ko": "시의회는 화요일 낡은 다리를 보수하기 위해 내년 봄까지 폐쇄하기로 결정했다.",
    "pl": "Rada miasta postanowiła we wtorek zamknąć stary most na czas remontu aż do wiosny.",
    "pt": "A câmara decidiu na terça-feira fechar a ponte velha até à primavera para obras de reparação.",
    "ru": "Городской совет во вторник решил закрыть старый мост на ремонт до весны.",
    "th": "สภาเทศบาลมีมติเมื่อวันอังคารให้ปิดสะพานเก่าเพื่อซ่อมแซมจนถึงฤดูใบไม้ผลิ",
    "tr": "Belediye meclisi salı günü eski köprüyü onarım için ilkbahara kadar kapatma kararı aldı.",
    "uk": "Міська рада у вівторок вирішила закрити старий міст на ремонт до весни.",
    "vi": "Hội đồng thành phố hôm thứ Ba quyết định đóng cửa cây cầu cũ để sửa chữa cho đến mùa xuân.",
    "zh": "中国总理将于下周访问柏林，双方将就贸易和气候问题举行会谈，并签署多项合作协议。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence_tells_the_language(language: str) -> None:
    """Each in its own script or in one that it shares with others."""
    assert detect_language(SENTENCES[language]) == language


@pytest.mark.parametrize("language", ["de", "el", "en", "ru", "uk"])
def test_capitals_are_the_same_language(language: str) -> None:
    """A text printed in capitals throughout is read as one in small letters."""
    assert detect_language(SENTENCES[language].upper()) == language


@pytest.mark.parametrize(
    "prose",
    [
        "",
        " \n\n ",
        "Wall falls",
        "速報",
        "12 34 56 78 90 12 34 56 78 90 12 34 56 78 90 12 34 56",
        "MAY 285 UP 1 JUL 280 UNCH SEP 277 UP 1 DEC -- -- MAR",
    ],
)
def test_what_is_too_short_or_no_language_is_left_open(prose: str) -> None:
    """A wrong language is worse than none: a headline's few words, figures and tables have none."""
    assert detect_language(prose) == ""


def test_paragraphs_make_no_difference() -> None:
    """The opening counts, whether its sentences stand in one paragraph or in several."""
    assert detect_language(SENTENCES["pl"].replace(" ", "\n")) == "pl"


@given(st.text())
def test_any_text_has_a_code_or_none(prose: str) -> None:
    """Whatever a file holds, the answer is two or three small letters, or none."""
    code = detect_language(prose)
    assert code == "" or (code.isalpha() and code.islower() and len(code) in {2, 3})
