"""Names of offices and institutions, by composition.

Indonesian builds them from the general to the particular (`Wakil Kepala Departemen Lalu Lintas Kepolisian Provinsi X`): a head,
its field, then the institution or place it belongs to. English keeps that order with `of`, and puts fields and places
before the nouns the lexicon says (`Traffic Department of the X Provincial Police`).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from warta.english.country import country
from warta.english.country import names as country_names
from warta.english.rendering import NOTHING, Rendering
from warta.english.words import Table, is_name, split, table
from warta.lexicon import Row, load

_NUMBER = re.compile(r"(?:[IVXLC]+|\d+(?:[./-]\d+)*|[A-H])$|(?:[IVXLC]+|\d+)/\w+$")
_ORDINAL = re.compile(r"ke-(\d+)$")
_AND = {"dan": "and", "serta": "and", "&": "&"}
_LINKS = {
    "untuk": "for",
    "bidang": "for",
    "urusan": "for",
    "bagi": "for",
    "di": "in",
    "dari": "from",
    "pada": "at",
    "atas": "for",
}
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


@dataclass
class _Complement:
    """What follows a head: its number or field, adjectives of the head, place, and the rest as English text."""

    number: str = ""
    field: str = ""
    adjectives: list[str] = dataclasses.field(default_factory=list)
    place: str = ""
    place_article: bool = False
    tail: str = ""
    link: str = ""
    tail_is_body: bool = False
    complete: bool = True


@lru_cache(maxsize=1)
def _organizations() -> Table:
    rows: list[Row] = list(load("english_organizations"))
    for row in load("organizations"):
        if row["english"]:
            article = "the" if _takes_article(row["english"]) else ""
            rows += [
                {"name": n, "english": row["english"], "article": article} for n in (row["name"], row["full_name"]) if n
            ]
    return Table(rows, fold=False)


_COMMON = frozenset(
    [
        "Ministry",
        "Agency",
        "Commission",
        "Council",
        "Board",
        "Party",
        "Office",
        "Court",
        "Authority",
        "Bureau",
        "Centre",
        "Center",
        "Committee",
        "Association",
        "Union",
        "Federation",
        "Organization",
        "Organisation",
        "Institute",
        "Institution",
        "Foundation",
        "Corporation",
        "Police",
        "Command",
        "Force",
        "Forces",
        "Army",
        "Navy",
        "Corps",
        "Assembly",
        "Programme",
        "Fund",
        "Bank",
        "House",
        "Group",
        "Chamber",
        "Academy",
        "Confederation",
        "Society",
        "Communion",
        "Conference",
        "Forum",
        "Team",
        "team",
        "Government",
        "Exchange",
    ]
)


def _takes_article(english: str) -> bool:
    """Tell whether an English name needs `the`: it ends in, or before `of` has, a common noun."""
    first = english.split(" of ")[0].split(" for ")[0].split(" on ")[0].split()
    return bool(first) and first[-1] in _COMMON and english not in ("Bank Indonesia",)


@lru_cache(maxsize=1)
def _acronyms() -> dict[str, str]:
    return {row["head"].lower(): row["expands"] for row in load("office_heads") if row["expands"]}


@lru_cache(maxsize=1)
def _places() -> Table:
    rows: list[Row] = [{"name": r["name"]} for r in load("places")]
    return Table(rows, fold=False)


def _the(text: str, article: bool | str) -> str:
    return f"the {text}" if article and not text.lower().startswith("the ") else text


# ---------------------------------------------------------------------------------------------------- places


def _turned(words: Sequence[str]) -> str:
    """Return a place's name with its direction first: `Sumbawa Barat` is West Sumbawa."""
    directions = table("english_places", kind="direction")
    for i in range(1, len(words)):
        match = directions.at(words, i)
        if match and i + match[0] == len(words):
            return f"{match[1]['english']} {place_name(words[:i])}"
    return " ".join(words)


def place_name(words: Sequence[str]) -> str:
    """Return the English of a place's name, the name itself where English has no other."""
    row = table("english_places", kind="place", fold=False).get(" ".join(words))
    return row["english"] if row else _turned(words)


