// Comfort of the form of a document: it saves itself. Without it the button does.
import { saveItself } from './autosave.js';

const form = document.querySelector('[data-editor]');

saveItself(form, save);

/** Saves what is typed; what somebody else saved meanwhile is left for the button, which shows both. */
async function save({ say, stop }) {
  const body = new URLSearchParams(new FormData(form));
  body.set('then', 'auto');
  const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
  if (answer.status === 409) return stop(form.dataset.textMeanwhile.replace('{login}', (await answer.json()).savedBy));
  if (!answer.ok || answer.redirected) return say(form.dataset.textFailed);
  const { edition, action, similar } = await answer.json();
  showSimilar(similar);
  form.elements.edition.value = edition;
  if (form.getAttribute('action') !== action) {
    form.action = action;
    form.elements.clientUuid?.remove();
    history.replaceState(null, '', action);
  }
  say(form.dataset.textSaved.replace('{time}', new Date().toISOString().slice(11, 16)));
}

/** Alerts like the draft: what the server found, as texts and links. */
function showSimilar(similar) {
  const panel = document.querySelector('[data-similar]');
  if (!panel) return;
  panel.hidden = similar.length === 0;
  panel.querySelector('ul').replaceChildren(
    ...similar.map(({ ref, href, title, why }) => {
      const text = Object.assign(document.createElement('div'), { className: 'rows-text' });
      text.append(
        Object.assign(document.createElement('a'), { href, textContent: title }),
        Object.assign(document.createElement('small'), { textContent: `${ref} · ${why}` }),
      );
      const row = document.createElement('li');
      row.append(text);
      return row;
    }),
  );
}
