// Comfort of an exercise: the time that is left, and a cross moved by the arrow keys. The server keeps the time and
// scores without it.
const timer = document.querySelector('[data-left]');
if (timer) {
  const { left, over, leftOne, leftMore } = timer.dataset;
  const until = performance.now() + Number(left) * 1000;
  const words = timer.querySelector('span');
  const tick = () => {
    const seconds = Math.ceil((until - performance.now()) / 1000);
    timer.classList.toggle('is-over', seconds <= 0);
    words.textContent = seconds > 0 ? `${seconds}${seconds === 1 ? leftOne : leftMore}` : over;
    // Told aloud once: a clock that speaks every second is in the way.
    if (seconds <= 0) timer.setAttribute('role', 'status');
    else setTimeout(tick, 250);
  };
  if (Number(left) > 0) tick();
}

const form = document.querySelector('form[data-training]');
const button = form?.querySelector('[data-cross]');
if (button) {
  const stage = form.querySelector('[data-stage]');
  const note = form.querySelector('[data-cross-note]');
  const draw = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const aim = draw('svg', { class: 'training-aim', viewBox: '0 0 32 32' });
  for (const look of ['training-cross is-halo', 'training-cross'])
    aim.append(draw('path', { class: look, d: 'M0 16h32M16 0v32' }));
  const place = { x: 0.5, y: 0.5 };
  const moves = { ArrowLeft: ['x', -1], ArrowRight: ['x', 1], ArrowUp: ['y', -1], ArrowDown: ['y', 1] };
  const show = () => {
    aim.style.left = `${place.x * 100}%`;
    aim.style.top = `${place.y * 100}%`;
    note.textContent =
      `${'ABCDEFGH'[Math.min(7, Math.floor(place.x * 8))]}${Math.min(6, Math.floor(place.y * 6) + 1)}. ` +
      `${note.dataset.text}`;
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    if (!aim.isConnected) {
      stage.append(aim);
      return show();
    }
    for (const [name, value] of [
      ['px', place.x],
      ['py', place.y],
    ])
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value: value.toFixed(4) }));
    form.requestSubmit(form.querySelector('button.is-primary'));
  });
  button.addEventListener('keydown', event => {
    const move = moves[event.key];
    if (!move || !aim.isConnected) return;
    event.preventDefault();
    place[move[0]] = Math.min(1, Math.max(0, place[move[0]] + move[1] * (event.shiftKey ? 0.005 : 0.025)));
    show();
  });
}
