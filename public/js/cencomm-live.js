// New mail on an open page, without reloading. Comfort only: a reload shows the same. An element with data-live and
// an id is
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
for (const act of ['pointerdown', 'keydown', 'scroll'])
  addEventListener(
    act,
    () => {
      active = Date.now();
    },
    { passive: true },
  );

/**
 * What is sent from here brings a page of its own, often with the news it caused itself: a reload would come before
 * that page.
 */
let isSending = false;
addEventListener('submit', event => {
  if (event.defaultPrevented) return;
  isSending = true;
  // A download leaves the page where it is.
  setTimeout(() => {
    isSending = false;
  }, 15_000);
});

const isHere = ({ data }) => page.dataset.stream === '' || JSON.parse(data).operation === page.dataset.stream;

source.addEventListener('mail', event => {
  if (isHere(event)) refresh();
});
source.addEventListener('look', () => refresh());
// Who is in the operation changed, perhaps the reader: its page is asked for anew, and is what they may see now.
source.addEventListener('members', event => {
  if (page.dataset.stream === '') refresh();
  else if (isHere(event) && !isWriting() && !isSending) location.reload();
});
addEventListener('pagehide', () => source.close());
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

let running = false;
let again = false;
async function refresh() {
  if (Date.now() - active > idle) return;
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (answer.ok && !answer.redirected) put(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } finally {
    running = false;
    if (again) {
      again = false;
      refresh();
    }
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

/** Dots of members, once a minute: nothing else of the page moves, and nothing is said. */
if (page.dataset.stream !== '' && document.querySelector('[data-presence]')) setInterval(lookWhoIsThere, 60_000);

async function lookWhoIsThere() {
  if (document.hidden || Date.now() - active > idle) return;
  const answer = await fetch(`/cencomm/operations/${page.dataset.stream}/presence`, {
    headers: { Accept: 'application/json' },
  }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const { online, words } = await answer.json();
  for (const dot of document.querySelectorAll('[data-presence]')) {
    const isOn = online.includes(Number(dot.dataset.presence));
    dot.classList.toggle('is-on', isOn);
    dot.firstElementChild.textContent = isOn ? words.on : words.away;
  }
  for (const count of document.querySelectorAll('[data-presence-count], .section-head .note')) {
    const part = count.closest('section') ?? document;
    if (part.querySelector('[data-presence]'))
      count.textContent = count.textContent.replace(/\d+/, part.querySelectorAll('[data-presence].is-on').length);
  }
}

function isWriting() {
  return [...document.querySelectorAll('textarea, [data-editor]')].some(one => one.offsetParent !== null);
}
