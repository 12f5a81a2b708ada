// Images one after the other, each with its progress. A line that breaks costs the file it broke in: what came before
// is kept at the server,
// and a file sent again under the same key is known there. Without this script the form sends all of them in one piece.

import { pixelsOf } from './picture-size.js';

// One at a time: they stand in the order they were chosen in, and a narrow line is no quicker with two.
const atOnce = 1;

for (const form of document.querySelectorAll('[data-upload-each]')) watch(form);
for (const part of document.querySelectorAll('[data-reload-every]')) reload(part);

function watch(form) {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('[data-uploads]');
  const waiting = [];
  let running = 0;
  let came = 0;

  const start = files => {
    for (const file of files) {
      const row = rowFor(file, form.dataset.textWaits);
      list.append(row.item);
      waiting.push({ file, row });
    }
    list.hidden = list.childElementCount === 0;
    input.value = '';
    go();
  };
  const go = () => {
    while (running < atOnce && waiting.length > 0) {
      const next = waiting.shift();
      running += 1;
      one(form, next).then(done => {
        running -= 1;
        if (done) came += 1;
        else
          offerAgain(form, next, () => {
            waiting.push(next);
            go();
          });
        if (running === 0 && waiting.length === 0 && came > 0) finish(form, list);
        go();
      });
    }
  };
  form.addEventListener('submit', event => {
    event.preventDefault();
    start([...input.files]);
  });
  input.addEventListener('change', () => start([...input.files]));
}

function rowFor(file, text) {
  const item = document.createElement('li');
  const name = Object.assign(document.createElement('span'), { textContent: file.name });
  const bar = Object.assign(document.createElement('progress'), { max: 100, value: 0 });
  bar.setAttribute('aria-label', file.name);
  const state = Object.assign(document.createElement('span'), { textContent: text });
  item.append(name, bar, state);
  return { item, bar, state };
}

/** Sends one file. Answers whether it came; a refused one is as good as come: sending it again changes nothing. */
async function one(form, { file, row }) {
  const texts = form.dataset;
  const say = (text, look = '') => {
    row.state.textContent = text;
    row.state.className = look;
  };
  const key = await keyOf(file);
  if (texts.known.split(' ').includes(key)) {
    row.bar.value = 100;
    say(texts.textSame, 'is-good');
    return true;
  }
  if (file.size > Number(texts.largest)) {
    say(texts.textToolarge, 'is-bad');
    return true;
  }
  const { pixels, textPixels } = form.querySelector('input[type=file]').dataset;
  if ((await pixelsOf(file)) > Number(pixels)) {
    say(textPixels, 'is-bad');
    return true;
  }
  say(texts.textSending);
  const answer = await send(form, file, key, part => {
    row.bar.value = part;
  });
  if (answer === undefined || answer === 'away') {
    say(answer ? texts.textAway : texts.textBroken, 'is-bad');
    return false;
  }
  row.bar.value = 100;
  if (answer === 'signed out') say(texts.textSignedout, 'is-bad');
  else if (answer.state === 'refused') say(answer.text, 'is-bad');
  else say(answer.state === 'same' ? texts.textSame : texts.textTaken, 'is-good');
  return answer !== 'signed out';
}

function send(form, file, key, progress) {
  const data = new FormData();
  data.append('_csrf', form.elements._csrf.value);
  data.append('key', key);
  data.append('file', file, file.name);
  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(Math.round((loaded / total) * 100)));
    request.addEventListener('load', () => {
      if (request.response?.state) resolve(request.response);
      else if (request.status === 503) resolve('away');
      else resolve(request.status === 401 || request.status === 403 ? 'signed out' : undefined);
    });
    for (const name of ['error', 'abort', 'timeout']) request.addEventListener(name, () => resolve(undefined));
    request.send(data);
  });
}

/** The same file has the same key, also after the page was opened again. */
async function keyOf(file) {
  const text = new TextEncoder().encode(`${file.name}|${file.size}|${file.lastModified}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return [...digest.slice(0, 16)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function offerAgain(form, { row }, again) {
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'button',
    textContent: form.dataset.textAgain,
  });
  button.addEventListener('click', () => {
    button.remove();
    again();
  });
  row.item.append(button);
}

/** With everything in, the page shows it; where something was refused its words stay to be read. */
function finish(form, list) {
  if (!list.querySelector('.is-bad')) return location.assign(form.action);
  if (list.querySelector('.is-good')) document.querySelector('[data-none]')?.remove();
  if (list.querySelector('[data-show]')) return;
  const link = Object.assign(document.createElement('a'), {
    href: form.action,
    className: 'button',
    textContent: form.dataset.textRefresh,
  });
  link.dataset.show = '';
  const item = document.createElement('li');
  item.append(link);
  list.append(item);
}

/** Looks whether the images are checked by now, unless somebody is at work in the page. */
function reload(part) {
  let touched = false;
  addEventListener('input', () => {
    touched = true;
  });
  setInterval(() => {
    const busy = document.querySelector('[data-uploads]:not([hidden])');
    if (!touched && !busy && !document.hidden) location.assign(location.pathname);
  }, Number(part.dataset.reloadEvery));
}
