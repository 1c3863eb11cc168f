"""The words that crawl residue is made of, in 24 languages: data for :mod:`training.corpus.cleaning`, no rules.

The tables are by language only so that a reader can check them; a line is held against all of them, as a crawled page
mixes languages. Case does not matter. Within a string, a bar stands between words.
"""

from __future__ import annotations

Words = dict[str, str]

# Before a colon, a slash or an equals sign, and then the name of whoever took the photograph.
PHOTO: Words = {
    "en": "photo|photos|photo credit|photograph|file photo",
    "de": "foto|fotos|fotoquelle|bildquelle|archivfoto|bildnachweis",
    "cs": "foto|fotografie|ilustrační foto|autor fotografie",
    "he": "צילום|צילומים|צילום מסך|קרדיט צילום",
    "vi": "ảnh|hình ảnh|ảnh minh họa|ảnh minh hoạ|ảnh tư liệu",
    "fr": "photo|photos|crédit photo|crédits photo|photographie",
    "es": "foto|fotos|fotografía|fotografías|crédito de la foto",
    "pt": "foto|fotos|fotografia|crédito da foto",
    "it": "foto|fotografia|fotografie|credito fotografico",
    "nl": "foto|foto's|fotografie|fotobijschrift",
    "pl": "foto|fot.|fot|zdj.|fotografia",
    "uk": "фото|світлина|світлини",
    "ru": "фото|фотография|фотограф",
    "ro": "foto|fotografie|fotografii|sursa foto|credit foto",
    "hu": "fotó|fotók|fénykép|hír és kép",
    "tr": "foto|fotoğraf|fotoğraflar|fotoğrafları",
    "ar": "تصوير|صور|وصور|عدسة",
    "fa": "عکس|عکاس|عکس‌ها",
    "hi": "फोटो|फ़ोटो|छायाचित्र",
    "id": "foto|foto-foto|dok. foto",
    "ja": "写真|撮影|写真提供",
    "ko": "사진|사진 제공|사진제공|사진출처",
    "zh": "照片|摄影|攝影|图源|图片来源|供图",
    "th": "ภาพถ่าย|ช่างภาพ|เครดิตภาพ|ภาพและข่าว|ข่าวและภาพ",
}

# The same, but words that also begin sentences of other kinds, so that they count only where a line begins or ends.
PICTURE: Words = {
    "en": "picture|pictures|image|images|caption",
    "de": "bild|bilder",
    "cs": "snímek|snímky",
    "he": "תמונה|תמונות|בתמונה|קרדיט",
    "fr": "image|légende",
    "es": "imagen",
    "pt": "imagem|legenda",
    "it": "immagine",
    "nl": "beeld",
    "pl": "zdjęcie|zdjęcia",
    "uk": "знімок",
    "ru": "снимок",
    "hu": "kép|képek",
    "tr": "görsel",
    "ar": "صورة|الصورة",
    "fa": "تصویر",
    "hi": "तस्वीर|चित्र",
    "id": "gambar",
    "ja": "画像",
    "ko": "촬영",
    "zh": "图|圖|图片|圖片",
    "th": "ภาพ|ภาพประกอบ",
}

# Alone on a line, or before a colon and then a name or an address.
SOURCE: Words = {
    "en": "source|sources|original source",
    "de": "quelle|quellen",
    "cs": "zdroj|zdroje",
    "he": "מקור|מקורות",
    "vi": "nguồn|nguồn tin|theo nguồn",
    "fr": "source|sources",
    "es": "fuente|fuentes",
    "pt": "fonte|fontes",
    "it": "fonte|fonti",
    "nl": "bron|bronnen",
    "pl": "źródło|źródła",
    "uk": "джерело|джерела",
    "ru": "источник|источники",
    "ro": "sursa|sursă|surse",
    "hu": "forrás|források",
    "tr": "kaynak|kaynaklar",
    "ar": "المصدر|مصدر|المصادر",
    "fa": "منبع|منابع",
    "hi": "स्रोत|साभार",
    "id": "sumber",
    "ja": "出典|引用元|情報源",
    "ko": "출처|자료출처",
    "zh": "来源|來源|稿源|稿件来源|信息来源|文章来源",
    "th": "ที่มา|แหล่งที่มา|แหล่งข่าว",
}

