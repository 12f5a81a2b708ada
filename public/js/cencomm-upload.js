// Files sent in pieces, each known at the server when it came: a line that breaks costs the piece it broke in, and a
// page that was opened
// anew goes on where the last one stopped when the same file is chosen. Without this script the form sends small
// files in one.

const form = document.querySelector('[data-pieces]');
const begun = [...document.querySelectorAll('[data-upload]')];
/** Milliseconds between tries after a broken line; then a button waits for the person. */
const pauses = [1000, 2000, 4000, 8000, 15000, 30000];
const look = 1000;
let running = 0;
let refused = 0;

const sleep = time =>
  new Promise(resolve => {
    setTimeout(resolve, time);
  });

if (form) watch();
const waiting = begun.filter(({ dataset }) => dataset.state === 'checking');
if (waiting.length > 0) await Promise.all(waiting.map(({ dataset }) => ended(dataset.upload))).then(finish);

function watch() {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('[data-coming]');
  const queue = [];
  let place = 0;
  const next = async () => {
    if (running > 0) return;
    for (let one = queue.shift(); one; one = queue.shift()) {
      running = 1;
      await send(one);
      running = 0;
    }
    finish();
  };
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (input.files.length === 0) return input.focus();
    for (const file of input.files) {
      const row = rowFor(file);
      list.append(row.item);
      queue.push({
        file,
        row,
        place,
        again: () => {
          queue.push({ file, row, place: row.place, again: row.again });
          next();
        },
      });
      row.place = place;
      row.again = queue.at(-1).again;
      place += 1;
    }
    list.hidden = false;
    input.value = '';
    next();
  });
}

function rowFor(file) {
  const item = document.createElement('li');
  const name = Object.assign(document.createElement('b'), { textContent: file.name });
  const bar = Object.assign(document.createElement('progress'), { max: file.size || 1, value: 0 });
  bar.setAttribute('aria-label', file.name);
  const state = Object.assign(document.createElement('span'), { textContent: form.dataset.textWaits });
  item.append(name, bar, state);
  const say = (text, tone = '') => {
    state.textContent = text;
    state.className = tone;
  };
  return { item, bar, say };
}

/** A file from where it is to its end. What cannot be helped by trying again is said. */
async function send({ file, row, place, again }) {
  const texts = form.dataset;
  if (file.size > Number(texts.largest)) return fail(row, texts.textToolarge);
  try {
    const found = await placeFor(file, place);
    let upload = found.upload;
    let number = upload.pieces;
    // Begun on another page: the last piece goes again, so that another file of the same name and size is not put
    // behind it.
    if (found.isOld && upload.state === 'coming' && number > 0) number -= 1;
    row.say(number > 0 ? texts.textResuming : texts.textSending);
    row.tries = 0;
    while (upload.state === 'coming') {
      upload = await piece(upload, number, file, row);
      number = upload.pieces;
      row.bar.value = upload.received;
      row.say(texts.textSending);
    }
    row.bar.value = file.size;
    row.say(texts.textChecking);
    upload = upload.state === 'checking' ? await ended(`${texts.pieces}/${upload.id}`) : upload;
    if (upload.state === 'refused') fail(row, upload.problem);
    else row.say(texts.textTaken, 'is-good');
  } catch (error) {
    fail(row, error instanceof Told ? error.message : texts.textFailed);
    if (!(error instanceof Told)) offerAgain(row, again);
  }
}

class Told extends Error {}

function fail(row, text) {
  refused += 1;
  row.say(text, 'is-bad');
}

function offerAgain(row, again) {
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'button',
    textContent: form.dataset.textAgain,
  });
  button.addEventListener('click', () => {
    button.remove();
    refused -= 1;
    again();
  });
  row.item.append(button);
}

/** Where the file is to go: the upload begun before of the same name and size, or a new one. */
async function placeFor(file, place) {
  const old = begun.find(
    ({ dataset }) => dataset.state === 'coming' && dataset.name === file.name && Number(dataset.size) === file.size,
  );
  if (old) {
    const upload = await ask(old.dataset.upload);
    if (upload.state === 'coming') return { upload, isOld: true };
  }
  const body = new URLSearchParams({
    _csrf: form.elements._csrf.value,
    clientUuid: form.elements.clientUuid.value,
    place: String(place),
    name: file.name,
    size: String(file.size),
    folder: form.dataset.folder,
    file: form.dataset.versionOf,
    note: form.elements.note.value,
  });
  return { upload: await ask(form.dataset.pieces, { method: 'POST', body }), isOld: false };
}

/** Sends one piece; after a broken line it first asks what came of it. */
async function piece({ id }, number, file, row) {
  const size = Number(form.dataset.piece);
  const url = `${form.dataset.pieces}/${id}`;
  const body = new FormData();
  body.append('_csrf', form.elements._csrf.value);
  body.append('piece', file.slice(number * size, (number + 1) * size), 'piece');
  try {
    const upload = await once(`${url}/pieces/${number}`, { method: 'POST', body });
    row.tries = 0;
    return upload;
  } catch (error) {
    if (error instanceof Told || row.tries === pauses.length) throw error;
    row.say(form.dataset.textLine, 'is-bad');
    await sleep(pauses[row.tries]);
    row.tries += 1;
    return ask(url);
  }
}

/** Asks until it is answered. */
async function ask(url, options) {
  for (const pause of pauses) {
    try {
      return await once(url, options);
    } catch (error) {
      if (error instanceof Told) throw error;
      await sleep(pause);
    }
  }
  return once(url, options);
}

/** Rejects with Told for an answer that stays the same however often it is asked for. */
async function once(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { Accept: 'application/json' } });
  if (answer.status === 401 || answer.status === 403 || answer.status === 404)
    throw new Told(form?.dataset.textSignedout ?? '');
  if (answer.status !== 200 && answer.status !== 409 && answer.status !== 422) throw new Error(String(answer.status));
  const told = await answer.json();
  if (told.problem && told.state !== 'refused') throw new Told(told.problem);
  return told;
}

/** An upload once it is checked. */
async function ended(url) {
  for (;;) {
    const upload = await ask(url);
    if (upload.state !== 'checking') return upload;
    await sleep(look);
  }
}

/**
 * With everything in, the page shows it; where something was refused its words stay to be read, and what is being
 * written is not lost.
 */
function finish() {
  if (running > 0 || refused > 0) return;
  const fields = [...document.querySelectorAll('main input[type=text], main textarea')].filter(
    field => field.form !== form || !form?.querySelector('[data-coming] li'),
  );
  if (fields.some(({ value, defaultValue }) => value !== defaultValue)) return;
  location.replace(location.pathname);
}
