"""What the columns of an unknown table hold, seen from their names and values."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from training.corpus.cells import is_blank

LONGEST_LABEL = 60  # characters
MOST_LABELS = 50
ROWS_A_LABEL = 3  # at least, on average; a column with fewer holds names or sentences
SEPARATORS = ("|", ";", ",", "、", "，", "/")
NUMBER = re.compile(r"[\d\s.,:/+\-−–TZ%]+")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")

# Names that people give to columns, in some languages; compared without case, spaces and marks.
NAMES: Mapping[str, str] = {
    "text": "text|body|content|article|fulltext|report|story|texto|texte|testo|inhalt|tekst|текст|内容|正文|本文|내용|"
    "نص|النص|טקסט|nộidung|เนื้อหา|पाठ|metin|szöveg|isi",
    "title": "title|headline|heading|titel|titre|título|titulo|titolo|tytuł|nadpis|заголовок|标题|標題|見出し|제목|"
    "عنوان|العنوان|כותרת|tiêuđề|หัวข้อ|शीर्षक|başlık|cím|judul",
    "id": "id|uid|uuid|guid|articleid|docid|documentid|key|number|no|url|link|nr|číslo|номер|编号|번호|mãsố|kimlik",
    "language": "language|lang|sprache|langue|idioma|lingua|jazyk|język|язык|мова|语言|語言|言語|언어|لغة|اللغة|שפה|"
    "ngônngữ|ภาษา|भाषा|dil|nyelv|bahasa",
    "event": "event|eventid|cluster|clusterid|storyid|group|groupid|duplicateof|событие|事件|sựkiện|událost|ereignis",
    "source": "source|publisher|outlet|site|domain|author|byline|quelle|fonte|fuente|zdroj|источник|来源|來源|出典|"
    "출처|المصدر|מקור|nguồn|แหล่งที่มา|स्रोत|kaynak|forrás|sumber",
    "date": "date|datetime|published|publishedat|time|timestamp|created|datum|fecha|data|дата|日期|日付|날짜|تاريخ|"
    "תאריך|ngày|วันที่|तारीख|tarih|dátum|tanggal",
}
LABEL_NAMES = "label|labels|class|category|target|topic|tag|tags|y|kategorie|categoría|категория|类别|标签|nhãn"


@dataclass(slots=True)
class Column:
    """What was seen of a column.

    :ivar values: how often each short value was seen; a list is a tuple.
    :ivar kinds: names of the types of cells that are not blank.
    :ivar characters: of all strings together.
    """

    name: str
    values: Counter[str | tuple[str, ...]] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)
    filled: int = 0
    long: int = 0
    characters: int = 0

    def add(self, value: Any) -> None:
        """Take one more cell."""
        if is_blank(value):
            return
        self.filled += 1
        self.kinds.add(type(value).__name__)
        if isinstance(value, list):
            self.values[tuple(str(one).strip() for one in value)] += 1
            return
        text = str(value).strip()
        self.characters += len(text) if isinstance(value, str) else 0
        if len(text) > 4 * LONGEST_LABEL:
            self.long += 1
        else:
            self.values[text] += 1

    @property
    def length(self) -> float:
        """Mean characters of a string; 0 where there is none."""
        return self.characters / self.filled if self.filled else 0.0

    @property
    def unique(self) -> bool:
        """Whether no value was seen twice."""
        return self.filled == len(self.values) > 0

    @property
    def numeric(self) -> bool:
        """Whether the values are numbers, dates or times."""
        return bool(self.values) and all(isinstance(v, str) and NUMBER.fullmatch(v) for v in self.values)


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """A column that looks like labels.

    :ivar separator: between the labels of one cell; None for a single task, for lists, and if no cell has two.
    :ivar labels: with the number of rows that have them, most frequent first.
    """

    column: str
    multi: bool
    separator: str | None
    labels: Mapping[str, int]


def profile_columns(rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Column], int]:
    """Look at every cell; the columns in the order they come, and the number of rows."""
    columns: dict[str, Column] = {}
    number = 0
    for values in rows:
        number += 1
        for name, value in values.items():
            columns.setdefault(name, Column(name)).add(value)
    return columns, number


def guess_roles(columns: Mapping[str, Column], rows: int) -> dict[str, str]:
    """Role to column, for ``text`` and what else is found of :data:`NAMES`; empty if no column has texts."""
    text = _guess_text(list(columns.values()))
    if text is None:
        return {}
    roles = {"text": text.name}
    for role in NAMES:
        free = [column for column in columns.values() if column.name not in roles.values()]
        if role not in roles and (found := _guess_role(role, free, rows)):
            roles[role] = found.name
    return roles


def guess_labels(column: Column, rows: int) -> LabelColumn | str:
    """Read a column as labels, or say why it is not one."""
    if not column.filled:
        return "empty"
    if column.kinds == {"list"}:
        return _count_parts(column, None)
    if column.kinds != {"str"}:
        return f"holds {', '.join(sorted(column.kinds))}, labels are words; write them as text to use them"
    if column.numeric and not _is_named(column, LABEL_NAMES):
        return "numbers or dates"
    if any(isinstance(value, str) and value.startswith("[") for value in column.values):
        return "lists written as text; part the labels with a sign such as |"
    if separator := _guess_separator(column):
        return _count_parts(column, separator)
    return _read_whole(column, rows)


def _read_whole(column: Column, rows: int) -> LabelColumn | str:
    """One label a cell; with blank cells, none or one, as a single task has exactly one."""
    counts = {str(value): count for value, count in column.values.most_common()}
    if column.long or any(len(value) > LONGEST_LABEL for value in counts):
        return "values too long for labels"
    if not 2 <= len(counts) <= MOST_LABELS or len(counts) * ROWS_A_LABEL > column.filled:
        return f"{len(counts):,} different values in {column.filled:,} rows; 2 to {MOST_LABELS} expected"
    return LabelColumn(column.name, column.filled < rows, None, _rank(counts))


def _count_parts(column: Column, separator: str | None) -> LabelColumn | str:
    counts: Counter[str] = Counter()
    for value, count in column.values.items():
        counts.update(dict.fromkeys(_split(value, separator), count))
    if not 1 <= len(counts) <= MOST_LABELS or len(counts) * ROWS_A_LABEL > column.filled:
        return f"{len(counts):,} different labels in {column.filled:,} rows; up to {MOST_LABELS} expected"
    return LabelColumn(column.name, True, separator, _rank(counts))


def _guess_separator(column: Column) -> str | None:
    """The sign that takes values apart into fewer different parts; None if there is no such."""
    for separator in SEPARATORS:
        several = [value for value in column.values if len(_split(value, separator)) > 1]
        wholes = Counter(part for value in column.values for part in _split(value, separator))
        shared = any(count > 1 for count in wholes.values())
        short = all(len(part) <= LONGEST_LABEL for part in wholes)
        if several and shared and short and len(wholes) <= min(MOST_LABELS, len(column.values)) and not column.long:
            return separator
    return None


def _split(value: str | tuple[str, ...], separator: str | None) -> list[str]:
    parts = value.split(separator) if isinstance(value, str) else value
    return [part.strip() for part in parts if part.strip()]


def _guess_text(columns: Sequence[Column]) -> Column | None:
    """The longest strings; a column named like a text wins over one up to twice as long."""
    strings = [column for column in columns if column.kinds == {"str"} and not column.numeric]
    longest = max((column.length for column in strings), default=0.0)
    named = [c for c in strings if _is_named(c, NAMES["text"]) and c.length * 2 >= longest]
    found = max(named or strings, key=lambda column: column.length, default=None)
    return found if found and found.length >= LONGEST_LABEL / 3 else None


def _guess_role(role: str, columns: Sequence[Column], rows: int) -> Column | None:
    named = [column for column in columns if _is_named(column, NAMES[role]) and column.filled]
    match role:
        case "id":
            plain = [
                c for c in columns if c.unique and c.filled == rows and c.length <= LONGEST_LABEL and not c.numeric
            ]
            spaceless = [c for c in plain if not any(" " in str(value) for value in c.values)]
            return next((c for c in named if c.unique and c.filled == rows), None) or next(iter(spaceless), None)
        case "language":
            return next((c for c in named if all(LANGUAGE_TAG.fullmatch(str(v)) for v in c.values)), None)
        case "event":
            return next((c for c in named if len(c.values) * ROWS_A_LABEL > c.filled), None)
        case _:
            return next(iter(named), None)


def _is_named(column: Column, names: str) -> bool:
    return _fold(column.name) in {_fold(name) for name in names.split("|")}


def _fold(name: str) -> str:
    """Letters and digits only; some scripts' vowel signs go too, on both sides alike."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", name).casefold())


def _rank(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
