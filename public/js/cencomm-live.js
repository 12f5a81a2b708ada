// New mail on an open page, without reloading. Comfort only: a reload shows the same. An element with data-live and
// an id is
// brought up to date; data-stream holds the operation the page is of, or nothing on pages of all.
import { hearNews } from './cencomm-stream.js';

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

/** Unread messages stand before the title, so that a tab behind others shows them. */
const title = document.title;
let unread = Number(page.dataset.unread);
function showUnread() {
  document.title = unread > 0 ? `(${unread}) ${title}` : title;
}
showUnread();

/**
 * An urgent message of any operation calls out, where the officer allowed it; it never says what it is about. Several
 * open pages are one call, by its tag.
 */
function callOut() {
  say.setAttribute('role', 'alert');
  say.textContent = page.dataset.textUrgent;
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const call = new Notification(page.dataset.textUrgent, { tag: 'cencomm-urgent', requireInteraction: true });
  call.addEventListener('click', () => {
    window.focus();
    location.assign('/cencomm/inbox?only=priority');
  });
}

/** The browser asks once, and only after a press. */
const ask = document.querySelector('[data-ask-notifications]');
const isOn = document.querySelector('[data-notifications-on]');
function showAsking() {
  if (!ask || !('Notification' in globalThis)) return;
  ask.hidden = Notification.permission !== 'default';
  isOn.hidden = Notification.permission !== 'granted';
}
ask?.addEventListener('click', async () => {
  await Notification.requestPermission();
  showAsking();
});
showAsking();

const isHere = ({ operation }) => page.dataset.stream === '' || operation === page.dataset.stream;

function hearMail(news) {
  unread += 1;
  showUnread();
  if (news.urgent) callOut();
  if (!isHere(news)) return;
  if (news.line) putLine(news.line);
  else refresh();
}
/** Who is in the operation changed, perhaps the reader: its page is asked for anew, and is what they may see now. */
function hearMembers(news) {
  if (page.dataset.stream === '') refresh();
  else if (isHere(news) && !isWriting() && !isSending) location.reload();
}
/** After a break of the connection, the server's or a page's, every page asks anew; not all in the same moment. */
const refreshSoon = () => setTimeout(refresh, Math.random() * 20_000);
hearNews((event, data) => {
  if (event === 'mail') hearMail(JSON.parse(data));
  else if (event === 'members') hearMembers(JSON.parse(data));
  else if (event === 'look') refreshSoon();
  else page.dataset.isLive = 'true';
});

/**
 * Puts the line of a new message at the head of the inbox, in place of the line of its thread, and counts it: nothing
 * is asked of the server. Other lists stay as they are, and a page that shows more of a form than its line asks anew.
 */
function putLine(line) {
  count(line);
  const list = document.querySelector('[data-live-inbox]');
  if (!list) {
    if (line.kind !== 'plain' && document.querySelector('[data-live][id]:not(#operation-figures)'))
      setTimeout(refresh, Math.random() * 5000);
    return;
  }
  const part = list.closest('[data-live]');
  const busy = part.contains(document.activeElement) || part.querySelector('input:checked, details[open]');
  if (busy || list.querySelector(`[data-message="${line.id}"]`)) return;
  const lines = list.querySelector('.mail-lines');
  const known = lines.querySelector(`[data-thread="${line.thread}"]`);
  const item = document.getElementById('mail-line').content.firstElementChild.cloneNode(true);
  fill(item, line, Number(known?.querySelector('.count')?.textContent ?? (known ? 1 : 0)) + 1);
  if (known) keepMarks(known, item);
  known?.remove();
  lines.prepend(item);
  list.querySelector('[data-live-empty]')?.remove();
  list.querySelector('[data-live-filled]').hidden = false;
  say.textContent = page.dataset.textNew;
}

/** Flag and labels are its reader's, of the whole thread, and not in the news. */
function keepMarks(known, item) {
  const flag = known.querySelector('.is-flag');
  if (flag) item.querySelector('time').before(flag);
  const labels = known.querySelectorAll('.mail-line-foot .tag');
  if (labels.length === 0) return;
  const foot = item.querySelector('.mail-line-foot') ?? document.createElement('span');
  foot.className = 'mail-line-foot';
  foot.append(...labels);
  item.querySelector('a').append(foot);
}

function fill(item, line, messages) {
  const set = (selector, text) => {
    item.querySelector(selector).textContent = text;
  };
  item.dataset.thread = line.thread;
  item.dataset.message = line.id;
  item.querySelector('a').href = line.href;
  const tick = item.querySelector('input');
  if (tick) tick.value = line.id;
  const tag = item.querySelector('.tag');
  tag.className = line.tag.tone ? `tag is-${line.tag.tone}` : 'tag';
  tag.textContent = line.tag.label;
  set('.mail-who', line.who);
  if (page.dataset.stream === '') set('.mail-operation', line.operation);
  else item.querySelector('.mail-operation').remove();
  if (!line.urgent) item.querySelector('.is-urgent').remove();
  if (!line.files) item.querySelector('.has-files').remove();
  const time = item.querySelector('time');
  time.dateTime = line.iso;
  time.textContent = line.time;
  set('.mail-subject-text', line.subject);
  if (messages > 1) set('.count', messages);
  else item.querySelector('.count').remove();
  set('.mail-start', line.start);
  if (line.answerBy) set('.mail-due-text', line.answerBy);
  else item.querySelector('.mail-line-foot').remove();
}

/** Counts of folders and of the tab that count this message go up by one. */
function count({ kind, href }) {
  const mail = href.replace(/\/[^/]*$/, '');
  for (const at of [mail, '/cencomm/inbox', `${mail}?kind=${kind}`])
    for (const link of document.querySelectorAll(`#mail-side a[href="${at}"], .sections-tabs a[href="${at}"]`)) {
      const shown = link.querySelector('b, .count');
      const now = Number(shown?.textContent.trim() ?? 0);
      if (shown && Number.isInteger(now)) shown.textContent = now + 1;
      else if (!shown && link.closest('#mail-side'))
        link.append(Object.assign(document.createElement('b'), { textContent: 1 }));
    }
}

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
  unread = Number(fresh.querySelector('[data-stream]')?.dataset.unread ?? unread);
  showUnread();
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
