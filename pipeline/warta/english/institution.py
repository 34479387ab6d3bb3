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

from warta.english.country import country, facts
from warta.english.country import names as country_names
from warta.english.rendering import NOTHING, Rendering
from warta.english.words import Table, is_name, split, table
from warta.lexicon import Row, load

_NUMBER = re.compile(r"(?:[IVXLC]+|\d+(?:[./-]\d+)*|[A-H])$|(?:[IVXLC]+|\d+)/\w+$")
_ORDINAL = re.compile(r"ke-(\d+)$")
#: Words of a place's name at most, where nothing but capitals tells it.
_LONGEST_PLACE = 3
_CLASS = re.compile(r"[IVX]+-?[A-C]?$")
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
    """What follows a head: its number or field, adjectives of the head, place, and the rest as English text.

    `kept`: the institution in `tail` stayed as written. `named`: `place` holds a name that no lexicon has. `land`: the country `place` begins with.
    """

    number: str = ""
    field: str = ""
    adjectives: list[str] = dataclasses.field(default_factory=list)
    place: str = ""
    place_article: bool = False
    tail: str = ""
    link: str = ""
    tail_is_body: bool = False
    kept: bool = False
    named: bool = False
    land: str = ""
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
    if not body or not (words[i][:1].isupper() or body[0] > 1):
        return False
    return not words_of_field or words_of_field[0] <= body[0]


def _field(words: Sequence[str], i: int, *, nouns: bool = False) -> tuple[int, str] | None:
    """Return (words, English) of the list of fields that begins at word `i`.

    Args:
        words: the words.
        i: where to begin.
        nouns: take the counted nouns and their adjectives too, as in the names of associations (`Asosiasi Petani Tembakau`).
    """
    fields = table("english_fields")
    items: list[str] = []
    start = i
    while i < len(words):
        units: list[str] = []
        while i < len(words):
            if _class_length(words, i) or (units and _place_marker(words, i)):
                break
            match = fields.at(words, i) or (_noun_as_field(words, i, first=not units) if nouns else None)
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
        further = fields.at(words, step) or (_noun_as_field(words, step, first=True) if nouns else None)
        if step == i or further is None or _organizations().at(words, step):
            break
        items.append("," if words[step - 1] == "," else f" {_AND[words[step - 1].lower()]}")
        i = step
    if not items:
        return None
    text = items[0]
    for joint, item in zip(items[1::2], items[2::2], strict=False):
        text += f"{joint} {item}"
    return i - start, text


def _noun_as_field(words: Sequence[str], i: int, *, first: bool) -> tuple[int, Row] | None:
    """Return (words, entry with `english`) of a counted noun or an adjective in a name; the first noun is in the plural."""
    if i >= len(words) or not words[i][:1].isupper() or _place_at(words, i) or _institution_at(words, i):
        return None
    noun = table("english_nouns").at(words, i)
    adjective = table("english_adjectives").at(words, i)
    if noun and (not adjective or noun[0] >= adjective[0]):
        english = noun[1]["plural" if first else "singular"]
    elif adjective and not first:
        english = adjective[1]["english"]
    else:
        return None
    capital = " ".join(w[:1].upper() + w[1:] for w in english.split())
    return (noun or adjective or (1, {}))[0], {"english": capital}


# ---------------------------------------------------------------------------------------------------- complements


