// Comfort only: every page works without this file. The larger parts come only where a page has use for them.
if (document.querySelector('[data-combobox]')) import('./combobox.js');
if (document.querySelector('[data-poll-url]')) import('./progress.js');
if (document.querySelector('[data-passkey]')) import('./passkey.js');
if (document.querySelector('[data-acknowledge]')) import('./acknowledge.js');
if (document.querySelector('[data-editor]')) import('./editor.js');
if (document.querySelector('[data-preview]')) import('./preview.js');
if (document.querySelector('[data-mail-draft]')) import('./mail-draft.js');
if (document.querySelector('[data-upload-each], [data-reload-every]')) import('./cpdb-upload.js');
if (document.querySelector('[data-pieces], [data-upload]')) import('./cencomm-upload.js');
if (document.querySelector('[data-pixels]')) import('./picture-size.js');
if (document.querySelector('[data-draw]')) import('./cpdb-draw.js');
if (document.querySelector('[data-viewer]')) import('./viewer.js');
if (document.querySelector('[data-stream]')) import('./cencomm-live.js');
if (document.querySelector('[data-later]')) import('./cpdb-later.js');
if (document.querySelector('[data-training], [data-left]')) import('./cpdb-training.js');
if (document.querySelector('[data-one-page]')) import('./entry-page.js');
if (document.querySelector('[data-desk]')) import('./desk.js');
// What a proof or a sign-in came between goes on with the row it was about: see row-kept.js.
const carriers = location.hash.startsWith('#at=') ? document.querySelectorAll('form[data-carries-row]') : [];
for (const form of carriers)
  form.setAttribute('action', `${form.getAttribute('action').split('#')[0]}${location.hash}`);
const hasRows = location.hash.startsWith('#at=') || document.querySelector('main :is(li, tr) :is(form, [form])');
if (hasRows && carriers.length === 0) import('./row-kept.js');

/** Copies what a button names. */
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector('span').textContent = button.dataset.textCopied;
  });
}

/** "/" goes to the search of the bar, unless the person is writing. */
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') closeMenus(undefined);
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const search = document.querySelector('[data-slash]');
  if (!search || search.offsetParent === null) return;
  event.preventDefault();
  search.focus();
  search.select();
});

function isWriting(target) {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}

/** Menus close on Escape (the focus goes back to their button) and when something else is clicked. */
function closeMenus(except) {
  for (const menu of document.querySelectorAll('details[data-closes][open]')) {
    if (menu.contains(except ?? null)) continue;
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus();
    menu.open = false;
  }
}
document.addEventListener('click', event => closeMenus(event.target));

/** Wide screens keep the filters open; browsers that can do it by style alone need no help. */
if (!CSS.supports('selector(::details-content)')) {
  const wide = matchMedia('(min-width: 1100px)');
  const hold = () => {
    for (const panel of document.querySelectorAll('details.filters')) {
      panel.open = wide.matches;
      panel.classList.toggle('is-held-open', wide.matches);
    }
  };
  wide.addEventListener('change', hold);
  hold();
}

/** On a phone the tabs of a page are wider than it: the one that is open is moved into sight. */
const tab = document.querySelector('.sections-tabs [aria-current]');
if (tab) {
  const strip = tab.closest('.sections-tabs');
  strip.scrollLeft += Math.max(0, tab.getBoundingClientRect().right - strip.getBoundingClientRect().right + 12);
}

/** Show and hide of a password; it is hidden again before it is sent, so that browsers do not keep it as text. */
for (const input of document.querySelectorAll('[data-password]')) {
  const { textShow, textHide } = document.body.dataset;
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: textShow });
  button.setAttribute('aria-controls', input.id);
  const set = shown => {
    input.type = shown ? 'text' : 'password';
    button.textContent = shown ? textHide : textShow;
  };
  button.addEventListener('click', () => set(input.type === 'password'));
  input.form?.addEventListener('submit', () => set(false));
  input.after(button);
}

/**
 * Forms marked data-unsaved ask before the page is left with something typed; "already" where the page came with it.
 */
const changed = new Set();
for (const form of document.querySelectorAll('form[data-unsaved]')) {
  if (form.dataset.unsaved === 'already') changed.add(form);
  form.addEventListener('input', () => changed.add(form));
  form.addEventListener('submit', () => changed.delete(form));
}
addEventListener('beforeunload', event => {
  if (changed.size > 0) event.preventDefault();
});

/**
 * One press sends once: a second is stopped until the page is shown again, or 10 s without an answer. Forms that answer
 * with a file are marked data-repeatable.
 */
const sent = new WeakSet();
document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post' || form.matches('[data-repeatable]')) return;
  if (sent.has(form)) return event.preventDefault();
  sent.add(form);
  event.submitter?.setAttribute('aria-disabled', 'true');
  setTimeout(() => release(form), 10_000);
});
addEventListener('pageshow', event => {
  if (event.persisted) for (const form of document.forms) release(form);
});

function release(form) {
  sent.delete(form);
  for (const button of form.elements) if (button.type === 'submit') button.removeAttribute('aria-disabled');
}

/** A form that only waited for a proof goes on by itself; its button is there for those without script. */
for (const form of document.querySelectorAll('form[data-sends-itself]')) form.requestSubmit();

/** The drop area shows that it will take the file. The input inside takes it by itself. */
for (const area of document.querySelectorAll('[data-file-drop]')) {
  for (const name of ['dragenter', 'dragover']) area.addEventListener(name, () => area.classList.add('is-over'));
  for (const name of ['dragleave', 'drop']) area.addEventListener(name, () => area.classList.remove('is-over'));
}

/** A page is printed by the button marked data-print, which is shown only where this script can do it. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

/** A button marked data-tick-all ticks every box of that name in its form; without script each is ticked by hand. */
for (const button of document.querySelectorAll('[data-tick-all]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    for (const box of button.form.querySelectorAll(`input[type=checkbox][name="${button.dataset.tickAll}"]`))
      box.checked = true;
  });
}
