// Narrows lists of rows while a word is typed: each row says all of them, whatever their accents. What was folded
// opens; an empty field puts everything back. Sending the form asks the server, which knows more names.
const form = document.querySelector('form[data-find-rows]');
const input = form?.querySelector('input[type="search"]');
const told = form?.querySelector('[role="status"]');
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const sections = [...document.querySelectorAll('details.network-section:not(.is-map)')].map(section => ({
  section,
  wasOpen: section.open,
  count: section.querySelector('[data-count]'),
  rows: [...section.querySelectorAll('tbody tr')].map(row => ({ row, text: plain(row.textContent) })),
}));

function narrow() {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { section, wasOpen, count, rows } of sections) {
    let here = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every(word => text.includes(word));
      if (!row.hidden) here += 1;
    }
    shown += here;
    section.hidden = here === 0;
    section.open = words.length > 0 || wasOpen;
    count.textContent = String(here);
  }
  const say = shown === 0 ? form.dataset.findNone : form.dataset.findRows.replace('{shown}', String(shown));
  told.textContent = words.length === 0 ? '' : say;
}

// What was sent is narrowed already, and by names of the other language too.
input?.addEventListener('input', narrow);

// On paper nothing is folded.
let folded = [];
addEventListener('beforeprint', () => {
  folded = sections.map(({ section }) => section).filter(section => !section.open);
  for (const section of folded) section.open = true;
});
addEventListener('afterprint', () => {
  for (const section of folded) section.open = false;
});
