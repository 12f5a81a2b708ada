// One image of the viewer: a canvas over the page's own image, which stays for those who have it read out, and its
// regions in the same place.
import { isPlain, plain, work } from './viewer-pixels.js';
import { makeSource } from './viewer-source.js';
import { kept, seen, whole } from './viewer-view.js';

/** Of the magnifier: its radius in CSS pixels, and how much larger it shows. */
const radius = 84;
const power = 3;

export function makePane(figure, heard) {
  const part = name => figure.querySelector(`[data-${name}]`);
  const [stage, sheet, drawing] = [part('stage'), part('sheet'), part('regions')];
  const image = sheet.querySelector('img');
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  image.after(canvas);
  image.draggable = false;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const source = makeSource(image, JSON.parse(figure.dataset.source), { changed: () => ask(), failed: heard.failed });
  const under = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const glass = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

  const pane = {
    figure,
    stage,
    sheet,
    canvas,
    source,
    role: figure.dataset.side,
    name: figure.dataset.name,
    takesTools: figure.hasAttribute('data-tools'),
    view: whole,
    tools: plain,
    magnified: undefined,
    ask,
    /** One pixel of the image is three of the screen at most, and there is always something to zoom. */
    most: () => Math.max(4, (3 * source.pixels) / (sheet.clientWidth * ratio() || 1)),
    show(view) {
      pane.view = kept(view, pane.most());
      ask();
    },
    light(number) {
      for (const shape of drawing?.querySelectorAll('[data-number]') ?? [])
        shape.classList.toggle('is-lit', shape.dataset.number === String(number));
    },
    region: number => {
      const shape = drawing?.querySelector(`rect[data-number="${number}"]`);
      if (!shape) return undefined;
      const [x, y, w, h] = ['x', 'y', 'width', 'height'].map(name => Number(shape.getAttribute(name)));
      return { x: x / field.w, y: y / field.h, w: w / field.w, h: h / field.h };
    },
  };
  const field = { w: drawing?.viewBox.baseVal.width ?? 1, h: drawing?.viewBox.baseVal.height ?? 1 };

  let asked;
  let painted;
  function ask() {
    if (asked !== undefined) return;
    asked = requestAnimationFrame(() => {
      asked = undefined;
      draw();
    });
  }

  function draw() {
    const [width, height] = [sheet.clientWidth, sheet.clientHeight].map(side => Math.round(side * ratio()));
    if (width === 0 || height === 0 || image.naturalWidth === 0) return;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const area = seen(pane.view);
    // Where only the magnifier moves, what lies under it stays.
    const look = JSON.stringify([pane.view, pane.tools, width, height, image.currentSrc, source.version()]);
    if (look !== painted) {
      Object.assign(under.canvas, { width, height });
      source.begin();
      paint(under, area, width, height);
      painted = look;
    }
    context.drawImage(under.canvas, 0, 0);
    if (pane.magnified) magnify(area, width, height);
    source.end();
    sheet.classList.toggle('is-zoomed', pane.view.scale > 1);
    sheet.classList.add('is-drawn');
    canvas.dataset.scale = pane.view.scale.toFixed(2);
    if (drawing) drawRegions(area);
  }

  function paint(onto, area, width, height) {
    const isWindowed = source.draw(onto, area, width, height, pane.tools);
    const tools = isWindowed ? { ...pane.tools, level: plain.level, width: plain.width } : pane.tools;
    if (isPlain(tools)) return;
    const pixels = onto.getImageData(0, 0, width, height);
    work(pixels.data, width, height, tools);
    onto.putImageData(pixels, 0, 0);
  }

  function magnify(area, width, height) {
    const side = Math.round(2 * radius * ratio());
    const at = pane.magnified;
    const [w, h] = [side / width / power, side / height / power];
    const close = {
      x: area.x + (at.x - w / 2) * area.w,
      y: area.y + (at.y - h / 2) * area.h,
      w: w * area.w,
      h: h * area.h,
    };
    Object.assign(glass.canvas, { width: side, height: side });
    paint(glass, close, side, side);
    context.save();
    context.beginPath();
    context.arc(at.x * width, at.y * height, side / 2, 0, 2 * Math.PI);
    context.clip();
    context.drawImage(glass.canvas, at.x * width - side / 2, at.y * height - side / 2);
    context.restore();
    for (const [line, colour] of [
      [5, '#0f2440'],
      [2, '#ffffff'],
    ]) {
      context.lineWidth = line * ratio();
      context.strokeStyle = colour;
      context.beginPath();
      context.arc(at.x * width, at.y * height, side / 2 - 3 * ratio(), 0, 2 * Math.PI);
      context.stroke();
    }
  }

  /** The regions move with the image; their numbers stay as large as they are. */
  function drawRegions({ x, y, w, h }) {
    drawing.setAttribute('viewBox', [x * field.w, y * field.h, w * field.w, h * field.h].join(' '));
    const unit = [(w * field.w) / sheet.clientWidth, 11];
    const r = unit[0] * unit[1];
    for (const circle of drawing.querySelectorAll('circle')) {
      const [cx, cy] = [Math.max(Number(circle.dataset.x), r), Math.max(Number(circle.dataset.y), r)];
      set(circle, { cx, cy, r, 'stroke-width': 2 * unit[0] });
      set(circle.nextElementSibling, { x: cx, y: cy + r * 0.4, 'font-size': r * 1.15 });
    }
  }

  image.addEventListener('load', ask);
  new ResizeObserver(ask).observe(sheet);
  return pane;
}

function set(shape, values) {
  for (const [name, value] of Object.entries(values)) shape.setAttribute(name, String(value));
}

const ratio = () => Math.min(2, window.devicePixelRatio || 1);
