// The short form on one page: it saves itself, and what depends on an answer follows at once. Without this file the
// steps come instead.
const form = document.querySelector('[data-one-page]');
const status = form.querySelector('[data-saved]');
const texts = form.dataset;
/** Longest that what was typed waits to be saved, in ms; what was chosen is saved at once. */
const pause = 1500;
/** Hints the officer has said are right. */
const settled = new Set();

let timer;
let going;
let isOver = false;
let isChanged = false;

form.addEventListener('input', event => {
  if (event.target.type === 'file') return;
  isChanged = true;
  showPressed();
  const isChosen = event.target.matches('select, [type=radio], [type=checkbox], [type=hidden], [type=date]');
  later(isChosen ? 0 : pause);
});
form.addEventListener('change', () => {
  if (isChanged) later(0);
});
form.addEventListener('submit', () => {
  isOver = true;
  isChanged = false;
  clearTimeout(timer);
});
addEventListener('beforeunload', event => {
  if (isChanged && !isOver) event.preventDefault();
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('[data-submit]'));
});
form.addEventListener('click', event => {
  const pick = event.target.closest('[data-sets]');
  if (pick) state(JSON.parse(pick.dataset.sets));
  const settle = event.target.closest('[data-settle]');
  if (settle) hide(settle.closest('[data-hint]'));
});
showPressed();

function later(delay) {
  clearTimeout(timer);
  if (!isOver) timer = setTimeout(look, delay);
}

/** Saves what stands in the form, and shows what follows from it; once at a time, and again if it changed meanwhile. */
async function look() {
  if (going) return later(150);
  isChanged = false;
  const sent = new FormData(form);
  sent.set('action', 'look');
  sent.delete('file');
  going = fetch(form.getAttribute('action'), {
    method: 'POST',
    body: new URLSearchParams(sent),
    headers: { Accept: 'text/html' },
  });
  try {
    const answer = await going;
    if (answer.ok && !answer.redirected) return await follow(await answer.text(), sent);
    if (answer.status === 401) return say(texts.textSignedOut);
    if (answer.redirected || answer.status === 404 || answer.status === 409) {
      isOver = true;
      return say(texts.textGone);
    }
    isChanged = true;
    say(texts.textFailed);
  } catch {
    isChanged = true;
    say(texts.textFailed);
  } finally {
    going = undefined;
  }
}

function say(text) {
  status.textContent = text;
}

async function follow(html, sent) {
  if (isOver) return;
  const answer = new DOMParser().parseFromString(html, 'text/html');
  const focused = document.activeElement?.id;
  const now = new FormData(form);
  for (const part of answer.querySelectorAll('[data-part]')) {
    const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old || old.isEqualNode(part)) continue;
    old.replaceWith(part);
    if (!part.matches('[data-part=goods], [data-part=how]')) continue;
    keepTyped(part, sent, now);
    if (part.querySelector('[data-combobox]')) (await import('./combobox.js')).enhanceIn(part);
  }
  for (const hint of form.querySelectorAll('[data-hint]')) if (settled.has(hint.dataset.hint)) hint.remove();
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  const { savedAt } = answer.querySelector('[data-saved-at]').dataset;
  say(texts.textSaved.replace('{time}', savedAt));
  const address = form.getAttribute('action');
  if (location.pathname !== address) history.replaceState(null, '', address);
  showPressed();
}

/** What was typed while the answer was on its way stays. */
function keepTyped(part, sent, now) {
  for (const control of part.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    const { name, type } = control;
    if (!now.has(name) || now.get(name) === sent.get(name)) continue;
    if (type === 'radio' || type === 'checkbox') control.checked = now.getAll(name).includes(control.value);
    else control.value = now.get(name);
  }
}

/** States values by the names of their inputs. */
function state(values) {
  for (const [name, value] of Object.entries(values)) {
    for (const control of controlsOf(name)) {
      if (control.type === 'radio') {
        control.checked = control.value === value;
        if (control.checked && control.closest('details')) control.closest('details').open = true;
      } else control.value = value;
      control.dispatchEvent(new Event('stated'));
    }
  }
  form.dispatchEvent(new Event('input', { bubbles: true }));
  later(0);
}

function controlsOf(name) {
  return [...form.elements].filter(control => control.name === name);
}

/** Shows which of the usual values are stated. */
function showPressed() {
  const stated = new FormData(form);
  for (const pick of form.querySelectorAll('[data-sets]')) {
    const isStated = Object.entries(JSON.parse(pick.dataset.sets)).every(([name, value]) => stated.get(name) === value);
    pick.setAttribute('aria-pressed', String(isStated));
  }
}

function hide(hint) {
  settled.add(hint.dataset.hint);
  hint.remove();
}
