"""Text in scans and photographs by rapidocr (`jianbao[ocr]`), with the models of its own wheel.

It never fetches a model: the two files it uses are named, and it says so when they are missing.
"""

from __future__ import annotations

import functools
import importlib.util
import math
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from jianbao.document.read.formats.characters import clean, width_em
from jianbao.document.read.formats.layout.runs import Run

if TYPE_CHECKING:
    from PIL.Image import Image

TOOL = "rapidocr（pip install 'jianbao[ocr]'）"
LONGEST_SIDE = 1280  # pixels; text of 150 dots an inch and more is read as well from this size
_MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}
_BODY = 16.0  # points that the body of a picture without a scale is told in
_OPENING = "“‘（《〈【〔「『"  # their left half is empty, and what is seen is measured
_CLOSING = "，。、；：？！”’）》〉】〕」』"
_SAME_SIZE = 0.15  # a line within this of the body's size has the body's size
_TELLING = 6  # characters from which a line tells slope and size


class PutOff(Exception):
    """Raised where text would have to be recognised and the caller wanted to be asked first."""


class _Box(msgspec.Struct):
    """One recognised line; pixels, y downwards, deskewed."""

    text: str
    x0: float
    x1: float
    bottom: float
    height: float


def installed() -> bool:
    """Say whether rapidocr, its engine and the bundled models are here."""
    return _model_folder() is not None and importlib.util.find_spec("onnxruntime") is not None


def _model_folder() -> Path | None:
    found = importlib.util.find_spec("rapidocr")
    for place in (found and found.submodule_search_locations) or ():
        folder = Path(place) / "models"
        if all((folder / name).is_file() for name in _MODELS.values()):
            return folder
    return None


@functools.cache
def _engine() -> Any:  # noqa: ANN401 - rapidocr's own class, loaded late
    from rapidocr import RapidOCR  # noqa: PLC0415 - loads late: a second of start-up

    folder = _model_folder()
    models = {f"{part}.model_path": str(folder) + f"/{name}" for part, name in _MODELS.items()}
    return RapidOCR(
        params={
            "Global.use_cls": False,  # it turns good lines upside down
            "Global.max_side_len": LONGEST_SIDE,
            "Global.log_level": "critical",
            **models,
        }
    )


def recognise(image: Image, *, points: float | None = None) -> list[Run]:
    """Recognise the lines of an upright image as runs.

    `points` is the length of a pixel in points; without it the body text is told as 16 points.
    """
    boxes = _deskewed(*_recognised(image))
    if not boxes:
        return []
    em = _em(boxes)
    height = statistics.median(box.height for box in boxes)
    scale = points if points is not None else _BODY / em
    return [_run(box, em=em, usual=height, scale=scale) for box in boxes]


def _recognised(image: Image) -> tuple[list[Any], list[str]]:
    import numpy as np  # noqa: PLC0415 - loads late: comes with the extra `ocr` only

    from jianbao.document.read.formats.full_width import (  # noqa: PLC0415 - loads late: patterns
        full_width,
    )

    if max(image.size) > 2 * LONGEST_SIDE:
        image = image.copy()
        image.thumbnail((2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    pixels = np.asarray(image.convert("RGB"))[:, :, ::-1]
    result = _engine()(np.ascontiguousarray(pixels))
    if result.boxes is None or result.txts is None:
        return [], []
    return [box.tolist() for box in result.boxes], [full_width(clean(t)) for t in result.txts]


def _deskewed(corners: Sequence[Any], texts: Sequence[str]) -> list[_Box]:
    """Turn the page back by the slope that its lines share."""
    slopes = [
        math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])
        for box, text in zip(corners, texts, strict=True)
        if len(text) >= _TELLING
    ]
    turn = -statistics.median(slopes) if slopes else 0.0
    return [
        _box([_turned(point, turn) for point in box], text)
        for box, text in zip(corners, texts, strict=True)
        if text
    ]


def _turned(point: Sequence[float], turn: float) -> tuple[float, float]:
    x, y = point
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def _box(corners: Sequence[tuple[float, float]], text: str) -> _Box:
    top_left, top_right, low_right, low_left = corners
    top, bottom = (top_left[1] + top_right[1]) / 2, (low_left[1] + low_right[1]) / 2
    left, right = (top_left[0] + low_left[0]) / 2, (top_right[0] + low_right[0]) / 2
    return _Box(text=text, x0=left, x1=right, bottom=bottom, height=bottom - top)


def _em(boxes: Sequence[_Box]) -> float:
    """Pixels from one Chinese character to the next, in most lines."""
    telling = [box for box in boxes if len(box.text) >= _TELLING] or boxes
    return max(1.0, statistics.median((box.x1 - box.x0) / width_em(box.text) for box in telling))


def _advance(box: _Box) -> float:
    narrow = 0.5 * (box.text.count("·") + box.text.count("•"))
    return (box.x1 - box.x0) / max(0.5, width_em(box.text) - narrow)


def _is_mostly_han(text: str) -> bool:
    """Say whether the width of a text tells its size: digits and marks are of many widths."""
    return len(text) > 3 and sum("\u4e00" <= c <= "\u9fff" for c in text) > 0.7 * len(text)


def _run(box: _Box, *, em: float, usual: float, scale: float) -> Run:
    relative = _advance(box) / em if _is_mostly_han(box.text) else box.height / usual
    size = em if abs(relative - 1) < _SAME_SIZE else em * relative
    left = box.x0 - (0.5 * em if box.text[0] in _OPENING else 0.0)
    right = box.x1 + (0.5 * em if box.text[-1] in _CLOSING else 0.0)
    return Run(
        text=box.text,
        x0=left * scale,
        x1=right * scale,
        end=right * scale,
        y=-(box.bottom - 0.2 * box.height) * scale,
        size=size * scale,
    )
