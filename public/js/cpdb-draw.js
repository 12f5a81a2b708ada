// Rectangles drawn on an image: they only fill in the numbers of the form, which can be typed as well.

const sheet = document.querySelector('[data-draw]');
const image = sheet.querySelector('img');
const svg = 'http://www.w3.org/2000/svg';
let into = 'marks';

document.querySelector('[data-draw-note]').hidden = false;
for (const choice of document.querySelectorAll('[data-draw-choice]')) choice.hidden = false;
const choices = [...document.querySelectorAll('[data-draw-into]')];
for (const choice of choices) {
  choice.addEventListener('change', () => {
    into = choice.value;
    for (const other of choices) other.checked = other === choice;
  });
}

let from;
let box;
image.draggable = false;
sheet.addEventListener('pointerdown', event => {
  if (event.button !== 0) return;
  event.preventDefault();
  from = place(event);
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('viewBox', '0 0 100 100');
  drawing.setAttribute('preserveAspectRatio', 'none');
  box = document.createElementNS(svg, 'rect');
  box.setAttribute('class', 'cpdb-region');
  drawing.append(box);
  sheet.append(drawing);
  sheet.setPointerCapture(event.pointerId);
});
sheet.addEventListener('pointermove', event => {
  if (from) draw(between(from, place(event)));
});
sheet.addEventListener('pointerup', event => {
  if (!from) return;
  const drawn = between(from, place(event));
  from = undefined;
  if (drawn.w < 0.5 || drawn.h < 0.5 || !fill(drawn)) box.ownerSVGElement.remove();
});
sheet.addEventListener('pointercancel', () => {
  from = undefined;
  box?.ownerSVGElement?.remove();
});

function place({ clientX, clientY }) {
  const { left, top, width, height } = image.getBoundingClientRect();
  const within = part => Math.min(100, Math.max(0, part));
  return [within(((clientX - left) / width) * 100), within(((clientY - top) / height) * 100)];
}

function between([ax, ay], [bx, by]) {
  return { x: Math.min(ax, bx), y: Math.min(ay, by), w: Math.abs(ax - bx), h: Math.abs(ay - by) };
}

function draw({ x, y, w, h }) {
  for (const [name, value] of [
    ['x', x],
    ['y', y],
    ['width', w],
    ['height', h],
  ])
    box.setAttribute(name, String(value));
}

/**
 * Writes the numbers into the first free row of the chosen form; a further row is made of the last one. False where
 * none is left.
 */
function fill(drawn) {
  const form = document.querySelector(`[data-draw-form="${into}"]`);
  const row = [...form.querySelectorAll('[data-row]')].find(one =>
    ['x', 'y', 'w', 'h'].every(side => inputOf(one, side).value === ''),
  );
  if (!row) return false;
  for (const side of ['x', 'y', 'w', 'h']) inputOf(row, side).value = String(Math.round(drawn[side] * 100) / 100);
  row.querySelector('input[name^="en."]')?.focus({ preventScroll: true });
  return true;
}

function inputOf(row, side) {
  return row.querySelector(`input[name^="${side}."]`);
}
