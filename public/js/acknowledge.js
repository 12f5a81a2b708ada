// Acknowledges an urgent alert without leaving the page, so that what is being typed stays. Without it the button
// sends the form.
for (const form of document.querySelectorAll('form[data-acknowledge]')) {
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: 'application/json' },
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const strip = form.closest('.urgent-strip');
      strip.classList.remove('is-urgent', 'is-warning');
      strip.classList.add('is-success');
      strip
        .querySelector('.notice-text')
        .append(Object.assign(document.createElement('small'), { textContent: form.dataset.acknowledge }));
      form.remove();
      // The button that had the focus is gone: what it was about keeps it.
      (strip.querySelector('a') ?? document.querySelector('main')).focus();
    } catch {
      form.submit();
    }
  });
}
