import { oneOf } from '../attacks.ts';
import { hostileName, hostileValue } from './values.ts';

const contents: readonly (readonly [name: string, type: string, content: string])[] = [
  ['a.csv', 'text/csv', 'date;country\n2026-01-01;KE\n'],
  ['a.xlsx', 'application/vnd.ms-excel', 'PK\u0003\u0004broken'],
  ['a.png', 'image/png', '\u0089PNG\r\n\u001a\nbroken'],
  ['a.jpg', 'image/jpeg', '\u00ff\u00d8\u00ff\u00e0'],
  ['a.pdf', 'application/pdf', '%PDF-1.7\n%%EOF'],
  ['a.svg', 'image/svg+xml', '<svg onload="tripwire()"/>'],
  ['a.html', 'text/html', '<script>tripwire()</script>'],
  ['', '', ''],
  ['../../a', 'x', 'a'],
  ['a"b\u202e.exe', 'application/octet-stream', 'MZ'],
  ['n'.repeat(400), 'text/plain', 'a'],
];
const fileFields = ['file', 'files', 'picture', 'a[b]', '__proto__', ''];
const boundary = 'fuzz-boundary';

/** A form with files, some of them none, its end sometimes cut off. */
export function multipart(
  random: () => number,
  fields: readonly (readonly [string, string])[],
): { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } {
  const given = random() < 0.2 ? [...fields, [hostileName(random), hostileValue(random)] as const] : fields;
  const parts = given.map(([name, value]) => `Content-Disposition: form-data; name="${inHead(name)}"\r\n\r\n${value}`);
  for (let files = Math.floor(random() * 3); files > 0; files -= 1) {
    const [name, type, content] = oneOf(random, contents);
    parts.push(
      `Content-Disposition: form-data; name="${oneOf(random, fileFields)}"; filename="${inHead(name)}"\r\n` +
        `Content-Type: ${type}\r\n\r\n${content}`,
    );
  }
  const whole = `${parts.map(part => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
  return {
    headers: { 'Content-Type': `multipart/form-data; boundary=${random() < 0.95 ? boundary : hostileHead(random)}` },
    body: Buffer.from(random() < 0.9 ? whole : whole.slice(0, Math.floor(random() * whole.length))),
  };
}

const inHead = (text: string): string => text.replaceAll('"', '%22').replace(/[\r\n]/g, ' ');
const hostileHead = (random: () => number): string =>
  hostileValue(random)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 200);