def _complement(
    words: Sequence[str],
    *,
    office: bool,
    names: bool = False,
    fields_first: bool = False,
    placed: bool = False,
    nouns: bool = False,
) -> _Complement:
    """Read what follows a head.

    Args:
        words: the words after the head.
        office: the head is an office, so adjectives may follow it.
        names: unknown words after the head are a proper name.
        fields_first: a word that is a field and an institution is the field (`Menteri Koperasi`).
        nouns: counted nouns are fields (`Asosiasi Petani Tembakau`).
        placed: a place follows the head, so that capitals are its name, known words or not (`Kapolsek Nusa Penida`).
    """
    found = _Complement()
    left: list[str] = []
    i = 0
    if names:
        i = _own_name(words, found)
    while i < len(words):
        word = words[i]
        if word == ",":
            found.complete &= i + 1 < len(words) and _place_at(words, i + 1) is not None
            i += 1
            continue
        if left and _runs_on(words, i):
            left.append(word)
            found.complete &= is_name(word) or (placed and not re.search(r"[./\d]", word))
            i += 1
            continue
        if ordinal := _ORDINAL.match(word):
            number = int(ordinal.group(1))
            found.adjectives.append(f"{number}{'th' if 10 < number % 100 < 14 else _SUFFIXES.get(number % 10, 'th')}")
            i += 1
            continue
        if not office and (length := _class_length(words, i)):
            found.adjectives.append(" ".join(["Class", *words[i + 1 : i + length]]))
            i += length
            continue
        link = _LINKS.get(word.lower())
        if link and i + 1 < len(words):
            rest = _chain(words[i + 1 :])
            found.tail, found.link, found.complete = rest.text or "", link, found.complete and rest.complete
            break
        if i == 0 and office and (adjective := table("english_offices", kind="adjective").at(words, i)):
            fields = table("english_fields").at(words, i)
            joined = i + adjective[0] < len(words) and words[i + adjective[0]].lower() in _AND
            if (not fields or fields[0] <= adjective[0]) and not joined:
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
        body = _institution_at(words, i) and not (fields_first and i == 0 and _is_field(words, i))
        if (body and (not place or not _places().at(words, i))) or (body and _organizations().at(words, i)):
            rest = _chain(words[i:])
            found.tail, found.tail_is_body = rest.text or "", True
            found.kept = not rest.complete
            # What stays as written is a name; a phrase with `untuk` or `bidang` in it is more than that.
            found.complete &= rest.complete or not any(w.lower() in _LINKS for w in words[i:])
            break
        if i == len(words) - 1 and not left and word.islower() and (generic := _generic(word)):
            found.tail, found.tail_is_body = generic, True
            break
        if lands and (not place or lands[0] >= place[0]):
            land = country(lands[1]["country"])
            if left:
                _name(found, left, words[i : i + lands[0]], land.text or "")
                left = []
            else:
                found.land = found.land or ("" if found.place else lands[1]["country"])
                found.place = f"{found.place}, {land.text}" if found.place else land.text or ""
                found.place_article = country(lands[1]["country"], article=True).text != land.text
            i += lands[0]
            continue
        field_words = table("english_fields").at(words, i)
        if place and (not field_words or (place[0] >= field_words[0] and words[i][:1].isupper())):
            if left:
                _name(found, left, words[i : i + place[0]], place[1])
                left = []
            elif found.place and (marker := table("english_places", kind="marker").get(word)) and place[0] == 1:
                found.place = f"{found.place} {marker['adjective']}"
            else:
                found.place = f"{found.place}, {place[1]}" if found.place else place[1]
                found.place_article = place[2]
            i += place[0]
            continue
        if not placed and (read := _field(words, i, nouns=nouns)):
            found.field = f"{read[1]} {found.field}" if found.field else read[1]
            i += read[0]
            continue
        inner = table("english_offices", kind="office").at(words, i)
        if office and inner and (i == 0 or words[i][:1].isupper()):
            rest = _office(list(words[i:]))
            found.tail, found.tail_is_body = _the(rest.text or "", True), True
            found.kept = not rest.complete
            found.complete &= rest.complete or rest.text != " ".join(words[i:])
            break
        if word.lower() in _AND and i + 1 < len(words):
            if left and not found.field and is_name(words[i + 1]):
                left.append(_AND[word.lower()])
                i += 1
                continue
            other = place_at_whole(words[i + 1 :], article=True)
            if found.place and other:
                found.place = f"{found.place} and {other.text}"
                break
        if word.lower() in _AND and found.place + found.field:
            return _joined(found, words[i:])
        left.append(word)
        found.complete &= is_name(word) or (placed and word[:1].isupper() and not re.search(r"[./\d]", word))
        i += 1
    if left:
        found.complete &= len(left) <= _LONGEST_PLACE or not placed
        name = " ".join(left) if not found.complete else _turned(left)
        found.complete &= not found.land
        found.place = f"{found.place} {name}".strip()
        found.named = True
    return found


def _runs_on(words: Sequence[str], i: int) -> bool:
    """Tell whether word `i` still belongs to the proper name before it: capitalised, and nothing that begins anew."""
    return (
        words[i][:1].isupper()
        and not _NUMBER.match(words[i])
        and not _institution_at(words, i)
        and not _place_at(words, i)
        and not country_names().at(words, i)
    )


def _name(found: _Complement, left: list[str], words: Sequence[str], english: str) -> None:
    """Take a proper name with the place after it: part of the name where English has no other name for the place."""
    joint = " " if english == " ".join(words) else ", "
    found.place = f"{found.place} {' '.join(left)}{joint}{english}".strip()
    found.named = True