def _place_at(words: Sequence[str], i: int) -> tuple[int, str, bool] | None:
    """Return (words, English, takes `the`) of a place that begins at word `i`."""
    known = table("english_places", kind="place", fold=False).at(words, i)
    plain = _places().at(words, i)
    if known and (not plain or known[0] >= plain[0]):
        length, row = known
        if length < len(words) - i and not plain and table("english_places", kind="direction").at(words, i + length):
            length += table("english_places", kind="direction").at(words, i + length)[0]  # type: ignore[index]
            return length, _turned(words[i : i + length]), False
        return length, row["english"], bool(row["article"])
    marker = table("english_places", kind="marker").at(words, i)
    if marker and words[i][:1].isupper():
        length, row = marker
        end = i + length
        while (
            end < len(words)
            and words[end][:1].isupper()
            and not _institution_at(words, end)
            and not _place_marker(words, end)
        ):
            end += 1
            if _place_length(words, i + length) == end - i - length:
                break
        if end > i + length:
            name = place_name(words[i + length : end])
            template = row["english"]
            if name.endswith(" City") and template.endswith("City"):
                template = "{}"
            return end - i, template.format(name), bool(row["article"])
        return length, row["adjective"], False
    if plain:
        return plain[0], _turned(words[i : i + plain[0]]), False
    return None


def _place_length(words: Sequence[str], i: int) -> int:
    lengths = [
        m[0] for m in (_places().at(words, i), table("english_places", kind="place", fold=False).at(words, i)) if m
    ]
    return max(lengths, default=0)


def _place_marker(words: Sequence[str], i: int) -> bool:
    return table("english_places", kind="marker").at(words, i) is not None and _place_length(words, i) == 0


# ---------------------------------------------------------------------------------------------------- fields


def _institution_at(words: Sequence[str], i: int) -> bool:
    """Tell whether an institution (by its own name or by a common noun) begins at word `i`."""
    if _organizations().at(words, i):
        return True
    body = table("english_bodies").at(words, i)
    words_of_field = table("english_fields").at(words, i)
    return bool(body and words[i][:1].isupper() and (not words_of_field or words_of_field[0] <= body[0]))


def _field(words: Sequence[str], i: int) -> tuple[int, str] | None:
    """Return (words, English) of the list of fields that begins at word `i`."""
    fields = table("english_fields")
    items: list[str] = []
    start = i
    while i < len(words):
        units: list[str] = []
        while i < len(words):
            match = fields.at(words, i)
            if (
                match is None
                or (units and _institution_at(words, i))
                or (_place_length(words, i) >= match[0] and words[i][:1].isupper())
            ):
                break
            units.append(match[1]["english"])
            i += match[0]
        if not units:
            break
        items.append(" ".join(reversed(units)))
        step = i
        while step < len(words) and (words[step] == "," or words[step].lower() in _AND):
            step += 1
        if step == i or fields.at(words, step) is None or _organizations().at(words, step):
            break
        items.append("," if words[step - 1] == "," else f" {_AND[words[step - 1].lower()]}")
        i = step
    if not items:
        return None
    text = items[0]
    for joint, item in zip(items[1::2], items[2::2], strict=False):
        text += f"{joint} {item}"
    return i - start, text


# ---------------------------------------------------------------------------------------------------- complements


