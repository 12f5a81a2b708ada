import type supertest from 'supertest';
import type { Browser } from '../support/portal.ts';

/** An officer at the import's pages: uploads, looks, presses the buttons of the page that came. */
export interface Page {
  readonly path: string;
  readonly status: number;
  readonly text: string;
}

/** Follows redirects to the page an officer would see. */
export async function open(browser: Browser, path: string): Promise<Page> {
  for (let hops = 0; hops < 8; hops += 1) {
    const answer = await browser.get(path);
    if (answer.status !== 303) return { path, status: answer.status, text: answer.text };
    path = String(answer.headers.location);
  }
  throw new Error(`redirects without end at ${path}`);
}

export async function landed(browser: Browser, answer: supertest.Response, path: string): Promise<Page> {
  return answer.status === 303
    ? open(browser, String(answer.headers.location))
    : { path, status: answer.status, text: answer.text };
}

export async function upload(browser: Browser, name: string, content: Buffer | string): Promise<Page> {
  return landed(
    browser,
    await browser.upload('/seizures/imports', { name, content }, {}, '/seizures/imports/new'),
    '/seizures/imports',
  );
}

export function idOf({ path }: Page): number {
  return Number(/\/imports\/(\d+)/.exec(path)?.[1]);
}

/** Waits until no job works on the import, and answers the page where it waits. */
export async function settled(browser: Browser, id: number, seconds = 60): Promise<Page> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    const { body } = await browser.get(`/seizures/imports/${id}/progress`, { Accept: 'application/json' });
    if (body.done === true) return open(browser, `/seizures/imports/${id}`);
    last = body;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`import ${id} is still at work: ${JSON.stringify(last)}`);
}

export type Fields = Record<string, string | readonly string[]>;

/** What the form of a page would send untouched: hidden fields, ticked boxes, chosen options, texts. */
export function formOn(page: Page, action: string): Fields {
  const form = [...page.text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].filter(
    ([, to]) => to === action,
  );
  const fields: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string): void => {
    if (name) (fields[name] ??= []).push(unescape(value));
  };
  for (const [whole, , body = ''] of form) readControls(body + outside(page, attribute(whole, 'id')), add);
  return Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [
      name,
      name === 'version' || name === '_csrf' ? (values[0] ?? '') : values,
    ]),
  );
}

/** Controls of a form that stand elsewhere on the page. */
function outside({ text }: Page, id: string | undefined): string {
  return id === undefined
    ? ''
    : [...text.matchAll(/<input[^>]*>/g)].filter(([tag]) => attribute(tag, 'form') === id).join('');
}

function readControls(body: string, add: (name: string | undefined, value: string) => void): void {
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type') ?? 'text';
    if ((type === 'checkbox' || type === 'radio') && !/\schecked/.test(tag)) continue;
    if (type !== 'submit') add(attribute(tag, 'name'), attribute(tag, 'value') ?? 'on');
  }
  for (const [, tag = '', options = ''] of body.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const all = [...options.matchAll(/<option\s+value="([^"]*)"([^>]*)>/g)];
    const chosen = all.find(([, , rest]) => /selected/.test(rest ?? '')) ?? all[0];
    add(attribute(tag, 'name'), chosen?.[1] ?? '');
  }
  for (const [, tag = '', text = ''] of body.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g))
    add(attribute(tag, 'name'), text);
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

export function unescape(text: string): string {
  return text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Sends a form of the page with what the officer changed, pressing the button `action` names. */
export async function send(
  browser: Browser,
  page: Page,
  to: string,
  changes: Fields = {},
  button?: string,
): Promise<Page> {
  const id = idOf(page);
  const path = `/seizures/imports/${id}/${to}`;
  const fields = { ...formOn(page, path), ...changes, ...(button ? { action: button } : {}) };
  return landed(browser, await browser.postRaw(path, fields), path);
}

/** The text of a page without its tags, white space to one space. */
export function plain({ text }: Page): string {
  const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text;
  return unescape(main.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Ids of the words the page asks about, in order, with the word and the candidates offered. */
export function questionsOn({ text }: Page): { id: string; word: string; candidates: string[]; text: string }[] {
  return text
    .split(/<div class="line imports-word(?: has-error)?" id="w-/)
    .slice(1)
    .map(block => ({
      id: /^([0-9a-f]{12})"/.exec(block)?.[1] ?? '',
      word: unescape(/<b><bdi[^>]*>([^<]*)<\/bdi><\/b>/.exec(block)?.[1] ?? ''),
      candidates: [...block.matchAll(/value="code:([^"]*)"/g)].map(([, code]) => code ?? ''),
      text: block,
    }));
}
