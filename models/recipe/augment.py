"""Change training sentences so that the network meets names, cases and noise that the sets do not hold.

Two ways: persons, organizations and places of annotated sentences are exchanged for others, persons often together with an office
("Wakil Menteri Luar Negeri Vietnam" + name: only the name is PER, the country is LOC); and whole sentences are made from
`lists/templates.txt`. Labels follow the annotation guide: a name is bare, an institution inside a title is no organization,
an acronym in brackets is a mention of its own.
"""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from warta.nlp.tokenizer import tokenize

from .datasets import iob

Parts = list[tuple[str, str]]  # text and label, "" for none
_LISTS = Path(__file__).parent / "lists"

RANKS = """Jenderal|Letnan Jenderal|Letjen|Letjen TNI|Mayor Jenderal|Mayjen|Mayjen TNI|Brigjen|Brigadir Jenderal|Brigjen Pol|Brigjen Pol.|Irjen|Irjen Pol
Irjen Pol.|Komjen|Komjen Pol|Komjen Pol.|Jenderal Polisi|Kombes|Kombes Pol|Kombes Pol.|Komisaris Besar Polisi|AKBP|Kompol|AKP|Iptu|Ipda|Aiptu|Aipda|Bripka|Briptu|Bripda
Kolonel|Kol.|Kolonel Inf|Kol. Inf.|Letkol|Letkol Inf|Letkol Inf.|Letnan Kolonel|Mayor|Mayor Inf|Kapten|Kapten Inf|Lettu|Letda|Serka|Sertu|Serda|Serma|Kopda|Pratu|Praka|Pelda|Peltu
Laksamana|Laksamana Muda|Laksma TNI|Laksda TNI|Marsekal|Marsda TNI|Kolonel Laut|Letkol Laut (P)|Letjen TNI (Purn.)|Jenderal (Purn.)|Brigjen Pol. (Purn.)|Mayor Jenderal Polisi|Kolonel Senior""".replace(
    "\n", "|"
).split("|")
HONORIFICS = """Bapak|Ibu|Pak|Bu|Tuan|Nyonya|Nona|Saudara|Saudari|H.|Hj.|KH|KH.|Ustaz|Ustadz|Habib|Dr.|Dr|Prof.|Prof. Dr.|dr.|drg.|Ir.|Drs.|Dra.|Datuk|Datuk Seri|Dato'|Dato' Sri|Tan Sri|Tun|Sir|Lord
Pendeta|Pdt.|Romo|Uskup|Kardinal|Paus|Raden|Sultan|Ratu|Raja|Pangeran|Putri|Kawan|Bang|Mas|Mbak|Kang|Gus|Kiai|Lektor Kepala Dr.|Profesor|Dokter|Insinyur|Jaksa|Hakim|Pengacara|Aktivis|Penyanyi|Aktor|Aktris|Seniman|Petenis|Striker|Gelandang|Kiper|Bek|Pelatih|Wasit|Penulis|Sutradara|Guru|Siswa|Mahasiswa|Nelayan|Petani""".replace(
    "\n", "|"
).split("|")
DEGREES = [
    "S.H.",
    "SH",
    "S.E.",
    "M.Si.",
    "M.M.",
    "M.H.",
    "S.H., M.H.",
    "S.Sos.",
    "M.Kes.",
    "Sp.PD",
    "Sp.B.",
    "Ph.D.",
    "S.Pd., M.Pd.",
    "S.I.K.",
    "S.I.K., M.H.",
    "Lc.",
    "M.A.",
]
MINISTRIES = [
    "Luar Negeri",
    "Pertahanan",
    "Keuangan",
    "Kesehatan",
    "Dalam Negeri",
    "Keamanan Publik",
    "Kehakiman",
    "Perdagangan",
    "Perindustrian dan Perdagangan",
    "Pendidikan dan Pelatihan",
    "Pertanian dan Lingkungan Hidup",
    "Ilmu Pengetahuan dan Teknologi",
    "Konstruksi",
    "Kebudayaan, Olahraga, dan Pariwisata",
    "Hukum",
    "Hukum dan HAM",
    "Perhubungan",
    "Agama",
    "Sosial",
    "Pekerjaan Umum",
    "Energi dan Sumber Daya Mineral",
    "Kelautan dan Perikanan",
    "Kehutanan",
    "Ketenagakerjaan",
    "Investasi",
    "Komunikasi dan Digital",
    "Pariwisata",
    "Pertanian",
    "Pendidikan",
    "Koperasi dan UKM",
    "Desa",
    "Pemuda dan Olahraga",
    "Perencanaan dan Investasi",
    "Ekonomi",
    "Kerja Sama Internasional",
    "Kepolisian",
    "Lingkungan Hidup",
    "Transportasi",
]
OFFICES_OF = [
    "Ketua",
    "Wakil Ketua",
    "Ketua Umum",
    "Sekretaris Jenderal",
    "Sekjen",
    "Direktur",
    "Direktur Utama",
    "Dirut",
    "Direktur Eksekutif",
    "Wakil Direktur",
    "Presiden Direktur",
    "CEO",
    "CEO dan pendiri",
    "Kepala",
    "Wakil Kepala",
    "Juru Bicara",
    "juru bicara",
    "Jubir",
    "anggota",
    "Anggota",
    "pengamat dari",
    "peneliti",
    "Peneliti",
    "analis",
    "Analis",
    "Manajer",
    "Manajer Umum",
    "pelatih",
    "Pelatih",
    "kapten",
    "Rektor",
    "rektor",
    "Dekan",
    "Dosen",
    "dosen",
    "Guru Besar",
    "Komisaris",
    "Komisaris Utama",
    "Bendahara",
    "Humas",
    "Kepala Humas",
    "Koordinator",
    "Presiden",
    "Wakil Presiden",
    "Perwakilan",
    "Kuasa hukum",
    "Pendiri",
    "Politikus",
    "politisi",
    "Kepala Departemen",
    "Kepala Riset",
    "Wakil Sekretaris",
    "Kasat Reskrim",
    "Kabid Humas",
    "Kapuspen",
    "Kadiv Humas",
    "Kabareskrim",
    "Kepala Perwakilan",
    "Kepala Pelaksana",
    "Plt. Kepala",
    "Ketua Fraksi",
    "Sekretaris",
    "Karyawan",
    "Penyidik",
    "Jaksa",
    "Hakim",
    "Ketua Komite",
    "Ketua Dewan",
    "Direktur Operasi",
    "Wakil Rektor",
    "Direktur Jenderal",
]
HEADS_OF = [
    "Gubernur",
    "Wakil Gubernur",
    "Bupati",
    "Wakil Bupati",
    "Wali Kota",
    "Walikota",
    "Wakil Wali Kota",
    "Camat",
    "Lurah",
    "Kepala Desa",
    "Kades",
    "Kapolres",
    "Kapolda",
    "Kapolsek",
    "Kapolresta",
    "Kajari",
    "Kajati",
    "Dandim 0716",
    "Danramil",
    "Ketua RT",
    "Pj. Gubernur",
    "Pj. Bupati",
    "Plt. Bupati",
    "Penjabat Wali Kota",
    "Sekretaris Daerah",
    "Sekda",
    "calon gubernur",
    "mantan Bupati",
    "eks Gubernur",
    "Uskup",
    "warga",
    "asal",
]
STATES_OF = [
    "Presiden",
    "Wakil Presiden",
    "Perdana Menteri",
    "PM",
    "Wakil Perdana Menteri",
    "Raja",
    "Ratu",
    "Kanselir",
    "Duta Besar",
    "Dubes",
    "Konsul Jenderal",
    "Kepala Negara",
    "Menlu",
    "Menhan",
    "Menkeu",
    "Ketua Parlemen",
    "Ketua Majelis Nasional",
    "Jaksa Agung",
    "Panglima",
    "mantan Presiden",
    "Presiden terpilih",
    "Utusan Khusus",
    "diplomat",
    "pelatih tim nasional",
    "Menteri Negara",
    "pejabat senior",
]
BARE_OFFICES = [
    "Menteri",
    "Presiden",
    "Sekjen",
    "Gubernur",
    "Kapolri",
    "Panglima TNI",
    "KSAD",
    "Menko Polhukam",
    "Menko Perekonomian",
    "Mensesneg",
    "Menag",
    "Mendagri",
    "Menkes",
    "Menkeu",
    "Menhub",
    "Menlu",
    "Jaksa Agung",
    "Kapolda",
    "Dirjen Pajak",
    "Dirjen Imigrasi",
    "Wamenlu",
    "Wapres",
    "Ketua DPR",
    "Wakil Ketua DPR",
    "Ketua MPR",
    "Seskab",
    "Kadiv Humas",
    "Dandim",
    "Pangdam",
    "Danrem",
    "Kapendam",
    "Kasat Reskrim",
    "Kadis Pendidikan",
    "Kadinkes",
    "Kabid Humas",
    "Pangdam XVII/Cenderawasih",
    "Dansatgas",
    "Wakapolres",
]
FIELDS = [
    "Kesehatan",
    "Pendidikan",
    "Perhubungan",
    "Sosial",
    "Pariwisata",
    "Lingkungan Hidup",
    "Pekerjaan Umum",
    "Pertanian",
    "Perdagangan",
    "Ketenagakerjaan",
    "Kependudukan dan Catatan Sipil",
    "Kebudayaan",
    "Pemadam Kebakaran",
    "Kelautan dan Perikanan",
    "Tenaga Kerja",
    "Kebudayaan dan Olahraga",
    "Konstruksi",
    "Keuangan",
    "Luar Negeri",
]
STEMS = [
    "Maju Bersama",
    "Nusantara",
    "Sejahtera",
    "Karya Mandiri",
    "Sumber Rejeki",
    "Cahaya Abadi",
    "Bumi Hijau",
    "Samudra Raya",
    "Tirta Kencana",
    "Mitra Usaha",
    "Surya Persada",
    "Lintas Benua",
    "Garda Bangsa",
    "Bina Insani",
    "Pelita Harapan",
    "Merdeka Raya",
    "Adil Sentosa",
    "Harapan Baru",
    "Amanah Umat",
    "Rakyat Berdaulat",
    "Kopi dan Kakao",
    "Hotel dan Restoran",
    "Petani Muda",
    "Nelayan Tradisional",
    "Pengusaha Muda",
    "Guru Honorer",
    "Eksportir Tekstil",
    "Industri Mebel",
    "Perdamaian Dunia",
    "Transisi Energi",
    "Jurnalis Independen",
    "Perlindungan Anak",
    "Kanker",
    "Kelapa Sawit",
    "Hukum Siber",
]
OUTLETS = [
    "ANTARA",
    "Antara",
    "VNA",
    "VOV",
    "VOVWORLD",
    "KOMPAS.com",
    "Kompas.com",
    "detikcom",
    "detikNews",
    "detikJateng",
    "Liputan6.com",
    "CNN Indonesia",
    "CNBC Indonesia",
    "Tempo.co",
    "TEMPO.CO",
    "Tribunnews.com",
    "Republika",
    "REPUBLIKA.CO.ID",
    "Suara.com",
    "Okezone",
    "merdeka.com",
    "JawaPos.com",
    "Bisnis.com",
    "Kontan.co.id",
    "Reuters",
    "AFP",
    "AP",
    "Xinhua",
    "Kyodo News",
    "Al Jazeera",
    "BBC",
    "TASS",
    "Anadolu",
    "Bernama",
    "TVRI",
    "Metro TV",
    "Media Indonesia",
    "Jakarta Post",
    "Nhan Dan",
    "Vietnam Plus",
    "Tien Phong",
    "Tuoi Tre",
    "IDN Times",
    "BeritaSatu",
    "Sindonews.com",
    "RRI",
    "harian Waspada",
    "KABARDAERAH.com",
    "SuaraRakyat.id",
    "Warta Kota",
]