def _class_length(words: Sequence[str], i: int) -> int:
    """Return how many words from word `i` on say the class of an office (`Kelas I TPI`, `Kelas IIA`), 0 for none."""
    if words[i].lower() != "kelas" or i + 1 >= len(words) or not _CLASS.match(words[i + 1]):
        return 0
    length = 2
    for further in (["TPI"], ["Non", "TPI"], ["Non-TPI"]):
        if list(words[i + length : i + length + len(further)]) == further:
            return length + len(further)
    return length


def _is_field(words: Sequence[str], i: int) -> bool:
    """Tell whether word `i` is a field of work with nothing or a further field after it."""
    field = table("english_fields").at(words, i)
    if not field:
        return False
    end = i + field[0]
    return end == len(words) or words[end] == "," or words[end].lower() in _AND


def _generic(word: str) -> str:
    """Return an institution named by its common noun alone (`asosiasi`: the association), empty where the lexicon has none."""
    row = table("english_bodies").get(word)
    if not row or not row["article"] or table("english_fields").get(word):
        return ""
    return f"the {_filled(row['english'], '').lower()}" if row["english"] != "{}" else ""


def _joined(found: _Complement, rest: Sequence[str]) -> _Complement:
    """Finish a complement whose coordination the grammar does not read: the rest stays as it is."""
    found.tail, found.link, found.complete = " ".join(rest), " ", False
    return found


def _own_name(words: Sequence[str], found: _Complement) -> int:
    """Take the words up to the next institution as a proper name, unless the lexicons know all of them."""
    start = _class_length(words, 0) if words else 0
    if start:
        found.adjectives.append(" ".join(["Class", *words[1:start]]))
    end = next(
        (
            k
            for k in range(start + 1, len(words))
            if words[k] in ",(" or words[k].lower() in _LINKS or _institution_at(words, k)
        ),
        len(words),
    )
    own = words[start:end]
    probe = _complement(own, office=False)
    if probe.complete and not any(w for w in own if is_name(w) and not _place_length([w], 0)):
        return start
    number = [w for w in own[:1] if _NUMBER.match(w)]
    found.number = " ".join(number)
    known = place_at_whole(own) if own else None
    found.place = (known and known.text) or place_name(own[len(number) :])
    found.complete &= not own or own[0][:1].isupper() or bool(number)
    return end


def _chain(words: Sequence[str]) -> Rendering:
    """Render what stands after `of`: an institution with its article, else fields and places."""
    words = list(words)
    name = _organizations().at(words, 0)
    body = table("english_bodies").at(words, 0)
    if name and (not body or name[0] >= body[0]):
        length, row = name
        if body and body[0] == length and len(words) > length and ("{}" in body[1]["english"] or body[1]["names"]):
            return _body(words)
        return _followed(_the(row["english"], row["article"]), words[:length], words[length:])
    if body:
        return _body(words)
    rest = _complement(words, office=False)
    if not rest.complete or rest.kept:
        return Rendering(" ".join(words), False)
    text = " ".join(p for p in (rest.field, rest.number) if p)
    if rest.place:
        text = f"{text} of {_the(rest.place, rest.place_article)}" if text else _the(rest.place, rest.place_article)
    if rest.tail:
        text = f"{text} {rest.link or 'of'} {rest.tail}".strip() if text else rest.tail
    return Rendering(text or " ".join(words), bool(text))