def _complement(words: Sequence[str], *, office: bool, names: bool = False) -> _Complement:
    """Read what follows a head."""
    found = _Complement()
    left: list[str] = []
    i = 0
    if names:
        i = _own_name(words, found)
    while i < len(words):
        word = words[i]
        if word == ",":
            i += 1
            continue
        if ordinal := _ORDINAL.match(word):
            number = int(ordinal.group(1))
            found.adjectives.append(f"{number}{'th' if 10 < number % 100 < 14 else _SUFFIXES.get(number % 10, 'th')}")
            i += 1
            continue
        link = _LINKS.get(word.lower())
        if link and i + 1 < len(words):
            rest = _chain(words[i + 1 :])
            found.tail, found.link, found.complete = rest.text or "", link, found.complete and rest.complete
            break
        if i == 0 and office and (adjective := table("english_offices", kind="adjective").at(words, i)):
            fields = table("english_fields").at(words, i)
            if not fields or fields[0] <= adjective[0]:
                found.adjectives.append(adjective[1]["english"])
                i += adjective[0]
                continue
        if _NUMBER.match(word) and not _organizations().at(words, i):
            numbered = [word]
            i += 1
            while "/" in word and i < len(words) and words[i][:1].isupper() and not _institution_at(words, i):
                numbered.append(words[i])
                i += 1
            found.number = " ".join(numbered)
            continue
        lands = country_names().at(words, i)
        place = _place_at(words, i)
        body = _institution_at(words, i)
        if (body and (not place or not _places().at(words, i))) or (body and _organizations().at(words, i)):
            rest = _chain(words[i:])
            found.tail, found.tail_is_body = rest.text or "", True
            found.complete &= rest.complete
            break
        if lands and (not place or lands[0] >= place[0]):
            found.place = (
                f"{found.place}, {country(lands[1]['country']).text}"
                if found.place
                else country(lands[1]["country"]).text or ""
            )
            found.place_article = country(lands[1]["country"], article=True).text != country(lands[1]["country"]).text
            i += lands[0]
            continue
        field_words = table("english_fields").at(words, i)
        if place and (not field_words or (place[0] >= field_words[0] and words[i][:1].isupper())):
            found.place = f"{found.place}, {place[1]}" if found.place else place[1]
            found.place_article = place[2]
            i += place[0]
            continue
        if read := _field(words, i):
            found.field = f"{read[1]} {found.field}" if found.field else read[1]
            i += read[0]
            continue
        inner = table("english_offices", kind="office").at(words, i)
        if office and inner and (i == 0 or words[i][:1].isupper()):
            rest = _office(list(words[i:]))
            found.tail, found.tail_is_body = _the(rest.text or "", True), True
            found.complete &= rest.complete
            break
        if word.lower() in _AND and found.place + found.field:
            return _joined(found, words[i:])
        left.append(word)
        found.complete &= is_name(word)
        i += 1
    if left:
        name = " ".join(left) if not found.complete else _turned(left)
        found.place = f"{found.place} {name}".strip()
    return found


def _joined(found: _Complement, rest: Sequence[str]) -> _Complement:
    """Finish a complement whose coordination the grammar does not read: the rest stays as it is."""
    found.tail, found.link, found.complete = " ".join(rest), " ", False
    return found


def _own_name(words: Sequence[str], found: _Complement) -> int:
    """Take the words up to the next institution as a proper name, unless the lexicons know all of them."""
    end = next(
        (
            k
            for k in range(1, len(words))
            if words[k] in ",(" or words[k].lower() in _LINKS or _institution_at(words, k)
        ),
        len(words),
    )
    probe = _complement(words[:end], office=False)
    if probe.complete and not any(w for w in words[:end] if is_name(w) and not _place_length([w], 0)):
        return 0
    number = [w for w in words[:1] if _NUMBER.match(w)]
    found.number = " ".join(number)
    found.place = place_name(words[len(number) : end]) if end > len(number) else ""
    return end


def _chain(words: Sequence[str]) -> Rendering:
    """Render what stands after `of`: an institution with its article, else fields and places."""
    words = list(words)
    name = _organizations().at(words, 0)
    body = table("english_bodies").at(words, 0)
    if name and (not body or name[0] >= body[0]):
        length, row = name
        text = _the(row["english"], row["article"])
        return _followed(text, words[length:])
    if body:
        return _body(words)
    rest = _complement(words, office=False)
    text = " ".join(p for p in (rest.field, rest.number) if p)
    if rest.place:
        text = f"{text} of {_the(rest.place, rest.place_article)}" if text else _the(rest.place, rest.place_article)
    if rest.tail:
        text = f"{text} {rest.link or 'of'} {rest.tail}".strip() if text else rest.tail
    return Rendering(text or " ".join(words), rest.complete and bool(text))


