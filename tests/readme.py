"""Make the parts of README.md that follow from the code and from a run: columns, reasons, settings, the excerpt, accuracy.

    warta run corpus/dev corpus/test -o out
    python tests/readme.py out

`test_docs.py` asserts that the parts which follow from the code are current, and that the examples work.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import warta
from warta.config import CHAIN, Config, _own_sections
from warta.core.stage import registered
from warta.evaluate import Evaluation, evaluate
from warta.pipeline import chain
from warta.stages.quotes.reasons import REASONS
from warta.stages.store.schema import TABLES, columns

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ARTICLE = ROOT / "corpus/dev/vna-12.txt"

ROWS = {
    "articles": "input article, failed ones too",
    "blocks": "block of the layout: `headline`, `heading`, `dateline`, `paragraph`, `caption`, `credit`, `source`, "
    "`boilerplate`",
    "sentences": "sentence",
    "tokens": "token (only with `--tokens`), Universal Dependencies v2",
    "mentions": "mention of a name: `PER`, `ORG`, `GPE`, `LOC`, `FAC` …",
    "entities": "entity over the whole run",
    "offices": "person holding a rank or an office, as asserted in one place",
    "quotes": "contiguous part of a quotation: `direct`, `indirect`, `mixed`",
    "quantities": "figure: `count`, `money`, `percent`, `measure`, `duration`, `age`, `ordinal`, `other`",
    "dates": "date, month, year, interval or time",
    "citations": "law, resolution, decree or article of law that is cited",
    "facts": "fact, the table to read first: offices, quotations and figures in one form",
    "checks": "finding about figures",
}
EXCERPTS = {
    "quotes": ("speaker", "speaker_mention", "kind", "cue", "content"),
    "offices": ("person", "honorific", "title", "country"),
    "quantities": ("text", "value", "comparator", "unit"),
}
LAYERS = {
    "quotes.direct": "direct quotations, content and speaker",
    "quotes.indirect": "indirect and mixed quotations, content and speaker",
    "quotes.content": "quotations of all kinds, content alone",
    "offices.person_title": "officials: person and office",
    "offices.full": "officials: with rank, organization and *mantan*",
    "quantities.value": "figures: value",
    "quantities.full": "figures: value, comparator and unit",
    "quantities.subject": "figures: what they are said of, given the figure",
    "dates.iso": "dates, to ISO 8601",
    "references": "cited laws and resolutions",
    "persons": "mentions of people, exact span",
    "organizations": "mentions of organizations, exact span",
    "places": "mentions of places, exact span",
}


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def columns_table() -> str:
    """Return the tables with their columns."""
    return table(
        ("table", "one row for each", "columns"),
        ((f"`{name}`", ROWS[name], " ".join(f"`{column}`" for column, _ in columns(name))) for name in TABLES),
    )


def settings_table() -> str:
    """Return every setting with its default and meaning, as the docstrings of the options have them."""
    chain(Config())  # registers the stages
    sections: list[tuple[str, str, type]] = [(name, "", options) for name, options in _own_sections().items()]
    own = [item for item in registered().values() if item.options.__module__.startswith("warta.")]  # no plugin's
    order = sorted(own, key=lambda item: (CHAIN.index(item.stage), item.backend != "warta", item.backend))
    for item in order:
        backend = "" if item.backend == "warta" else f" with `{item.stage}.backend={item.backend}`"
        sections.append((item.stage, backend, item.options))
    rows = []
    for section, backend, options in sections:
        meanings = _arguments(options)
        for field in fields(options):
            default = field.default
            shown = str(default).lower() if isinstance(default, bool) else f"{default!r}".replace("'", '"')
            rows.append((f"`{section}.{field.name}`{backend}", f"`{shown}`", meanings[field.name]))
    return table(("setting", "default", "meaning"), rows)


def reasons_table() -> str:
    """Return every value of `quotes.reason` with what it means."""
    return table(("`reason`", "when"), ((f"`{reason}`", meaning) for reason, meaning in REASONS.items()))


def _arguments(options: type) -> dict[str, str]:
    meanings: dict[str, str] = {}
    for level in reversed(options.__mro__):
        lines = inspect.cleandoc(level.__doc__ or "").partition("Args:\n")[2]
        found = re.findall(r"^ {4}(\w+): (.*(?:\n {5,}.*)*)", lines, flags=re.MULTILINE)
        meanings |= {name: " ".join(meaning.split()).rstrip(".") for name, meaning in found}
    return meanings


def passage(readme: str) -> list[str]:
    """Return the pieces of the article that the README quotes."""
    quoted = re.search(r"(?:^> .*\n)+", readme, flags=re.MULTILINE)
    assert quoted
    text = " ".join(line.removeprefix("> ").strip() for line in quoted.group().splitlines())
    return [piece.strip() for piece in text.split("[…]")]


def excerpt(name: str, readme: str, output: Any) -> str:
    """Return the rows of a table that start in the quoted passage.

    Args:
        name: the table.
        readme: the README.
        output: what Warta makes of `ARTICLE`, alone or among others.
    """
    articles = output.articles
    article = articles[articles.text.str.startswith(ARTICLE.read_text("utf-8")[:100])].iloc[0]
    starts = [(article.text.index(piece), len(piece)) for piece in passage(readme)]
    frame = output[name]
    frame = frame[frame.article_id == article.article_id]
    inside = frame[[any(first <= start < first + size for first, size in starts) for start in frame.start]]
    return table(EXCERPTS[name], ([_cell(row[c]) for c in EXCERPTS[name]] for row in inside.to_dict("records")))


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.6g}"
    return str(value)


def accuracy(results: dict[str, Evaluation]) -> str:
    """Return precision, recall and F1 of the main layers, a column for each set."""
    first = next(iter(results.values()))
    rows = []
    for layer, meaning in LAYERS.items():
        if layer not in first.scores:
            continue
        cells = [(r.scores[layer].precision, r.scores[layer].recall, r.scores[layer].f1) for r in results.values()]
        rows.append((meaning, *(f"{p:.2f} / {r:.2f} / **{f:.2f}**" for p, r, f in cells)))
    for name in ("speaker given the quote", "speaker given the direct quote"):
        shares = [r.accuracies.get(name, [0, 0]) for r in results.values()]
        rows.append((f"{name}, accuracy", *(f"**{right / of:.2f}** ({right} of {of})" for right, of in shares)))
    sets = [f"{name} ({result.articles})" for name, result in results.items()]
    return table(("layer: precision / recall / **F1**", *sets), rows)


def replaced(readme: str, part: str, content: str) -> str:
    """Return the README with the content between a part's markers replaced.

    Raises:
        ValueError: the README has no such part.
    """
    pattern = re.compile(rf"(<!-- made: {re.escape(part)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not pattern.search(readme):
        raise ValueError(f"README.md has no part {part!r}.")
    return pattern.sub(lambda found: f"{found[1]}{content}\n{found[2]}", readme)


def from_code(readme: str) -> str:
    """Return the README with the parts that follow from the code made anew."""
    for part, made in (("columns", columns_table()), ("reasons", reasons_table()), ("settings", settings_table())):
        readme = replaced(readme, part, made)
    return readme


def main(argv: list[str] | None = None) -> int:
    """Rewrite README.md."""
    parser = argparse.ArgumentParser(description="Make parts of README.md anew, from the code and from a run.")
    parser.add_argument("out", type=Path, help="output folder of a run on corpus/dev and corpus/test")
    parser.add_argument("--wide", type=Path, help="output folder of a run on corpus/wide/test")
    parser.add_argument("--real", type=Path, help="output folder of a run on the joined articles of corpus/standoff")
    parser.add_argument("--real-gold", type=Path, help="the joined articles")
    args = parser.parse_args(argv)
    readme = from_code(README.read_text("utf-8"))
    output = warta.open(args.out)
    for name in EXCERPTS:
        readme = replaced(readme, f"excerpt {name}", excerpt(name, readme, output))
    results = {f"corpus/{split}": evaluate(args.out, ROOT / "corpus" / split) for split in ("dev", "test")}
    if args.wide:
        results["corpus/wide/test"] = evaluate(args.wide, ROOT / "corpus" / "wide" / "test")
    if args.real:
        results |= {f"real {split}": evaluate(args.real, args.real_gold / split) for split in ("dev", "test")}
    readme = replaced(readme, "accuracy", accuracy(results))
    README.write_text(readme, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
