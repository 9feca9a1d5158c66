"""A scene as the JPEG of a telephone, with the EXIF that no reader should get: place, owner."""

from __future__ import annotations

import datetime as dt
import functools
import io

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from jianbao.samples.pictures.canvas import finished
from jianbao.samples.pictures.scenes import SCENES

_QUALITY = 78
_LATITUDE, _LONGITUDE = (0.0, 12.0, 34.5), (0.0, 21.0, 6.0)  # on the high seas
_ON_ITS_SIDE = 6  # EXIF: turn by 90 degrees to see it upright


@functools.cache
def _scene(name: str) -> Image.Image:
    return finished(SCENES[name](), len(name))


def photograph(scene: str, taken: dt.datetime, owner: str, *, on_side: bool = False) -> bytes:
    """Give `scene` as a JPEG with the time, the owner and a place in its EXIF.

    With `on_side` the pixels lie on their side and EXIF says so, as telephones do. Raises KeyError
    for a scene that is not drawn.
    """
    image = _scene(scene)
    if on_side:
        image = image.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model] = "Yunling", "YL-1"
    exif[Base.Artist] = owner.encode().decode("latin-1")
    exif[Base.DateTime] = f"{taken:%Y:%m:%d %H:%M:%S}"
    exif[Base.Orientation] = _ON_ITS_SIDE if on_side else 1
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = f"{taken:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: tuple(map(IFDRational, _LATITUDE)),
            GPS.GPSLongitudeRef: "W",
            GPS.GPSLongitude: tuple(map(IFDRational, _LONGITUDE)),
        }
    )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, exif=exif)
    return out.getvalue()
