"""The languages of the bundled encoder and the codes other sources use for them."""

from __future__ import annotations

LANGUAGES = "en de cs he vi fr es pt it nl pl uk ru ro hu tr ar fa hi id ja ko zh th".split()
TEACHER_LANGUAGES = frozenset("ar zh en fr de it ja ko nl pl pt es th tr ru".split())

ISO3 = {
    "eng": "en", "deu": "de", "ces": "cs", "heb": "he", "vie": "vi", "fra": "fr", "spa": "es",
    "por": "pt", "ita": "it", "nld": "nl", "pol": "pl", "ukr": "uk", "rus": "ru", "ron": "ro",
    "hun": "hu", "tur": "tr", "ara": "ar", "arb": "ar", "fas": "fa", "pes": "fa", "hin": "hi",
    "ind": "id", "jpn": "ja", "kor": "ko", "zho": "zh", "cmn": "zh", "tha": "th", "rom": "ro",
}  # fmt: skip

CATALOGUE_CODES = {
    "pt_BR": "pt", "zh_CN": "zh", "zh_TW": "zh", "zh_Hans": "zh", "zh_Hant": "zh", "iw": "he",
    "in": "id", "de_DE": "de", "cs_CZ": "cs", "he_IL": "he", "vi_VN": "vi", "fr_FR": "fr",
    "es_ES": "es", "pt_PT": "pt", "it_IT": "it", "nl_NL": "nl", "pl_PL": "pl", "uk_UA": "uk",
    "ru_RU": "ru", "ro_RO": "ro", "hu_HU": "hu", "tr_TR": "tr", "fa_IR": "fa", "hi_IN": "hi",
    "id_ID": "id", "ja_JP": "ja", "ko_KR": "ko", "th_TH": "th", "zh-hans": "zh", "zh-hant": "zh",
    "pt-br": "pt", "zh-CN": "zh", "zh-TW": "zh", "pt-BR": "pt",
}  # fmt: skip

SCRIPTS = {
    "he": "HEBREW", "ar": "ARABIC", "fa": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC",
    "hi": "DEVANAGARI", "ja": "CJK HIRAGANA KATAKANA", "ko": "HANGUL", "zh": "CJK", "th": "THAI",
}  # fmt: skip


def language_of(code: str) -> str | None:
    """Return our two-letter code for a catalogue's or data set's code, or None."""
    short = CATALOGUE_CODES.get(code) or ISO3.get(code.split("_")[0]) or code
    return short if short in LANGUAGES else None
