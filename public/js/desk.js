// Keys where work repeats: each does what the button with its letter does. Off while something is written.
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    if (event.target.type !== 'checkbox') return;
  }
  if (event.key.toLowerCase() === 'x') {
    const box = document.querySelector('.desk-row[aria-current] input[type="checkbox"]:not(:disabled)');
    if (box) box.checked = !box.checked;
    return;
  }
  const button = document.querySelector(`[data-desk] [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

const pane = document.getElementById('pane');
if (location.hash === '#pane') pane?.focus();