# With a number, or alone on a line.
COUNTER: Words = {
    "en": "comment|comments|to comment|views|number of views|shares|likes",
    "de": "kommentar|kommentare|aufrufe",
    "cs": "komentář|komentáře|komentářů|diskuse|zobrazení|přečteno",
    "he": "תגובה|תגובות|צפיות",
    "vi": "bình luận|ý kiến|lượt xem|ý kiến bạn đọc",
    "fr": "commentaire|commentaires|vues",
    "es": "comentario|comentarios|visitas",
    "pt": "comentário|comentários|visualizações",
    "it": "commento|commenti|visualizzazioni",
    "nl": "reactie|reacties|reageer|weergaven",
    "pl": "komentarz|komentarze|komentarzy|wyświetleń",
    "uk": "коментар|коментарі|коментарів|переглядів",
    "ru": "комментарий|комментарии|комментариев|просмотров|просмотры",
    "ro": "comentariu|comentarii|vizualizări",
    "hu": "hozzászólás|hozzászólások|megtekintés",
    "tr": "yorum|yorumlar|görüntülenme",
    "ar": "تعليق|تعليقات|التعليقات|مشاهدات|المشاهدات",
    "fa": "نظر|نظرات|نظرها|نظر دهید|بازدید|کد خبر",
    "hi": "टिप्पणी|टिप्पणियां|टिप्पणियाँ",
    "id": "komentar|dilihat",
    "ja": "コメント|いいね|いいね!|いいね！|閲覧数",
    "ko": "댓글|조회|조회수|좋아요|공감",
    "zh": "评论|条评论|評論|网友评论|阅读|阅读量|点赞|浏览|浏览次数|点击",
    "th": "ความคิดเห็น|แสดงความคิดเห็น|ผู้เข้าชม|อ่าน",
}

