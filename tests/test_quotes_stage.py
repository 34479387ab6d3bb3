"""The quotes stage on articles built by hand: constructions, speakers, what is not a quotation, perturbation."""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import replace

import pytest

from built_articles import RUN, article, read, rows
from warta.core.article import Article, Block, Entity, Mention, Sentence

RINA = ("Rina Sari", "Rina")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Kami siap membantu," kata Rina Sari.', ("direct", "Kami siap membantu")),
        ('"Kami siap membantu." kata Rina Sari.', ("direct", "Kami siap membantu.")),
        ('"Siapa yang bersalah?" tanya Rina Sari kepada wartawan.', ("direct", "Siapa yang bersalah?")),
        ('Rina Sari mengatakan, "Kami siap membantu."', ("direct", "Kami siap membantu.")),
        ('Rina Sari menegaskan: "Kami siap membantu."', ("direct", "Kami siap membantu.")),
        ("Rina Sari mencatat bahwa: “Kami baru mulai.”", ("direct", "Kami baru mulai.")),
        ('Rina Sari, Direktur Data di Kota Lama, menegaskan: "Kami siap."', ("direct", "Kami siap.")),
        ('Rina Sari pada hari Senin di Jakarta mengatakan, "Kami siap."', ("direct", "Kami siap.")),
        ('"Kami siap," tutur Kepala Dinas Sosial, Rina Sari, Senin (12/7).', ("direct", "Kami siap")),
        ('Rina Sari: "Kami siap membantu warga."', ("direct", "Kami siap membantu warga.")),
        ("Rina Sari menyatakan bahwa harga beras turun.", ("indirect", "harga beras turun")),
        ("Rina Sari mengatakan harga beras akan turun.", ("indirect", "harga beras akan turun")),
        ("Rina Sari mengatakan, harga beras akan turun.", ("indirect", "harga beras akan turun")),
        ("Menurut Rina Sari, harga beras akan turun.", ("indirect", "harga beras akan turun")),
        ("Harga beras akan turun, kata Rina Sari.", ("indirect", "Harga beras akan turun")),
        ("Harga beras akan turun, menurut Rina Sari.", ("indirect", "Harga beras akan turun")),
        ("Rina Sari meminta warga agar tetap tenang di rumah.", ("indirect", "tetap tenang di rumah")),
        ("Rina Sari mengimbau warga untuk tetap tenang.", ("indirect", "tetap tenang")),
        ("Rina Sari berharap harga beras segera turun.", ("indirect", "harga beras segera turun")),
        ("Rina Sari mengaku belum menerima laporan itu.", ("indirect", "belum menerima laporan itu")),
        ("Rina Sari menekankan perlunya kerja sama antarkota.", ("indirect", "perlunya kerja sama antarkota")),
        ("Rina Sari menegaskan: Kota ini siap menjadi tuan rumah.", ("indirect", "Kota ini siap menjadi tuan rumah")),
        ("Dikatakan Rina Sari, harga beras akan turun.", ("indirect", "harga beras akan turun")),
        (
            'Rina Sari menilai rencana itu "terlalu mahal" bagi warga.',
            ("mixed", 'rencana itu "terlalu mahal" bagi warga'),
        ),
    ],
)
def test_constructions(text: str, expected: tuple[str, str]) -> None:
    assert rows(text, people=RINA, places=("Jakarta",)) == [(expected[0], "Rina Sari", expected[1])]


