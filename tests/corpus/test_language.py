"""Short texts in the languages of the corpus."""

from __future__ import annotations

import pytest

from training.corpus.article import Article
from training.corpus.language import identify, with_language

from .reports import REPORTS

MORE = {
    "fr": "Le conseil municipal s'est réuni jeudi pour dresser le bilan de l'année écoulée.",
    "es": "El sindicato de maestros se reunió el sábado y entregó doce diplomas a sus socios.",
    "pt": "A câmara municipal reuniu-se ontem e aprovou o plano de trabalho para o próximo ano.",
    "it": "Il consiglio comunale si è riunito martedì per fare il punto sui lavori dell'anno.",
    "nl": "De vrijwillige brandweer kwam zaterdag bijeen en blikte terug op een druk jaar.",
    "pl": "Rada powiatu zebrała się w środę, by podsumować miniony rok i rozdzielić zadania.",
    "uk": "Міська рада зібралася в середу, щоб підбити підсумки року та розподілити завдання.",
    "ro": "Consiliul județean s-a întrunit miercuri pentru a face bilanțul anului trecut.",
    "hu": "A városi tanács szerdán ülésezett, hogy értékelje az elmúlt év munkáját.",
    "tr": "Belediye meclisi çarşamba günü toplanarak geçen yılın çalışmalarını değerlendirdi.",
    "fa": "شورای شهر روز چهارشنبه برای بررسی کارنامهٔ سال گذشته گرد هم آمد.",
    "id": "Dewan kota menggelar rapat pada hari Rabu untuk meninjau pekerjaan tahun lalu.",
    "ja": "市議会は水曜日に会合を開き、この一年の取り組みを振り返った。",
    "ko": "시의회는 수요일 회의를 열어 지난 한 해의 사업을 되돌아보았다.",
}


@pytest.mark.parametrize(("language", "text"), [*REPORTS.items(), *MORE.items()], ids=[*REPORTS, *MORE])
def test_a_sentence_is_enough(language: str, text: str) -> None:
    found, probability = identify(text)
    assert found == language
    assert 0.5 < probability <= 1  # Indonesian is close to Malay; the others are above 0.9


@pytest.mark.parametrize("text", ["", "12. 3. 2024", "…!?"])
def test_without_letters_nothing_can_be_told(text: str) -> None:
    assert identify(text) == ("und", 0.0)


def test_codes_have_two_letters() -> None:
    assert all(len(identify(text[:20])[0]) == 2 for text in REPORTS.values())


def test_only_a_missing_language_is_filled_in() -> None:
    article = Article(id="a", text=REPORTS["cs"], place="x:1")
    assert with_language(article).language == "cs"
    given = Article(id="a", text=REPORTS["cs"], place="x:1", language="sk")
    assert with_language(given) is given
