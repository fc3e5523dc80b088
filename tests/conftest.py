"""Which tests run, in which order, and by how many workers: pytest has to know before it collects."""

from __future__ import annotations

import os

import pytest

from tests.browser.engines import ENGINES


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, action="append", help="a browser engine, and another (chromium)")
    parser.addoption("--steps", type=int, default=40, help="how many steps the soak test takes (default: 40)")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than processors: while a test waits for its page, another can work."""
    return (os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "engines(*names, why): the engines that a test is for, if not for all")
    config.addinivalue_line("markers", "long: takes longer than a module of others, so it begins first")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Those for their engine; the long ones first, so that no worker is left with one at the end."""
    others = [item for item in items if not is_for_its_engine(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def is_for_its_engine(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("engines")
    return mark is None or item.callspec.params["engine"] in mark.args  # type: ignore[attr-defined]