@cache
def _names() -> dict[tuple[str, str], list[str]]:
    out: dict[tuple[str, str], list[str]] = {}
    for line in (_LISTS / "names.tsv").read_text("utf-8").splitlines()[2:]:
        origin, slot, name = line.split("\t")
        out.setdefault((origin, slot), []).append(name)
    return out


def _plain(text: str) -> str:
    """Write a name without diacritics, as the Indonesian press does."""
    text = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def person(rng: random.Random) -> str:
    """Return a made-up full name in one of many naming styles."""
    names = _names()
    kind = rng.random()
    if kind < 0.27:
        parts = [
            rng.choice(names["vi", "family"]),
            *rng.sample(names["vi", "middle"], rng.choice((0, 1, 1, 1, 2))),
            rng.choice(names["vi", "given"]),
        ]
        name = " ".join(parts)
        return name if rng.random() < 0.25 else _plain(name)
    if kind < 0.62:
        full = names["id", "full"]
        if rng.random() < 0.5:
            return rng.choice(full)
        words = [w for n in rng.sample(full, rng.choice((2, 2, 3))) for w in [rng.choice(n.split())]]
        return " ".join(w for w in words if w[-1] != ".") or rng.choice(full)
    if kind < 0.78:
        origin = rng.choice(("west", "west", "slav"))
        name = f"{rng.choice(names[origin, 'given'])} {rng.choice(names[origin, 'family'])}"
        if rng.random() < 0.12:
            first, _, last = name.partition(" ")
            name = f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
    else:
        name = rng.choice(names[rng.choice(("arab", "afr", "zh", "jp", "asia", "un")), "full"])
    return name if rng.random() < 0.6 else _plain(name)