# Alone on a line, or side by side on one.
BUTTON: Words = {
    "": "facebook|twitter|x.com|whatsapp|telegram|zalo|linkedin|pinterest|viber|line|rss",
    "en": (
        "share|share this|share this article|share this page|share on facebook|share on twitter|tweet|"
        "print|print this page|print this article|print article|email|e-mail|email this|link|copy link|"
        "save|save article|send to friend|send to a friend|follow us|follow us on|like|subscribe|"
        "back to top|top|read more|see more|related articles|related news|advertisement|site map|sitemap|"
        "privacy policy|terms and conditions|terms of use|contact us|e-paper|download|close|next article|"
        "previous article|reply|listen"
    ),
    "de": (
        "teilen|artikel teilen|drucken|artikel drucken|seite drucken|weiterempfehlen|merken|vorlesen|"
        "nach oben|zurück|folgen sie uns|folgen sie uns auf|mehr lesen|weiterlesen|newsletter|anzeige|"
        "impressum|datenschutz|kommentieren|e-mail senden|artikel versenden"
    ),
    "cs": (
        "sdílet|sdílejte|sdílet článek|sdílet na facebooku|tisk|tisknout|vytisknout|vytisknout článek|"
        "poslat e-mailem|poslat příteli|uložit|sledujte nás|sledujte nás na|zpět nahoru|nahoru|reklama|"
        "číst více|komentovat|přidat komentář|související články"
    ),
    "he": "שתפו|שיתוף|שתף|הדפסה|הדפיסו|הדפס|שלחו לחבר|שמירה|עקבו אחרינו|חזרה למעלה|קרא עוד|פרסומת",
    "vi": (
        "chia sẻ|chia sẻ bài viết|in|in bài|in bài viết|gửi email|gửi bài|lưu|lưu bài|lưu tin|"
        "lưu bài viết|theo dõi|theo dõi chúng tôi|thích|về đầu trang|đọc thêm|xem thêm|sao chép liên kết|"
        "quảng cáo|gửi bình luận|tin liên quan|bài liên quan|tin cùng chuyên mục"
    ),
    "fr": (
        "partager|partager l'article|partager sur facebook|imprimer|imprimer l'article|envoyer|s'abonner|"
        "envoyer l'article|envoyer à un ami|enregistrer|suivez-nous|suivez-nous sur|haut de page|"
        "publicité|retour en haut|lire la suite|commenter|réagir|mentions légales"
    ),
    "es": (
        "compartir|compartir en facebook|imprimir|enviar|enviar por correo|guardar|síguenos|síguenos en|"
        "volver arriba|leer más|comentar|publicidad|suscríbete|copiar enlace"
    ),
    "pt": (
        "partilhar|compartilhar|compartilhe|imprimir|enviar|enviar por e-mail|guardar|salvar|siga-nos|"
        "voltar ao topo|leia mais|ler mais|comentar|publicidade"
    ),
    "it": (
        "condividi|condividi su facebook|stampa|stampa l'articolo|invia|invia per e-mail|salva|seguici|"
        "seguici su|torna su|torna all'inizio|leggi tutto|continua a leggere|commenta|pubblicità"
    ),
    "nl": (
        "delen|deel|deel dit|deel dit artikel|afdrukken|print dit artikel|mailen|e-mailen|bewaren|"
        "opslaan|volg ons|volg ons op|naar boven|terug naar boven|lees meer|reageren|advertentie"
    ),
    "pl": (
        "udostępnij|udostępnij na facebooku|drukuj|wydrukuj|wyślij|wyślij znajomemu|zapisz|skomentuj|"
        "obserwuj nas|obserwuj nas na|do góry|czytaj więcej|reklama|polub|wróć"
    ),
    "uk": (
        "поділитися|поширити|друк|друкувати|роздрукувати|надіслати|зберегти|підписатися|вгору|"
        "стежте за нами|читати далі|реклама|коментувати"
    ),
    "ru": (
        "поделиться|поделиться новостью|распечатать|печать|версия для печати|отправить|отправить другу|"
        "сохранить|подписаться|подписывайтесь на нас|наверх|читать далее|реклама|комментировать|нравится"
    ),
    "ro": (
        "distribuie|distribuiți|distribuie pe facebook|tipărește|printează|imprimă|trimite|salvează|"
        "trimite unui prieten|urmărește-ne|urmăriți-ne pe|înapoi sus|citește mai mult|publicitate|"
        "comentează"
    ),
    "hu": (
        "megosztás|megosztom|oszd meg|nyomtatás|nyomtat|küldés|elküldöm|mentés|kövessen minket|"
        "kövess minket|vissza az elejére|vissza a tetejére|tovább|tovább olvasom|hirdetés|hozzászólok"
    ),
    "tr": (
        "paylaş|facebook'ta paylaş|yazdır|gönder|arkadaşına gönder|kaydet|takip et|bizi takip edin|"
        "yukarı çık|başa dön|devamını oku|reklam|yorum yap|beğen"
    ),
    "ar": (
        "مشاركة|شارك|شارك الخبر|طباعة|اطبع|إرسال|أرسل|أرسل لصديق|حفظ|تابعنا|تابعونا|تابعونا على|"
        "العودة إلى الأعلى|أعلى الصفحة|اقرأ المزيد|إعلان|علّق|نسخ الرابط"
    ),
    "fa": (
        "اشتراک‌گذاری|اشتراک گذاری|به اشتراک بگذارید|چاپ|چاپ خبر|ارسال|ارسال به دوستان|ذخیره|"
        "ما را دنبال کنید|بازگشت به بالا|ادامه مطلب|آگهی|تبلیغات"
    ),
    "hi": ("शेयर करें|साझा करें|शेयर|प्रिंट|प्रिंट करें|ईमेल|ईमेल करें|सहेजें|फॉलो करें|हमें फॉलो करें|ऊपर जाएं|और पढ़ें|विज्ञापन|टिप्पणी करें|लाइक"),
    "id": (
        "bagikan|bagikan artikel|bagikan ke facebook|cetak|cetak halaman|kirim|kirim ke teman|simpan|"
        "ikuti kami|ikuti kami di|kembali ke atas|selengkapnya|baca selengkapnya|iklan|salin tautan|suka"
    ),
    "ja": (
        "シェア|シェアする|共有|共有する|ツイート|印刷|印刷する|このページを印刷|メール|メールで送る|"
        "保存|保存する|フォロー|フォローする|ページの先頭へ|このページの先頭へ|トップへ戻る|もっと見る|"
        "続きを読む|広告"
    ),
    "ko": (
        "공유|공유하기|인쇄|인쇄하기|프린트|이메일|메일 보내기|저장|스크랩|구독|구독하기|"
        "기자 이메일 구독|기자 구독|맨 위로|위로|더보기|광고|댓글 쓰기|url 복사|글자 크기"
    ),
    "zh": (
        "分享|分享到|分享至|分享到微信|打印|打印本页|列印|关闭|關閉|关闭窗口|收藏|转发|微信|微博|qq|"
        "朋友圈|关注我们|返回顶部|返回首页|回到顶部|字号|大 中 小|阅读原文|查看更多|更多|广告|举报|"
        "扫一扫分享"
    ),
    "th": (
        "แชร์|แชร์ข่าวนี้|แชร์หน้านี้|แบ่งปัน|พิมพ์|พิมพ์หน้านี้|ส่งอีเมล|บันทึก|ติดตามเรา|"
        "ติดตามเราได้ที่|กลับสู่ด้านบน|กลับขึ้นด้านบน|อ่านต่อ|โฆษณา|คัดลอกลิงก์|ถูกใจ"
    ),
}