def _followed(text: str, rest: Sequence[str], *, link: str = "of") -> Rendering:
    """Add what follows an institution's own name."""
    if not rest:
        return Rendering(text)
    found = _complement(rest, office=False)
    return _attach(text, found, link=link)


def _attach(text: str, found: _Complement, *, link: str, place: bool = True, field: bool = True) -> Rendering:
    """Add number, field, place and tail after a text, with `of` or the given link."""
    if found.number:
        text += f" {found.number}"
    if field and found.field:
        text += f" for {found.field}"
    if place and found.place:
        text += f" of {_the(found.place, found.place_article)}"
    if found.tail:
        text += f" {(found.link or link).strip()} {found.tail}" if found.link != " " else f" {found.tail}"
    return Rendering(re.sub(r"\s+", " ", text).strip(), found.complete)


def _filled(template: str, filler: str) -> str:
    """Put a filler in a template, or close the gap where there is none: `Head of the {} Section` is Section Head."""
    if "{}" not in template:
        return template
    if filler:
        return template.format(filler)
    if gap := re.match(r"(Head|Deputy Head|Commander) of (?:the )?\{\} (.+)$", template):
        return f"{gap.group(2)} {gap.group(1)}"
    return re.sub(r"\s+", " ", re.sub(r"(?: (?:of|for|in|on))? ?\{\}", "", template)).strip()


def _body(words: Sequence[str]) -> Rendering:
    """Render an institution whose name begins with a common noun, with its article."""
    match = table("english_bodies").at(words, 0)
    assert match is not None
    length, row = match
    rest = words[length:]
    if row["names"] == "keep":
        return Rendering(" ".join(words)) if rest else Rendering(words[0], row["head"] not in ("Bank",))
    found = _complement(rest, office=False, names=bool(row["names"]))
    template, article = row["english"], row["article"]
    filler = found.field
    if found.number and "{}" in template:
        filler, found.field = (found.number, "") if not filler else (f"{filler} {found.number}", "")
        if not template.endswith("{}"):
            template = template.replace("{} ", "") + " {}" if not found.field and filler == found.number else template
        if found.number and filler == found.number:
            article = ""
        found.number = ""
    elif "{}" not in template and filler:
        template, found.field = f"{filler} {template}", ""
    found.field = ""
    front = row["place"] == "front" and found.place
    if not front and not filler and found.place and found.place in _adjectives():
        front = found.place
    text = _filled(template, filler)
    if front:
        text = f"{_attributive(found.place)} {text}"
        found.place = ""
        found.place_article = False
    return _attach(_the(text, article), found, link="of")


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(row["adjective"] for row in load("english_places") if row["adjective"])


def _attributive(place: str) -> str:
    """Return a place as it stands before a noun: `Lam Dong Province` is Lam Dong Provincial."""
    return f"{place.removesuffix(' Province')} Provincial" if place.endswith(" Province") else place


# ---------------------------------------------------------------------------------------------------- offices


def _plain(text: str) -> list[str]:
    """Return the words of a name without brackets that only repeat it as an acronym."""
    text = re.sub(r"\((?:[\w./-]+)\)", " ", text)
    return split(text.replace("(", " ").replace(")", " "))


