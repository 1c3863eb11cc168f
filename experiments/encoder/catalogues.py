"""Message catalogues of programs: gettext, Qt, MediaWiki, Android."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from cleaning import Pair, clean
from languages import language_of


def read_catalogue(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (message, translation) of a compiled gettext catalogue."""
    data = path.read_bytes()
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    count, ids, texts = struct.unpack(order + "III", data[8:20])
    for i in range(count):
        parts = []
        for table in (ids, texts):
            size, at = struct.unpack_from(order + "II", data, table + 8 * i)
            parts.append(data[at : at + size].decode("utf-8", "replace"))
        message = parts[0].split("\x04")[-1].split("\x00")[0]
        yield message, parts[1].split("\x00")[0]


def from_catalogues(root: Path) -> Iterator[Pair]:
    """Read every ``LC_MESSAGES/*.mo`` below the folder of unpacked packages."""
    for path in sorted(root.rglob("*.mo")):
        folder = path.parent.parent.name if path.parent.name == "LC_MESSAGES" else path.parent.name
        language = language_of(folder)
        if language is None or path.is_symlink():
            continue
        for message, text in read_catalogue(path):
            if message:
                yield f"mo:{path.stem}", language, clean(message), clean(text)


def qm_fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk the tagged fields of one section of Qt messages."""
    at = 0
    while at < len(data):
        tag = data[at]
        at += 1
        if tag in (2, 3, 4, 6, 7, 8):
            size = int.from_bytes(data[at : at + 4], "big")
            size = 0 if size == 0xFFFFFFFF else size
            at += 4
            yield tag, data[at : at + size]
            at += size
        elif tag == 5:
            at += 4
        else:
            yield 1, b""


def read_qm(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (source, translation) of a compiled Qt catalogue."""
    data, at = path.read_bytes(), 16
    while at + 5 <= len(data):
        tag, size = data[at], int.from_bytes(data[at + 1 : at + 5], "big")
        if tag == 0x69:
            yield from qm_messages(data[at + 5 : at + 5 + size])
        at += 5 + size


def qm_messages(section: bytes) -> Iterator[tuple[str, str]]:
    """Join the fields of each message into a pair."""
    target = source = ""
    for tag, value in qm_fields(section):
        if tag == 1:
            if source and target:
                yield source, target
            target = source = ""
        elif tag == 3 and not target:
            target = value.decode("utf-16-be", "replace")
        elif tag == 6:
            source = value.decode("utf-8", "replace")


def from_qt(root: Path) -> Iterator[Pair]:
    """Read Qt catalogues, whose language stands at the end of the file name or is the name."""
    for path in sorted(root.rglob("*.qm")):
        found = re.search(r"(?:^|_)([a-z]{2}(?:_[A-Z]{2})?)$", path.stem)
        language = language_of(found.group(1)) if found else None
        if language:
            for message, text in read_qm(path):
                yield f"qm:{path.parent.name}", language, clean(message), clean(text)


def from_mediawiki(root: Path) -> Iterator[Pair]:
    """Pair the messages of MediaWiki and its extensions by their keys."""
    for path in sorted(root.rglob("i18n/en.json")) + sorted(root.rglob("i18n/*/en.json")):
        english = json.loads(path.read_text("utf-8"))
        for other in sorted(path.parent.glob("*.json")):
            language = language_of(other.stem)
            if language is None or language == "en":
                continue
            for name, text in json.loads(other.read_text("utf-8")).items():
                if isinstance(text, str) and isinstance(english.get(name), str):
                    yield "mediawiki", language, clean(english[name]), clean(text)


def read_android(path: Path) -> dict[str, str]:
    """Return the strings of an Android resource file by name; whatever is not XML has none."""
    try:
        nodes = ElementTree.parse(path).iter("string")
    except ElementTree.ParseError:
        return {}
    return {node.get("name", ""): "".join(node.itertext()).strip('"').replace("\\'", "'") for node in nodes}


def from_android(root: Path) -> Iterator[Pair]:
    """Pair the strings of Android programs by their names: ``values-xx`` beside ``values``."""
    for path in sorted(root.rglob("res/values/*strings*.xml")):
        english = read_android(path)
        for other in sorted(path.parent.parent.glob(f"values-*/{path.name}")):
            language = language_of(other.parent.name.removeprefix("values-").replace("-r", "_"))
            for name, text in read_android(other).items() if language else ():
                if name in english:
                    yield "android", str(language), clean(english[name]), clean(text)