@pytest.mark.parametrize(
    "text",
    [
        "Rina Sari menyampaikan terima kasih kepada warga kota.",
        "Rina Sari menyampaikan apresiasi atas kerja keras panitia.",
        "Data menunjukkan bahwa harga beras turun.",
        'Rina Sari menghadiri pameran bertajuk "Laut Kita Semua" di Jakarta.',
        'Slogan "Maju Terus Pantang Mundur" terpasang di dinding.',
        "Rina Sari tidak mengatakan bahwa harga beras turun.",
        "Warga bergotong royong untuk memastikan bahwa jalan terbuka.",
        "Kondisi ini menegaskan bahwa harga beras turun.",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert rows(text, people=RINA, places=("Jakarta",)) == []


def test_parts_of_one_quotation_share_their_group() -> None:
    first, second = read('"Kami siap," kata Rina Sari. "Besok kami mulai."', people=RINA)
    assert (first.group, first.speaker) == (second.group, second.speaker) == (0, "Rina Sari")
    assert second.cue == first.cue


def test_the_speaker_is_carried_over_paragraphs() -> None:
    text = '"Kami siap membantu," kata Rina Sari.\n"Besok kami akan mulai bekerja di pasar."'
    assert [q.speaker for q in read(text, people=RINA)] == ["Rina Sari", "Rina Sari"]
    assert read(text, people=RINA)[1].resolution == "carried"


def test_a_pronoun_is_the_last_speaker_and_the_clitic_its_mention() -> None:
    text = 'Rina Sari menyatakan bahwa harga turun.\n"Kami senang," katanya.'
    quote = read(text, people=RINA)[1]
    assert (quote.speaker, quote.resolution) == ("Rina Sari", "pronoun")
    assert quote.cue is not None
    assert quote.speaker_mention is not None
    assert (quote.cue.text, quote.speaker_mention.text) == ("katanya", "nya")


def test_a_short_name_and_a_title_are_the_full_name() -> None:
    text = (
        "Menteri Kesehatan Rina Sari tiba. Menteri mengatakan bahwa vaksin cukup. Menurut Rina, stok aman sampai Mei."
    )
    found = RUN(article(text, people=RINA, offices=(("Rina Sari", "Menteri Kesehatan"),))).quotes
    assert [q.speaker for q in found] == ["Rina Sari", "Rina Sari"]
    assert [q.resolution for q in found] == ["title", "name"]


def test_groups_speak_as_they_are_written() -> None:
    assert rows("Polisi menduga kebakaran itu disengaja.") == [("indirect", "Polisi", "kebakaran itu disengaja")]


def test_an_anonymous_source_is_null_with_a_reason() -> None:
    (quote,) = read('"Harga sudah diatur," kata seorang pejabat yang tak mau disebut namanya.')
    assert quote.speaker is None
    assert quote.reason


def test_a_participle_opens_the_sentence() -> None:
    text = (
        'Menyatakan bahwa kota ini "layak" menjadi tuan rumah, Ibu Rina Sari, Menteri Kesehatan, menekankan: '
        "Acara ini berhasil. Ini menunjukkan komitmen kami."
    )
    assert rows(text, people=RINA) == [
        ("mixed", "Rina Sari", 'kota ini "layak" menjadi tuan rumah'),
        ("indirect", "Rina Sari", "Acara ini berhasil. Ini menunjukkan komitmen kami"),
    ]


def test_one_cue_after_another_parts_the_contents() -> None:
    text = "Rina Sari menegaskan bahwa stok aman, dan memperingatkan bahwa harga bisa naik."
    assert rows(text, people=RINA) == [
        ("indirect", "Rina Sari", "stok aman"),
        ("indirect", "Rina Sari", "harga bisa naik"),
    ]


def test_scraped_text_without_blanks() -> None:
    assert rows('"Kami siap membantu,"kataRina Sari.', people=RINA)[0][1:] == ("Rina Sari", "Kami siap membantu")


def test_two_speakers_take_turns() -> None:
    text = '"Siapa namamu?" tanya Budi Jaya.\n"Nama saya Rina," jawab Rina Sari.\n"Dari mana asalmu?" tanya Budi.'
    found = read(text, people=("Rina Sari", "Budi Jaya", "Budi"))
    assert [q.speaker for q in found] == ["Budi Jaya", "Rina Sari", "Budi Jaya"]


@pytest.mark.parametrize(
    "text",
    [
        '"' * 10_000,
        '"kata ' * 5_000,
        '"Kami siap," kata Rina Sari. ' * 2_000,
        "Rina Sari mengatakan bahwa " * 2_000,
        "kata " * 10_000,
        "Rina Sari, " * 5_000,
        "(" * 10_000,
        "menurut menurut, " * 5_000,
        "pernyataan Rina " * 4_000,
        "“Satu. " * 5_000,
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    given = article("x")
    hostile = Article("test", text, article_id="t", language="id")
    span = hostile.span(0, len(text)).trim()
    assert span is not None
    hostile = hostile.with_(blocks=(Block(0, span, "paragraph"),), sentences=(Sentence(0, 0, span),))
    mentions = tuple(
        Mention(hostile.span(m.start(), m.end()), 0, "PER", 0.9, 0) for m in re.finditer("Rina Sari", text)
    )
    hostile = hostile.with_(mentions=mentions, entities=(Entity(0, "PER", "Rina Sari", ("Rina Sari",), ()),))
    RUN(given)
    start = time.process_time()
    result = RUN(hostile)
    assert time.process_time() - start < 6.0
    assert all(text[q.content.start : q.content.end] == q.content.text for q in result.quotes)


def test_contents_do_not_overlap_and_lie_in_the_text() -> None:
    text = '"Kami siap," kata Rina Sari. "Besok kami mulai."\nMenurut Rina, harga beras akan turun.'
    found = RUN(article(text, people=RINA)).quotes
    assert len(found) == 3
    assert all(a.content.end <= b.content.start for a, b in itertools.pairwise(found))
    assert all(0.0 <= q.confidence <= 1.0 for q in found)


def test_another_name_given_in_the_text_is_the_same_person() -> None:
    text = '"Kami siap," kata Rina Sari alias Mak Ijah.\n"Besok kami mulai bekerja," ujar Mak Ijah.'
    assert [q.speaker for q in read(text, people=("Rina Sari", "Mak Ijah"))] == ["Rina Sari", "Rina Sari"]


def test_a_description_speaks_of_the_last_speaker() -> None:
    text = 'Rina Sari menilai harga beras masih wajar.\n"Kami siap membantu," kata perempuan 40 tahun itu.'
    assert read(text, people=RINA)[1].speaker == "Rina Sari"


def test_a_name_and_a_colon_open_unmarked_speech() -> None:
    (quote,) = read("Rina Sari: Kami tidak akan pergi dari kota ini. Kami bertahan.", people=RINA)
    assert (quote.kind, quote.cue) == ("indirect", None)
    assert quote.content.text == "Kami tidak akan pergi dari kota ini. Kami bertahan"


def test_a_headline_has_a_bare_cue_as_its_verb() -> None:
    found = RUN(
        article("Ekonomi Melambat, Bank Kota Sebut Konsumsi Turun", organizations=("Bank Kota",), kind="headline")
    )
    assert [(q.speaker, q.content.text) for q in found.quotes] == [("Bank Kota", "Konsumsi Turun")]


def test_a_spokesperson_of_an_institution_is_the_speaker() -> None:
    text = "Juru Bicara Bank Kota Rina Sari mengatakan bahwa kas cukup."
    assert rows(text, people=RINA, organizations=("Bank Kota",)) == [("indirect", "Rina Sari", "kas cukup")]


@pytest.mark.parametrize(
    ("text", "number", "speaker"),
    [
        pytest.param(
            'Rina Sari mengundang wartawan kemarin. Grup itu terdiri dari sejumlah artis, seperti Budi Jaya, Tono Wijaya, dan Sari Dewi.\n'
            '"Kami jarang bertemu sejak punya anak," ceritanya.',
            -1,
            "Rina Sari",
            id="names in a list are not the subject",
        ),
        pytest.param(
            'Rina Sari menjelaskan perkara itu kemarin. "Berkasnya lengkap," kata Rina Sari.\nBarang itu disita atas nama Budi Jaya.\n'
            '"Lelangnya terbuka untuk umum," jelasnya.',
            -1,
            "Rina Sari",
            id="somebody only mentioned does not speak",
        ),
        pytest.param(
            'Budi Jaya berjualan di lapangan itu sejak lama. "Ia bukan warga sini," kata Lurah Tono Wijaya.\nBudi Jaya sudah lama di sana.\n'
            'Ia sering mondar-mandir.\n"Dia biasa mandi di masjid," ujarnya.',
            -1,
            "Tono Wijaya",
            id="a quotation about him is not his",
        ),
        pytest.param(
            'Elon Jaya dan Donald Wijaya berselisih. Donald Wijaya tidak tertarik dalam panggilan dengan Elon Jaya.\n'
            '"Tanpa saya, ia kalah dalam pemilihan," kata Elon Jaya.',
            -1,
            "Elon Jaya",
            id="a call is no other name",
        ),
        pytest.param(
            'Rina Sari menolak rencana itu. "Kami tidak setuju," kata Rina Sari.\n'
            '"Setiap kendaraan selain bus dilarang masuk jalur ini," demikian bunyi aturannya.',
            -1,
            None,
            id="a rule is nobody",
        ),
        pytest.param(
            'Rina Sari hadir di kantor. Dirinya memastikan harga turun.\n"Saya sudah sampaikan ke semua toko," katanya.',
            -1,
            "Rina Sari",
            id="dirinya is a pronoun",
        ),
        pytest.param(
            'Aktor Tono Wijaya sibuk berbisnis, kata Tono Wijaya. Kembaran Budi Wijaya itu menegaskan pria boleh berdandan.\n'
            '"Gue juga memberi edukasi," ungkapnya.',
            -1,
            "Tono Wijaya",
            id="somebody's twin is not he",
        ),
        pytest.param(
            '"Sekitar 20 persen pasien mengalaminya," ujar akademisi sekaligus praktisi dari Universitas Suka, Rina Sari, kemarin.',
            0,
            "Rina Sari",
            id="a long description before the name",
        ),
    ],
)  # fmt: skip
def test_who_speaks_where_others_are_named(text: str, number: int, speaker: str | None) -> None:
    people = ("Rina Sari", "Budi Jaya", "Tono Wijaya", "Sari Dewi", "Elon Jaya", "Donald Wijaya", "Budi Wijaya")
    quotes = [q for q in read(text, people=people, organizations=("Universitas Suka",)) if q.kind == "direct"]
    assert quotes[number].speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # who is a bare title, the subject of a clause without speech
        (
            "Bupati Karang Rina Sari tiba. Menteri Budi Jaya membuka acara. Lalu hujan turun. Bupati melihat panen itu berhasil.\n"
            '"Kami siap membantu petani," ujarnya.',
            "Rina Sari",
        ),
        # somebody goes on, though another is named between
        ('"Kami siap," kata Rina Sari.\nBudi Jaya tiba di lokasi. Budi Jaya bekerja.\n"Besok kami mulai," tambahnya.', "Rina Sari"),
        # a report in passing
        (
            '"Kami siap," kata Rina Sari.\nLaporan itu ditangani Kasubdit Tiga yang memerintahkan tim untuk mencari pelaku.\n'
            '"Pelaku sudah kami kenal," ucapnya.',
            "Rina Sari",
        ),
        (
            '"Kami siap," kata Rina Sari.\nRina Sari memuji kota itu, mengingat bahwa seniman Budi Jaya mendukung pembangunan taman kota.\n'
            '"Taman itu sudah lama ada," katanya.',
            "Rina Sari",
        ),
        # somebody's lawyer; a spokesman of then
        ('"Kami menolak tuduhan itu," kata kuasa hukum Rina Sari, Budi Jaya, dalam konferensi pers.', "Budi Jaya"),
        ('"Kami menahan pelaku," kata juru bicara polisi saat itu, Budi Jaya, di kantornya.', "Budi Jaya"),
        # accounts, statements that are quoted from, a lower-case fragment with a cue
        ('"Jalan ini ditutup sejak pagi," tulis akun @karang.kota di unggahannya.', "akun @karang.kota"),
        ('"Jalan ini ditutup sejak pagi," demikian dikutip dari pernyataan resmi Bank Kota.', "Bank Kota"),
        ('"Jalan ini akan ditutup," terus Rina Sari.', "Rina Sari"),
        # Menurut X, Y menuturkan
        (
            "Rina Sari tiba di lokasi. Menurut keterangan saksi, Rina menuturkan, mobil itu melaju kencang.\n"
            '"Mobil itu melaju dari utara," ungkap dia.',
            "Rina Sari",
        ),
        # who agrees has the word next
        ('"Kami senang," ujar Budi Jaya.\nSenada dengan Rina Sari, warga lain yang juga senang. "Terima kasih atas bantuan ini," katanya.', "Rina Sari"),
        # the speaker of a body goes on
        (
            '"Kami siap melayani warga," tulis Bank Kota.\nBudi Jaya bekerja di sana.\n"Besok kami mulai," lengkapnya.',
            "Bank Kota",
        ),
    ],
)  # fmt: skip
def test_who_has_the_word(text: str, speaker: str) -> None:
    offices = tuple(o for o in (("Rina Sari", "Bupati Karang"), ("Budi Jaya", "Menteri")) if o[1] in text)
    found = RUN(article(text, people=("Rina Sari", "Rina", "Budi Jaya"), organizations=("Bank Kota",), offices=offices))
    assert [q.speaker for q in found.quotes if q.kind == "direct"][-1] == speaker


def test_a_purpose_is_no_speech() -> None:
    assert rows('Mutu lahir dari keberanian untuk bertanya "Apakah barang ini membawa kebaikan nyata?".') == []


def test_two_who_answer_each_other_take_turns_without_cues() -> None:
    text = (
        '"Siapa yang meminta itu?" tanya Rina Sari.\n"Pak lurah yang meminta," jawab Budi Jaya.\n"Saudara tidak curiga?"\n'
        '"Curiga, tetapi kontrak saya habis bulan itu."'
    )
    found = read(text, people=("Rina Sari", "Budi Jaya"))
    assert [q.speaker for q in found][:3] == ["Rina Sari", "Budi Jaya", "Rina Sari"]


@pytest.mark.parametrize(
    "text",
    [
        '"Semua selamat, kecuali dua orang yang dirawat."\nHal tersebut disampaikan Rina Sari di pelabuhan.',
        '"Saya mencicipi buah itu di pinggir jalan kota."\nDemikian cerita Rina Sari melalui telepon.',
        'Kritik datang dari Rina Sari.\n"Rencana itu terlalu mahal bagi warga kota," ujarnya.',
        'Rina Sari berbicara dengan suara bergetar:\n"Empat belas keluarga berbagi satu keran di sana."',
        'Pelatihnya, Rina Sari, masih ingat masa itu.\n"Dia kecil sekali, raketnya pinjaman dari teman."',
        'Salah satunya adalah Rina Sari, warga kota itu.\n"Saya cuma bawa cucu dan surat tanah," katanya.',
        'Ratusan warga tertahan di pelabuhan, termasuk Rina Sari, ibu dua anak.\n"Saya sudah dua malam tidur di sini," ujarnya.',
        'Budi Jaya tiba. Rina Sari, guru di Jakarta, yang sudah lama tinggal di sana dan menulis buku, mengatakan: "Kami siap membantu."',
    ],
)
def test_speakers_announced_in_the_sentence_before_or_after(text: str) -> None:
    quotes = read(text, people=("Rina Sari", "Budi Jaya"), places=("Jakarta",))
    assert [q.speaker for q in quotes if q.kind == "direct"] == ["Rina Sari"]


def test_a_description_has_a_gender() -> None:
    text = 'Ibu Rina Sari menilai harga wajar. Bapak Budi Jaya berpendapat bahwa harga mahal.\n"Harga itu wajar," kata perempuan itu.'
    assert read(text, people=("Rina Sari", "Budi Jaya"))[-1].speaker == "Rina Sari"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # what somebody is, told without a comma, in a relative clause, in a list
        ('Rina Sari salah seorang warga mengaku jalan itu ramai.\n"Jalan itu ramai sekali," ucapnya.', "Rina Sari"),
        ('Rina Sari yang juga dosen di Jakarta, mengatakan harga naik.\n"Harga itu naik," katanya.', "Rina Sari"),
        ('Rina Sari, wakil Bank Kota, dosen, dan penulis, mengatakan harga naik.\n"Harga itu naik," katanya.', "Rina Sari"),
        ('"Mulai dari meja makan," kata Psikolog anak dan keluarga Rina Sari.', "Rina Sari"),
        ('"Kami menahan tiga pelaku," ujar Managing Director Bank Kota, EMEA, Rina Sari, Senin (9/6).', "Rina Sari"),
        ('"Jalan ini ditutup," kata Bupati Karang, Afni, Senin (9/6).', "Afni"),
        ('"Gubernur dari mana?" tanya perekam.', None),
        ('"Pesawat itu mendarat lagi," ujar seorang juru bicara Bank Kota.', "seorang juru bicara Bank Kota"),
        ('"Kami mengetahui video itu," demikian tulis keterangan resmi Bank Kota, Rabu (11/6).', "Bank Kota"),
        # who has the word is not who is spoken of
        (
            'Rina Sari mengatakan harga naik.\n"Harga itu naik," kata Rina.\nRapat juga mengangkat Budi Jaya sebagai wakil.\n'
            'Harga lain tetap.\nBeras juga tetap.\nGula naik.\n"Tahun ini berat," imbuhnya.',
            "Rina Sari",
        ),
        (
            '"Dulu saya guru," ucap Rina Sari.\nBudi Jaya tertarik. Budi mencari Rina.\n"Beliau datang ke rumah," ujarnya.\n'
            '"Dia menawarkan kerja itu," imbuh Rina.',
            "Rina Sari",
        ),
        (
            '"Buat apa uang itu?" tanya Rina Sari.\n"Buat beli makan," jawab Budi Jaya.\n"Sama siapa pergi?" tanya Rina.\n"Sendiri saja ke sana," ucapnya.',
            "Budi Jaya",
        ),
        ('Rina Sari tiba.\n"Dia anak baik dan berani," ucap kompatriot Budi Jaya itu.', "Rina Sari"),
        (
            'Rina Sari menuturkan harga naik. Bank Kota telah memberi peringatan soal uang palsu.\n"Uang palsu itu beredar luas," tulis pernyataan itu.',
            "Bank Kota",
        ),
        ('"Kami akan mengawal itu," kata Rina Sari.\nFoto itu dibagikan ulang oleh Budi Jaya. Ia menulis, "Terima kasih, Bu Rina."', "Budi Jaya"),
        ('Pengelola pasar mengatakan beras itu asli. Ia berdalih beras itu murah. "Saya tidak tahu soal beras itu," katanya.', "Pengelola pasar"),
        ('Foto itu diserbu komentar. Satu di antaranya datang dari Rina Sari sendiri.\n"Siapkan yang tebal saja," balasnya.', "Rina Sari"),
        # accounts, a man nobody has named
        ('Warga Kota berkomentar.\nSenada, @warga_kota menulis, "Setiap tahun bahas ini tidak selesai."', "@warga_kota"),
        ('Laskar itu menang.\n"Kami menunjuk pelatih baru," tulis laman resmi Bank Kota, Selasa (17/6).', "Bank Kota"),
        ('Warga Kota berkomentar.\n"Apa dia sakit?" tulis @warga_kota.\n"Kurusmu seperti sakit," tulis @rumah_51.', "@rumah_51"),
        ('Bank Kota menutup kantor. Seorang pria marah.\n"Saya ini bayar, bukan minta!" teriak pria tersebut.', None),
        ('’’Awalnya cuma buat cucu. Dia minta mainan,’’ kenang Rina Sari.', "Rina Sari"),
        ('"Sejak kecil ia dipanggil begitu," ujar Jedari. Rina Saraswayu datang.\nJesika Iskandari tiba. "Saya senang sekali," kata Jedari.', "Jesika Iskandari"),
        # who is spoken of and says nothing
        (
            '"Dia sering ke sini," kata Rina Sari.\nBudi Jaya lama berjualan di sana. Rina kesal.\n"Dia bukan warga sini," ujar Rina.\n'
            'Awalnya Budi tidak mengakui perbuatannya.\n"Kebetulan mesjid itu punya kamera," ujarnya.',
            "Rina Sari",
        ),
        ('Rina Sari tiba.\n"Kalau ditanya, jawabannya tidak tahu," kata pelantun Bila Memang Kamu tersebut di Jakarta.', "Rina Sari"),
        # victims, mothers, nicknames, slips of a name
        (
            '"Air setinggi lutut," ujar Rina Sari.\nIa menambahkan, satu orang hilang. Korban diketahui bernama Budi Jaya.\n"Korban ditemukan pagi ini," katanya.',
            "Rina Sari",
        ),
        ('Rina Sari tak beranjak. Ibu Budi itu berharap anaknya selamat.\n"Saya mau mereka pulang," katanya.', "Rina Sari"),
        ('Rina Sari menang. "Bapak yang melatih saya," ucap petinju berjuluk Si Budi dari Jakarta itu.', "Rina Sari"),
        ('"Rasio klaim akan naik," kata Rina Sari.\nSarii mengatakan premi juga naik.\n"Premi itu naik," ujarnya.', "Rina Sari"),
        ('Rina Saraswayu mengatakan ada dua sapi. "Ada dua sapi di sini," ucap Ayu.', "Rina Saraswayu"),
        ('Rina Saraswayu mengatakan ada dua sapi. "Ada dua sapi di sini," ucap Asw.', "Asw"),
        # whose report it is; acting in an office; what a description tells besides the office
        ('Bank Kota memangkas proyeksi harga.\n"Harga itu akan turun," kata laporan tersebut.', "Bank Kota"),
        ('Pj Gubernur Karang Rina Sari tiba. Budi Jaya menyambut.\n"Kami ini kepulauan," ujar Pj Gubernur.', "Rina Sari"),
        (
            'Pelatih Rina Sari tiba. Budi Jaya belum pulih.\n"Kami siap bertanding," kata pelatih berusia 52 tahun itu.',
            "Rina Sari",
        ),
        # who is one person without a name
        ('Warga Kota berkomentar.\n"Kita tidak terima tunai," jelas penjaga kedai tersebut.', None),
        ('"Saya juga melihatnya," tulis netizen lain.', None),
        # other names, told behind a comma or a dash
        ('Gubernur Karang Rina Sari tiba.\nBupati Ayu, sapaan akrabnya, pulang.\n"Itu biasa saja," ujar Bupati Ayu.', "Rina Sari"),
        ('Rina Sari tiba di sana.\n"Kami bersyukur bisa menang," sambung Ayu -sapaan akrabnya.', "Rina Sari"),
        # a description that goes on with another office, in a court, from a hospital
        ('"Mutunya tidak memenuhi standar," ujar Wakil Ketua Pansus Pendidikan yang juga Anggota Komisi E, Rina Sari saat dihubungi.', "Rina Sari"),
        ('"Ia turut melakukan dengan sengaja," kata jaksa dalam sidang Rina Sari di Jakarta, Senin (10/2).', "jaksa"),
        ('Menurut dokter spesialis dari Bank Kota, Rina Sari, mata bisa rusak.\n"Itu sebabnya harus diperiksa," jelasnya.', "Rina Sari"),
        ('"Sistem kami andal," kata pelaksana tugas (Plt) Dirjen Imigrasi, Rina Sari, kepada wartawan.', "Rina Sari"),
        ('"Mereka dihukum," kata kepala pengadilan Ayu, Rina Sari, kepada wartawan.', "Rina Sari"),
        ('"Kasus naik," ujar Direktur Bank Kota (BK) sekaligus mantan Direktur Mutu 2018–2020, Prof Rina Sari, di Jakarta.', "Rina Sari"),
        # who answers a question, who goes on
        ('Rina Sari menyebut ia pernah ditawari.\n"Benarkah itu?" tanya Budi Jaya.\n"Dua kali ditawari," ungkap dia.', "Rina Sari"),
        ('"Kami sudah tahu," kata Rina Sari.\nRina Sari dan Budi Jaya mengucapkan syukur.\n"Doa kami terkabul," katanya lagi.', "Rina Sari"),
        # two together, accounts and what they post
        ('Rina Sari dan Budi Jaya menuntut hal itu.\n"Kita tidak boleh diam," tulis keduanya.', "Rina Sari dan Budi Jaya"),
        ('Bank Kota menyatakan sejumlah turis aman.\n"Semua peserta aman," bunyi pernyataan mereka.', "Bank Kota"),
        ('Hal itu diunggah akun Instagram @warga_kota pada Minggu.\n"Sopir itu marah," demikian tulis akun tersebut.', "@warga_kota"),
        ('Hal itu diunggah akun Instagram @warga_kota.\n"Ada tujuh mobil yang rusak," bunyi keterangan unggahan video tersebut.', "@warga_kota"),
        # who is caught, who reports to the police, whose name is inside a description
        ('Asw (33) ditangkap polisi kemarin.\n"Saya khilaf, Pak," ujar pelaku.', "Asw"),
        ('"Mobilnya perak," ujar Rina Sari.\nKorban bernama Budi Jaya sudah melaporkan kejadian itu ke Bank Kota.\n"Kami mencarinya," katanya.', "Rina Sari"),
        ('"Semua lancar," kata Rina Sari.\nKakak Budi Jaya itu juga menjadi istri.\n"Rasanya lega sekali," katanya.', "Rina Sari"),
        # who goes on under a description; who says the name; whose initials they are; a cue with a clitic and a name
        ('Musisi Budi Jaya digugat. "Saya berterima kasih," jelas Rina Sari.\nBudi Jaya hadir.\n"Kasus itu berat," lanjut pelantun Cinta itu.', "Rina Sari"),
        ('"Kami siap," kata Budi Jaya.\nRina Sari memperkenalkan merek itu.\n"Hai, saya Rina Sari, pemain tim ini," katanya.', "Rina Sari"),
        ('Gubernur Karang Rina Sari tiba.\nRS mengimbau warga melapor.\n"Ada petugas yang terluka," katanya.', "Rina Sari"),
        ('Budi Jaya marah.\n"Kami punya bukti bahwa itu tidak benar," katanya Rina Sari.', "Rina Sari"),
        # a club between commas, a work with a colon, a trade with its origin and no determiner
        ('Rina Sari melihatnya.\n"Ini laga yang menarik," ujar gelandang asal klub Liga Kota, Asw, itu.', "Rina Sari"),
        ('Rina Sari tiba.\n"Ia punya akses ke sana," kata sutradara Jedari: Kamasutra Kota itu.', "Rina Sari"),
        ('Rina Sari tiba.\n"Lomba ini berat sekali," ujar pembalap asal Karang.', "Rina Sari"),
        # of two with the name, whoever has the word
        ('Rina Sari tiba bersama Budi Sari.\n"Kami menang lagi," kata Rina Sari.\n"Ini laga yang berat," sambung Sari.', "Rina Sari"),
        # a text on whose page it stands, what kind of body it is
        ('Warga Kota resah.\n"Penipuan makin marak di sini," tulis caption di akun resmi Bank Kota.', "Bank Kota"),
        ('Hal itu dikonfirmasi Bank Kota selaku agensi.\n"Kami menghentikan aktivitas itu," ungkap agensi itu.', "Bank Kota"),
        ('Bank Kota menjelaskan bahwa itu benar.\n"Penjahat menyuap staf kami," ungkap pihak perusahaan.', "Bank Kota"),
        # one word that has not spoken is often no person
        ('Rina Sari mengatakan sapi itu sehat.\nJenis lainnya seperti Asw dan Ayu diberikan kepada warga.\n"Itu dibeli dari peternak," katanya.', "Rina Sari"),
        # nobody speaks in a wording
        ('Rina Sari mengatakan harga naik.\nItu masuk butir keempat yang berbunyi: "Menolak negara lemah dengan pembaruan hukum."', None),
    ],
)  # fmt: skip
def test_who_speaks_among_descriptions(text: str, speaker: str | None) -> None:
    offices = tuple(
        ("Rina Sari", o) for o in ("Psikolog anak dan keluarga", "Gubernur Karang", "Pelatih") if f"{o} Rina" in text
    )
    found = RUN(
        article(
            text,
            people=(
                "Rina Sari",
                "Rina",
                "Budi Jaya",
                "Budi",
                "Rina Saraswayu",
                "Sarii",
                "Ayu",
                "Asw",
                "RS",
                "Budi Sari",
                "Sari",
                "Jedari",
                "Jesika Iskandari",
            ),
            organizations=("Bank Kota",),
            places=("Jakarta",),
            offices=offices,
        )
    )
    direct = [q.speaker for q in found.quotes if q.kind == "direct"]
    assert direct[-1] == speaker
    if "imbuh Rina." in text:
        assert direct[-2] == speaker