def _office(words: list[str]) -> Rendering:
    """Render an office from its first word on."""
    markers = table("english_offices", kind="marker").at(words, 0)
    heads = table("english_offices", kind="office person").at(words, 0)
    if (heads is None and words[0].lower() in _acronyms()) or (
        heads is None and " ".join(words[:2]).lower() in _acronyms()
    ):
        length = 2 if " ".join(words[:2]).lower() in _acronyms() else 1
        return _office([*split(_acronyms()[" ".join(words[:length]).lower()]), *words[length:]])
    if heads is None and markers is not None and len(words) > markers[0]:
        inner = _office(words[markers[0] :])
        return Rendering(f"{markers[1]['english']} {inner.text}", inner.complete)
    if heads is None:
        return Rendering(" ".join(words), False)
    length, row = heads
    found = _complement(words[length:], office=True)
    template = row["english"]
    filler = found.field or (found.number if template.endswith("{}") else "")
    if found.field and found.number and not found.place:
        filler = f"{found.field} {found.number}"
    if filler in (found.number, f"{found.field} {found.number}"):
        found.number = ""
    if "{}" in template:
        if row["field"] == "front":
            filler, place_used = _attributive_place(found), True
        else:
            place_used = False
            if not filler and template.startswith("{}") and found.place:
                filler, place_used = found.place, True
    else:
        place_used = False
        if filler:
            joint = row["field"]
            template = f"{filler} {template}" if joint == "before" else f"{template} {joint or 'for'} {filler}"
    if "{}" in template and filler and template.endswith(" {}") and filler.startswith("the "):
        filler = filler.removeprefix("the ")
    text = _filled(template, filler)
    found.field = ""
    for adjective in found.adjectives:
        text = f"{text}{adjective}" if adjective.startswith("-") else f"{adjective} {text}"
    link = "to" if found.link == "for" and row["english"] in _TO else found.link
    found.link = link
    return _attach(text, found, link=row["body"] or "of", place=not place_used)


#: Offices sent to a country or a body: `untuk` is `to` after them.
_TO = frozenset(
    {
        "Ambassador",
        "Envoy",
        "Special Envoy",
        "Permanent Representative",
        "Consul General",
        "Deputy Ambassador",
        "Representative",
    }
)


def _attributive_place(found: _Complement) -> str:
    """Return the place for the gap of a template such as `{} Police Chief`; unit names stay as they are."""
    return " ".join(p for p in (_attributive(found.place), found.field) if p)


@lru_cache(maxsize=16384)
def office(text: str | None) -> Rendering:
    """Return the English of an office as written.

    Args:
        text: the title, with markers such as `mantan`, `Plt.` where they stand with it.

    Examples:
        >>> office("Wakil Menteri Keamanan Publik").text
        'Deputy Minister of Public Security'
        >>> office("Plt. Direktur Jenderal Bea dan Cukai").text
        'Acting Director General of Customs and Excise'
        >>> office("Ketua Komisi III DPR").text, office("Kapolres Demak").text
        ('Chair of Commission III of the House of Representatives', 'Demak Police Chief')
    """
    words = _plain(text) if text else []
    return _office(words) if words else NOTHING


@lru_cache(maxsize=16384)
def organization(text: str | None) -> Rendering:
    """Return the English of an organization's name, without article.

    Args:
        text: the name as written; a name that is no Indonesian phrase is the same in English.

    Examples:
        >>> organization("Komite Rakyat Provinsi Nghe An").text, organization("Kementerian Keamanan Publik").text
        ("People's Committee of Nghe An Province", 'Ministry of Public Security')
        >>> organization("DPR").text, organization("Polres Demak").text
        ('House of Representatives', 'Demak Police')
    """
    words = _plain(text) if text else []
    if not words:
        return NOTHING
    whole = _organizations().get(" ".join(words))
    if whole:
        return Rendering(whole["english"])
    if not _organizations().at(words, 0) and not table("english_bodies").at(words, 0):
        place = place_at_whole(words)
        return place or Rendering(" ".join(words), all(is_name(w) or not w[:1].isalpha() for w in words))
    chain = _chain(words)
    return Rendering((chain.text or "").removeprefix("the "), chain.complete)


def place_at_whole(words: Sequence[str]) -> Rendering | None:
    """Return the English of words that are one country or place as a whole, else None."""
    lands = country_names().at(words, 0)
    if lands and lands[0] == len(words):
        return country(lands[1]["country"])
    found = _place_at(words, 0)
    return Rendering(found[1]) if found and found[0] == len(words) else None


@lru_cache(maxsize=16384)
def place(text: str | None) -> Rendering:
    """Return the English of a place's name.

    Examples:
        >>> place("Jawa Tengah").text, place("Sumbawa Barat").text, place("Jerman").text
        ('Central Java', 'West Sumbawa', 'Germany')
    """
    words = _plain(text) if text else []
    if not words:
        return NOTHING
    return place_at_whole(words) or Rendering(" ".join(words), all(is_name(w) for w in words))
