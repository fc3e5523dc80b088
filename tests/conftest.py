"""The browser tests' options: pytest knows an option only from where it looks before it collects."""

from __future__ import annotations

import pytest

from tests.browser.engines import ENGINES


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, default="chromium", help="the browser engine (default: chromium)")
    parser.addoption("--steps", type=int, default=40, help="how many steps the soak test takes (default: 40)")