# Before a colon, and then the headline of something else.
SEE_ALSO: Words = {
    "en": (
        "read also|also read|read more|see also|see more|related|related news|related article|"
        "also in this section|you may also like|don't miss"
    ),
    "de": "lesen sie auch|lesen sie dazu|lesen sie mehr|mehr zum thema|siehe auch|auch interessant",
    "cs": (
        "čtěte také|čtěte i|čtěte dále|přečtěte si|přečtěte si také|související|související článek|"
        "viz také|zpráva spojená|mohlo by vás zajímat"
    ),
    "he": "קראו גם|קראו עוד|לקריאה נוספת|ראו גם|כתבות נוספות|עוד בנושא",
    "vi": "xem thêm|đọc thêm|tin liên quan|bài liên quan|có thể bạn quan tâm|đọc tiếp",
    "fr": "lire aussi|à lire aussi|lire également|voir aussi|à lire|sur le même sujet",
    "es": (
        "lea también|lee también|leer también|le puede interesar|te puede interesar|ver también|"
        "noticia relacionada|más sobre el tema"
    ),
    "pt": "leia também|leia mais|ler também|veja também|saiba mais|notícia relacionada",
    "it": "leggi anche|si legga anche|vedi anche|per approfondire|potrebbe interessarti",
    "nl": "lees ook|lees meer|zie ook|meer over dit onderwerp",
    "pl": (
        "czytaj także|czytaj też|czytaj również|przeczytaj także|przeczytaj też|zobacz także|zobacz też|zobacz również"
    ),
    "uk": "читайте також|читати також|дивіться також|матеріали за темою",
    "ru": "читайте также|читать также|смотрите также|материалы по теме|ещё по теме",
    "ro": "citește și|citiți și|vezi și|vedeți și|pe aceeași temă",
    "hu": "olvassa el ezt is|olvasd el ezt is|ez is érdekelheti|lásd még|kapcsolódó|kapcsolódó cikk",
    "tr": ("ayrıca okuyun|bunu da okuyun|ilgili haber|ilgili haberler|İlgili haber|İlgili haberler|şunu da okuyun"),
    "ar": "اقرأ أيضا|اقرأ أيضاً|اقرأ أيضًا|إقرأ أيضا|شاهد أيضا|شاهد أيضاً|مواضيع ذات صلة|أخبار ذات صلة",
    "fa": "بیشتر بخوانید|همچنین بخوانید|بخوانید|مطالب مرتبط|خبر مرتبط|اخبار مرتبط",
    "hi": "यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|और पढ़ें|संबंधित खबर|संबंधित खबरें",
    "id": "baca juga|lihat juga|simak juga|berita terkait|artikel terkait",
    "ja": "関連記事|関連ニュース|あわせて読みたい|こちらもどうぞ|関連",
    "ko": "관련기사|관련 기사|관련뉴스|관련 뉴스|함께 보기|이 기사도 읽어보세요",
    "zh": "相关阅读|相关新闻|相关链接|相关报道|延伸阅读|推荐阅读|相關新聞|更多新闻",
    "th": "อ่านเพิ่มเติม|อ่านข่าวเพิ่มเติม|ข่าวที่เกี่ยวข้อง|อ่านต่อ|ดูเพิ่มเติม|ข่าวอื่นที่น่าสนใจ",
}

