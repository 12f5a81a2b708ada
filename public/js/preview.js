// How a text will look, beside the field it is typed into. Without it the button of the form shows it.
for (const preview of document.querySelectorAll('[data-preview]')) {
  const source = document.getElementById(preview.dataset.preview);
  const into = preview.querySelector('[data-preview-into]');
  const { form } = source;
  let waiting;
  preview.hidden = false;
  preview.addEventListener('toggle', () => {
    if (preview.open) render();
  });
  source.addEventListener('input', () => {
    clearTimeout(waiting);
    if (preview.open) waiting = setTimeout(render, 600);
  });

  /** The server renders, as it will for readers; its elements are taken over, never its text as code. */
  async function render() {
    const body = new URLSearchParams({ body: source.value, _csrf: form.elements._csrf.value });
    const answer = await fetch(form.dataset.previewUrl, { method: 'POST', body });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    into.replaceChildren(...page.body.childNodes);
  }
}
