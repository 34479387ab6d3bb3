"""Show: one article with what was found in it, for the terminal or as one self-contained page."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from warta.api import Output
from warta.api import open as open_output
from warta.core.errors import InputError

Row = Mapping[str, Any]

#: What `translation_check` says where the guard found nothing.
PASSED = "ok"

#: Layers from the widest to the narrowest; a narrower one is drawn over a wider one.
LAYERS = ("quote", "cue", "speaker", "office", "quantity", "date", "citation")

NAMES = {
    "quote": "quotation",
    "cue": "cue",
    "speaker": "speaker",
    "office": "official",
    "quantity": "figure",
    "date": "date",
    "citation": "reference",
}

#: Styles of the terminal.
STYLES = {
    "quote": "green",
    "cue": "bold",
    "speaker": "bold cyan",
    "office": "yellow",
    "quantity": "magenta",
    "date": "bright_blue",
    "citation": "underline",
}


@dataclass(frozen=True)
class Mark:
    """A stretch of the text and what it is.

    Args:
        start: first character.
        end: one past the last.
        layer: one of `LAYERS`.
        details: names and values to show with it.
    """

    start: int
    end: int
    layer: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shown:
    """An article ready to be shown.

    Args:
        about: its row in `articles`.
        marks: what was found in it, by place.
        checks: messages of the checks that concern it.
        blocks: (start, end, kind) of the blocks of the layout.
        translations: (start of the sentence, its translation, what the guard says of it), in text order.
    """

    about: Row
    marks: tuple[Mark, ...]
    checks: tuple[str, ...]
    blocks: tuple[tuple[int, int, str], ...]
    translations: tuple[tuple[int, str, str], ...] = ()

    @property
    def muted(self) -> tuple[tuple[int, int], ...]:
        """Where nothing is read: (start, end) of boilerplate and sources."""
        return tuple((start, end) for start, end, kind in self.blocks if kind in ("boilerplate", "source"))

    @property
    def text(self) -> str:
        """The article's text."""
        return str(self.about["text"] or "")


@dataclass(frozen=True)
class Line:
    """A line of a list: what stands out, the rest, and where in the text it comes from, if from one place."""

    head: str
    rest: str
    start: int | None = None


def find(article: str, *, out: str | Path | None = None, config: Any = None) -> Shown:
    """Return an article of an output folder, or process a file now.

    Args:
        article: a file, `-` for standard input, or with `out` an article id (or the beginning of one) or a source path.
        out: an output folder to look in.
        config: the configuration for processing a file.

    Raises:
        InputError: there is no such article, or the beginning of an id fits several.
        StoreError: the output folder cannot be read.
    """
    if out is not None:
        output = open_output(out)
        return shown(output, _article_id(output, article))
    if article != "-" and not Path(article).is_file():
        raise InputError(
            f"There is no file {article}; to show an article of an output folder, name the folder with --out."
        )
    output = _process(article, config)
    return shown(output, str(output.articles.article_id.iloc[0]))


def _article_id(output: Output, article: str) -> str:
    articles = output.articles
    exact = articles[(articles.article_id == article) | (articles.source_path == article)]
    found = exact if len(exact) else articles[articles.article_id.str.startswith(article)]
    if len(found) == 0:
        stems = articles.source_path.map(lambda p: Path(str(p)).name)
        found = articles[(stems == Path(article).name) | (stems.map(lambda n: Path(n).stem) == article)]
    if len(found) == 1:
        return str(found.article_id.iloc[0])
    if len(found) == 0:
        raise InputError(f"There is no article {article} in {output.path}.")
    raise InputError(f"{article} fits {len(found)} articles of {output.path}: {', '.join(found.article_id[:3])} …")


def _process(article: str, config: Any) -> Output:
    from warta.config import Config
    from warta.memory import output_of
    from warta.pipeline import resources_of
    from warta.stages.ingest import records

    made = config or Config()
    record = next(iter(records([article], options=made.options("ingest"), resources=resources_of(made))), None)
    if record is None:
        raise InputError(f"{article} holds no article.")
    return output_of(record, made)


