// Cropping by hand: a box over the picture, its edges in the form in percent; without script as numbers.
const place = document.querySelector("[data-crop]");
const form = place?.closest("form");
const SHAPES = { "4:3": 4 / 3, "3:2": 3 / 2, "1:1": 1 };
const EDGES = ["left", "top", "right", "bottom"];
const whole = { left: 0, top: 0, right: 1, bottom: 1 };

const picture = place?.querySelector("img");
const box = place?.querySelector("[data-crop-box]");
const clamp = (share) => Math.min(1, Math.max(0, share));
const shape = () => form.elements.shape.value;
const number = (name) => Number(form.elements[name].value) / 100;
const write = (name, share) => { form.elements[name].value = Math.round(100 * clamp(share)); };

function largest(ratio) {
  const share = (ratio * picture.naturalHeight) / picture.naturalWidth;
  const wide = Math.min(1, share), high = Math.min(1, 1 / share);
  const left = Math.min(Math.max(0, number("focus_x") - wide / 2), 1 - wide);
  const top = Math.min(Math.max(0, number("focus_y") - high / 2), 1 - high);
  return { left, top, right: left + wide, bottom: top + high };
}

function part() {
  if (shape() === "whole") return whole;
  if (shape() === "free") return Object.fromEntries(EDGES.map((edge) => [edge, number(edge)]));
  return largest(SHAPES[shape()]);
}

function draw() {
  const { left, top, right, bottom } = part();
  box.hidden = right <= left || bottom <= top;
  Object.assign(box.style, {
    left: `${100 * left}%`,
    top: `${100 * top}%`,
    width: `${100 * (right - left)}%`,
    height: `${100 * (bottom - top)}%`,
  });
}

function at(event) {
  const frame = picture.getBoundingClientRect();
  return { x: clamp((event.clientX - frame.left) / frame.width), y: clamp((event.clientY - frame.top) / frame.height) };
}

// A drag inside a shape moves its centre; any other draws a free part.
function drag(begin) {
  const from = at(begin), shaped = shape() in SHAPES, inside = begin.target === box;
  const centre = { x: number("focus_x"), y: number("focus_y") };
  const move = (event) => {
    const to = at(event);
    if (shaped && inside) {
      write("focus_x", centre.x + to.x - from.x);
      write("focus_y", centre.y + to.y - from.y);
    } else if (Math.abs(to.x - from.x) > 0.02 && Math.abs(to.y - from.y) > 0.02) {
      form.elements.shape.value = "free";
      [["left", "right", "x"], ["top", "bottom", "y"]].forEach(([low, high, way]) => {
        write(low, Math.min(from[way], to[way]));
        write(high, Math.max(from[way], to[way]));
      });
    }
    draw();
  };
  place.setPointerCapture(begin.pointerId);
  place.addEventListener("pointermove", move);
  place.addEventListener("pointerup", () => place.removeEventListener("pointermove", move), { once: true });
  begin.preventDefault();
}

if (form) {
  form.querySelector("[data-crop-says]").hidden = false;
  place.addEventListener("pointerdown", drag);
  form.addEventListener("input", draw);
  if (picture.complete) draw();
  picture.addEventListener("load", draw);
}
