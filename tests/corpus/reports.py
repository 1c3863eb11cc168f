"""Reports in ten languages, written for these tests; people and places are invented."""

from __future__ import annotations

REPORTS: dict[str, str] = {
    "en": "The harbour council met on Monday to look back on the year. Ferries carried more people than ever before.",
    "de": "Der Kreisfeuerwehrverband zog am Samstag Bilanz. Neun Mitglieder erhielten das silberne Ehrenzeichen.",
    "cs": "Zastupitelé obce Lipová se ve středu sešli nad rozpočtem. Starostka uložila odborům připravit plán oprav.",
    "vi": "Sáng 4/1, Công đoàn tỉnh Hà Lĩnh họp tổng kết công tác năm qua. Nhiều tập thể được tặng bằng khen.",
    "ru": "В среду правление завода «Северный луч» подвело итоги года. Лучшим бригадам вручили почётные грамоты.",
    "zh": "周二，青河县召开教育工作会议，总结去年工作。会议要求各校抓好新学期安全检查，并表彰了优秀教师。",
    "ar": "عقد مجلس بلدية وادي النور اجتماعه السنوي أمس. وكلف رئيس المجلس اللجان بوضع خطة الصيانة قبل الصيف.",
    "he": "הנהלת בית החולים גבעת אלון התכנסה אתמול לסכם את השנה. המנהלת העניקה תעודות הוקרה לשלוש אחיות.",
    "hi": "नदीपुर नगर निगम ने सोमवार को बैठक में बीते वर्ष के काम की समीक्षा की। महापौर ने सफाई अभियान की जिम्मेदारी सौंपी।",
    "th": "เมื่อวันจันทร์ สภาเมืองบางนาทรายประชุมสรุปผลงานรอบปี ประธานมอบหมายให้ทุกฝ่ายเร่งซ่อมถนนก่อนฤดูฝน",
}
