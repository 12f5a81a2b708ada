// The viewer of a picture's page: its tools work in place. Without this file they are links that reload the page.
import { plain } from './viewer-pixels.js';
import { makePane } from './viewer-pane.js';
import { listen } from './viewer-pointers.js';
import { around, moved, whole, zoomed } from './viewer-view.js';

const root = document.querySelector('[data-viewer]');
const find = name => root.querySelector(`[data-${name}]`);
const texts = JSON.parse(root.dataset.texts);
const sides = find('sides');
const panes = [...root.querySelectorAll('[data-side]')].map(figure =>
  makePane(figure, { failed: () => say('failed') }),
);
const isPair = panes.length > 1;
const buttons = new Map([...root.querySelectorAll('[data-do]')].map(button => [button.dataset.do, button]));
const ranges = [...root.querySelectorAll('[data-range]')];
const slide = find('slide')?.querySelector('input');
const state = { view: 'pair', together: true, regions: true, magnifier: false, window: false, tools: plain };
let active = panes[0];

const shown = () => panes.filter(({ role }) => state.view === 'pair' || state.view === 'slider' || role === state.view);
const moving = pane => (state.together || state.view === 'slider' ? shown() : [pane]);

const acts = {
  in: () => zoom(active, 1.5),
  out: () => zoom(active, 1 / 1.5),
  fit() {
    for (const pane of moving(active)) pane.show(whole);
    say('fit');
  },
  pair: () => look('pair'),
  photo: () => look('photo'),
  xray: () => look('xray'),
  slider: () => look(state.view === 'slider' ? 'pair' : 'slider'),
  together: () => toggle('together'),
  regions: () => toggle('regions'),
  window: () => toggle('window'),
  magnifier() {
    toggle('magnifier');
    point(active, state.magnifier ? { x: 0.5, y: 0.5 } : undefined);
  },
  invert: () => use('invert'),
  colour: () => use('colour'),
  edges: () => use('edges'),
  reset() {
    state.tools = { ...state.tools, level: plain.level, width: plain.width, contrast: plain.contrast };
    writeRanges();
    apply();
    sayWindow();
  },
};
const keys = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '−': 'out',
  0: 'fit',
  i: 'invert',
  e: 'edges',
  c: 'colour',
  m: 'magnifier',
  r: 'regions',
  w: 'window',
  s: 'slider',
  t: 'together',
};
const arrows = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] };

function zoom(pane, factor, at) {
  for (const one of moving(pane)) one.show(zoomed(one.view, factor, one.most(), at));
  say('zoom', { role: pane.name, percent: Math.round(pane.view.scale * 100) });
}

function move(pane, across, down) {
  const { x, y } = pane.view;
  for (const one of moving(pane)) one.show(moved(one.view, across, down, one.most()));
  return pane.view.x !== x || pane.view.y !== y;
}

function point(pane, at) {
  for (const one of panes) one.magnified = state.magnifier && at && moving(pane).includes(one) ? at : undefined;
  if (state.magnifier || !at) for (const one of panes) one.ask();
}

function look(view) {
  state.view = view;
  if (!shown().includes(active)) active = shown()[0];
  sides.classList.toggle('is-slider', view === 'slider');
  sides.classList.toggle('is-alone', shown().length === 1 || view === 'slider');
  for (const pane of panes) {
    pane.figure.classList.toggle('is-away', !shown().includes(pane));
    if (view === 'slider') pane.show(active.view);
  }
  find('slide').hidden = find('line').hidden = view !== 'slider';
  place();
  refresh();
  say('on', { name: buttons.get(view).textContent.trim() });
}

/** The line of the slider: the photo left of it, the X-ray right. */
function place() {
  const percent = Number(slide.value);
  panes.find(({ role }) => role === 'xray').figure.style.clipPath =
    state.view === 'slider' ? `inset(0 0 0 ${percent}%)` : '';
  find('line').style.left = `${percent}%`;
  slide.setAttribute('aria-valuetext', fill(texts.line, { percent }));
}

function toggle(name) {
  state[name] = !state[name];
  find('window').hidden = !state.window;
  root.classList.toggle('is-without-regions', !state.regions);
  root.classList.toggle('is-magnifying', state.magnifier);
  refresh();
  say(state[name] ? 'on' : 'off', { name: buttons.get(name).textContent.trim() });
}

function use(name) {
  state.tools = { ...state.tools, [name]: !state.tools[name] };
  apply();
  say(state.tools[name] ? 'on' : 'off', { name: buttons.get(name).textContent.trim() });
}

