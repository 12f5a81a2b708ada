// Long lists become searchable (WAI-ARIA combobox with a listbox). Three kinds, all of which work without this file:
//   select[data-combobox]                  one of its options; with data-options, an address, they come when sought
//   select[multiple][data-combobox]        several of them, shown as removable chips
//   input[data-combobox][data-list-url]    a code; asks `<url>?q=<words>` for { options: [{ value, label }], total }
//                                          (or the bare list); data-label is the label of the code it holds,
//                                          data-many allows several, comma between
// Words come from data-text-* of the body.

import { codeStore, selectStore } from './options.js';

const texts = document.body.dataset;
let made = 0;

enhanceIn(document);

/** Makes the lists of a part of the page searchable that are not yet. */
export function enhanceIn(part) {
  for (const source of part.querySelectorAll('[data-combobox]')) if (!source.closest('.combobox')) enhance(source);
}

function enhance(source) {
  const store = source instanceof HTMLSelectElement ? selectStore(source) : codeStore(source);
  const box = build(source, store);
  if (store.many) showPicked(box, store);
  else box.input.value = store.label();
  listen(box, store);
}

/**
 * Puts the visible input over the source, which keeps its name and is hidden; the input takes its id, so labels and
 * error links find it.
 */
function build(source, { many }) {
  const id = source.id;
  const name = `combobox-${++made}`;
  const wrap = element('div', { className: 'combobox' });
  const input = element(
    'input',
    { className: 'input', type: 'text', id, autocomplete: 'off', spellcheck: false },
    { role: 'combobox', 'aria-expanded': 'false', 'aria-controls': `${name}-list`, 'aria-autocomplete': 'list' },
  );
  for (const attribute of ['aria-describedby', 'aria-invalid', 'aria-label']) {
    if (source.hasAttribute(attribute)) input.setAttribute(attribute, source.getAttribute(attribute));
  }
  input.placeholder = texts.textType ?? '';
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  const list = element(
    'ul',
    { id: `${name}-list` },
    { role: 'listbox', 'aria-label': label?.textContent.trim() ?? input.getAttribute('aria-label') ?? '' },
  );
  const note = element('p', {});
  const popup = element('div', { className: 'combobox-popup', hidden: true });
  const status = element('div', { className: 'visually-hidden' }, { role: 'status' });
  const picked = element('div', { className: 'picked' });
  source.removeAttribute('id');
  source.hidden = true;
  if (source instanceof HTMLInputElement) source.type = 'hidden';
  source.before(wrap);
  if (many) wrap.before(picked);
  popup.append(list, note);
  wrap.append(input, popup, status, source);
  return { source, input, popup, list, note, status, picked, found: [], at: -1, turn: 0, isStale: false, keys: [] };
}