def short(rng: random.Random) -> str:
    """Return one part of a name, as it is used on second mention."""
    parts = [p for p in person(rng).split() if len(p) > 2 and p[0].isupper()]
    return rng.choice(parts) if parts else "Tung"


def country(rng: random.Random) -> str:
    """Return a country."""
    return "Vietnam" if rng.random() < 0.15 else rng.choice(_names()["world", "country"])


def city(rng: random.Random) -> str:
    """Return a city."""
    name = rng.choice(_names()["vi", "place"] if rng.random() < 0.3 else _names()["world", "city"])
    return name if rng.random() < 0.3 else _plain(name)


def place(rng: random.Random) -> str:
    """Return a place of any kind."""
    kind = rng.random()
    if kind < 0.25:
        return country(rng)
    if kind < 0.55:
        return city(rng)
    if kind < 0.75:
        return rng.choice(_names()["world", "region"])
    if kind < 0.85:
        return rng.choice(_names()["world", "facility"])
    kinds = (
        "Kabupaten",
        "Kota",
        "Kecamatan",
        "Desa",
        "Kelurahan",
        "Provinsi",
        "Jalan",
        "Distrik",
        "Pulau",
        "Gunung",
        "Sungai",
        "Pantai",
        "Bandara",
        "Pelabuhan",
        "Stadion",
        "Pasar",
        "Komune",
        "Kampung",
    )
    return f"{rng.choice(kinds)} {city(rng) if rng.random() < 0.6 else short(rng)}"


