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
  const [stage, sheet] = [part('stage'), part('sheet')];
  const image = sheet.querySelector('img');
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  image.after(canvas);
  image.draggable = false;
  const source = makeSource(image, JSON.parse(figure.dataset.source), { changed: () => ask(), failed: heard.failed });
  const regions = makeRegions(part('regions'), sheet);
  const layers = { image, top: layer(canvas), under: layer(), glass: layer(), look: '' };

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
    light: regions.light,
    region: regions.find,
  };

  let asked;
  function ask() {
    if (asked !== undefined) return;
    asked = requestAnimationFrame(() => {
      asked = undefined;
      if (draw(pane, layers)) regions.draw(seen(pane.view));
    });
  }

  image.addEventListener('load', ask);
  new ResizeObserver(ask).observe(sheet);
  return pane;
}

function layer(canvas = document.createElement('canvas')) {
  return canvas.getContext('2d', { willReadFrequently: true });
}

/** Answers false while there is nothing to draw. */
function draw(pane, layers) {
  const { sheet, canvas, source } = pane;
  const { image, top, under } = layers;
  const [width, height] = [sheet.clientWidth, sheet.clientHeight].map(side => Math.round(side * ratio()));
  if (width === 0 || height === 0 || image.naturalWidth === 0) return false;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const area = seen(pane.view);
  // Where only the magnifier moves, what lies under it stays.
  const look = JSON.stringify([pane.view, pane.tools, width, height, image.currentSrc, source.version()]);
  if (look !== layers.look) {
    Object.assign(under.canvas, { width, height });
    source.begin();
    paint(under, pane, area, width, height);
    layers.look = look;
  }
  top.drawImage(under.canvas, 0, 0);
  if (pane.magnified) magnify(layers, pane, area, width, height);
  source.end();
  sheet.classList.toggle('is-zoomed', pane.view.scale > 1);
  sheet.classList.add('is-drawn');
  canvas.dataset.scale = pane.view.scale.toFixed(2);
  return true;
}

function paint(onto, { source, tools }, area, width, height) {
  const isWindowed = source.draw(onto, area, width, height, tools);
  const rest = isWindowed ? { ...tools, level: plain.level, width: plain.width } : tools;
  if (isPlain(rest)) return;
  const pixels = onto.getImageData(0, 0, width, height);
  work(pixels.data, width, height, rest);
  onto.putImageData(pixels, 0, 0);
}

function magnify({ top, glass }, pane, area, width, height) {
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
  paint(glass, pane, close, side, side);
  top.save();
  top.beginPath();
  top.arc(at.x * width, at.y * height, side / 2, 0, 2 * Math.PI);
  top.clip();
  top.drawImage(glass.canvas, at.x * width - side / 2, at.y * height - side / 2);
  top.restore();
  for (const [line, colour] of [
    [5, '#0f2440'],
    [2, '#ffffff'],
  ]) {
    top.lineWidth = line * ratio();
    top.strokeStyle = colour;
    top.beginPath();
    top.arc(at.x * width, at.y * height, side / 2 - 3 * ratio(), 0, 2 * Math.PI);
    top.stroke();
  }
}

/** The regions move with the image; their numbers stay as large as they are. No `drawing` where there are none. */
function makeRegions(drawing, sheet) {
  const { width = 1, height = 1 } = drawing?.viewBox.baseVal ?? {};
  return {
    light(number) {
      for (const shape of drawing?.querySelectorAll('[data-number]') ?? [])
        shape.classList.toggle('is-lit', shape.dataset.number === String(number));
    },
    find(number) {
      const shape = drawing?.querySelector(`rect[data-number="${number}"]`);
      if (!shape) return undefined;
      const [x, y, w, h] = ['x', 'y', 'width', 'height'].map(name => Number(shape.getAttribute(name)));
      return { x: x / width, y: y / height, w: w / width, h: h / height };
    },
    draw({ x, y, w, h }) {
      if (!drawing) return;
      drawing.setAttribute('viewBox', [x * width, y * height, w * width, h * height].join(' '));
      const unit = (w * width) / sheet.clientWidth;
      const r = unit * 11;
      for (const circle of drawing.querySelectorAll('circle')) {
        const [cx, cy] = [Math.max(Number(circle.dataset.x), r), Math.max(Number(circle.dataset.y), r)];
        set(circle, { cx, cy, r, 'stroke-width': 2 * unit });
        set(circle.nextElementSibling, { x: cx, y: cy + r * 0.4, 'font-size': r * 1.15 });
      }
    },
  };
}

function set(shape, values) {
  for (const [name, value] of Object.entries(values)) shape.setAttribute(name, String(value));
}

const ratio = () => Math.min(2, window.devicePixelRatio || 1);