def _followed(text: str, name: Sequence[str], rest: Sequence[str]) -> Rendering:
    """Add what follows an institution's own name; another proper name makes the whole a name of its own (`KAI Commuter`)."""
    if not rest:
        return Rendering(text)
    if rest[0].lower() in _AND and len(rest) > 1:
        other = _chain(rest[1:]) if _institution_at(rest, 1) else Rendering(" ".join(rest[1:]), _is_proper(rest[1:]))
        both = f"{text} {_AND[rest[0].lower()]} {other.text}"
        return Rendering(both) if other.complete else Rendering(" ".join([*name, *rest]), False)
    found = _complement(rest, office=False)
    if found.named or not found.complete or found.kept:
        words = [*name, *rest]
        return Rendering(" ".join(words), _is_proper(words))
    return _attach(text, found, link="of")


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
    return Rendering(re.sub(r"\s+", " ", text).strip(), found.complete and not found.kept)


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
    slot = "{}" in row["english"] and not row["names"]
    found = _complement(
        rest,
        office=False,
        names=row["names"] == "yes",
        fields_first=slot,
        nouns=slot,
        placed=row["names"] == "place",
    )
    if not found.complete or found.kept:
        return Rendering(" ".join(words), False)
    template, article = row["english"], row["article"]
    filler = found.field
    if not filler and found.tail and (ministry := _MINISTRY.match(found.tail)) and "Ministry of {}" in template:
        filler, found.tail = ministry.group(1), ""
    if found.number and "{}" in template and not filler:
        template = template if template.endswith("{}") else template.replace("{} ", "") + " {}"
        filler, found.number, article = found.number, "", ""
    elif found.number and template.endswith("{}"):
        filler, found.number = f"{filler} {found.number}", ""
    elif "{}" not in template and filler:
        template = f"{filler} {template}"
    found.field = ""
    front = bool(row["place"] == "front" and found.place)
    if not front and not filler and found.place and found.place in _adjectives():
        front = True
    text = _filled(template, filler)
    for adjective in found.adjectives:
        text = f"{adjective} {text}"
    if front:
        first, _, more = found.place.partition(", ")
        text = f"{_of_country(found.land) or _attributive(first)} {text}"
        found.place = more
        found.place_article = False
    return _attach(_the(text, article), found, link="of")


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(row["adjective"] for row in load("english_places") if row["adjective"])


def _of_country(code: str) -> str:
    """Return a country as it stands before a noun (`Japanese`, `Vietnam`), empty for none."""
    if not code:
        return ""
    row = facts().get(code)
    return (row and (row["attributive"] or row["adjective"])) or country(code).text or ""


def _attributive(place: str) -> str:
    """Return a place as it stands before a noun: `Lam Dong Province` is Lam Dong Provincial."""
    return f"{place.removesuffix(' Province')} Provincial" if place.endswith(" Province") else place


# ---------------------------------------------------------------------------------------------------- offices


def _plain(text: str) -> list[str]:
    """Return the words of a name without brackets that only repeat it as an acronym."""
    text = re.sub(r"\([\w./-]+(?: [\w./-]+){0,2}\)", " ", text)
    return split(text.replace("(", " ").replace(")", " "))


def _office(words: list[str], tail: str = "") -> Rendering:
    """Render an office from its first word on; one that is not wholly known stays as written, but for a known head before an institution.

    Args:
        words: the words of the office.
        tail: the institution it belongs to, in English or as written, where that is known to end the office.
    """
    given = Rendering(" ".join(words), False)
    markers = table("english_offices", kind="marker").at(words, 0)
    heads = table("english_offices", kind="office person").at(words, 0)
    if heads is None:
        for length in (2, 1):
            if expanded := _acronyms().get(" ".join(words[:length]).lower()):
                read = split(expanded)
                found = _office([*read, *words[length:]], tail)
                unread = found.text == " ".join([*read, *words[length:]])
                return given if unread and not found.complete else found
    if heads is None and markers is not None and len(words) > markers[0]:
        inner = _office(words[markers[0] :], tail)
        if not inner.complete and inner.text == " ".join(words[markers[0] :]):
            return given
        return Rendering(f"{markers[1]['english']} {inner.text}", inner.complete)
    if heads is None:
        return given
    length, row = heads
    template = row["english"]
    complement = _complement(
        words[length:],
        office=True,
        fields_first="Minist" in template or row["field"] == "before",
        placed=row["field"] in ("front", "place"),
    )
    if row["field"] == "before" and not complement.field and (complement.named or tail):
        return given
    if not complement.complete or (tail and complement.tail):
        return given
    if tail:
        complement.tail, complement.tail_is_body = tail, True
    return _with_complement(row, template, complement)