def organization(rng: random.Random) -> str:
    """Return an organization, listed or composed."""
    names = _names()
    kind = rng.random()
    if kind < 0.5:
        return rng.choice(names[rng.choice(("id", "id", "vi", "world")), "org"])
    area = rng.choice(("", "Kota ", "Kabupaten ", "Provinsi ")) + city(rng)
    stem = rng.choice(STEMS)
    return rng.choice((
        lambda: f"Dinas {rng.choice(FIELDS)} {area}",
        lambda: f"Dinas {rng.choice(FIELDS)}",
        lambda: f"{rng.choice(('Polres', 'Polsek', 'Polda', 'Polresta', 'Polrestabes'))} {city(rng)}",
        lambda: f"{rng.choice(('Satreskrim', 'Satlantas', 'Satresnarkoba'))} Polres {city(rng)}",
        lambda: f"{rng.choice(('Kodim 0716/', 'Korem 071/', 'Yonif 715/'))}{short(rng)}",
        lambda: f"{rng.choice(('RSUD', 'RSUP', 'RS', 'Rumah Sakit', 'Puskesmas', 'RSUD dr.'))} {city(rng) if rng.random() < 0.6 else short(rng)}",
        lambda: f"{rng.choice(('Universitas', 'Institut', 'Politeknik', 'SMA Negeri 3', 'SMKN 2', 'SDN 1', 'Pondok Pesantren'))} {city(rng)}",
        lambda: f"PT {stem}{rng.choice(('', ' Tbk', ' (Persero)', ' Indonesia'))}",
        lambda: f"{rng.choice(('CV', 'Yayasan', 'Koperasi', 'Partai', 'Bank', 'Lembaga', 'Forum', 'Perum', 'Komunitas', 'Koalisi'))} {stem}",
        lambda: f"{rng.choice(('Asosiasi', 'Persatuan', 'Himpunan', 'Ikatan', 'Gabungan', 'Federasi', 'Serikat', 'Aliansi', 'Koalisi'))} {stem} {rng.choice(('Indonesia', 'Vietnam', 'Dunia', 'Internasional', 'Nasional', area))}",
        lambda: f"Kementerian {rng.choice(MINISTRIES)}",
        lambda: f"Kementerian {rng.choice(MINISTRIES)} {country(rng)}",
        lambda: f"{rng.choice(('Komite Rakyat', 'Komite Partai', 'Kepolisian', 'Dewan Rakyat', 'Departemen ' + rng.choice(FIELDS)))} {rng.choice(('Provinsi', 'Kota', 'Distrik'))} {city(rng)}",
        lambda: f"{rng.choice(('Pengadilan Negeri', 'Pengadilan Tinggi', 'Kejaksaan Negeri', 'Kejaksaan Tinggi', 'Kejari', 'Pemkot', 'Pemkab', 'Pemerintah Kota', 'Pemerintah Kabupaten', 'DPRD', 'BPBD Kabupaten', 'KPU', 'Bawaslu', 'Kantor SAR', 'Badan Pusat Statistik', 'Kantor Imigrasi', 'Lapas', 'Bea Cukai', 'PMI', 'Kedutaan Besar Vietnam di', 'KBRI', 'Akademi Militer'))} {city(rng)}",
        lambda: f"Badan {rng.choice(FIELDS)} {rng.choice(('Nasional', 'Dunia', 'Internasional'))}",
        lambda: f"{rng.choice(('Institut', 'Pusat', 'Lembaga', 'Badan', 'Komisi', 'Dewan', 'Satgas'))} {rng.choice(('Penelitian', 'Studi', 'Riset', 'Kajian', 'Koordinasi', 'Pengawas', 'Pengkajian', 'Perlindungan', 'Transplantasi Organ'))} {rng.choice((stem, 'Nasional', *FIELDS))}",
        lambda: f"Komisi {rng.choice(('I', 'II', 'III', 'VI', 'X', 'XI'))} {rng.choice(('DPR', 'DPR RI', 'DPRD ' + city(rng)))}",
        lambda: f"Fraksi {rng.choice(('PDIP', 'Golkar', 'PKS', 'Gerindra', 'Partai ' + stem))}",
    ))()  # fmt: skip


