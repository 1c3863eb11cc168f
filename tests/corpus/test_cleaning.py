"""What a crawl leaves behind goes, in every script; what a reporter wrote stays."""

from __future__ import annotations

import random
import time

import pytest

from training.corpus.cleaning import clean, find_residue

from .reports import REPORTS

RESIDUE: dict[str, list[tuple[str, str]]] = {
    "photo credit": [
        ("en", "The crew on the harbour steps. - Photo: M. Oake"),
        ("en", "News and photos: L. Tarn"),
        ("de", "Die Geehrten mit Landrat Voss (Foto: Kreisbote)"),
        ("cs", "Starostka předává klíče od cisterny - Foto: LN"),
        ("he", "צוות בית החולים בטקס. צילום: רוני אלמוג"),
        ("vi", "Ảnh: Các đại biểu biểu quyết. - Ảnh: TH"),
        ("fr", "Photo : Antoine Lormel"),
        ("es", "Los premiados en el salón de actos. Foto: R. Vidal"),
        ("pt", "Foto: Divulgação"),
        ("it", "Foto: archivio comunale"),
        ("nl", "De vrijwilligers bij de kazerne. Foto: Gemeente Oudwaard"),
        ("pl", "Fot. Dawid Bielik"),
        ("uk", "Фото: пресслужба міськради"),
        ("ru", "Директор вручает грамоты. Фото: Пётр Озеров"),
        ("ro", "Foto: Primăria Valea Lungă"),
        ("hu", "Hír és kép: Szabó Lili"),
        ("tr", "Fotoğraf: Seda Korkmaz"),
        ("ar", "تصوير: سامر الخطيب"),
        ("fa", "عکس: مریم آزاده"),
        ("hi", "फोटो: जनसंपर्क कार्यालय"),
        ("id", "Foto: Humas Kabupaten"),
        ("ja", "【写真】感謝状を手にする会長"),
        ("ja", "写真=記念撮影に応じる受賞者"),
        ("ko", "[사진] 상을 받는 조합원들. 가온신문 제공"),
        ("zh", "图为表彰大会现场。 本报记者 李青 摄"),
        ("zh", "图/青河日报"),
        ("th", "ภาพ: ประธานมอบเกียรติบัตร - ภาพ: กิตติ ส."),
    ],
    "source": [
        ("en", "Source: Press office of the council"),
        ("en", "Source: https://example.org/a?b=" + "c" * 200),
        ("de", "Quelle: Stadtverwaltung"),
        ("cs", "Zdroj"),
        ("he", "מקור: לשכת הדובר"),
        ("vi", "Nguồn: Văn phòng UBND tỉnh"),
        ("es", "Fuente: Oficina de prensa"),
        ("pt", "Fonte: Assessoria"),
        ("nl", "Bron: persdienst"),
        ("pl", "Źródło: Biuro prasowe"),
        ("uk", "Джерело: сайт громади"),
        ("ru", "Источник: пресс-служба завода"),
        ("ro", "Sursa: Biroul de presă"),
        ("hu", "Forrás: sajtóiroda"),
        ("tr", "Kaynak: Basın Müdürlüğü"),
        ("ar", "المصدر: مكتب الإعلام"),
        ("fa", "منبع: روابط عمومی"),
        ("hi", "स्रोत: सूचना विभाग"),
        ("id", "Sumber: Humas"),
        ("ja", "出典:市広報課"),
        ("ko", "출처: 시청 공보실"),
        ("zh", "来源：县融媒体中心"),
        ("th", "ที่มา : https://example.org/news/1"),
    ],
    "comments or buttons": [
        ("en", "Share | Print | Comment (0)"),
        ("de", "Kommentare (14)"),
        ("cs", "Komentář (0)"),
        ("he", "תגובות (37) | שתפו | הדפיסו"),
        ("vi", "Chia sẻ | In bài viết | Bình luận (0)"),
        ("fr", "Partager – Imprimer – Envoyer l'article"),
        ("es", "Compartir · Imprimir · Comentarios (4)"),
        ("pt", "Partilhar | Imprimir | Comentários (57)"),
        ("it", "Condividi | Stampa"),
        ("nl", "Reageer (37) | Deel dit artikel"),
        ("pl", "Udostępnij"),
        ("uk", "Коментарі (2)"),
        ("ru", "Распечатать | Отправить другу"),
        ("ro", "Distribuie | Tipărește"),
        ("hu", "Hozzászólás (0)"),
        ("tr", "Yorumlar (0) | Yazdır | Paylaş"),
        ("ar", "طباعة | مشاركة"),
        ("fa", "نظرها: ۲ | چاپ خبر"),
        ("hi", "टिप्पणी (०) | शेयर करें"),
        ("id", "Komentar (41) | Bagikan"),
        ("ja", "コメント(3) いいね!(120)"),
        ("ko", "댓글 0"),
        ("zh", "评论(0)分享"),
        ("zh", "【打印】【关闭】"),
        ("th", "แชร์ข่าวนี้ | ความคิดเห็น (27)"),
    ],
    "read also": [
        ("en", "Read also: Bridge closes for the third time"),
        ("de", "Lesen Sie auch: Falscher Dachdecker gefasst"),
        ("cs", "Čtěte také: Kdo jí, co jí"),
        ("vi", "Xem thêm: Danh mục nghị quyết"),
        ("ar", "اقرأ أيضاً: ما الذي تغيّر في القانون؟"),
        ("zh", "相关阅读:事故调查报告公布"),
        ("ru", "Читайте также: Мост закрыт"),
        ("ja", "関連記事：橋の架け替え終わる"),
        ("en", "https://example.org/news/17"),
        ("th", "พิมพ์ | แชร์ | ข่าวที่เกี่ยวข้อง: ระบบยื่นคำร้อง"),
    ],
    "tags": [
        ("en", "Tags: salt, harbour, awards"),
        ("id", "Tag: beras, gudang"),
        ("fa", "برچسب‌ها: همایش، بودجه"),
        ("he", "מילות מפתח: תביעה; ועידה"),
        ("th", "#เทศบาล #น้ำท่วม"),
    ],
    "editor or agency": [
        ("de", "(lno/mb)"),
        ("ar", "(ش.ن)"),
        ("vi", "Theo TTXVN"),
        ("fr", "pad/cm"),
        ("zh", "编辑：小葵"),
        ("zh", "(本报特约记者 戈岩 通讯员 洪小庆)"),
    ],
    "copyright": [("en", "© 2023 The Harbour Gazette. All rights reserved.")],
}

