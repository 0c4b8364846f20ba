"""The examples in the docstrings of charts give what they say, on the data of the book."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from statbook import charts

ROOT = Path(__file__).resolve().parents[2]
MODULES = [module.name for module in pkgutil.walk_packages(charts.__path__, "statbook.charts.")]
FORMS = [name for name in MODULES if name.startswith("statbook.charts.forms.") and not name.endswith(".cards")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert 0 == doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE).failed


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_an_example(name: str) -> None:
    module = import_module(name)
    forms = [getattr(module, form) for form in module.__all__ if hasattr(getattr(module, form), "__wrapped__")]

    assert forms
    assert all(">>> " in form.__doc__ for form in forms)