def _acronym(name: str, rng: random.Random) -> str:
    letters = "".join(w[0] for w in name.replace("(", " ").replace("/", " ").split() if w[0].isupper())
    return letters if len(letters) > 2 else "".join(rng.choice("ABDGIKLMNPRST") for _ in range(rng.choice((3, 4))))


def with_acronym(rng: random.Random) -> Parts:
    """Return an organization, often followed by its acronym in brackets."""
    name = organization(rng)
    if rng.random() < 0.6 and len(name.split()) > 1 and "(" not in name:
        return [(name, "ORG"), (" (", ""), (_acronym(name, rng), "ORG"), (")", "")]
    return [(name, "ORG")]


def official(rng: random.Random, name: str) -> Parts:
    """Return a person's name with rank, honorific, office, institution, age, in the orders the press uses."""
    kind = rng.random()
    rank = rng.choice(RANKS) + " " if rng.random() < 0.45 else ""
    if kind < 0.15:
        return [(rng.choice(RANKS) + " ", ""), (name, "PER")]
    if kind < 0.25:
        return [
            (rng.choice(HONORIFICS) + " ", ""),
            (name, "PER"),
            (", " + rng.choice(DEGREES) if rng.random() < 0.25 else "", ""),
        ]
    if kind < 0.38:
        post = rng.choice(("Menteri ", "Menteri ", "Wakil Menteri ", "Wamen ")) + rng.choice(MINISTRIES)
        where: Parts = [(" ", ""), (country(rng), "LOC")] if rng.random() < 0.5 else []
        if rng.random() < 0.3:
            return [(name, "PER"), (", " + post, ""), *where, (",", "")]
        return [(post, ""), *where, (rng.choice((" ", ", ", " ")) + rank, ""), (name, "PER")]
    if kind < 0.58:
        post, body = rng.choice(OFFICES_OF), with_acronym(rng)
        if rng.random() < 0.4:
            return [(name, "PER"), (f", {post} ", ""), *body, (",", "")]
        return [(post + " ", ""), *body, (rng.choice((" ", " ", ", ")) + rank, ""), (name, "PER")]
    if kind < 0.7:
        return [
            (rng.choice(HEADS_OF) + " ", ""),
            (city(rng) if rng.random() < 0.7 else place(rng), "LOC"),
            (" " + rank, ""),
            (name, "PER"),
        ]
    if kind < 0.82:
        head: Parts = [(rng.choice(STATES_OF) + " ", ""), (country(rng), "LOC")]
        if rng.random() < 0.25:
            head += [(" untuk ", ""), (country(rng), "LOC")]
        if rng.random() < 0.3:
            return [(name, "PER"), (", ", ""), *head, (",", "")]
        return [*head, (rng.choice((" ", " ", ", ")) + rank, ""), (name, "PER")]
    if kind < 0.92:
        return [(rng.choice(BARE_OFFICES) + " " + rank, ""), (name, "PER")]
    return [(name, "PER"), (f" ({rng.randint(17, 80)})", "")]


