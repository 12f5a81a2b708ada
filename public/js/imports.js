// How many rows go in, while columns and words are answered: a form with data-strip says which element shows it. The
// server counts, for the form as it stands, and keeps nothing. Without it the button that saves the answers does.
for (const form of document.querySelectorAll('form[data-strip]')) {
  const strip = document.getElementById(form.dataset.strip);
  let waiting;
  let asked;
  form.addEventListener('change', () => {
    clearTimeout(waiting);
    waiting = setTimeout(count, 250);
  });

  /** Only the last answer asked for is shown. */
  async function count() {
    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    body.set('action', 'strip');
    try {
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, signal: asked.signal });
      if (!answer.ok || answer.redirected) return;
      const part = new DOMParser().parseFromString(await answer.text(), 'text/html');
      strip.replaceChildren(...part.body.childNodes);
    } catch {
      // Broken off, or out of reach: the figures stay as they were.
    }
  }
}
