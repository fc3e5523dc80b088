"""The choice of a browser engine: pytest knows an option only from where it looks before it collects."""

from __future__ import annotations

import pytest

from tests.browser.engines import ENGINES


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, default="chromium", help="the browser engine (default: chromium)")