def _with_complement(row: Row, template: str, found: _Complement) -> Rendering:
    """Put what follows the head of an office into English order."""
    if not found.field and (ministry := _MINISTRY.match(found.tail)) and "Minister of {}" in template:
        found.field, found.tail = ministry.group(1), ""
    filler = found.field or (found.number if template.endswith("{}") else "")
    if filler == found.number and template.endswith(" of {}"):
        filler, template = "", template.removesuffix(" of {}")
    if not filler and found.number and "{}" not in template and not found.place:
        template, found.number = f"{template} {found.number}", ""
    if found.field and found.number and not found.place:
        filler = f"{found.field} {found.number}"
    if filler in (found.number, f"{found.field} {found.number}"):
        found.number = ""
    place_used = False
    if "{}" in template:
        if row["field"] == "front":
            filler, place_used = _attributive_place(found), True
        elif not filler and template.startswith("{}") and found.place:
            filler, place_used = found.place, True
    elif filler:
        joint = row["field"]
        template = f"{filler} {template}" if joint == "before" else f"{template} {joint or 'for'} {filler}"
    if "{}" in template and filler and template.endswith(" {}") and filler.startswith("the "):
        filler = filler.removeprefix("the ")
    if not filler and found.tail_is_body and template.endswith("Head of the {} Office"):
        template = template.removesuffix(" of the {} Office")  # `Kadis DLHK`: the institution is the office itself
    text = _filled(template, filler)
    found.field = ""
    for adjective in found.adjectives:
        text = f"{text}{adjective}" if adjective.startswith("-") else f"{adjective} {text}"
    found.link = "to" if found.link == "for" and row["english"] in _TO else found.link
    return _attach(text, found, link=row["body"] or "of", place=not place_used)


#: A ministry as what a minister is of.
_MINISTRY = re.compile(r"the Ministry of (.+)$")

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
def office(text: str | None, *, held_in: str | None = None) -> Rendering:
    """Return the English of an office as written.

    Args:
        text: the title, with markers such as `mantan`, `Plt.` where they stand with it.
        held_in: the organization the office belongs to, as written. It is never read as a field of the office: where it ends the title it is
            rendered as a whole or stays as written.

    Examples:
        >>> office("Wakil Menteri Keamanan Publik").text
        'Deputy Minister of Public Security'
        >>> office("Plt. Direktur Jenderal Bea dan Cukai").text
        'Acting Director General of Customs and Excise'
        >>> office("Ketua Komisi III DPR").text, office("Kapolres Demak").text
        ('Chair of Commission III of the House of Representatives', 'Demak Police Chief')
        >>> office("Kepala Riset Pilar Sekuritas", held_in="Pilar Sekuritas")
        Rendering(text='Head of Research of Pilar Sekuritas', complete=False)
    """
    words = _plain(text) if text else []
    if not words:
        return NOTHING
    found = _of_organization(words, _plain(held_in)) if held_in else None
    found = found or _office(words)
    return Rendering(text, False) if not found.complete and found.text == " ".join(words) else found


#: Words of English names that begin with a small letter.
_ENGLISH = frozenset({"of", "and", "the", "for", "on"})


def _is_proper(words: Sequence[str]) -> bool:
    """Tell whether words are a proper name that is the same in English: names, and places and words English writes the same."""
    for i, word in enumerate(words):
        field = table("english_fields").get(word)
        same = (
            is_name(word)
            or not word[:1].isalpha()
            or word in _ENGLISH
            or (field and field["english"].lower() == word.lower())
        )
        if not same and not ((known := place_at_whole(words[i : i + 1])) and known.text == word):
            return False
    return True


def _of_organization(words: list[str], own: list[str]) -> Rendering | None:
    """Render an office whose last words are an organization with a name of its own, None for any other."""
    at = len(words) - len(own)
    if at < 1 or words[at:] != own or place_at_whole(own) or any(_institution_at(own, k) for k in range(1, len(own))):
        return None
    if _institution_at(own, 0) or not any(is_name(word) for word in own):
        whole = _office(words)
        if whole.complete:
            return None
    name = _chain(own) if _institution_at(own, 0) else Rendering(" ".join(own), _is_proper(own))
    found = _office(words[:at], name.text or "")
    if not found.complete and found.text == " ".join(words[:at]):
        return None
    return Rendering(found.text, found.complete and name.complete)


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
        return place or Rendering(text, _is_proper(words))
    chain = _chain(words)
    return Rendering((chain.text or "").removeprefix("the "), True) if chain.complete else Rendering(text, False)


def place_at_whole(words: Sequence[str], *, article: bool = False) -> Rendering | None:
    """Return the English of words that are one country or place as a whole, else None.

    Args:
        words: the words.
        article: with `the` where English puts it.
    """
    lands = country_names().at(words, 0)
    if lands and lands[0] == len(words):
        return country(lands[1]["country"], article=article)
    found = _place_at(words, 0)
    return Rendering(_the(found[1], article and found[2])) if found and found[0] == len(words) else None


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