def test_a_pedlar_who_refuses_says_what_follows() -> None:
    text = "Rina Sari, satu di antara pedagang yang menolak, mengaku keberatan jika harus pindah ke pasar baru."
    assert [q.speaker for q in read(text, people=RINA)] == ["Rina Sari"]


def test_a_nickname_explained_at_the_end_is_known_before() -> None:
    text = '"Saya pulang besok," ujar Depe.\nRina Sari menutup acara itu.\n"Kami senang," kata perempuan yang akrab disapa Depe itu.'
    found = read(text, people=("Rina Sari", "Depe"))
    assert [q.speaker for q in found if q.kind == "direct"] == ["Rina Sari", "Rina Sari"]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        # marks that are missing or wrong, told by the attribution next to them
        ("‘’Kami siap membantu warga,’’ kata Rina Sari.", ["Kami siap membantu warga"]),
        ("Rina Sari mengatakan,” kami siap membantu warga,”ujarnya.", ["kami siap membantu warga"]),
        ("Rina Sari tiba. Kami siap membantu warga,” kata Rina Sari.", ["Kami siap membantu warga"]),
        ("Rina Sari tiba. “Kami siap membantu warga, ujarnya.", ["Kami siap membantu warga"]),
        ("“Kami siap membantu warga.\nKami juga siap menanggung biaya, “kata Rina Sari.", ["Kami siap membantu warga.", "Kami juga siap menanggung biaya"]),
        ("“Harga naik lagi pekan ini.\nPembeli makin jarang datang.\nKami pasrah saja,” kata Rina Sari.", ["Harga naik lagi pekan ini.", "Pembeli makin jarang datang.", "Kami pasrah saja"]),
        ('Rina Sari membenarkan. "Katanya begitu tadi," ujarnya.', ["Katanya begitu tadi"]),
        ('"Kami siap membantu," ucap Rina Sari," kata Rina Sari.', ["Kami siap membantu"]),
        # a line set off from the text, with a cue that is none elsewhere
        ("Rina Sari pasrah. “Kami siap saja” singkatnya.", ["Kami siap saja"]),
        ("“Kami sudah di sana,” kata Rina Sari.\n“Kami tidak tidur.”", ["Kami sudah di sana", "Kami tidak tidur."]),
        ("Rina Sari memberi keterangan. Ditambahkan, “Warga tetap tenang di rumah.”", ["Warga tetap tenang di rumah."]),
        ("“Kami minta dihitung dulu kerusakannya”.\nRina Sari tiba.\n“Kami minta dihitung dulu kerusakannya,” kata Rina Sari.", ["Kami minta dihitung dulu kerusakannya"] * 2),
        ("“Dokternya cuma satu dan obatnya habis.”\nRina Sari, warga Kota Lama.\nKantor itu tutup.", ["Dokternya cuma satu dan obatnya habis."]),
        ("“Suami saya tidak kembali malam itu.”\nRina Sari menutup wajahnya dengan kain.", ["Suami saya tidak kembali malam itu."]),
        ("Rina Sari (Pelatih Warta FC)\n“Saya lebih suka banyak poin.”", ["Saya lebih suka banyak poin."]),
        ('"Gardunya ada di sebelah," tuturnya.\nRina Sari menguraikan, pencurian bermula dari lampu padam.', ["Gardunya ada di sebelah"]),
        ('Rina Sari mengucapkan, "Terima kasih banyak, Pak."tuturnya.', ["Terima kasih banyak, Pak."]),
    ],
)  # fmt: skip
def test_what_is_said_where_marks_or_cues_are_amiss(text: str, spoken: list[str]) -> None:
    direct = [q for q in read(text, people=RINA, organizations=("Warta FC",)) if q.kind == "direct"]
    assert [q.content.text for q in direct] == spoken
    assert {q.speaker for q in direct} == {"Rina Sari"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # whoever is addressed, or stands near, does not speak
        ('Rina Sari tiba.\n"Gudangnya di sana, ya," tanya Kapolres kepada Kasat Reskrim AKP Budi Jaya.', "Kapolres"),
        ('Warga berkumpul.\n"Sewanya terlalu mahal, Pak," celetuk para pedagang di depan Budi Jaya.', "para pedagang"),
        ('Penonton tertawa. Ada yang berbisik, "Uangnya siapa yang pegang?"', None),
        # names after long descriptions
        ('"Kereta segera berangkat," kata juru bicara Bank Kota untuk Jakarta, Rina Sari kepada radio.', "Rina Sari"),
        ('"Barangnya tidak ada," kata penjual minyak goreng yang bernama Rina.', "Rina Sari"),
        ('"Sayur saya sudah layu," ujar sopir truk sayur, Herlambang, Senin (8/2).', "Herlambang"),
        ('"Ruko masih laku," kata salah satu pemain di bisnis itu, Rina Sari, pendiri Bank Kota.', "Rina Sari"),
        ('Rina Sari pemain paling lama di Bank Kota mengatakan ruang ganti sepi. "Kami sempat bengong juga."', "Rina Sari"),
        ('Rina Sari, 52 tahun, ibu dari Budi Jaya, kelas 12/9, Bank Kota, Jakarta, mengatakan bahwa ia senang. "Rumah kami baru saja terbakar."', "Rina Sari"),
        ('Rina Sari, warga Jakarta yang mengaku tertipu biro itu mengatakan dirinya rugi. "Kopernya sudah dibagi," imbuhnya.', "Rina Sari"),
        ('Senada Budi Jaya, Ketua Bank Kota Rina Sari meminta jatah itu dipakai. "Jangan ada kursi yang kosong," jelasnya.', "Rina Sari"),
        # other names of one person
        ('Rina Sari tiba.\n"Arangnya beli di mana?" tanya Muj, panggilan Rina Sari.', "Rina Sari"),
        ('Rina Sari tiba.\n"Biar mereka tahu rasanya," kata Muj, demikian ia akrab disapa.', "Rina Sari"),
        ('Rina Saraswayu tiba.\n"Edaran itu tetap berlaku," tegas @saraswayu.', "Rina Saraswayu"),
        ('Budi Jaya Kusuma tiba.\n"Kalender kami umumkan besok," sebut BJK.', "Budi Jaya Kusuma"),
        ('Rina Sari menutup kamera.\n"Masih di tas," jawab Rina Sari.\n"Kontrakan gue kosong satu," ujar Kus sapaan akrabnya.\nBudi Jaya Kusuma tertawa.', "Budi Jaya"),
        ('Rina Sari bercerita.\n"Operasinya lancar, sembilan jam kami di lorong," kata Rina Sari.\n"Alhamdulillah telah siuman anak kami subuh ini," begitu isi pesan singkat yang dikirim oleh Budi Jaya.', "Budi Jaya"),
        ('Majelis hakim yang diketuai Rina Sari bertanya.\n"Sapi itu saudara kemanakan?" tanya hakim kepada terdakwa.\nTerdakwa Budi Jaya diam.\n"Minggu depan orang ini harus ada," sentil hakim ketua.', "Rina Sari"),
        ('Budi Jaya tiba.\n"Kabel terputus di dua titik," tulis pihak Bank Kota melalui pesan tertulis.', "Bank Kota"),
        ('Rina Sari bercerita.\n"Tolong dibacakan namanya," kata perempuan yang kemudian menyebut dirinya bernama Budi Jaya tersebut.', "Budi Jaya"),
        ('"Kenek tidak teriak," ungkap Rina Sari," Saya jatuh menimpa keranjang," katanya.', "Rina Sari"),
        ('Rina Sari tiba.\nMuj, biasa perempuan itu disapa, memilin ijuk.\n"Sekarang rotan yang mahal," kata Muj.', "Rina Sari"),
        ('Budi Jaya Kusuma tiba.\nMenurut La Suma sapaan akrabnya itu, harga naik.\n"Kapal tidak tiap minggu muat," tegasnya.', "Budi Jaya"),
        ('"Datanglah," kata Budi Jaya.\nBagi Rina Sari, yang paling berharga bukan uangnya. Ia berkata pelan, "Suami saya sekarang yang memasak nasi."', "Rina Sari"),
        ('Rina Sari baru bisa mengeja. Ketika perahu menjauh ia berteriak dari jendela: "Minggu depan yang ada gambarnya!"', "Rina Sari"),
        ('Menteri Energi dan Sumber Daya Mineral Rina Sari tiba.\nBahkan Menteri ESDM menyebut satu pulau masih aktif.\n"Bisa dilihat sendiri di sana," jelasnya.', "Rina Sari"),
        # nobody or somebody else is meant
        ('"Dikasih orang," balas si perempuan.', None),
        ('"Daunnya kuning dulu," kata seorang petani.\n"Pupuknya terlambat datang," ungkap petani.', None),
        ('Seorang penasihat hukum bertanya. "Sejak kapan boleh?" tanya seorang penasihat hukum.\n"Ini catatan saya," jawab Budi Jaya.\n"Mohon dicatat lagi," ucap penasihat hukum itu.', None),
        ('Rina Sari meminta keterangan saksi, dari istri dan pedagang bakso. Dari keterangan mereka, diketahui bengkel tutup. "Ada bau karet terbakar," katanya.', "Rina Sari"),
        # who is in focus
        ('Rina Sari mengenalkan anaknya.\n"Terima kasih semua," ujar Rina Sari.\nKetua Bank Kota Budi Jaya membuka acara itu.\n"Ibu Rina ini satu-satunya ahli," ujarnya.', "Budi Jaya"),
        ('"Koper kami kumpulkan," kata Budi Jaya.\nKapolsek Rina Sari membenarkan hal itu.\n"Besok pagi anggota kami turun lagi," pungkasnya.', "Rina Sari"),
        ('"Kami tidak ikut," kata Rina Sari. Yaitu, Budi Jaya dan Rina Saraswayu. "Kami pulang kandang," katanya.', "Rina Sari"),
        ('Rina Sari menang. Berkat itu, anak pasangan Pak Budi dan Bu Ayu ini berangkat. "Lawannya kakak kelas semua," ujarnya.', "Rina Sari"),
        ('Rina Sari mengaku heran.\n"Kita masuk ke sekolah," tegas perwira jebolan Akpol 1998.', "Rina Sari"),
        ('Ketua Bank Kota Rina Sari tiba.\n"Itu cerita mereka saja," terang Kapolsek.', "Kapolsek"),
        ('Bank Kota menyayangkan hal itu.\n"Mereka tidak berdiri di sana," terangnya.', "Bank Kota"),
        # relative clauses before the name, or before the cue; a name with its trade
        ('"Mereka ketemu nelayan," kata kerabat salah satu penyelam yang hilang, Rina Sari, saat dihubungi.', "Rina Sari"),
        ('Terakhir, Ketua Bank Kota, Rina Sari, yang mengatakan, "Anggarannya jelek sekali tahun ini."', "Rina Sari"),
        ('"Tali perahu saya ikat," ujar penambang perahu tambangan Budi yang enggan disebutkan namanya.', None),
        ('Seorang pemandu wisata yang mengaku bernama Rina, mengatakan, dia rugi besar. "Saya ingin mereka duduk bersama," katanya.', "Rina Sari"),
        ('Dipaparkan penjual ikan di pasar, Jakarta, H Rina, pasokan tersendat.\n"Kemarin masih murah," rincinya.', "Rina Sari"),
        ('Lain halnya dengan pedagang nasi Rina.\n"Lampu saya cuma satu," keluhnya.', "Rina Sari"),
        ('"Itu bukan punya saya," kata Budi Jaya.\nBeda cerita dengan Rina Sari yang duduk di pintu.\n"Di kampung saya tidak pernah ada yang melarang," kilahnya.', "Rina Sari"),
        ('"Cucuku bertepuk tangan," kata Budi Jaya.\nCamar merampas makanan. Demikian menurut Rina Sari dari Bank Kota.\n"Camar cuma menagih upeti," kata dia.', "Rina Sari"),
        ('"Kerbau saya tinggal enam," kata salah satu peternak terdampak, Rina Sari.', "Rina Sari"),
        ('"Semua jadi satu warna," kata seorang penduduk yang rumahnya tertimbun abu hingga setengah meter (20 inci), Rina Sari.', "Rina Sari"),
        ('Menurut Rina, rekannya belum datang. "Kami baru kenal di sana," papar mantan pasangan Budi Jaya itu.', "Rina Sari"),
        ('"Perahu itu karam," kata Kapolsek Rina Sari.\nPetugas menyebut tali tambat sudah putus.\n"Penarikan perahu dilakukan ramai-ramai," jelasnya.', "Rina Sari"),
        # a cue with a pronoun and a speaker, a cue that is another word as well
        ('Budi Jaya lari.\n"Yang bersangkutan kami jemput," katanya Kapolsek Kota Lama, Rina Sari, Kamis (9/5).', "Rina Sari"),
        ('Rina Sari pulang.\n"Tiba-tiba ada yang menepuk pundak saya," jelas saat ditemui di rumahnya.', "Rina Sari"),
        ('Rina Sari pasrah.\n"Satu banjar ini putih semua,”‘ucapnya.', "Rina Sari"),
        # who stands for whom, who is meant by a role or a former office, who is dead
        ('Kapolsek Rina Sari tiba.\nKapolres Kota, Budi Jaya, melalui Kapolsek mengatakan, kegiatan itu lancar.\n"Ibu-ibu paling banyak bicara," ujarnya.', "Rina Sari"),
        ('Kali ini, Rina Sari (34) seorang bidan yang menjadi korbannya.\nMenurut korban, ia baru pulang.\n"Tas saya ditarik dua laki-laki," jelasnya.', "Rina Sari"),
        ('Rina Sari meminta timnya tenang.\n"Kami punya janji sejak dulu," kata eks pelatih Budi Jaya tersebut.', "Rina Sari"),
        ('Jenazah Budi Jaya tiba di rumah. "Dia baik sekali kepada saya," kata Rina Sari.\nSaat itu Budi Jaya jatuh ke laut. Budi Jaya lalu hanyut.\n"Fotonya dikirim ke sini," katanya.', "Rina Sari"),
    ],
)  # fmt: skip
def test_who_speaks_in_the_words_of_many_papers(text: str, speaker: str | None) -> None:
    offices = tuple(
        ("Rina Sari", o)
        for o in ("Kapolsek", "Ketua Bank Kota", "Menteri Energi dan Sumber Daya Mineral")
        if f"{o} Rina" in text
    )
    people = (
        "Rina Sari",
        "Rina",
        "Budi Jaya Kusuma",
        "Budi Jaya",
        "Budi",
        "Rina Saraswayu",
        "Ayu",
        "Muj",
        "Kus",
        "La Suma",
    )
    found = RUN(article(text, people=people, organizations=("Bank Kota",), places=("Jakarta",), offices=offices))
    direct = [q.speaker for q in found.quotes if q.kind == "direct"]
    expected = "Budi Jaya Kusuma" if speaker == "Budi Jaya" else speaker
    assert direct[-1] == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # who is asked, met, or answers with a gesture
        ('"Kami lega," kata Budi Jaya.\nRina Sari yang ditemui di posko hanya menunduk.\n"Baru dua kali," ucapnya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nRina Sari belum dapat dihubungi.\n"Nanti kami sampaikan," ucapnya.', "Budi Jaya"),
        ('"Kami lega," kata Budi Jaya.\nRina Sari tidak membantah temuan itu.\n"Pipanya memang bocor," ungkapnya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nMendengar itu, Rina Sari langsung memotong.\n"Jangan begitu," ucapnya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nDi pojok, saya berkenalan dengan Rina Sari (22), mahasiswa asal Jakarta. Ia tertawa.\n"Saya bayar dobel," katanya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nTidak demikian dengan Rina Sari. Janda 63 tahun itu mengupas bawang.\n"Saya minta ke tetangga," ujarnya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nSeorang lelaki menyimak. Namanya Rina Sari, mantan carik.\n"Saya kira bukan," tuturnya.', "Rina Sari"),
        # through whom somebody speaks, who tells a sentence at its end, whom reported words name
        ('"Masih kami selidiki," kata Kapolsek Budi Jaya melalui Kanit Reskrim Rina Sari, Senin.', "Rina Sari"),
        ('Bank Kota optimistis harga turun tahun ini, kata Kepala Bank Rina Sari di Jakarta.\n"Grafiknya sudah naik," katanya.', "Rina Sari"),
        ('Rina Sari mengatakan warga resah. Budi Jaya, kata dia, paling sering datang.\n"Mandornya jarang datang," katanya.', "Rina Sari"),
        ('Hasilnya jelek. Tapi, kata Rina Sari, suratnya ada dua. "Mereka teken keduanya," ujarnya.', "Rina Sari"),
        # somebody without a name
        ('"Kami lega," kata Budi Jaya.\nSeorang perawat menghampiri wartawan. Ia minta namanya tidak ditulis.\n"Kami sudah patungan," ujarnya.', None),
        ('"Kami lega," kata Rina Sari.\nSeorang agen bersedia bicara dengan syarat namanya tak disebut.\n"Uangnya sudah ada," katanya.', None),
        # gender: told, or shown by a first name
        ('Budi Jaya, suaminya, menjemput. "Saya gendong," kata Budi Jaya.\nRina Sari bernyanyi.\n"Penuh sekali," papar ibu satu anak itu.', "Rina Sari"),
        # a quotation after what its own paragraph tells, and a question told afterwards
        ('"Kami lega," kata Budi Jaya.\nPelatihnya, Rina Sari, sempat putus asa. "Saya suruh pulang, besoknya datang lagi, ya sudah."', "Rina Sari"),
        ('"Tidak ada notanya," kata Budi Jaya.\n"Sudah berapa lama harganya begini, Bu?" Rina Sari bertanya.', "Rina Sari"),
        # an office that shares its general head only, a date of birth inside a description
        ('Kepala Kampung Rina Sari menggeleng. "Tara bisa tunggu," ujarnya.\n"Kami sudah data," kata Kepala Dinas Pendidikan.', "Kepala Dinas Pendidikan"),
        ('"Masih ragu," kata Rina Sari.\nArtis kelahiran Jakarta, 2 Mei 1981 itu mengaku yakin.\n"Beliau malah yakin," katanya.', "Rina Sari"),
        # sloppy writing
        ('"Kami lega," kata Budi Jaya.\nRina Sari yg di temui di posko hanya menunduk.\n"Baru dua kali," ucapnya.', "Rina Sari"),
        ('Kapal tidak jalan.\n"Ini sudah utang di warung," jelasnya Rina Sari sopir truk.', "Rina Sari"),
    ],
)  # fmt: skip
def test_who_speaks_where_several_are_interviewed(text: str, speaker: str | None) -> None:
    offices = tuple(("Rina Sari", o) for o in ("Kepala Bank", "Kepala Kampung") if f"{o} Rina" in text)
    people = ("Rina Sari", "Rina", "Budi Jaya")
    found = RUN(article(text, people=people, organizations=("Bank Kota",), places=("Jakarta",), offices=offices))
    assert [q.speaker for q in found.quotes if q.kind == "direct"][-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # who answers or breaks in, as the agent of a passive verb; whom an explanation leaves unsatisfied; who is asked about
        ('"Tidak dipungut biaya," kata Budi Jaya.\nRencana itu ditanggapi dingin oleh Rina Sari.\n"Pasar itu saja mati, apalagi kami."', "Rina Sari"),
        ('"Vendornya mundur," kata Budi Jaya.\nJawaban itu langsung dipotong Rina Sari. "Orang sakit tidak bisa disuruh tunggu," katanya.', "Rina Sari"),
        ('"Tarifnya tidak memberatkan," kata Budi Jaya.\nPenjelasan itu tidak menenteramkan Rina Sari. Ia khawatir. "Ayam bisa stres," katanya.', "Rina Sari"),
        ('"Dia membawa ubi," kata Budi Jaya.\nLantas apa kata Rina Sari?\n"Dulu saya pemalu," ujarnya.', "Rina Sari"),
        # a description right after the one it is of
        ('"Kami lega," kata Budi Jaya.\nDesakan itu sampai ke Rina Sari. Anggota dewan tersebut menilai kunjungan sudah memadai. "Tim itu banyak," tuturnya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nRina Sari menjadi bintang kemenangan. Opposite kelahiran Jakarta tersebut menyebut kuncinya umpan.\n"Bolanya enak terus," tuturnya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nPembicara pertama, pemain teater senior Rina Sari, membuka acara.\n"Dulu sebulan penuh tidak pulang," kenangnya.', "Rina Sari"),
        # the subject of the sentence before, in the paragraph of the quotation; kin in a new paragraph
        ('"Saya bisa lihat," ujar Budi Jaya.\nIbunya, Rina Sari, hanya sekali keluar. "Dia minta dibuatkan kue," katanya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nRina Sari menghela napas. Anak bungsunya, Budi Jaya, ingin kuliah.\n"Kalau panen gagal, apa yang dibayar," ucapnya.', "Budi Jaya"),
        ('"Kami lega," kata Budi Jaya.\nSeorang nenek bernama Rina Sari duduk di depan. "Saya tidak tahu apa-apa," ucapnya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nDi antara massa terdapat Rina Sari, seorang perawat. "Gaji saya tidak cukup," katanya.', "Rina Sari"),
        # a quotation alone after a paragraph about somebody new, and after one that goes on about who spoke
        ('"Kami lega," kata Budi Jaya.\nAdiknya, Rina Sari, mencari kerabat di Jakarta. Ia hanya menemukan makam.\n"Saya tetap menabur bunga, anggap saja titip salam."', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya. Beliau datang bersama Rina Sari.\n"Besok kami datang lagi ke tempat ini."', "Budi Jaya"),
        # somebody without a name
        ('"Kami lega," kata Budi Jaya.\nSeorang petugas hanya mengangkat bahu. "Disuruh orang kantor," katanya.', None),
        ('"Kami lega," kata Budi Jaya.\nPria yang meminta namanya tak ditulis itu mengaku disuruh menutup tanggul. "Pagi harus rapi," ujarnya.', None),
        # two who answer each other, one of whom asks again without a cue
        ('"Di mana?" tanya Budi Jaya.\n"Di laut," jawab Rina Sari.\n"Oh, sudah lama?"\n"Agak lama, Yang Mulia."', "Rina Sari"),
        # whose words were told goes on under a description; a name that only stands in a relative clause
        ('"Kami lega," kata Budi Jaya.\nRina Sari mengatakan rumah dinas itu lapuk.\n"Tahun lalu sudah kita anggarkan," pungkas politisi tersebut.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nRina Sari, yang namanya disebut Budi Jaya tadi, menyeka mata. "Anak saya lahir di rakit," tuturnya.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nPria berusia 20-an tahun yang meminta namanya tak ditulis karena takut itu menuturkan, ia disuruh menutup tanggul. "Pagi harus rapi," ujarnya.', None),
        # a noun phrase that a determiner closes, the subject right after it
        ('"Kami lega," kata Budi Jaya.\nMenanggapi hal itu Rina Sari, yang pernah menjadi kepala dusun, mengaku sudah menyerahkan surat. "Mobil itu bukan punya saya," pungkasnya.', "Rina Sari"),
        # children, brothers and sisters
        ('"Kami lega," kata Budi Jaya.\nPutra sulung Budi Jaya, Rina Sari, baru saja kembali. "Di kebun sendiri lebih lelah, tetapi hati tenang."', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nLantas apa kata Rina Sari?\n"Beta mau makan dulu," ucap anak ketiga dari lima bersaudara itu disambut sorak warga.', "Rina Sari"),
        # a name after a description, its form of address and all; a description with a bracket in it
        ('"Kami lega," kata Budi Jaya.\n"Perawat saya menyalakan senter," kata kepala bedah rumah sakit itu, dr Rina Sari, kepada wartawan.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nKakaknya, pendeta Rina Sari, meminta tembak-menembak dihentikan.\n"Ia mau memberi ujian," ucap pendeta Gereja Kota di Jakarta (GKJ) itu.', "Rina Sari"),
        ('"Kami lega," kata Budi Jaya.\nPengacara Rina Sari, Asosiasi Advokat, yang mendampingi warga, berpendapat bahwa aturan itu keliru.\n"Klien saya tidak bisa tidur," pengacara itu menyindir.', "Rina Sari"),
        # a subject before a bare cue that is a verb too
        ('"Kami lega," kata Budi Jaya.\nRina Sari, ibu siswa, ingat betul hari ketika guru itu datang: "Suami saya menyerah."', "Rina Sari"),
        # other names
        ('"Kami lega," kata Budi Jaya.\nPemilik warung, Rina Sari, yang di kota itu lebih dikenal sebagai Ujang, tertawa. "Sabar dulu," kata Ujang.', "Rina Sari"),
    ],
)  # fmt: skip
def test_who_speaks_in_papers_nobody_had_read(text: str, speaker: str | None) -> None:
    bodies = ("Asosiasi Advokat", "Gereja Kota", "GKJ")
    people = ("Rina Sari", "Rina", "Budi Jaya", "Ujang")
    found = RUN(article(text, people=people, organizations=bodies, places=("Jakarta",)))
    assert [q.speaker for q in found.quotes if q.kind == "direct"][-1] == speaker


def test_a_quotation_in_a_headline_is_of_who_says_it_in_the_text() -> None:
    text = 'Tarif Naik, Warga: "Kok Minta Naik?"\n"Penumpangnya turun, kok minta naik? Logikanya di mana?" tanya Rina Sari.'
    built = article(text, people=RINA)
    blocks = (replace(built.blocks[0], kind="headline"), *built.blocks[1:])
    sentences = (replace(built.sentences[0], kind="headline"), *built.sentences[1:])
    found = RUN(built.with_(blocks=blocks, sentences=sentences)).quotes
    assert [q.speaker for q in found] == ["Rina Sari", "Rina Sari"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Rina Sari membantah hal itu, Senin (12/5/2025).", []),
        ("Rina Sari membantah kabar itu, Senin.", []),
        ("Rina Sari mengatakan bantuan akan dikirim pekan depan.", ["bantuan akan dikirim pekan depan"]),
        ("Rina Sari menyampaikan bantuan kepada warga yang kebanjiran.", []),
        ("Rina Sari meminta keterangan dari warga yang kebanjiran.", []),
        ("Terkait hal itu Rina Sari mengatakan jalan akan diperbaiki.", ["jalan akan diperbaiki"]),
        ("Rina Sari mengatakan pada Minggu (8/6/2025), pihaknya memperoleh dokumen.", ["pihaknya memperoleh dokumen"]),
        ("Rina Sari menyebut saat itu kereta berasal dari arah kota.", ["saat itu kereta berasal dari arah kota"]),
        ("Rina Sari menyatakan laporan itu menjadi alat penting.", ["laporan itu menjadi alat penting"]),
        ("Rina Sari memastikan untuk saat ini jalan masih aman.", ["untuk saat ini jalan masih aman"]),
        ("Rina Sari berharap sebelum September, Budi sudah bisa bertanding.", ["Budi sudah bisa bertanding"]),
    ],
)
def test_what_is_said_is_more_than_the_thing_spoken_of(text: str, contents: list[str]) -> None:
    assert [q.content.text for q in RUN(article(text, people=RINA)).quotes] == contents