function apply() {
  for (const pane of panes.filter(({ takesTools }) => takesTools)) {
    pane.tools = state.tools;
    pane.ask();
  }
  refresh();
}

function refresh() {
  const on = {
    ...state,
    ...state.tools,
    pair: state.view === 'pair',
    slider: state.view === 'slider',
    photo: state.view === 'photo',
    xray: state.view === 'xray',
  };
  for (const [name, button] of buttons)
    if (button.hasAttribute('aria-pressed')) button.setAttribute('aria-pressed', String(on[name]));
}

/** The ends of the window: grey values of 16 bits, or of the 256 of a plain image. */
function windowText(text) {
  const pane = panes.find(({ takesTools }) => takesTools);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const ends =
    pane.source.ends(state.tools) ??
    [-0.5, 0.5].map(half =>
      Math.min(255, Math.max(0, Math.round((state.tools.level + half * state.tools.width) * 255))),
    );
  return fill(text, { low: number.format(ends[0]), high: number.format(ends[1]) });
}

function sayWindow() {
  find('values').textContent = windowText(texts.values);
}

function writeRanges() {
  for (const range of ranges) range.value = String(state.tools[range.dataset.range] * 100);
}

let speaking;
function say(key, values = {}) {
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    find('say').textContent = fill(texts[key], values);
  }, 150);
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = keys[event.key.toLowerCase()];
  if (act && buttons.has(act)) {
    event.preventDefault();
    return acts[act]();
  }
  const arrow = arrows[event.key];
  if (!arrow || event.target.matches('input')) return;
  const at = active.magnified;
  if (at)
    point(active, {
      x: Math.min(1, Math.max(0, at.x + arrow[0] / 2)),
      y: Math.min(1, Math.max(0, at.y + arrow[1] / 2)),
    });
  // An image that cannot move lets the page scroll.
  if (at || move(active, ...arrow)) event.preventDefault();
}

/** A note shows its region: in every image that has it, and the same part of the others. */
function showRegion(number, note) {
  const having = panes.filter(pane => pane.region(number));
  if (having.length === 0) return;
  if (!having.some(pane => shown().includes(pane))) look('pair');
  for (const pane of panes) {
    const region = pane.region(number) ?? (state.together ? having[0].region(number) : undefined);
    pane.light(number);
    if (region) pane.show(around(region, pane.most()));
  }
  say('region', { number, note });
}

function enhanceMarks() {
  for (const item of document.querySelectorAll('[data-mark]')) {
    const note = item.querySelector('[data-mark-note]');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'viewer-mark';
    button.append(...note.childNodes);
    note.append(button);
    const show = () => showRegion(item.dataset.mark, button.lastChild.textContent.trim());
    button.addEventListener('focus', show);
    button.addEventListener('click', show);
    button.addEventListener('blur', () => {
      for (const pane of panes) pane.light(undefined);
    });
  }
}

function wake() {
  for (const pane of panes) {
    pane.source.wake();
    pane.ask();
  }
}

for (const kind of ['pointerdown', 'keydown']) root.addEventListener(kind, wake, { once: true });
for (const pane of panes) {
  listen(pane, {
    zoom,
    move,
    point,
    chosen: one => {
      active = one;
    },
  });
  pane.stage.tabIndex = 0;
  pane.stage.setAttribute('role', 'group');
  pane.stage.setAttribute('aria-label', fill(texts.pane, { role: pane.name }));
  pane.stage.addEventListener('focus', () => {
    active = pane;
  });
  const zoomClass = /is-zoom-(\d)/.exec(pane.stage.className);
  if (zoomClass) {
    pane.stage.classList.remove(zoomClass[0]);
    pane.view = { ...whole, scale: Number(zoomClass[1]) };
  }
}
for (const [name, button] of buttons) button.addEventListener('click', acts[name]);
for (const range of ranges) {
  range.addEventListener('input', () => {
    state.tools = { ...state.tools, [range.dataset.range]: Number(range.value) / 100 };
    apply();
    sayWindow();
  });
  range.addEventListener('change', () => say('window', { low: windowText('{low}'), high: windowText('{high}') }));
}
slide?.addEventListener('input', place);
root.addEventListener('keydown', onKey);
if (root.hasAttribute('data-inverted')) state.tools = { ...plain, invert: true };
const alone = isPair ? panes.filter(({ figure }) => !figure.classList.contains('is-away')) : [];
if (alone.length === 1) {
  state.view = alone[0].role;
  active = alone[0];
}
enhanceMarks();
apply();
sayWindow();
find('viewer-links').hidden = true;
find('viewer-tools').hidden = false;
root.classList.add('is-live');
