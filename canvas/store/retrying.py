"""What a person waits for is tried again while the database is away for a moment.

A primary that is replaced, a pooler that starts again, a connection that was cut: seconds later the same call
succeeds. So it is made again, for a bounded time; after that the screen reports it, and the session's own rule applies.
Whether the last transaction was stored when the connection broke in the middle of its COMMIT nobody knows: only
methods that may be called twice with the same effect as once are tried again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from functools import wraps
from typing import ParamSpec, TypeVar

from canvas import metrics
from canvas.store.errors import StoreError

RETRIED_FOR = 5.0
"""Seconds after the first try in which another one may begin."""
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0

_P = ParamSpec("_P")
_T = TypeVar("_T")
_C = TypeVar("_C", bound=type)


class _Waiting(threading.local):
    """Whether somebody waits for what this thread does with the store."""

    is_awaited: bool = False


_waiting = _Waiting()


def is_awaited() -> bool:
    """Whether a person waits for the store in this thread, and so must not wait for ever."""
    return _waiting.is_awaited


def retried(call: Callable[_P, _T]) -> Callable[_P, _T]:
    """A call that is tried again after faults that pass. One inside another is a part of it."""

    @wraps(call)
    def persistent(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        if _waiting.is_awaited:
            return call(*args, **kwargs)
        _waiting.is_awaited = True
        try:
            return _persistent(lambda: call(*args, **kwargs))
        finally:
            _waiting.is_awaited = False

    return persistent


def each_retried(*, but: Collection[str] = ()) -> Callable[[_C], _C]:
    """A class each of whose public methods is `retried`, but for those named."""

    def decorate(decorated: _C) -> _C:
        for name, method in list(vars(decorated).items()):
            if callable(method) and not name.startswith("_") and name not in but:
                setattr(decorated, name, retried(method))
        return decorated

    return decorate


def _persistent(call: Callable[[], _T]) -> _T:
    until, pause = time.monotonic() + RETRIED_FOR, _FIRST_PAUSE
    while True:
        try:
            return call()
        except StoreError as fault:
            if not fault.passes or time.monotonic() + pause >= until:
                raise
            metrics.count("store_retries")
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
