// Work that goes on at the server. An element with data-poll-url asks for
//   { done: boolean, value: 0 to 100, texts: { <key>: string }, bars: { <key>: { x, width } } }   (bars in units of
// the viewBox, 1000 wide)
// and sets [data-poll-text], [data-poll-bar] and [data-poll-value] anywhere in the page. When done, the page is
// loaded again.

for (const box of document.querySelectorAll('[data-poll-url]')) follow(box);

async function follow(box) {
  const pace = Number(box.dataset.pollEvery) || 1000;
  let wait = pace;
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, wait));
    if (document.hidden) continue;
    const state = await ask(box.dataset.pollUrl);
    wait = state ? pace : Math.min(wait * 2, 30_000);
    if (state === 'gone') return;
    if (state === 'signed out' || state?.done) return location.reload();
    if (state) show(state);
  }
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

function show({ value, texts = {}, bars = {} }) {
  for (const [key, text] of Object.entries(texts))
    each('text', key, part => {
      part.textContent = text;
    });
  for (const [key, bar] of Object.entries(bars)) {
    each('bar', key, part => {
      part.setAttribute('x', String(bar.x));
      part.setAttribute('width', String(bar.width));
    });
  }
  if (value !== undefined) document.querySelector('[data-poll-value]')?.setAttribute('aria-valuenow', String(value));
}

function each(kind, key, change) {
  for (const part of document.querySelectorAll(`[data-poll-${kind}="${CSS.escape(key)}"]`)) change(part);
}
