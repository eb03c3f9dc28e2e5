"""Log lines."""

from __future__ import annotations

import logging
import sys

from gridwarden.config.logs import OneLineFormatter


def record(message: str, *, error: bool = False) -> logging.LogRecord:
    return logging.LogRecord("test", logging.WARNING, __file__, 1, message, None, sys.exc_info() if error else None)


def test_a_line_break_in_a_message_does_not_begin_a_new_line() -> None:
    line = OneLineFormatter("%(levelname)s %(message)s").format(record("login of mallory\r\nINFO login of admin"))
    assert line == r"WARNING login of mallory\r\nINFO login of admin"


def test_chinese_stays_readable() -> None:
    assert OneLineFormatter("%(message)s").format(record("网格长 登录")) == "网格长 登录"


def test_a_traceback_follows_indented() -> None:
    try:
        int("no number")
    except ValueError:
        line = OneLineFormatter("%(message)s").format(record("failed", error=True))
    head, *rest = line.splitlines()
    assert head == "failed"
    assert rest
    assert all(part.startswith("    ") for part in rest)
