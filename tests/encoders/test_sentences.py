from __future__ import annotations

import pytest

from training.encoders.sentences import make_chunks, split_sentences

TEXTS = {
    "ar": "اجتمع المجلس اليوم. هل انتهى العمل؟ نعم!",
    "zh": "会议今天召开。大家鼓掌！工作完成了吗？",
    "cs": "Rada zasedala. Kdo přišel? Všichni!",
    "he": "המועצה התכנסה היום. מי הגיע? כולם!",
    "hi": "बैठक आज हुई। कौन आया? सब लोग।",
    "ru": "Совет заседал. Кто пришёл? Все!",
    "th": "สภาประชุมวันนี้\nใครมาบ้าง\nทุกคน",
    "vi": "Hội đồng họp hôm nay. Ai đến? Tất cả!",
}


def words(text: str) -> int:
    return len(text.split())


def letters(text: str) -> int:
    return len(text)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", TEXTS)
def test_three_sentences_in_every_script(language: str) -> None:
    sentences = split_sentences(TEXTS[language], language)
    assert len(sentences) == 3
    assert squeezed("".join(sentences)) == squeezed(TEXTS[language])


def test_a_line_end_ends_a_sentence_and_blank_lines_are_nothing() -> None:
    assert split_sentences("a headline\n\n  the text \r\n", None) == ["a headline", "the text"]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("limit", [1, 5, 12])
@pytest.mark.parametrize("unit", ["sentence", "window"])
def test_no_chunk_is_over_the_limit_and_no_letter_is_lost(language: str, limit: int, unit: str) -> None:
    chunks = make_chunks(split_sentences(TEXTS[language], language), unit=unit, limit=limit, count=letters)  # type: ignore[arg-type]
    assert max(map(letters, chunks)) <= limit
    assert squeezed("".join(chunks)) == squeezed(TEXTS[language])


def test_windows_pack_whole_sentences() -> None:
    chunks = make_chunks(["a b", "c d", "e f g", "h"], unit="window", limit=4, count=words)
    assert chunks == ["a b c d", "e f g h"]


def test_without_a_limit_a_window_is_everything_and_sentences_stay() -> None:
    assert make_chunks(["a b", "c"], unit="window", limit=None, count=words) == ["a b c"]
    assert make_chunks(["a b", "c"], unit="sentence", limit=None, count=words) == ["a b", "c"]


def test_nothing_makes_no_chunks() -> None:
    assert make_chunks(split_sentences(" \n ", "en"), unit="window", limit=3, count=words) == []