WRITTEN = [
    "The source of the water is a spring above the village.",
    "Sources of income, the treasurer said, had been few.",
    "Share prices of the cooperative fell after the meeting.",
    "Related-party contracts were reviewed by the committee.",
    "Copyright law was the third item on the agenda.",
    "Imagine: a town where every tap works.",
    "A clear picture: burglary fell by nine per cent.",
    "On the wall behind the speaker hung a photo: the first crew, in 1951.",
    "Topics: budget, roads and the award ceremony.",
    "Comments by the public were heard for two hours.",
    "Print runs of both newspapers fell.",
    "In 2024",
    "3",
    "Top 10",
    "Tag: Montag, 12. Mai, 18 Uhr",
    "Deel 1",
    "Aufnahme: 12 neue Mitglieder",
    "Das Bild der Wehr hat sich gewandelt: Jede dritte Kraft ist eine Frau.",
    "Zdroje financování schválilo zastupitelstvo jednomyslně.",
    "Foto soutěž vyhlásí knihovna na podzim.",
    "Crédito: 5 millones para las cooperativas",
    "Nguồn nước sạch được ưu tiên cho ba xã vùng cao.",
    "Ảnh hưởng của bão số 3 khiến hai xã bị cô lập.",
    "Theo báo cáo, sản lượng tăng 12%.",
    "Theo chân người Dao vào rừng đón Tết",
    "По теме: доклад о бюджете",
    "Источник воды нашли у самой деревни.",
    "Фото на документы теперь делают в том же зале.",
    "来源于群众的意见共三百条。",
    "评论员认为，会议务实。",
    "全片由李明拍摄。",
    "记者：今年的重点是什么？",
    "ソース：トマト、玉ねぎ、にんにく",
    "写真展は来月まで開かれる。",
    "사진전은 다음 달까지 열린다.",
    "مصدر المياه بئر في أعلى القرية.",
    "صورة القرية تغيرت خلال عام واحد.",
    "מקור המים הוא מעיין שמעל הכפר.",
    "स्रोत का पानी अब हर घर तक पहुँचता है।",
    "ภาพรวมของงานปีนี้ดีขึ้นกว่าเดิม",
    "-----",
    "(一) 六月底前完成登记;",
    "– odboru dopravy rozmístit třináct nádob, T: 4. 11.;",
    "He asked: who prints the ballots?",
]


@pytest.mark.parametrize(
    ("why", "line"), [(why, line) for why, lines in RESIDUE.items() for _, line in lines], ids=lambda value: value[:30]
)
def test_residue_is_named(why: str, line: str) -> None:
    assert find_residue(line) == why
    assert find_residue(f"\u200f  {line}\t") == why


@pytest.mark.parametrize("line", [*WRITTEN, *REPORTS.values()], ids=lambda line: line[:30])
def test_what_a_reporter_wrote_stays(line: str) -> None:
    assert find_residue(line) is None


def test_a_paragraph_may_end_with_a_credit() -> None:
    assert find_residue("The council met. " * 30 + "(Photo: M. Oake)") is None


def test_what_is_removed_can_be_seen() -> None:
    text = f"{REPORTS['cs']}\n\nStarostka předává klíče - Foto: LN\n{REPORTS['de']}\nZdroj\nKomentář (0)"
    cleaned = clean(text)
    assert cleaned.text == f"{REPORTS['cs']}\n\n{REPORTS['de']}"
    assert [(line.line_number, line.text, line.why) for line in cleaned.removed] == [
        (3, "Starostka předává klíče - Foto: LN", "photo credit"),
        (5, "Zdroj", "source"),
        (6, "Komentář (0)", "comments or buttons"),
    ]


def test_every_line_is_kept_or_removed_and_a_second_time_changes_nothing() -> None:
    lines = [line for found in RESIDUE.values() for _, line in found] + WRITTEN + list(REPORTS.values()) + ["", "  "]
    rng = random.Random(7)
    for _ in range(50):
        chosen = rng.choices(lines, k=rng.randrange(1, 12))
        cleaned = clean("\n".join(chosen))
        removed = {line.line_number: line.text for line in cleaned.removed}
        kept = [line for number, line in enumerate(chosen, start=1) if number not in removed]
        assert "\n".join(kept) == cleaned.text
        assert all(chosen[number - 1] == text for number, text in removed.items())
        assert clean(cleaned.text).text == cleaned.text


def test_a_text_that_is_all_residue_is_kept() -> None:
    text = "Foto: LN\n\nZdroj"
    assert clean(text).text == text
    assert clean(text).removed == ()


@pytest.mark.parametrize(
    "line", ["いいね!" * 99 + "x", "#a" * 190 + " x", "share " * 60 + "x", "(" * 399, "댓글3" * 130 + "x"]
)
def test_no_line_takes_long(line: str) -> None:
    start = time.perf_counter()
    assert find_residue(line) is None
    assert time.perf_counter() - start < 1
