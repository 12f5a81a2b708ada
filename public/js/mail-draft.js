// Comfort of the form of a message: the draft saves itself. Without it the button does.
const form = document.querySelector('[data-mail-draft]');
const status = form.querySelector('[data-saved]');
const pause = 3000;
let timer;
let isGoing = false;
let isStopped = false;

form.addEventListener('input', (event) => {
  clearTimeout(timer);
  // Files go with the next button that is pressed.
  if (!isStopped && event.target.type !== 'file') timer = setTimeout(save, pause);
});
form.addEventListener('submit', () => {
  isStopped = true;
  clearTimeout(timer);
});

async function save() {
  if (isGoing) { timer = setTimeout(save, pause); return; }
  isGoing = true;
  try {
    const body = new FormData(form);
    body.delete('file');
    body.set('then', 'auto');
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
    if (answer.status === 409) {
      isStopped = true;
      return say(form.dataset.textSent);
    }
    if (answer.status === 401) return say(form.dataset.textSignedOut);
    if (!answer.ok || answer.redirected) return say(form.dataset.textFailed);
    const { savedAt, action } = await answer.json();
    if (location.pathname !== action) history.replaceState(null, '', action);
    say(form.dataset.textSaved.replace('{time}', savedAt));
  } catch {
    say(form.dataset.textFailed);
  } finally {
    isGoing = false;
  }
}

function say(text) {
  status.textContent = text;
}
