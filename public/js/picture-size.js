// How large a picture is, by its first bytes: one of too many pixels is refused before it is sent over a narrow line.
// src/files/pictures/pixels-said.ts says the same at the server, which has the last word.

const headMost = 1024 * 1024;

/** Pixels of a chosen file; 0 where it does not say. */
export async function pixelsOf(file) {
  const view = new DataView(await file.slice(0, headMost).arrayBuffer());
  try {
    if (view.getUint32(0) === 0x89504e47) return view.getUint32(16) * view.getUint32(20);
    if (view.getUint16(0) === 0xffd8) return ofJpeg(view);
    if (text(view, 0) === 'RIFF' && text(view, 8) === 'WEBP') return ofWebp(view);
    return text(view, 4) === 'ftyp' ? ofParts(view) : 0;
  } catch {
    // Cut short: the server looks at it.
    return 0;
  }
}

function text(view, at) {
  return String.fromCharCode(...new Uint8Array(view.buffer, at, 4));
}

function ofJpeg(view) {
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return view.getUint16(at + 5) * view.getUint16(at + 7);
    if (marker === 0xda || marker === 0xd9) return 0;
    at += marker === 0xff ? 1 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  return 0;
}

function ofWebp(view) {
  const three = at => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  if (text(view, 12) === 'VP8X') return (three(24) + 1) * (three(27) + 1);
  if (text(view, 12) === 'VP8 ') return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
  const bits = view.getUint32(21, true);
  return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
}

/** HEIC and AVIF: the largest of the sizes of their parts. */
function ofParts(view) {
  let most = 0;
  for (let at = 8; at + 16 <= view.byteLength; at += 1)
    if (view.getUint32(at) === 0x69737065) most = Math.max(most, view.getUint32(at + 8) * view.getUint32(at + 12));
  return most;
}

for (const input of document.querySelectorAll('form:not([data-upload-each]) input[data-pixels]')) {
  input.addEventListener('change', () => refuse(input));
  if (input.files.length > 0) refuse(input); // chosen before this came
}

/** What is too large is not chosen any more, and said at the field. */
async function refuse(input) {
  const files = [...input.files];
  const sizes = await Promise.all(files.map(pixelsOf));
  const large = files.filter((_, at) => sizes[at] > Number(input.dataset.pixels));
  const known = document.getElementById(`${input.id}-pixels`);
  known?.remove();
  if (large.length === 0) return;
  input.value = '';
  const said = Object.assign(document.createElement('p'), {
    id: `${input.id}-pixels`,
    className: 'field-error',
    textContent: large.map(({ name }) => `${name}: ${input.dataset.textPixels}`).join(' '),
  });
  said.setAttribute('role', 'alert');
  input.closest('[data-file-drop]')?.before(said);
}