def test_who_reports_where_a_sentence_has_no_subject() -> None:
    text = "Dalam riset PT Warta Raya menyebutkan, indeks berpotensi menguat pekan depan."
    (found,) = RUN(article(text, organizations=("PT Warta Raya",))).quotes
    assert (found.speaker, found.content.text) == ("PT Warta Raya", "indeks berpotensi menguat pekan depan")


@pytest.mark.parametrize(
    "told",
    [
        "demikian dikutip dari akun Instagram resmi Warta Raya",
        "demikian tertulis dalam catatan Warta Raya",
        "tertulis dalam siaran pers Warta Raya, Senin (2/6)",
    ],
)
def test_whose_page_a_quotation_is_from(told: str) -> None:
    text = f'"Penerapan ganjil genap ditiadakan sementara," {told}.'
    (found,) = RUN(article(text, organizations=("Warta Raya",))).quotes
    assert (found.kind, found.speaker) == ("direct", "Warta Raya")


def headed(headline: str, text: str, **names: tuple[str, ...]) -> tuple[tuple[str | None, str], ...]:
    """Return speaker and content of what is read in an article whose first line is its headline."""
    built = article(f"{headline}\n{text}", **names)  # type: ignore[arg-type]
    blocks = (replace(built.blocks[0], kind="headline"), *built.blocks[1:])
    first = built.sentences[0].block_no
    sentences = tuple(replace(s, kind="headline") if s.block_no == first else s for s in built.sentences)
    return tuple((q.speaker, q.content.text) for q in RUN(built.with_(blocks=blocks, sentences=sentences)).quotes)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Kapolsek Rina: Pelaku Sudah Ditangkap", ("Rina Sari", "Pelaku Sudah Ditangkap")),
        ("Jembatan Putus, Kapolsek: Warga Harap Bersabar", ("Rina Sari", "Warga Harap Bersabar")),
        ("Warga Resah, Rina Sari: Suatu Kehormatan Bertemu", ("Rina Sari", "Suatu Kehormatan Bertemu")),
        ("Polisi: Pelaku Tabrak Lari Menyerah", ("Polisi", "Pelaku Tabrak Lari Menyerah")),
        ("Bank Kota: Bunga Tidak Akan Turun", ("Bank Kota", "Bunga Tidak Akan Turun")),
        ("Rina Sari: Profil dan Karier", None),
        ("Harga Beras: Mulai Turun di Pasar Kota", None),
        ("Bank Kota: Menempatkan Warga Paling Depan", None),
    ],
)
def test_what_a_headline_has_somebody_say(headline: str, expected: tuple[str, str] | None) -> None:
    found = headed(
        headline,
        "Kapolsek Rina Sari tiba di lokasi. Bank Kota buka hari ini.",
        people=RINA,
        organizations=("Bank Kota",),
        offices=(("Rina Sari", "Kapolsek"),),  # type: ignore[arg-type]
    )
    assert found == (() if expected is None else (expected,))


