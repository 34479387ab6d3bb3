"""The commands. Heavy libraries are imported inside them, so that `warta --help` is quick."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from warta.cli.guard import FAILED, OK, SOME_FAILED, fail, guarded

EPILOG = "Exit status: 0 all well; 1 the work could not be done; 2 unusable arguments; 3 some articles failed; 130 interrupted."

app = typer.Typer(
    name="warta",
    help="Read Indonesian-language news and write a table of facts: who said what, who holds which office, which figures.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="STAGE.OPTION=VALUE", help="Change one setting; may be given again."),
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="A TOML file with settings (warta.toml).")
]


def _version(value: bool) -> None:
    if value:
        from warta import __version__

        print(f"warta {__version__}")
        raise typer.Exit(OK)


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


@app.command(epilog=EPILOG)
@guarded
def run(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs; - for standard input.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", help="Output folder; an interrupted run there goes on.")
    ],
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Processes; one per processor if not given.")
    ] = None,
    tokens: Annotated[bool, typer.Option("--tokens", help="Also write the tokens table.")] = False,
    translate: Annotated[
        bool, typer.Option("--translate", help="Also translate sentences and quotations into English (see README).")
    ] = False,
    settings: Settings = None,
    config: ConfigFile = None,
    force: Annotated[bool, typer.Option("--force", help="Remove what earlier runs left in the folder first.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Only the first N articles.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary, no progress.")] = False,
) -> None:
    """Process articles into tables.

    Reads .txt, .html, .jsonl, .csv and .parquet, plain or with .gz. The tables are Parquet, one folder each, described in
    the README. Giving the same command again processes only what is missing.

    \b
    Examples:
      warta run artikel/ -o keluaran
      warta run 'arsip/**/*.html' berita.jsonl.gz -o keluaran --workers 4
      warta run koran.csv -o keluaran --set ingest.text_column=isi
      cat berita.txt | warta run - -o keluaran --tokens
      warta run artikel/ -o keluaran --translate --set translate.model=opus-mt-id-en/
    """
    from warta.cli.progress import shown
    from warta.config import Config
    from warta.runner import run as run_all

    chosen = Config.read(
        _config_file(config), assignments=[*(settings or []), *(["store.tokens=true"] if tokens else [])]
    )
    if translate:
        chosen = chosen.translating()
    with shown(quiet=quiet) as progress:
        summary = run_all(inputs, out=out, config=chosen, workers=workers, force=force, limit=limit, progress=progress)
    if not quiet:
        _print_summary(summary)
    if summary.articles["failed"]:
        raise typer.Exit(SOME_FAILED)


def _config_file(given: Path | None) -> Path | None:
    """Return the configuration file: the one given, else `warta.toml` in the current folder if there is one."""
    here = Path("warta.toml")
    return given or (here if here.is_file() else None)


def _print_summary(summary: Any) -> None:
    articles, rows = summary.articles, summary.rows
    total = sum(articles.values())
    parts = [f"{n:,} {status}" for status, n in articles.items() if n and status != "ok"]
    print(
        f"{total:,} articles{' (' + ', '.join(parts) + ')' if parts else ''}, {summary.processed:,} processed now, "
        f"in {summary.seconds:.1f} s: "
        + ", ".join(f"{rows.get(t, 0):,} {t}" for t in ("facts", "quotes", "offices", "quantities"))
        + f" in {summary.out}",
        file=sys.stderr,
    )
    if summary.left_out:
        print(
            f"{summary.left_out:,} articles of earlier runs are not among the inputs, and so not in the tables.",
            file=sys.stderr,
        )


@app.command(epilog=EPILOG)
@guarded
def show(
    article: Annotated[
        str,
        typer.Argument(help="A file to process now (- for standard input); with --out an article id or source path."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FOLDER", help="Output folder the article is in.")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write one self-contained page instead; - for standard output."),
    ] = None,
    translate: Annotated[bool, typer.Option("--translate", help="Translate a file that is processed now.")] = False,
    settings: Settings = None,
    config: ConfigFile = None,
) -> None:
    """Show an article with quotations, officials and figures marked.

    \b
    Examples:
      warta show artikel/bendungan.txt
      warta show bendungan.txt --out keluaran
      warta show 3f2a91 --out keluaran --html bendungan.html
      cat berita.txt | warta show -
    """
    from warta.config import Config
    from warta.show import find, to_html, to_terminal

    chosen = Config.read(_config_file(config), assignments=settings or [])
    found = find(article, out=out, config=chosen.translating() if translate else chosen)
    if page is None:
        from rich.console import Console

        Console(soft_wrap=not sys.stdout.isatty(), highlight=False).print(to_terminal(found))
    elif str(page) == "-":
        sys.stdout.write(to_html(found))
    else:
        page.write_text(to_html(found), "utf-8")
    if found.about["status"] == "failed":
        raise typer.Exit(SOME_FAILED)


@app.command(epilog=EPILOG)
@guarded
def evaluate(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run on the gold articles.")],
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Folders with STEM.txt and STEM.json.")],
    errors: Annotated[bool, typer.Option("--errors", help="List what does not match.")] = False,
    layer: Annotated[
        str, typer.Option("--layer", metavar="LAYER", help="Only layers that begin like this, such as quotes.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", metavar="FILE", help="Fail (status 1) when a floor in the file is not reached."),
    ] = None,
    pin: Annotated[
        Path | None, typer.Option("--pin", metavar="FILE", help="Raise the floors in the file to what was reached.")
    ] = None,
    lower: Annotated[
        bool, typer.Option("--lower", help="With --pin: also lower floors, and accept other gold.")
    ] = False,
) -> None:
    """Compare an output folder with gold articles: precision, recall and F1, layer by layer.

    `quotes.content@0.8` is the layer at another character overlap, `quantities.value[money]` its part of one kind.

    \b
    Examples:
      warta evaluate keluaran corpus/dev
      warta evaluate keluaran corpus/dev corpus/test --json
      warta evaluate keluaran corpus/dev --errors --layer quotes
      warta evaluate keluaran corpus/dev --floors tests/floors-dev.json
    """
    import json

    from warta.evaluate import below_floors
    from warta.evaluate import evaluate as compare
    from warta.evaluate import pin as pin_floors

    result = compare(out, *gold)
    if as_json:
        print(
            json.dumps(
                result.as_dict() | ({"mistakes": [vars(m) for m in result.mistakes]} if errors else {}),
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        _print_scores(result, layer)
        for mistake in result.mistakes if errors else ():
            if mistake.layer.startswith(layer):
                print(f"{mistake.article}  {mistake.layer}  {mistake.kind}: {mistake.what}")
    for names, what in ((result.missing, "not in the output"), (result.other_text, "with another text in the output")):
        if names:
            print(f"Gold articles {what}: {', '.join(names)}.", file=sys.stderr)
    if pin is not None:
        pin_floors(result, pin, lower=lower)
    if floors is not None:
        fallen = below_floors(result, floors)
        if fallen:
            fail("; ".join(fallen) + ".", status=FAILED)


def _print_scores(result: object, layer: str) -> None:
    print(f"{'layer':30s} {'P':>6s} {'R':>6s} {'F1':>6s} {'match':>6s} {'gold':>6s} {'found':>6s}")
    for name, score in result.scores.items():  # type: ignore[attr-defined]
        if name.startswith(layer):
            print(
                f"{name:30s} {score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f} "
                f"{score.matched:6d} {score.gold:6d} {score.predicted:6d}"
            )
    for name, (right, of) in result.accuracies.items():  # type: ignore[attr-defined]
        if not layer:
            print(f"{name:30s} {right / of if of else 0.0:6.3f} {'':13s} {right:6d} {of:6d}")


@app.command(epilog=EPILOG)
@guarded
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run.")],
    to: Annotated[
        str | None, typer.Option("--format", "-f", help="csv, jsonl, xlsx, duckdb or sqlite; else by the ending of -o.")
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="File or folder to write; - for standard output."),
    ] = None,
    tables: Annotated[
        list[str] | None, typer.Option("--table", "-t", help="Only this table; may be given again.")
    ] = None,
) -> None:
    """Write the tables in another format.

    csv and jsonl make a folder with a file for each table, the others one file. Cells that a spreadsheet would take for a
    formula get an apostrophe in front in csv and xlsx.

    \b
    Examples:
      warta export keluaran --format xlsx
      warta export keluaran -o fakta.duckdb
      warta export keluaran --format csv -o tabel/ --table facts --table quotes
      warta export keluaran --format jsonl --table quotes -o - | head
    """
    from warta.export import FORMATS, stream
    from warta.export import export as write

    to = to or (
        target.suffix.removeprefix(".").replace("db", "sqlite")
        if target and target.suffix != ".duckdb"
        else "duckdb"
        if target
        else None
    )
    if not to:
        fail(f"Name a format with --format ({', '.join(FORMATS)}), or a file with -o.", status=2)
    if str(target) == "-":
        if len(tables or []) != 1:
            fail("One table goes to standard output; name it with --table.", status=2)
        stream(out, table=(tables or [""])[0], to=to, file=sys.stdout)
        return
    print(write(out, to=to, target=target, tables=tables or ()))


@app.command(epilog=EPILOG)
@guarded
def sql(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run.")],
    query: Annotated[str, typer.Argument(help="A SELECT over the tables; - reads it from standard input.")],
    to: Annotated[str, typer.Option("--format", "-f", help="table, csv, json or jsonl.")] = "table",
) -> None:
    """Ask the tables in SQL (DuckDB).

    \b
    Examples:
      warta sql keluaran "select speaker, count(*) from quotes group by 1 order by 2 desc limit 10"
      warta sql keluaran "select * from facts where unit = 'IDR' and value > 1e9" --format csv
      echo "select status, count(*) from articles group by 1" | warta sql keluaran -
    """
    from warta.query import print_result
    from warta.query import sql as ask

    print_result(ask(out, sys.stdin.read() if query == "-" else query), to=to, file=sys.stdout)


lexicon = typer.Typer(help="Look after the lexicons.", no_args_is_help=True, rich_markup_mode=None, epilog=EPILOG)
app.add_typer(lexicon, name="lexicon")


@lexicon.command("check", epilog=EPILOG)
@guarded
def lexicon_check(
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="FOLDER", help="Folder with your own entries.")
    ] = None,
) -> None:
    """Check the lexicons, your own entries included; status 1 when there are problems.

    \b
    Examples:
      warta lexicon check
      warta lexicon check --folder leksikon/
    """
    from warta.lexicon_check import check_lexicons

    checked = check_lexicons(folder=str(folder) if folder else None)
    for item in checked:
        print(
            f"{item.name:28s} {item.entries:6,d} entries"
            + (f"  {len(item.problems)} problems" if item.problems else "")
        )
        for problem in item.problems:
            print(f"  {problem}")
    if any(item.problems for item in checked):
        raise typer.Exit(FAILED)


@app.command(epilog=EPILOG)
@guarded
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    settings: Settings = None,
    config: ConfigFile = None,
) -> None:
    """Show what is installed, which models and backends are found, and their versions; status 1 when something is missing.

    \b
    Examples:
      warta doctor
      warta doctor --json
    """
    import json

    from warta.config import Config
    from warta.doctor import examine

    found = examine(Config.read(_config_file(config), assignments=settings or []))
    if as_json:
        print(json.dumps([vars(f) for f in found], ensure_ascii=False, indent=1))
    else:
        for item in found:
            print(f"{'ok' if item.ok else 'MISSING':8s} {item.group:9s} {item.name:32s} {item.value}")
    if not all(item.ok for item in found):
        raise typer.Exit(FAILED)
