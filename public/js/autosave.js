const pause = 3000;

/**
 * Has a form save itself a while after the last change, once at a time, until it is sent. `save` does it, and tells by
 * `say` what came of it or by `stop` that it is over; `counts` leaves out changes that are not saved so.
 */
export function saveItself(form, save, counts = () => true) {
  const status = form.querySelector('[data-saved]');
  let timer;
  let isGoing = false;
  let isStopped = false;
  const say = text => {
    status.textContent = text;
  };
  const stop = text => {
    isStopped = true;
    say(text);
  };

  async function go() {
    if (isGoing) {
      timer = setTimeout(go, pause);
      return;
    }
    isGoing = true;
    try {
      await save({ say, stop });
    } catch {
      say(form.dataset.textFailed);
    } finally {
      isGoing = false;
    }
  }
  form.addEventListener('input', event => {
    clearTimeout(timer);
    if (!isStopped && counts(event.target)) timer = setTimeout(go, pause);
  });
  form.addEventListener('submit', () => {
    isStopped = true;
    clearTimeout(timer);
  });
}
