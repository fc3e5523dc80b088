"""What a published page may load and run: a Content-Security-Policy in its head, made for the scripts that it has."""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_ELSEWHERE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?(?P<type>[^"'\s>]*)""", re.IGNORECASE)
# `type` values for which a browser runs what stands in the element.
_RUNS = {"", "text/javascript", "application/javascript", "module"}


def inline_scripts(html: str) -> list[str]:
    """The text of each script that stands in the page itself."""
    found = []
    for script in _SCRIPT.finditer(html):
        kind = _TYPE.search(script["attributes"])
        if not _ELSEWHERE.search(script["attributes"]) and (kind["type"].lower() if kind else "") in _RUNS:
            found.append(script["text"])
    return found


def policy(html: str, frame_hash: str) -> str:
    """The policy for one page; `frame_hash` is the SHA-256, in base64, of the script of the frame that holds Python."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline_scripts(html)]
    # The frame inherits the page's policy and adds a stricter one: what it needs must be allowed here as well.
    scripts = " ".join(f"'sha256-{each}'" for each in dict.fromkeys([*hashes, frame_hash]))
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {scripts}",
            "worker-src 'self' blob:",
            # The theme and the editor set styles from scripts.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )


def with_policy(html: str, frame_hash: str) -> str:
    """The page with its policy at the head, before anything that it could forbid."""
    return with_meta(html, f'http-equiv="Content-Security-Policy" content="{policy(html, frame_hash)}"')


def with_meta(html: str, attributes: str) -> str:
    """The page with one more `<meta>` right after the one for the encoding, which has to be among the first bytes."""
    return re.sub(r"(<meta charset=[^>]*>)", lambda found: f"{found[0]}<meta {attributes}>", html, count=1)
