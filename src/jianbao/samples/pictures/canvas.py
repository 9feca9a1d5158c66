"""What the scenes are drawn with: skies, hills, cylinders, people as shapes, and grain."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 2400, 1600  # twice the size of the finished picture, which smooths every edge
Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

_GRAIN = 9  # of 255


def mixed(one: Colour, other: Colour, part: float) -> Colour:
    """Give the colour that lies `part` of the way from `one` to `other`."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def gradient(top: Colour, bottom: Colour) -> Image.Image:
    """Give a canvas that runs from `top` to `bottom`."""
    column = Image.new("RGB", (1, HEIGHT))
    column.putdata([mixed(top, bottom, y / HEIGHT) for y in range(HEIGHT)])
    return column.resize((WIDTH, HEIGHT))


def hills(draw: ImageDraw.ImageDraw, base: int, height: int, colour: Colour, seed: int) -> None:
    """Draw one ridge of hills as wide as the canvas, down to its lower edge."""
    rng = random.Random(seed)  # noqa: S311 - a landscape, not a secret
    waves = [(rng.uniform(0.5, 3), rng.uniform(0, 6.3), rng.uniform(0.2, 1)) for _ in range(6)]
    ridge = [
        (x, base - height * sum(a * math.sin(f * x / 420 + p) for f, p, a in waves) / 5)
        for x in range(0, WIDTH + 8, 8)
    ]
    draw.polygon([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], fill=colour)


def column(draw: ImageDraw.ImageDraw, box: Box, light: Colour, dark: Colour) -> None:
    """Draw an upright cylinder lit from the left: a silo, a stack, a person's arm of steel."""
    left, top, right, bottom = box
    for x in range(round(left), round(right)):
        part = abs((x - left) / (right - left) - 0.3) / 0.7
        draw.line((x, top, x, bottom), fill=mixed(light, dark, min(1, part)))


def helmet(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a safety helmet whose brim stands at `y`."""
    dark = mixed(colour, (20, 20, 20), 0.35)
    light = mixed(colour, (255, 255, 255), 0.45)
    draw.pieslice((x - size, y - size * 1.5, x + size, y + size * 1.3), 180, 360, fill=colour)
    draw.chord((x - size * 0.6, y - size * 1.3, x, y - size * 0.4), 170, 300, fill=light)
    rib = (x - size * 0.14, y - size * 1.5, x + size * 0.14, y - size * 0.1)
    draw.rounded_rectangle(rib, size * 0.14, fill=mixed(colour, dark, 0.35))
    brim = (x - size * 1.2, y - size * 0.18, x + size * 1.2, y + size * 0.1)
    draw.rounded_rectangle(brim, size * 0.14, fill=dark)


def worker(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, coat: Colour) -> None:
    """Draw a person seen from behind, feet at `y`, `size` half the height of the body."""
    dark = mixed(coat, (10, 12, 20), 0.4)
    for leg in (-0.2, 0.2):
        place = (x + (leg - 0.17) * size, y - size * 0.95, x + (leg + 0.17) * size, y)
        draw.rounded_rectangle(place, size * 0.1, fill=dark)
    body = (x - size * 0.46, y - size * 1.85, x + size * 0.46, y - size * 0.75)
    draw.rounded_rectangle(body, size * 0.24, fill=coat)
    stripe = (x - size * 0.46, y - size * 1.3, x + size * 0.46, y - size * 1.19)
    draw.rectangle(stripe, fill=(226, 226, 196))
    head = (x - size * 0.23, y - size * 2.3, x + size * 0.23, y - size * 1.8)
    draw.ellipse(head, fill=(206, 166, 134))


def glow(image: Image.Image, box: Box, colour: Colour, blur: float) -> Image.Image:
    """Add light of `colour` to an ellipse of the picture, softened by `blur` pixels."""
    light = Image.new("RGB", (image.width // 8, image.height // 8))
    ImageDraw.Draw(light).ellipse(tuple(n / 8 for n in box), fill=colour)
    light = light.filter(ImageFilter.GaussianBlur(blur / 8)).resize(image.size)
    return ImageChops.add(image, light)


def finished(image: Image.Image, seed: int) -> Image.Image:
    """Halve the picture, darken its corners and lay grain over it, as a camera would."""
    small = image.resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.LANCZOS)
    shade = Image.new("L", (150, 100), 205)
    ImageDraw.Draw(shade).ellipse((-12, -14, 162, 114), fill=255)
    shade = shade.filter(ImageFilter.GaussianBlur(18)).resize(small.size, Image.Resampling.BICUBIC)
    small = ImageChops.multiply(small, Image.merge("RGB", (shade, shade, shade)))
    rng = random.Random(seed)  # noqa: S311 - grain of a film, not a secret
    size = (small.width // 2, small.height // 2)
    grain = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).resize(small.size)
    grain = grain.point([n * _GRAIN // 255 for n in range(256)])
    return ImageChops.subtract(small, Image.merge("RGB", (grain, grain, grain)))