def _initials(rng: random.Random) -> str:
    return "".join(rng.choice("ABCDEFHIJKLMNRSTWYZ") for _ in range(rng.choice((1, 2, 2, 2, 3))))


def _slot(slot: str, rng: random.Random) -> Parts:
    if slot == "P":
        name = person(rng)
        return official(rng, name) if rng.random() < 0.75 else [(name, "PER")]
    if slot == "F":
        return with_acronym(rng)
    label, make = {
        "N": ("PER", person), "S": ("PER", short), "I": ("PER", _initials), "O": ("ORG", organization),
        "L": ("LOC", place), "C": ("LOC", country), "K": ("LOC", city), "D": ("ORG", lambda r: r.choice(OUTLETS)),
    }[slot]  # fmt: skip
    return [(make(rng), label)]


def _sentence(parts: Parts, name: str) -> dict[str, Any]:
    text, entities = "", []
    for piece, label in parts:
        if text.endswith(",") and piece[:1] in {",", "."}:
            piece = piece[1:] if piece[0] == "," else piece
            if piece[:1] == ".":
                text = text[:-1]
        if label:
            entities.append((len(text), len(text) + len(piece), label))
        text += piece
    spans = tokenize(text)
    return {"set": name, "text": text, "spans": spans, "ner": iob(spans, entities)}


