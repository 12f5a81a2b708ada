// Comfort of the form of a message: the draft saves itself. Without it the button does.
import { saveItself } from './autosave.js';

const form = document.querySelector('[data-mail-draft]');

// Files go with the next button that is pressed.
saveItself(form, save, ({ type }) => type !== 'file');

async function save({ say, stop }) {
  const body = new FormData(form);
  body.delete('file');
  body.set('then', 'auto');
  const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
  if (answer.status === 409) return stop((await answer.json()).isSent ? form.dataset.textSent : form.dataset.textOther);
  if (answer.status === 401) return say(form.dataset.textSignedOut);
  if (!answer.ok || answer.redirected) return say(form.dataset.textFailed);
  const { savedAt, action, version } = await answer.json();
  form.elements.version.value = version;
  if (location.pathname !== action) history.replaceState(null, '', action);
  say(form.dataset.textSaved.replace('{time}', savedAt));
}
