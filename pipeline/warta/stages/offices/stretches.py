"""How far an office reaches: the nominal stretch left of a name, and the complement right of an office's head."""

from __future__ import annotations

from warta.stages.offices.lexicons import CONNECTORS, JOINTS, STOPS, OfficeLexicons
from warta.stages.offices.view import QUOTES, SentenceView

#: Words [first, last) of an office, head and complement.
Piece = tuple[int, int]

_LED_BY = frozenset({"pimpinan", "asuhan", "buatan"})


class Stretches:
    """Finds where offices begin and end.

    Args:
        lexicons: the lexicons of offices.
    """

    def __init__(self, lexicons: OfficeLexicons):
        self.lexicons = lexicons

    # ------------------------------------------------------------------ leftwards from a name

    def left(self, view: SentenceView, end: int) -> int:
        """Return the first word of the nominal stretch that ends right before word `end`."""
        i = end
        while i > 0:
            word = view.words[i - 1]
            if view.label[i - 1] == "PER":
                break
            if word in QUOTES or word in (";", ":", ".", "?", "!", "–", "—"):
                break
            if word == ")":
                opening = next((k for k in range(i - 2, max(-1, i - 10), -1) if view.words[k] == "("), None)
                if opening is None or view.words[opening + 1].isdigit():
                    break
                i = opening
                continue
            if word == "(":
                break
            if word == ",":
                # a comma inside a stretch joins stacked offices or a list inside one office's field
                if not self._reaches_back(view, i - 1):
                    break
                i -= 1
                continue
            if self._headline_clause(view, i - 1):
                break
            if not view.capital(i - 1) and word not in ("/", "-", "&"):
                lower = word.lower()
                if (
                    lower in CONNECTORS
                    or self.lexicons.heads.match_ending(view.words, i)
                    or self.lexicons.markers.match_ending(view.words, i)
                ):
                    i -= 1
                    continue
                if lower in STOPS or view.verb(i - 1):
                    if (
                        lower in ("di", "pada", "dalam", "dari")
                        and i < end
                        and view.capital(i)
                        and self._reaches_back(view, i - 1)
                    ):
                        i -= 1
                        continue
                    break
                upos = view.tokens[i - 1].upos
                if upos is not None and upos not in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
                    break
            i -= 1
        return i

    def _headline_clause(self, view: SentenceView, i: int) -> bool:
        """Tell whether a word of a headline, where all have capitals, belongs to a clause: `Hakim Tak Kabulkan Permintaan Pengacara` + name."""
        if view.sentence.kind not in ("headline", "heading") or view.label[i] is not None:
            return False
        if self.lexicons.heads.match_ending(view.words, i + 1):
            return False
        return view.words[i].lower() in STOPS or view.tokens[i].upos in ("VERB", "AUX", "PART")

    def _reaches_back(self, view: SentenceView, end: int) -> bool:
        """Tell whether an office head stands shortly before word `end` in one nominal stretch."""
        lower = commas = 0
        for i in range(end - 1, max(-1, end - 14), -1):
            word = view.words[i]
            if word == "," and commas < 3:
                commas += 1
                continue
            if view.label[i] == "PER" or word in (",", ";", ":", ".") or word in QUOTES:
                return False
            head = self.lexicons.heads.match_at(view.words, i)
            if head and (view.capital(i) or head[1].kind in ("office", "member")):
                return True
            if not view.capital(i) and word.lower() not in CONNECTORS and word not in ("(", ")", "/", "-"):
                lower += 1
                if lower > 2 or word.lower() in STOPS or view.verb(i):
                    return False
        return False

    def split(self, view: SentenceView, start: int, end: int) -> list[Piece]:
        """Cut a stretch into offices, each beginning at a head; words before the first head are dropped."""
        starts: list[int] = []
        i = start
        while i < end:
            match = self.lexicons.heads.match_at(view.words, i)
            inside = view.label[i] == "ORG" and i > 0 and view.mention[i - 1] == view.mention[i]
            if match is None or view.label[i] == "PER" or inside or self._in_brackets(view, start, i):
                i += 1
                continue
            length, head = match
            previous = view.words[i - 1] if i > start else None
            opens = (
                not starts
                or previous in (",", "/")
                or (previous is not None and previous.lower() in ("sekaligus", "merangkap"))
                or (
                    previous is not None
                    and previous.lower() in ("dan", "serta")
                    and head.kind in ("office", "acronym")
                    and view.capital(i)
                )
                or (previous is not None and self.lexicons.markers.match_ending(view.words, i) is not None)
            )
            if starts and not opens and view.capital(i) and not view.capital(starts[-1]) and starts[-1] + 1 == i:
                starts[-1] = i  # `di bawah pimpinan Ketua …`: the capitalised office is the one meant
            elif opens:
                starts.append(i)
                i += length
                continue
            i += 1
        pieces: list[Piece] = []
        for k, first in enumerate(starts):
            last = starts[k + 1] if k + 1 < len(starts) else end
            while last > first and (
                view.words[last - 1] in (",", "/", "(", "-")
                or view.words[last - 1].lower() in JOINTS
                or (last < end and self.lexicons.markers.match_ending(view.words, last))
            ):
                last -= 1
            if last > first:
                pieces.append((first, last))
        if len(pieces) > 1 and not view.capital(pieces[0][0]) and view.capital(pieces[1][0]):
            between = [w.lower() for w in view.words[pieces[0][1] : pieces[1][0]]]
            if between in (["dan"], ["serta"]):
                pieces = pieces[1:]  # `bersama menteri kabinet dan Presiden Prabowo`: two offices of two people
        if pieces and view.words[end - 1].lower() in _LED_BY:
            pieces = pieces[:-1]  # `kelompok pimpinan X` is led by X
        return pieces

    @staticmethod
    def _in_brackets(view: SentenceView, start: int, i: int) -> bool:
        """Tell whether word `i` stands in brackets that open after word `start`: `Menteri Sosial (Mensos)`."""
        opened = False
        for k in range(start + 1, i):
            opened = (opened or view.words[k] == "(") and view.words[k] != ")"
        return opened

    # ------------------------------------------------------------------ rightwards from a head

    def right(self, view: SentenceView, i: int) -> int:
        """Return the word where an office's complement, begun at word `i`, ends."""
        n, begun = len(view.words), i
        while i < n:
            word = view.words[i]
            label = view.label[i]
            if label == "PER":
                break  # a person's name inside an organization's name is labelled ORG; here a new name begins
            if word == "/" and i + 1 < n and not self.lexicons.heads.match_at(view.words, i + 1):
                i += 1
                continue
            if word == ",":
                inside = label in ("ORG", "LAW", "EVENT") and i + 1 < n and view.mention[i] == view.mention[i + 1]
                if inside or self._field_list(view, i):
                    i += 1
                    continue
                break
            if word == "(" and (after := self.own_bracket(view, i)) is not None:
                # `Badan Pendapatan Daerah (Bapenda) DKI Jakarta`: the short form of what stands before it
                if after < n and view.capital(after) and view.label[after] != "PER":
                    i = after
                    continue
                break
            if word in (";", ":", ".", "(", ")", "/", "?", "!", "–", "—") or word in QUOTES:
                break
            lower = word.lower()
            marker = self.lexicons.markers.match_at(view.words, i)
            if marker and marker[1] in ("holder", "also") and lower != "serta":
                break
            if lower in ("dan", "serta") and i + 1 < n:
                if self.lexicons.heads.match_at(view.words, i + 1) and view.capital(i + 1):
                    break
                after_marker = self.lexicons.markers.match_at(view.words, i + 1)
                if after_marker and after_marker[1] in ("former", "acting"):
                    break
            if not view.capital(i):
                if lower == "untuk" and i + 1 < n and (view.capital(i + 1) or view.tokens[i + 1].upos == "NOUN"):
                    i += 1
                    continue
                if lower in CONNECTORS and lower != "untuk":
                    if (
                        i + 1 < n
                        and (view.capital(i + 1) or view.tokens[i + 1].upos in ("NOUN", "PROPN", "ADJ"))
                        and view.person_at(i + 1) is None
                    ):
                        i += 1
                        continue
                    break
                if lower in STOPS or view.verb(i):
                    break
                upos = view.tokens[i].upos
                if upos is not None and upos not in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
                    break
            elif i > begun and self._name_begins(view, i):
                break
            i += 1
        while i > begun and (view.words[i - 1].lower() in CONNECTORS or view.words[i - 1] == ","):
            i -= 1
        return i

    def own_bracket(self, view: SentenceView, i: int) -> int | None:
        """Return the word after brackets that open at word `i` and hold one capitalised form, or None."""
        for k in range(i + 2, min(len(view.words), i + 5)):
            if view.words[k] == ")":
                one = all(view.capital(j) and view.label[j] != "PER" for j in range(i + 1, k))
                return k + 1 if one and not view.words[i + 1].isdigit() else None
        return None

    def _name_begins(self, view: SentenceView, i: int) -> bool:
        """Tell whether ranks or honorifics that stand before a person's name begin at word `i`."""
        form = self.lexicons.ranks.match_at(view.words, i) or self.lexicons.honorifics.match_at(view.words, i)
        return form is not None and form[1] != "name" and view.person_at(i) is not None

    def _field_list(self, view: SentenceView, comma: int) -> bool:
        """Tell whether a comma stands inside a list of fields such as `Hukum, HAM, dan Imigrasi`."""
        n = len(view.words)
        i = comma + 1
        steps = 0
        while i < n and steps < 8:
            word = view.words[i]
            if word == ",":
                i, steps = i + 1, steps + 1
                if i < n and view.words[i].lower() == "dan":
                    return (
                        i + 1 < n
                        and view.capital(i + 1)
                        and not self.lexicons.heads.match_at(view.words, i + 1)
                        and view.label[i + 1] is None
                    )
                continue
            if not view.capital(i) or view.label[i] is not None or self.lexicons.heads.match_at(view.words, i):
                return word.lower() == "dan" and steps > 0 and i + 1 < n and view.capital(i + 1)
            i, steps = i + 1, steps + 1
        return False