@cache
def _templates() -> list[str]:
    return [line for line in (_LISTS / "templates.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]


def synthetic(count: int, rng: random.Random) -> list[dict[str, Any]]:
    """Return `count` sentences made from templates."""
    out = []
    for _ in range(count):
        parts: Parts = []
        template = rng.choice(_templates())
        while "{" in template:
            before, _, rest = template.partition("{")
            parts += [(before, ""), *_slot(rest[0], rng)]
            template = rest[2:]
        parts.append((template, ""))
        out.append(_noise(_sentence(parts, "news"), rng))
    return out


def _noise(sentence: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Now and then write a sentence as scraped text has it: capitals, lower case, a blank before a comma."""
    roll = rng.random()
    text = sentence["text"]
    if roll < 0.03:
        return sentence | {"text": text.lower()} if len(text.lower()) == len(text) else sentence
    if roll < 0.06:
        return sentence | {"text": text.upper()} if len(text.upper()) == len(text) else sentence
    if roll < 0.1 and ", " in text:
        spans, tags, out, shift = sentence["spans"], sentence["ner"], [], 0
        built, at = "", 0
        for (start, end), _tag in zip(spans, tags, strict=True):
            built += text[at:start]
            if text[start:end] == "," and built and not built.endswith(" ") and rng.random() < 0.7:
                built += " "
            shift = len(built)
            built += text[start:end]
            out.append((shift, len(built)))
            at = end
        return sentence | {"text": built + text[at:], "spans": out}
    return sentence


def _exchange(sentence: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    text, tags = sentence["text"], sentence["ner"]
    entities: list[list[Any]] = []
    for (start, end), tag in zip(sentence["spans"], tags, strict=True):
        if tag[0] == "B":
            entities.append([start, end, tag[2:]])
        elif tag[0] == "I" and entities:
            entities[-1][1] = end
    if not entities:
        return sentence
    parts: Parts = []
    at = 0
    changed = False
    moves: list[tuple[int, int, int, int, int, int]] = []
    known: dict[str, Parts] = {}
    for start, end, label in entities:
        parts.append((text[at:start], ""))
        old = text[start:end]
        roll = rng.random()
        new: Parts = [(old, label)]
        if old in known:
            new = known[old]
        elif label == "PER" and roll < 0.55 and sentence["set"] != "nergrit":
            name = person(rng) if " " in old else short(rng)
            new = (
                official(rng, name)
                if " " in old and rng.random() < 0.3 and text[end : end + 1] != ","
                else [(name, "PER")]
            )
        elif label == "PER" and roll < 0.3:
            new = [(person(rng) if " " in old else short(rng), "PER")]
        elif label == "ORG" and roll < 0.2 and sentence["set"] != "nergrit":
            new = [(organization(rng), "ORG")]
        elif label == "LOC" and roll < 0.2:
            new = [(city(rng) if rng.random() < 0.6 else country(rng), "LOC")]
        changed = changed or new != [(old, label)]
        known[old] = [new[0]] if len(new) == 1 else [(p, lab) for p, lab in new if lab == "PER"]
        now = sum(len(part) for part, _ in parts)
        inner = now
        for part, kind in new:
            if kind == label:
                break
            inner += len(part)
        else:
            inner, part = now, "".join(p for p, _ in new)
        then = now + sum(len(p) for p, _ in new)
        moves.append((start, end, now, then, inner, inner + len(part)))
        parts += new
        at = end
    parts.append((text[at:], ""))
    if not changed:
        return sentence
    out = _sentence(parts, sentence["set"])
    if "quotes" in sentence:
        out |= _carried(sentence, out, moves)
    return out


def _carried(
    old: dict[str, Any], new: dict[str, Any], moves: list[tuple[int, int, int, int, int, int]]
) -> dict[str, Any]:
    """Return quotation tags and sentence ends of a sentence whose names were exchanged.

    A move is a name's old offsets, the offsets of what stands there now, and those of the person or name inside it.
    """

    def place(position: int, last: bool) -> int:
        shift = 0
        for start, end, now, then, _, _ in moves:
            if position <= start and not (last and position == start and start == end):
                break
            if position < end:
                return then if last else now
            shift = then - end
        return position + shift

    marks: list[tuple[int, int, str]] = []
    for (start, end), tag in zip(old["spans"], old["quotes"], strict=True):
        if tag[0] == "B" or (tag != "O" and not marks):
            marks.append((start, end, tag[2:]))
        elif tag != "O":
            marks[-1] = (marks[-1][0], end, marks[-1][2])
    named = {(start, end): (a, b) for start, end, _, _, a, b in moves}
    placed = [
        (*named.get((start, end), (place(start, False), place(end, True))), label)
        if label == "SPK"
        else (place(start, False), place(end, True), label)
        for start, end, label in marks
    ]
    ends = {place(end, True) for (_, end), last in zip(old["spans"], old["ends"], strict=True) if last}
    return {"quotes": iob(new["spans"], placed), "ends": [int(end in ends) for _, end in new["spans"]]}


def _unstopped(sentence: dict[str, Any]) -> dict[str, Any]:
    """Drop a sentence's full stop, as headings and scraped lines do."""
    last = len(sentence["spans"])
    start, end = sentence["spans"][-1]
    if last < 4 or sentence["text"][start:end] != "." or last in sentence["head"]:
        return sentence
    out = sentence | {"text": sentence["text"][:start].rstrip()}
    for name in ("spans", "upos", "feats", "lemma", "script", "head", "rel"):
        if name in out:
            out[name] = out[name][:-1]
    return out


def change(sentences: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """Return the sentences, half of those with PER, ORG, LOC entities changed."""
    out = []
    for sentence in sentences:
        if "ner" in sentence and sentence["set"] in {"idner", "nergrit", "news"}:
            if rng.random() < 0.5:
                sentence = _exchange(sentence, rng)
            sentence = _noise(sentence, rng)
        elif "upos" in sentence and rng.random() < 0.03 and len(sentence["text"].lower()) == len(sentence["text"]):
            sentence = sentence | {"text": sentence["text"].lower()}
        elif sentence["set"] in {"pud", "gsd", "csui"} and rng.random() < 0.12:
            sentence = _unstopped(sentence)
        out.append(sentence)
    return out
