// After an act on a row of a list the page comes back: the focus goes to that row again, or to the next one where it
// has left the list. Which row that is goes along in the fragment of the address, which browsers keep when a form is
// answered by another address; nothing is kept elsewhere. Where a proof or a sign-in comes between, portal.js hands it
// on.
const rowOf = element => element?.closest('main :is(li, tr)');
const listOf = row => row.closest('section[aria-labelledby]')?.getAttribute('aria-labelledby') ?? '';
const targetIn = row => row.querySelector('form button, button[form]') ?? row.querySelector('a[href], button');

/** What a row is about: where its first link leads, else where its form is sent. */
function keyOf(row) {
  const address =
    row.querySelector('a[href]')?.getAttribute('href') ?? row.querySelector('form')?.getAttribute('action');
  return address ? new URL(address, location.href).pathname : '';
}

document.addEventListener('submit', event => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== 'post') return;
  const ticked = [...form.elements].filter(one => one.type === 'checkbox' && one.checked).map(rowOf);
  const row = rowOf(submitter ?? form) ?? ticked.find(one => one !== undefined && one !== null);
  if (!row || keyOf(row) === '') return;
  const rows = [...row.parentElement.children];
  const at = rows.indexOf(row);
  const next = [...rows.slice(at + 1), ...rows.slice(0, at).reverse()].find(one => !ticked.includes(one) && keyOf(one));
  const words = [listOf(row), keyOf(row), next ? keyOf(next) : ''].map(encodeURIComponent).join('&');
  for (const [element, name] of [
    [form, 'action'],
    [submitter, 'formaction'],
  ]) {
    const address = element?.getAttribute(name);
    if (address !== null && address !== undefined) element.setAttribute(name, `${address.split('#')[0]}#at=${words}`);
  }
});

if (location.hash.startsWith('#at=')) {
  const [list, own, next] = location.hash.slice(4).split('&').map(decodeURIComponent);
  const rows = [...document.querySelectorAll('main :is(li, tr)')];
  const here = rows.filter(row => listOf(row) === list);
  const row = [own, next].map(key => here.find(one => key && keyOf(one) === key)).find(Boolean) ?? here.find(keyOf);
  const heading = list ? document.getElementById(list) : null;
  history.replaceState(history.state, '', location.pathname + location.search);
  if (!document.querySelector('.error-summary')) {
    if (!row && heading) heading.tabIndex = -1;
    const target = row ? targetIn(row) : heading;
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'center' });
  }
}
