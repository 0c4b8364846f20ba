"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def texts_option(words: str) -> Callable[..., Callable[..., None]]:
    """The option that names the folder of the source texts, with what a command uses them for."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("--texts", type=folder, envvar="STATBOOK_TEXTS", help=words)


def language_option(words: str) -> Callable[..., Callable[..., None]]:
    """The option that names a language, with what a command does with it."""
    return click.option("--lang", metavar="LANG", default="", help=words)
