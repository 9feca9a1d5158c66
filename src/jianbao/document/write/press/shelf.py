"""What was made for a key, kept for the next who asks, up to a number of bytes; for any threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Shelf(Generic[Made]):
    """The things used last stay; two who ask for one thing at once wait for one making of it."""

    def __init__(self, most: int, weigh: Callable[[Made], int]) -> None:
        """Keep things of `most` bytes together, as `weigh` tells them."""
        self._most = most
        self._weigh = weigh
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[Made]] = OrderedDict()
        self._weights: dict[Hashable, int] = {}  # of what is finished

    def give(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what stands under `key`, made now when nothing does; a failure is not kept."""
        with self._lock:
            future = self._kept.get(key)
            mine = future is None
            if future is None:
                future = self._kept[key] = Future()
            self._kept.move_to_end(key)
        if mine:
            self._fulfil(key, future, make)
        return future.result()

    def find(self, key: Hashable) -> Made | None:
        """Give what stands finished under `key`, or None."""
        with self._lock:
            if key not in self._weights:
                return None
            self._kept.move_to_end(key)
            return self._kept[key].result()

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._weights)

    def _fulfil(self, key: Hashable, future: Future[Made], make: Callable[[], Made]) -> None:
        try:
            made = make()
        except BaseException as error:  # noqa: BLE001 - whoever waits has to hear of it
            with self._lock:
                del self._kept[key]
            future.set_exception(error)
            return
        future.set_result(made)
        with self._lock:
            self._weights[key] = self._weigh(made)
            self._clear(spare=key)

    def _clear(self, spare: Hashable) -> None:
        over = sum(self._weights.values()) - self._most
        for key in [key for key in self._kept if key in self._weights and key != spare]:
            if over <= 0:
                return
            over -= self._weights.pop(key)
            del self._kept[key]