# Before a colon, and then key words.
TAGS: Words = {
    "en": "tags|keywords|filed under",
    "de": "schlagwörter|schlagworte|stichwörter|stichworte",
    "cs": "štítky|klíčová slova|tagy",
    "he": "תגיות|תגים|מילות מפתח",
    "vi": "từ khóa|từ khoá",
    "fr": "mots-clés|mots clés|étiquettes",
    "es": "etiquetas|palabras clave",
    "pt": "etiquetas|palavras-chave|marcadores",
    "it": "etichette|parole chiave",
    "nl": "trefwoorden|steekwoorden",
    "pl": "tagi|słowa kluczowe|etykiety",
    "uk": "теги|ключові слова|мітки",
    "ru": "теги|тэги|ключевые слова|ключевое слово|метки",
    "ro": "etichete|cuvinte cheie|taguri",
    "hu": "címkék|címke|kulcsszavak",
    "tr": "etiketler|etiket|anahtar sözcükler|anahtar kelimeler",
    "ar": "كلمات دلالية|الكلمات الدلالية|وسوم|كلمات مفتاحية",
    "fa": "برچسب‌ها|برچسب ها|کلیدواژه‌ها|کلیدواژه ها|برچسب",
    "hi": "टैग|टैग्स|कीवर्ड",
    "id": "kata kunci|topik terkait",
    "ja": "タグ|キーワード",
    "ko": "태그|키워드|해시태그",
    "zh": "标签|關鍵詞|关键词|关键字|標籤",
    "th": "แท็ก|คำค้น|คำสำคัญ",
}

# Before a colon, and then a name.
EDITOR: Words = {
    "en": "editor|edited by|reporter|reporting by|editing by|news by",
    "de": "redaktion|redakteur|redakteurin",
    "cs": "redaktor|redaktorka|editor|redakce",
    "he": "עורך|עורכת|העורך האחראי|העורכת האחראית",
    "vi": "biên tập|biên tập viên|tin, ảnh|bài, ảnh|bài và ảnh|tin và ảnh",
    "fr": "rédaction|rédacteur|rédactrice",
    "es": "redacción|redactor|redactora",
    "pt": "redação|redacção",
    "it": "redazione|a cura di",
    "nl": "redactie|eindredactie",
    "pl": "redakcja|redaktor|oprac.",
    "uk": "редактор|редакторка",
    "ru": "редактор|ответственный редактор",
    "ro": "redactor|redacția",
    "hu": "szerkesztő|szerkesztette",
    "tr": "editör|haber|muhabir",
    "ar": "تحرير|المحرر|المحررة|التحرير المسؤول",
    "fa": "دبیر خبر|ویراستار|خبرنگار",
    "hi": "संपादक|संपादन",
    "id": "editor|reporter|penulis|pewarta",
    "ja": "編集|担当記者",
    "ko": "편집|편집자",
    "zh": "编辑|责任编辑|責任編輯|责编|审核|通讯员|校对|本报记者|本报特约记者",
    "th": "บรรณาธิการ|ผู้สื่อข่าว|เรียบเรียงโดย",
}
