// Passkeys need the browser: these forms get their answer from it. Without it, a code or a recovery code does as well.
const toBytes = text =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
const toText = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const listed = (list = []) => list.map(one => ({ ...one, id: toBytes(one.id) }));

/** How each way asks the browser, from the portal's options (JSON, bytes as base64url). */
const ask = {
  get: options =>
    navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: listed(options.allowCredentials),
      },
    }),
  create: options =>
    navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: listed(options.excludeCredentials),
      },
    }),
};

function answerOf({ id, rawId, type, response }) {
  const bytes = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature'].filter(
    name => response[name],
  );
  const told = Object.fromEntries(bytes.map(name => [name, toText(response[name])]));
  return JSON.stringify({
    id,
    rawId: toText(rawId),
    type,
    clientExtensionResults: {},
    response: { ...told, transports: response.getTransports?.() ?? [] },
  });
}

async function optionsFor(form) {
  const body = new URLSearchParams({ _csrf: form.elements._csrf.value });
  const answer = await fetch(form.dataset.options, { method: 'POST', body });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll('form[data-passkey]') : []) {
  const failed = form.querySelector('[data-passkey-failed]');
  form.querySelector('[data-passkey-submit]').hidden = false;
  form.querySelector('[data-passkey-none]').hidden = true;
  form.addEventListener('submit', async event => {
    if (form.elements.passkey.value !== '') return;
    event.preventDefault();
    failed.textContent = '';
    try {
      form.elements.passkey.value = answerOf(await ask[form.dataset.passkey](await optionsFor(form)));
      form.requestSubmit();
    } catch {
      failed.textContent = failed.dataset.text;
    }
  });
}
