// New mail on an open page, without reloading. Comfort only: a reload shows the same. An element with data-live and an id is
// brought up to date; data-stream holds the operation the page is of, or nothing on pages of all.
const source = new EventSource('/cencomm/stream');
const page = document.querySelector('[data-stream]');
const say = document.createElement('p');
say.className = 'visually-hidden';
say.setAttribute('role', 'status');
page.after(say);

/** The server ends an idle session; a page that refreshes itself must not keep one alive for a person who has left. */
const idle = 20 * 60_000;
let active = Date.now();
for (const act of ['pointerdown', 'keydown', 'scroll']) addEventListener(act, () => { active = Date.now(); }, { passive: true });

/** What is sent from here brings a page of its own, often with the news it caused itself: a reload would come before that page. */
let isSending = false;
addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  isSending = true;
  // A download leaves the page where it is.
  setTimeout(() => { isSending = false; }, 15_000);
});

const isHere = ({ data }) => page.dataset.stream === '' || JSON.parse(data).operation === page.dataset.stream;

source.addEventListener('mail', (event) => { if (isHere(event)) refresh(); });
source.addEventListener('look', () => refresh());
// Who is in the operation changed, perhaps the reader: the page is asked for anew, and is what they may see now.
source.addEventListener('members', (event) => { if (isHere(event) && !isWriting() && !isSending) location.reload(); });
addEventListener('pagehide', () => source.close());
addEventListener('pageshow', ({ persisted }) => { if (persisted) location.reload(); });

let running = false;
let again = false;
async function refresh() {
  if (Date.now() - active > idle) return;
  if (running) { again = true; return; }
  running = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (answer.ok && !answer.redirected) put(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } finally {
    running = false;
    if (again) { again = false; refresh(); }
  }
}

/** Puts in what is new, but never under the hands of somebody who is choosing or writing there. */
function put(fresh) {
  let isNew = false;
  for (const part of document.querySelectorAll('[data-live][id]')) {
    const now = fresh.getElementById(part.id);
    const busy = part.contains(document.activeElement) || part.querySelector('input:checked, details[open]');
    if (!now || busy || now.isEqualNode(part)) continue;
    part.replaceChildren(...document.importNode(now, true).childNodes);
    isNew = true;
  }
  const count = fresh.querySelector('.sections-tabs');
  if (count) document.querySelector('.sections-tabs')?.replaceChildren(...document.importNode(count, true).childNodes);
  if (isNew) say.textContent = page.dataset.textNew;
}

function isWriting() {
  return [...document.querySelectorAll('textarea, [data-editor]')].some((one) => one.offsetParent !== null);
}
