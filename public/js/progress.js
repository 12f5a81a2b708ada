// Work that goes on at the server. An element with data-poll-url asks for
//   { done: boolean, value: 0 to 100, texts: { <key>: string }, bars: { <key>: { x, width } } }   (bars in units of
// the viewBox, 1000 wide)
// and sets [data-poll-text], [data-poll-bar] and [data-poll-value] in it, or anywhere in the page where it has none.
// When done, the page is loaded again, unless somebody has typed into it.

for (const box of document.querySelectorAll('[data-poll-url]')) follow(box);

async function follow(box) {
  const pace = Number(box.dataset.pollEvery) || 1000;
  let wait = pace;
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, wait));
    if (document.hidden) continue;
    const state = await ask(box.dataset.pollUrl);
    wait = state ? pace : Math.min(wait * 2, 30_000);
    if (state && isOver(box, state)) return;
  }
}

/** Shows a state and answers whether it is the last one. */
function isOver(box, state) {
  if (state === 'gone') return true;
  const isSignedOut = state === 'signed out';
  if (!isSignedOut) show(box, state);
  if (isSignedOut || (state.done && !isTypedInto())) location.reload();
  return isSignedOut || state.done;
}

/** The state; undefined when it did not come (asked again later); 'signed out' or 'gone' when it will not come. */
async function ask(url) {
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    if (answer.status === 401) return 'signed out';
    if (answer.status > 401 && answer.status < 500 && answer.status !== 429) return 'gone';
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

function isTypedInto() {
  return [...document.querySelectorAll('textarea, input:not([type="hidden"])')].some(
    field => field.value !== field.defaultValue,
  );
}

function show(box, { value, texts = {}, bars = {} }) {
  for (const [key, text] of Object.entries(texts))
    each(box, `text="${CSS.escape(key)}"`, part => {
      part.textContent = text;
    });
  for (const [key, bar] of Object.entries(bars)) {
    each(box, `bar="${CSS.escape(key)}"`, part => {
      part.setAttribute('x', String(bar.x));
      part.setAttribute('width', String(bar.width));
    });
  }
  if (value !== undefined) each(box, 'value', part => part.setAttribute('aria-valuenow', String(value)));
}

/** Those of the box itself: a page may follow several works. */
function each(box, what, change) {
  const own = box.querySelectorAll(`[data-poll-${what}]`);
  for (const part of own.length > 0 ? own : document.querySelectorAll(`[data-poll-${what}]`)) change(part);
}