def shown(output: Output, article_id: str) -> Shown:
    """Return an article of some tables, ready to be shown."""

    def rows(table: str) -> list[Row]:
        frame: Any = output[table]
        return [_plain(r) for r in frame[frame.article_id == article_id].to_dict("records")]

    about = rows("articles")[0]
    marks: list[Mark] = []
    for row in rows("quotes"):
        marks += _quote_marks(row)
    marks += [
        _mark(
            r,
            "office",
            (
                "person",
                "honorific",
                "rank",
                "rank_code",
                "title",
                "organization",
                "country",
                "former",
                "acting",
                "confidence",
            ),
        )
        for r in rows("offices")
    ]
    marks += [
        _mark(
            r,
            "quantity",
            (
                "comparator",
                "value",
                "value_max",
                "unit",
                "counted",
                "kind",
                "subject",
                "predicate",
                "place",
                "time",
                "confidence",
            ),
        )
        for r in rows("quantities")
    ]
    marks += [_mark(r, "date", ("iso", "iso_resolved", "grain")) for r in rows("dates")]
    marks += [_mark(r, "citation", ("kind", "number", "year")) for r in rows("citations")]
    marks = list(dict.fromkeys(marks))  # parts of one quotation share cue and speaker
    marks.sort(key=lambda m: (m.start, -m.end, LAYERS.index(m.layer)))
    own_facts = {r["fact_id"] for r in rows("facts")}
    found: Any = output.checks
    checks = [str(r["message"]) for r in map(_plain, found.to_dict("records")) if own_facts & set(r["fact_ids"])]
    blocks = sorted((int(b["start"]), int(b["end"]), str(b["kind"])) for b in rows("blocks"))
    translations = tuple(
        (int(s["start"]), str(s["translation"]), str(s["translation_check"] or PASSED))
        for s in rows("sentences")
        if s["translation"]
    )
    return Shown(about, tuple(marks), tuple(checks), tuple(blocks), translations)


def _plain(row: Row) -> Row:
    return {name: None if _missing(value) else value for name, value in row.items()}


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value) or str(value) in ("NaT", "<NA>")


def _mark(row: Row, layer: str, names: Sequence[str]) -> Mark:
    return Mark(int(row["start"]), int(row["end"]), layer, _details(row, names))


def _details(row: Row, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    told = ((name, row.get(name)) for name in names)
    return tuple(
        (name, _value(value)) for name, value in told if value is not None and value is not False and value != ""
    )


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.15g}"
    return "yes" if value is True else str(value)


def _quote_marks(row: Row) -> Iterable[Mark]:
    names = (
        "kind", "speaker", "speaker_rank", "speaker_title", "speaker_organization", "speaker_resolution", "cue", "rule", "reason",
        "confidence", "translation", "translation_check",
    )  # fmt: skip
    details = _details(row, names)
    yield Mark(int(row["content_start"]), int(row["content_end"]), "quote", details)
    if row["cue"]:
        yield Mark(
            int(row["cue_start"]), int(row["cue_end"]), "cue", (("cue of", row["speaker"] or "an unknown speaker"),)
        )
    if row["speaker_mention"]:
        yield Mark(
            int(row["speaker_start"]), int(row["speaker_end"]), "speaker", (("speaker", row["speaker"] or "unknown"),)
        )


# ---------------------------------------------------------------- terminal


def to_terminal(article: Shown) -> Any:
    """Return the article as something rich prints: the text in colours, a legend, and what was found as lists."""
    from rich.console import Group
    from rich.text import Text

    text = Text(_printable(article.text))
    for start, end in article.muted:
        text.stylize("dim", start, end)
    for layer in LAYERS:
        for mark in article.marks:
            if mark.layer == layer:
                text.stylize(STYLES[layer], mark.start, mark.end)
    legend = Text("  ").join(Text(f"■ {NAMES[layer]}", style=STYLES[layer]) for layer in LAYERS)
    parts: list[Any] = [Text(_printable(_heading(article.about)), style="bold"), legend, Text(), text]
    for title, lines in lists(article):
        parts += [Text(), Text(title, style="bold")]
        parts += [Text.assemble("  ", (_printable(x.head), "bold"), " ", _printable(x.rest)) for x in lines]
    return Group(*parts)


