"""Fields to fill in, which come into the page with its script: without one they would do nothing."""

from __future__ import annotations


def field(html: str) -> str:
    """An `<input>` or a `<select>`, out of the page until its element comes to life.

    Once a page is read, Chromium looks for what it could fill in, and lays out all that a form or a field stands in,
    however far down. So there is no `<form>` either.
    """
    return f"<template>{html}</template>"
