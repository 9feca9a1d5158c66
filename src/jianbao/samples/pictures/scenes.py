"""The scenes: a plant at dusk, a kiln, a meeting, helmets, a quarry and a field of solar panels."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw, ImageFilter

from jianbao.samples.pictures.canvas import (
    HEIGHT,
    WIDTH,
    Colour,
    column,
    glow,
    gradient,
    helmet,
    hills,
    mixed,
    worker,
)

_RED: Colour = (188, 32, 30)
_BLUE: Colour = (48, 74, 116)
_STEEL: Colour = (206, 204, 198)
_SHADE: Colour = (104, 108, 114)


def plant() -> Image.Image:
    """Give the works at dusk: the preheater tower, silos, a stack and their hills."""
    image = glow(
        gradient((70, 96, 142), (240, 190, 148)), (1500, 700, 2500, 1300), (90, 50, 8), 200
    )
    draw = ImageDraw.Draw(image)
    hills(draw, 1010, 190, (126, 122, 144), 3)
    hills(draw, 1130, 120, (88, 90, 108), 8)
    column(draw, (1580, 380, 1640, 1300), (196, 190, 186), (92, 92, 104))
    for at in range(4):
        draw.rectangle((1580, 420 + at * 150, 1640, 470 + at * 150), fill=(176, 58, 52))
    for at in range(3):
        left = 1740 + at * 210
        column(draw, (left, 800, left + 180, 1320), (218, 208, 200), (110, 106, 116))
        draw.ellipse((left, 776, left + 180, 826), fill=(196, 188, 184))
    _tower(draw)
    draw.polygon([(820, 1170), (1560, 1250), (1560, 1310), (820, 1230)], fill=(120, 112, 110))
    draw.polygon([(0, 1290), (WIDTH, 1330), (WIDTH, HEIGHT), (0, HEIGHT)], fill=(52, 56, 62))
    draw.polygon([(900, 1310), (1100, 1310), (1700, HEIGHT), (700, HEIGHT)], fill=(78, 80, 84))
    return image


def _tower(draw: ImageDraw.ImageDraw) -> None:
    for floor in range(6):
        y = 330 + floor * 160
        draw.rectangle((420, y, 820, y + 14), fill=(96, 94, 100))
        for x in (420, 610, 806):
            draw.rectangle((x, y, x + 14, y + 160), fill=(112, 110, 114))
        for x in (500, 700):
            column(draw, (x - 56, y + 24, x + 56, y + 90), (214, 204, 196), (118, 112, 118))
            draw.polygon(
                [(x - 56, y + 90), (x + 56, y + 90), (x + 14, y + 150), (x - 14, y + 150)],
                fill=(150, 142, 142),
            )
        draw.ellipse((806, y + 20, 826, y + 40), fill=(255, 226, 150))
    draw.rectangle((420, 1290, 820, 1330), fill=(92, 90, 96))


def kiln() -> Image.Image:
    """Give a look along a rotary kiln with its tyre, and the crew before it."""
    image = gradient((58, 60, 68), (96, 88, 84))
    draw = ImageDraw.Draw(image)
    for x in range(0, WIDTH, 300):
        draw.line((x, 0, x + 220, 520), fill=(78, 80, 88), width=18)
    for at in range(620):
        part = abs(at / 620 - 0.25) / 0.75
        shade = mixed((198, 132, 96), (62, 40, 38), min(1, part))
        draw.line((0, 380 + at, WIDTH, 520 + at), fill=shade, width=2)
    for x in (520, 1660):
        tyre = [
            (x, 350 + x * 0.06),
            (x + 130, 358 + x * 0.06),
            (x + 130, 1090 + x * 0.06),
            (x, 1082 + x * 0.06),
        ]
        draw.polygon(tyre, fill=(124, 120, 118))
        draw.polygon(
            [(px + 20, py) for px, py in tyre[:2]] + [(x + 120, 480), (x + 30, 476)],
            fill=(176, 172, 168),
        )
        draw.rectangle((x - 60, 1130 + x * 0.06, x + 190, 1420), fill=(86, 86, 88))
    draw.rectangle((0, 1340, WIDTH, HEIGHT), fill=(72, 70, 70))
    draw.line((0, 1250, WIDTH, 1250), fill=(222, 180, 62), width=14)
    for x in range(60, WIDTH, 240):
        draw.line((x, 1250, x, 1400), fill=(222, 180, 62), width=10)
    for x, size, hat in ((980, 210, _RED), (1210, 226, (236, 196, 60)), (1440, 204, _RED)):
        worker(draw, x, 1560, size, _BLUE)
        helmet(draw, x, 1560 - size * 2.05, size * 0.34, hat)
    return glow(image, (-500, 380, 420, 1120), (120, 58, 10), 170)


def meeting() -> Image.Image:
    """Give a room in which people listen, seen from the last row."""
    image = gradient((222, 212, 196), (176, 158, 136))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 120), fill=(238, 232, 222))
    for x in range(180, WIDTH, 520):
        draw.rounded_rectangle((x, 40, x + 300, 76), 16, fill=(255, 252, 240))
    draw.rectangle((660, 200, 1740, 800), fill=(60, 58, 60))
    draw.rectangle((690, 230, 1710, 770), fill=(236, 240, 242))
    draw.rectangle((690, 230, 1710, 330), fill=_RED)
    curve = [(780 + x, 640 - 90 * math.sin(x / 130) - x * 0.14) for x in range(0, 840, 10)]
    draw.line(curve, fill=(44, 90, 150), width=10, joint="curve")
    draw.line((780, 400, 780, 690, 1630, 690), fill=(130, 134, 140), width=6)
    worker(draw, 500, 1010, 220, (66, 72, 84))
    draw.ellipse((452, 500, 548, 606), fill=(52, 46, 44))
    for row in range(3):
        y, size = 1080 + row * 250, 170 + row * 46
        draw.rectangle(
            (0, y - 40, WIDTH, y + 16), fill=mixed((150, 112, 78), (96, 70, 50), row / 2)
        )
        for at in range(-1, 9 - row):
            x = 120 + at * (330 + row * 52) + (row % 2) * 150
            coat = ((68, 86, 118), (228, 226, 220), (92, 102, 98), (58, 66, 90))[(at + row) % 4]
            draw.rounded_rectangle(
                (x - size * 0.62, y - size * 0.2, x + size * 0.62, y + size * 1.4),
                size * 0.3,
                fill=coat,
            )
            draw.ellipse(
                (x - size * 0.3, y - size * 0.85, x + size * 0.3, y - size * 0.1),
                fill=(198, 158, 128),
            )
            draw.chord(
                (x - size * 0.32, y - size * 0.9, x + size * 0.32, y - size * 0.14),
                150,
                390,
                fill=(44, 38, 36),
            )
    return image


def helmets() -> Image.Image:
    """Give a shelf of helmets in the colours of the trades."""
    image = gradient((208, 212, 210), (160, 164, 162))
    draw = ImageDraw.Draw(image)
    for row in range(3):
        y = 480 + row * 450
        draw.rectangle((0, y + 24, WIDTH, y + 66), fill=(148, 116, 82))
        draw.rectangle((0, y + 66, WIDTH, y + 110), fill=(120, 126, 126))
        for at in range(5):
            x = 260 + at * 470
            hat = ((204, 44, 38), (238, 190, 46), (240, 240, 236), (40, 96, 168))[
                (at + row * 2) % 4
            ]
            draw.ellipse((x - 190, y - 6, x + 190, y + 44), fill=(128, 100, 72))
            helmet(draw, x, y, 150, hat)
            draw.rectangle((x - 60, y + 74, x + 60, y + 102), fill=(246, 244, 236))
    return image.filter(ImageFilter.GaussianBlur(1.5))


def quarry() -> Image.Image:
    """Give the benches of a quarry, green again on the left, a truck at work below."""
    image = gradient((120, 164, 208), (226, 226, 214))
    draw = ImageDraw.Draw(image)
    hills(draw, 520, 130, (122, 148, 142), 11)
    for bench in range(6):
        y = 470 + bench * 170
        rock = mixed((208, 196, 176), (164, 148, 126), bench / 5)
        hills(draw, y, 26, rock, 20 + bench)
        hills(draw, y + 112, 18, mixed(rock, (96, 84, 70), 0.35), 30 + bench)
        for at in range(0, 1150 - bench * 120, 46):
            size = 26 + (at * 7 + bench * 13) % 22
            place = (at, y + 60 - size, at + size * 2, y + 60 + size)
            draw.ellipse(place, fill=mixed((84, 124, 66), (58, 94, 56), (at % 5) / 4))
    draw.polygon([(0, 1400), (WIDTH, 1330), (WIDTH, HEIGHT), (0, HEIGHT)], fill=(176, 160, 138))
    _truck(draw, 1500, 1130)
    return image


def _truck(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    bed = [(x, y + 40), (x + 480, y - 20), (x + 430, y + 200), (x + 70, y + 200)]
    draw.polygon(bed, fill=(230, 178, 44), outline=(150, 112, 30), width=8)
    draw.polygon(
        [(x + 20, y + 34), (x + 140, y - 70), (x + 330, y - 84), (x + 470, y - 18)],
        fill=(150, 142, 130),
    )
    draw.rounded_rectangle((x - 150, y + 30, x + 40, y + 240), 20, fill=(222, 168, 38))
    draw.rectangle((x - 130, y + 54, x - 20, y + 130), fill=(88, 112, 132))
    for wheel in (x - 90, x + 170, x + 340):
        draw.ellipse((wheel - 92, y + 160, wheel + 92, y + 344), fill=(44, 44, 46))
        draw.ellipse((wheel - 40, y + 212, wheel + 40, y + 292), fill=(168, 150, 90))


def solar() -> Image.Image:
    """Give rows of solar panels under a clear sky, two people checking them."""
    image = gradient((84, 146, 214), (232, 234, 226))
    draw = ImageDraw.Draw(image)
    hills(draw, 640, 110, (138, 164, 160), 5)
    hills(draw, 720, 60, (110, 140, 112), 6)
    draw.polygon([(0, 760), (WIDTH, 740), (WIDTH, HEIGHT), (0, HEIGHT)], fill=(142, 158, 104))
    for row in range(5):
        size = 1 + row * 0.42
        y = 770 + row * row * 30 + row * 60
        for at in range(-2, 14):
            x = at * 230 * size - row * 170
            panel = [
                (x, y),
                (x + 210 * size, y - 10),
                (x + 180 * size, y + 92 * size),
                (x - 30 * size, y + 102 * size),
            ]
            draw.polygon(panel, fill=(30, 52, 96), outline=(206, 216, 226), width=5)
            for part in (0.33, 0.66):
                top, low = x + 210 * size * part, x - 30 * size + 210 * size * part
                draw.line((top, y - 4, low, y + 98 * size), fill=(92, 118, 160), width=4)
    for x, hat in ((1690, (240, 240, 236)), (1880, (40, 96, 168))):
        worker(draw, x, 1500, 170, (214, 92, 40))
        helmet(draw, x, 1500 - 350, 60, hat)
    return image


SCENES = {
    "plant": plant,
    "kiln": kiln,
    "meeting": meeting,
    "helmets": helmets,
    "quarry": quarry,
    "solar": solar,
}
