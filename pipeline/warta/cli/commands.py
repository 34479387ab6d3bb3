"""The commands. Heavy libraries are imported inside them, so that `warta --help` is quick."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

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
    list[str] | None, typer.Option("--set", metavar="STAGE.OPTION=VALUE", help="Change one setting; may be given again.")
]
ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="A TOML file with settings (warta.toml).")]


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
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs; - for standard input.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Output folder; an interrupted run there goes on.")],
    workers: Annotated[int | None, typer.Option("--workers", "-w", min=1, help="Processes; one per processor if not given.")] = None,
    tokens: Annotated[bool, typer.Option("--tokens", help="Also write the tokens table.")] = False,
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
    """
    from warta.cli.progress import shown
    from warta.config import Config
    from warta.runner import run as run_all

    chosen = Config.read(_config_file(config), assignments=[*(settings or []), *(["store.tokens=true"] if tokens else [])])
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


def _print_summary(summary: object) -> None:
    articles, rows = summary.articles, summary.rows  # type: ignore[attr-defined]
    total = sum(articles.values())
    parts = [f"{n:,} {status}" for status, n in articles.items() if n and status != "ok"]
    print(
        f"{total:,} articles{' (' + ', '.join(parts) + ')' if parts else ''}, {summary.processed:,} processed now, "  # type: ignore[attr-defined]
        f"in {summary.seconds:.1f} s: " + ", ".join(f"{rows.get(t, 0):,} {t}" for t in ("facts", "quotes", "offices", "quantities"))  # type: ignore[attr-defined]
        + f" in {summary.out}",  # type: ignore[attr-defined]
        file=sys.stderr,
    )
    if summary.left_out:  # type: ignore[attr-defined]
        print(
            f"{summary.left_out:,} articles of earlier runs are not among the inputs, and so not in the tables.",  # type: ignore[attr-defined]
            file=sys.stderr,
        )