def _printable(text: str) -> str:
    """Return a text, as long as before, without characters that would steer the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" or (c.isspace() and c > "\x9f") else "\ufffd" for c in text)


def _heading(about: Row) -> str:
    parts = [
        about["title"],
        about["byline"],
        about["publisher"] or about["site"],
        about["published_at"],
        about["article_id"],
    ]
    if about["status"] != "ok":
        parts.append(f"{about['status']}: {about['error']}")
    return " · ".join(str(p) for p in parts if p)


def lists(article: Shown) -> list[tuple[str, list[Line]]]:
    """Return what was found as titled lists of lines."""
    found: list[tuple[str, list[Line]]] = []
    by_layer: dict[str, list[tuple[Mark, dict[str, str]]]] = {}
    for mark in article.marks:
        by_layer.setdefault(mark.layer, []).append((mark, dict(mark.details)))

    def said(mark: Mark) -> str:
        return " ".join(article.text[mark.start : mark.end].split())

    quotes = []
    for m, d in by_layer.get("quote", ()):
        quotes.append(
            Line(d.get("speaker") or f"({d.get('reason', 'no speaker')})", f"[{d['kind']}] {said(m)}", m.start)
        )
        if "translation" in d:
            quotes.append(Line(_doubt(d.get("translation_check", PASSED)), d["translation"]))
    offices = []
    for m, d in by_layer.get("office", ()):
        name = " ".join(p for p in (d.get("honorific"), d.get("rank"), d["person"]) if p)
        held = [d.get("title"), d.get("organization"), d.get("country"), "former" if "former" in d else ""]
        offices.append(Line(name, ", ".join(p for p in held if p), m.start))
    figures = [Line(said(m), _figure(d), m.start) for m, d in by_layer.get("quantity", ())]
    dates = [Line(said(m), d.get("iso") or d.get("iso_resolved") or "", m.start) for m, d in by_layer.get("date", ())]
    references = [Line(said(m), d.get("kind", ""), m.start) for m, d in by_layer.get("citation", ())]
    checks = [Line("!", message) for message in article.checks]
    english = [
        Line("" if check == PASSED else f"Doubtful ({check}):", text, at) for at, text, check in article.translations
    ]
    doubtful = sum(check != PASSED for _, _, check in article.translations)
    named = (
        ("Quotations", quotes),
        ("Officials", offices),
        ("Figures", figures),
        ("Dates", dates),
        ("References", references),
        ("Checks", checks),
    )
    counts = {"Quotations": len(by_layer.get("quote", ()))}
    found += [(f"{title} ({counts.get(title, len(lines))})", lines) for title, lines in named if lines]
    if english:
        found.append((f"English, by machine ({len(english)} sentences, {doubtful} doubtful)", english))
    return found


def _doubt(check: str) -> str:
    return "  English:" if check == PASSED else f"  English, doubtful ({check}):"


def _figure(details: Mapping[str, str]) -> str:
    value = details.get("value", "?") + (f"–{details['value_max']}" if "value_max" in details else "")
    about = " ".join(p for p in (details.get("subject"), details.get("predicate")) if p)
    return f"{details['comparator']} {value} {details.get('unit', '')}" + (f" · {about}" if about else "")


# ---------------------------------------------------------------- page


def to_html(article: Shown) -> str:
    """Return the article as one self-contained page: the text with marks, details on hover or focus, lists beside it."""
    details = [[NAMES[m.layer], *([n, v] for n, v in m.details)] for m in article.marks]
    page = files("warta").joinpath("show.html").read_text("utf-8")
    title = str(article.about["title"] or article.about["source_path"])
    lists_html = "".join(_list_html(name, lines) for name, lines in lists(article))
    legend = "".join(f'<span class="key {layer}">{NAMES[layer]}</span>' for layer in LAYERS)
    replaced = {
        "TITLE": html.escape(title),
        "ABOUT": _about_html(article.about),
        "LEGEND": legend,
        "TEXT": _text_html(article),
        "LISTS": lists_html,
        "DETAILS": json.dumps(details, ensure_ascii=False).replace("<", "\\u003c"),
    }
    return re.sub(r"<!--([A-Z]+)-->", lambda m: replaced[m[1]], page)


def _about_html(about: Row) -> str:
    shown = html.escape(_heading({**about, "title": None}))
    url = str(about["url"] or "")
    if not url.startswith(("http://", "https://")):
        return shown
    return f'{shown} · <a href="{html.escape(url)}" rel="noreferrer">{html.escape(url)}</a>'


def _list_html(title: str, lines: Sequence[Line]) -> str:
    items = "".join(f"<li>{_line_html(line)}</li>" for line in lines)
    return f"<section><h2>{html.escape(title)}</h2><ul>{items}</ul></section>"


def _line_html(line: Line) -> str:
    said = f"<b>{html.escape(line.head)}</b> {html.escape(line.rest)}"
    return said if line.start is None else f'<a href="#at{line.start}">{said}</a>'


def _text_html(article: Shown) -> str:
    """Return the text as HTML, a paragraph a block; what is in no block, which is blank, is left out."""
    blocks = article.blocks or ((0, len(article.text), "paragraph"),)
    return "".join(f'<p class="{kind}">{_marked(article, start, end)}</p>\n' for start, end, kind in blocks)


def _marked(article: Shown, first: int, last: int) -> str:
    """Return a stretch of the text as HTML, cut at every boundary, each piece with the classes and numbers of its marks.

    The piece a list's line leads to has the id of its place.
    """
    text = article.text
    inside = [n for n, m in enumerate(article.marks) if m.start < last and m.end > first]
    cuts = {
        first,
        last,
        *(b for n in inside for b in (article.marks[n].start, article.marks[n].end) if first < b < last),
    }
    starts = {article.marks[n].start for n in inside} | {at for at, _, _ in article.translations}
    pieces = []
    for start, end in itertools.pairwise(sorted(cuts | {s for s in starts if first < s < last})):
        active = [n for n in inside if article.marks[n].start <= start and end <= article.marks[n].end]
        classes = sorted({article.marks[n].layer for n in active}, key=LAYERS.index)
        attributes = f' id="at{start}"' if start in starts else ""
        if active:
            attributes += f' class="{" ".join(classes)}" data-marks="{" ".join(map(str, active))}"'
        piece = html.escape(text[start:end])
        pieces.append(f"<span{attributes}>{piece}</span>" if attributes else piece)
    return "".join(pieces)
