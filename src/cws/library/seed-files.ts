import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Content, DocumentText } from '../documents/document.ts';

const directory = fileURLToPath(new URL('../../../seeds/cws/', import.meta.url));

/** A reference page that comes with the portal: two files, `<key>.en.md` and `<key>.fr.md`. */
export interface SeedPage {
  readonly key: string;
  /** Key of the page it stands under; '' at the top of its branch. */
  readonly parent: string;
  readonly content: Content;
  /** Short print of both files: another one is another content. */
  readonly print: string;
}

interface SeedText {
  readonly head: Readonly<Record<string, string>>;
  readonly text: DocumentText;
}

/**
 * The pages of the directory, each after the page it stands under. Throws where a file lacks its other language or a
 * field.
 */
export function seedPages(from = directory): SeedPage[] {
  const keys = readdirSync(from)
    .filter(name => name.endsWith('.en.md'))
    .map(name => name.slice(0, -'.en.md'.length))
    .sort();
  const pages = keys.map(key =>
    pageOf(key, readFileSync(`${from}${key}.en.md`, 'utf8'), readFileSync(`${from}${key}.fr.md`, 'utf8')),
  );
  return parentsFirst(pages);
}

function pageOf(key: string, english: string, french: string): SeedPage {
  const [en, fr] = [readText(key, english), readText(key, french)];
  const { branch = '', parent = '', headings = '', checkEvery = '12' } = en.head;
  if (branch === '') throw new Error(`seeds/cws/${key}.en.md names no branch`);
  const fields = {
    branch,
    parent: '',
    headings: headings
      .split(',')
      .map(code => code.trim())
      .filter(Boolean),
    countries: [],
    keeper: '',
    checkEvery,
  };
  return {
    key,
    parent,
    content: { original: 'en', texts: { en: en.text, fr: fr.text }, fields, files: [] },
    print: createHash('sha256').update(english).update('\0').update(french).digest('base64url').slice(0, 22),
  };
}

/** Lines `name: value` between two lines of three dashes, then Markdown. A repeated name gives one line each. */
function readText(key: string, file: string): SeedText {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file.replaceAll('\r\n', '\n')) ?? [];
  const head: Record<string, string> = {};
  for (const line of front.split('\n')) {
    const at = line.indexOf(': ');
    if (at < 1) throw new Error(`seeds/cws/${key}: “${line}” is no line “name: value”`);
    const [name, value] = [line.slice(0, at), line.slice(at + 2).trim()];
    head[name] = head[name] === undefined ? value : `${head[name]}\n${value}`;
  }
  const { title = '', summary = '', source = '' } = head;
  if (title === '' || summary === '' || source === '' || body.trim() === '')
    throw new Error(`seeds/cws/${key} lacks its title, summary, source or text`);
  return { head, text: { title, summary, body: body.trim(), sources: source } };
}

function parentsFirst(pages: readonly SeedPage[]): SeedPage[] {
  const depth = ({ parent }: SeedPage, level = 0): number => {
    const above = pages.find(({ key }) => key === parent);
    if (parent !== '' && (!above || level > 5))
      throw new Error(`seeds/cws: there is no page “${parent}” to stand under`);
    return above ? depth(above, level + 1) : level;
  };
  return pages.toSorted((a, b) => depth(a) - depth(b));
}