function element(tag, properties, attributes = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function listen(box, store) {
  const { input, popup, list, source } = box;
  // Something else on the page stated its value.
  source.addEventListener('stated', () => {
    store.refresh?.();
    if (!store.many) input.value = store.label();
  });
  const search = delay => {
    clearTimeout(box.timer);
    box.timer = setTimeout(
      () => open(box, store, store.many || input.value !== store.label() ? input.value : ''),
      delay,
    );
  };
  input.addEventListener('input', event => {
    event.stopPropagation();
    Object.assign(box, { isStale: true, keys: [] });
    search(120);
  });
  // On a slow line a list is on its way while its first letters are typed.
  input.addEventListener('focus', () => store.prepare?.());
  input.addEventListener('click', () => {
    if (popup.hidden) search(0);
  });
  input.addEventListener('keydown', event => press(event, box, store, search));
  input.addEventListener('blur', () => settle(box, store));
  popup.addEventListener('mousedown', event => event.preventDefault()); // the input keeps the focus
  list.addEventListener('click', event => {
    const item = event.target.closest('[role=option]');
    if (item) choose(box, store, box.found[Number(item.dataset.at)]);
  });
}

const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

function press(event, box, store, search) {
  const { popup, input } = box;
  const isOpen = !popup.hidden;
  if (box.isStale && (event.key in steps || (event.key === 'Enter' && box.keys.length > 0))) {
    // Typed faster than the list comes: pressed on the list it will be, not on the one before it.
    event.preventDefault();
    box.keys.push(event.key);
  } else if (event.key in steps) {
    event.preventDefault();
    if (isOpen) move(box, steps[event.key]);
    else search(0);
  } else if (event.key === 'Enter' && isOpen && box.at >= 0 && !box.isStale) {
    event.preventDefault();
    choose(box, store, box.found[box.at]);
  } else if (event.key === 'Escape' && isOpen) {
    event.preventDefault();
    event.stopPropagation();
    close(box);
  } else if (event.key === 'Backspace' && store.many && input.value === '' && store.chosen().length) {
    store.drop(store.chosen().at(-1));
    showPicked(box, store);
  }
}

async function open(box, store, words) {
  const turn = ++box.turn;
  try {
    const { found, total } = await store.find(words);
    if (turn !== box.turn || document.activeElement !== box.input) return;
    show(box, found, total);
    pressAgain(box, store);
  } catch {
    if (turn !== box.turn) return;
    Object.assign(box, { isStale: false, keys: [] });
    box.status.textContent = texts.textFailed ?? '';
  }
}

/** The keys that were pressed while the list was on its way. */
function pressAgain(box, store) {
  for (const key of box.keys.splice(0)) {
    if (key in steps) move(box, steps[key]);
    else if (box.at >= 0) return choose(box, store, box.found[box.at]);
  }
}

function show(box, found, total) {
  Object.assign(box, { found, at: -1, isStale: false });
  box.input.removeAttribute('aria-activedescendant');
  const message = found.length === 0 ? texts.textNone : fill(texts.textSome, { shown: found.length, total });
  box.list.replaceChildren(...found.map((one, at) => option(box, one, at)));
  box.note.textContent = found.length === 0 || total > found.length ? message : '';
  box.popup.hidden = false;
  box.list.scrollTop = 0;
  box.input.setAttribute('aria-expanded', 'true');
  box.status.textContent = message;
}

function option(box, one, at) {
  const item = element(
    'li',
    { id: `${box.list.id}-${at}` },
    { role: 'option', 'aria-selected': 'false', 'data-at': String(at) },
  );
  if (!one.option) item.append(element('b', { textContent: one.value }));
  item.append(element('span', { textContent: one.label }));
  if (one.usual) item.append(element('small', { textContent: one.usual }));
  return item;
}

function move(box, step) {
  if (box.found.length === 0) return;
  const last = box.found.length - 1;
  const next = box.at < 0 ? (step > 0 ? 0 : last) : Math.max(0, Math.min(last, box.at + step));
  box.list.children[box.at]?.setAttribute('aria-selected', 'false');
  const item = box.list.children[next];
  item.setAttribute('aria-selected', 'true');
  item.scrollIntoView({ block: 'nearest' });
  box.input.setAttribute('aria-activedescendant', item.id);
  box.at = next;
}

function choose(box, store, one) {
  store.pick(one);
  if (store.many) showPicked(box, store);
  box.input.value = store.many ? '' : store.label();
  box.status.textContent = one.label;
  close(box);
}

function close(box) {
  clearTimeout(box.timer); // what was chosen before the list came must not open it again
  box.turn++;
  box.popup.hidden = true;
  Object.assign(box, { at: -1, isStale: false, keys: [] });
  box.input.setAttribute('aria-expanded', 'false');
  box.input.removeAttribute('aria-activedescendant');
}

/**
 * Leaving the field: empty clears, a single exact match is taken, a free code is kept, anything else goes back to the
 * last choice.
 */
async function settle(box, store) {
  const typed = box.input.value.trim();
  close(box);
  if (typed === (store.many ? '' : store.label())) return;
  if (typed === '') return store.clear();
  const exact = await store.exact(typed, box.found);
  if (exact.length === 1) store.pick(exact[0]);
  else store.keep(typed);
  if (store.many) showPicked(box, store);
  box.input.value = store.many ? '' : store.label();
}

function showPicked(box, store) {
  box.picked.replaceChildren(
    ...store.chosen().map(one => {
      const button = element(
        'button',
        { type: 'button', className: 'chip' },
        { 'aria-label': fill(texts.textRemove, { label: one.label }) },
      );
      button.append(
        element('span', { textContent: one.label }),
        element('span', { textContent: '×' }, { 'aria-hidden': 'true' }),
      );
      button.addEventListener('click', () => {
        store.drop(one);
        showPicked(box, store);
        box.input.focus();
      });
      return button;
    }),
  );
}

function fill(text = '', values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