def test_a_trade_in_a_headline_is_the_one_speaker_of_it() -> None:
    text = "Pakar gizi Rina Sari mengatakan teh manis tidak baik untuk anak."
    assert headed("Pakar: Teh Bukan Pengganti Susu", text, people=RINA)[0][0] == "Rina Sari"
    assert headed("Pakar: Teh Bukan Pengganti Susu", "Teh laku keras di pasar.")[0][0] == "Pakar"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # whose ages, descriptions and gear are told
        ('Budi Jaya (72) dan Rina Sari (40) menanam jagung. "Kami sabar," kata Rina Sari.\n"Saya baru panen," kata lelaki berusia 72 tahun itu.', "Budi Jaya"),
        ('Gudang itu milik Budi Jaya. Rina Sari menyita dagingnya.\n"Itu berbahaya," kata Rina Sari.\n"Saya membelinya dari sopir," jelas pemilik gudang kepada petugas.', "Budi Jaya"),
        ('"Kami pulang," kata Rina Sari (47), istri Budi Jaya, saat ditemui.', "Rina Sari"),
        # who was not there, who acts right before
        ('Rina Sari meninjau pasar.\nKepala pasar, Budi Jaya, tidak hadir.\n"Kami akan menata kios," ujarnya.', "Rina Sari"),
        ('"Pasar aman," kata Rina Sari. "Harga naik," kata Budi Jaya.\nRina Sari berencana pulang. "Kami lelah," tutupnya.', "Rina Sari"),
        ('Rina Sari menuturkan jalan itu rusak. Budi Jaya diundang menjadi guru. "Saya hanya tamat SD," kelakarnya.', "Budi Jaya"),
        ('"Semua aman," kata Rina Sari.\nBudi Jaya melapor pekan lalu. Ia lama menunggu di kantor itu.\nBudi Jaya menangis melihat motornya. Motor itu baru dicicil.\n"Tiap hari kupakai bekerja," ucapnya.', "Budi Jaya"),
        # appositions and phrases before the subject
        ('Rina Sari, dosen Bank Kota - Bank Lama, mengatakan: "Kami siap."', "Rina Sari"),
        ('Hadir sebagai perwakilan nelayan, Rina Sari, pemilik tiga kapal di Jakarta, berbagi: "Kami tidak ingin melanggar."', "Rina Sari"),
        ('Rina Sari, seorang bidan desa, masih mengingat cara dokter itu meyakinkan warga: "Dokter tidak melarang dukun."', "Rina Sari"),
        ('Pemilik toko, seorang lelaki yang menolak disebut namanya, menolak bicara. "Harga sudah turun," katanya.', None),
        ('"Angkat lebih tinggi!" seru seseorang dari belakang.', None),
        # named later, and under the quotation
        ('"Bu, paketnya sudah sampai," kata kurir itu.\nBelakangan diketahui kurir itu bernama Budi Jaya.', "Budi Jaya"),
        ('"Kami senang," kata Rina Sari.\n"Dulu anak-anak harus berjalan dua jam ke sekolah."\nBapak Budi Jaya, warga desa', "Budi Jaya"),
    ],
)  # fmt: skip
def test_who_speaks_in_agencies_and_provincial_papers(text: str, speaker: str | None) -> None:
    found = read(text, people=("Rina Sari", "Budi Jaya"), organizations=("Bank Kota", "Bank Lama"), places=("Jakarta",))
    assert [q.speaker for q in found if q.kind == "direct"][-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Bank Kota, Jakarta, mencatat kasus itu turun tajam.", "Bank Kota", "kasus itu turun tajam"),
        ("Rina Sari, secara terpisah menyebut kekeringan berdampak pada warga.", "Rina Sari", "kekeringan berdampak pada warga"),
        ("Saat dihubungi Bank Kota, Rina Sari mengaku tidak tega pergi.", "Rina Sari", "tidak tega pergi"),
        ("Rina Sari mengingatkan anak harus mendapat dosis kedua agar kebal.", "Rina Sari", "anak harus mendapat dosis kedua agar kebal"),
        ("Rina Sari mengimbau warga yang tinggal di sungai untuk segera pindah.", "Rina Sari", "segera pindah"),
        ("Rina Sari berharap laporan sudah selesai.", "Rina Sari", "laporan sudah selesai"),
        ("Rina Sari berharap bantuan tidak sekadar tangki.", "Rina Sari", "bantuan tidak sekadar tangki"),
        ("Pelatih angkat besi putri Rina Sari mengatakan timnya membidik dua medali.", "Rina Sari", "timnya membidik dua medali"),
        ("- Rina Sari: Kami selalu memberi tahu siswa tentang hal itu.", "Rina Sari", "Kami selalu memberi tahu siswa tentang hal itu"),
        ("Reporter: Apa saran Ibu bagi sekolah lain?", "Reporter", "Apa saran Ibu bagi sekolah lain?"),
        ("Rina Sari pergi setelah Budi Jaya meninggal. Budi Jaya dimakamkan kemarin. Ia berharap jalan itu diperbaiki.", "Rina Sari", "jalan itu diperbaiki"),
        ("Terdakwa Budi Jaya datang. Hakim Rina Sari bertanya. Terdakwa terdiam lama. Dia mengaku hanya menjalankan perintah.", "Budi Jaya", "hanya menjalankan perintah"),
    ],
)  # fmt: skip
def test_reported_speech_in_agencies_and_provincial_papers(text: str, speaker: str, content: str) -> None:
    found = read(text, people=("Rina Sari", "Budi Jaya"), organizations=("Bank Kota",), places=("Jakarta",))
    assert [(q.speaker, q.content.text) for q in found][-1] == (speaker, content)
