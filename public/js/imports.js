// How many rows go in, while columns and words are answered: a form with data-strip says which element shows it, and
// with data-rail which one shows the column or word in hand. The server counts, for the form as it stands, and keeps
// nothing. Without it the button that saves the answers does.
for (const form of document.querySelectorAll('form[data-strip]')) follow(form);

function follow(form) {
  const shown = {
    strip: document.getElementById(form.dataset.strip),
    rail: document.getElementById(form.dataset.rail),
  };
  const { rail } = shown;
  let waiting;
  let asked;
  for (const kind of ['change', 'input']) form.addEventListener(kind, () => soon(250));
  if (!rail) return;

  // The column or word that somebody works on is the one beside it.
  form.addEventListener('focusin', ({ target }) => {
    const part = target.closest('[data-column], [data-word]');
    if (part && take(part)) soon(120);
  });
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-row], [data-column] th a, a[data-see]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.row) rail.dataset.row = link.dataset.row;
    else take(link.closest('[data-column], [data-word]'));
    void count(link);
  });

  /** Whether another one is in hand now. */
  function take({ dataset }) {
    const { column = '', word = '' } = dataset;
    const isOther = (rail.dataset.column ?? '') !== column || (rail.dataset.word ?? '') !== word;
    if (column !== '') rail.dataset.column = column;
    if (word !== '') rail.dataset.word = word;
    return isOther;
  }

  function soon(wait) {
    clearTimeout(waiting);
    waiting = setTimeout(count, wait);
  }

  /** Only the last answer asked for is shown. `link`: what was pressed for it, which leads there. */
  async function count(link) {
    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    body.set('action', 'strip');
    for (const name of ['column', 'row', 'word']) if (rail?.dataset[name]) body.set(name, rail.dataset[name]);
    try {
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, signal: asked.signal });
      if (!answer.ok || answer.redirected) return;
      show(await answer.text(), link);
    } catch {
      // Broken off, or out of reach: the figures stay as they were.
    }
  }

  /** What had the focus in the rail has it again in the new one. */
  function show(text, link) {
    const held = rail?.contains(document.activeElement) ? document.activeElement : link;
    const isTurn = held?.matches?.('a[data-row]') === true;
    const isBefore = isTurn && held.matches(':first-child') && held.nextElementSibling !== null;
    for (const part of new DOMParser().parseFromString(text, 'text/html').querySelectorAll('[data-live]'))
      shown[part.dataset.live]?.replaceChildren(...part.childNodes);
    if (isTurn) [...rail.querySelectorAll('a[data-row]')].at(isBefore ? 0 : -1)?.focus();
    else if (link && !isInView(rail)) rail.scrollIntoView();
  }
}

function isInView(part) {
  const { top, bottom } = part.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}
