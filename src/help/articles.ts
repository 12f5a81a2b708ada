import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rights, type Right } from '../access/index.ts';
import { languages, type Language, type Texts } from '../i18n/index.ts';
import { topics } from './topics.ts';

/** A part of a help page, for those with a right; its body is Markdown. */
interface Section {
  readonly title: string;
  readonly access: Right;
  readonly body: string;
}

/** What a help page says in one language. */
export interface Article {
  readonly title: string;
  /** The first sentence: what the area is for. */
  readonly lead: string;
  readonly body: string;
  readonly sections: readonly Section[];
}

export type Articles = Readonly<Record<Language, ReadonlyMap<string, Article>>>;

const directory = fileURLToPath(new URL('../../locales', import.meta.url));
/** The overview, which is no area's. */
export const overview = 'index';

/**
 * Reads every help page of every language. Words of the pages are written as `{record:history.title}`, so that a help
 * page always calls a button what the button says. Throws for a page, right or word there is none of.
 */
export function readArticles(texts: Texts): Articles {
  const read = (lang: Language) =>
    new Map(
      [{ name: overview, access: 'account' as const }, ...topics].map(({ name, access }) => {
        const file = `${directory}/${lang}/help/${name}.md`;
        return [name, articleOf(withWords(readFileSync(file, 'utf8'), lang, texts), access, file)] as const;
      }),
    );
  const [en, fr] = languages.map(read);
  return { en: en ?? new Map(), fr: fr ?? new Map() };
}

function withWords(markdown: string, lang: Language, { t, has }: Texts): string {
  return markdown.replaceAll(/\{([a-z]+:[\w.]+)\}/g, (_all, key: string) => {
    if (!has(key, lang)) throw new Error(`no such text: ${key}`);
    return t[lang](key);
  });
}

/** `# Title`, a paragraph, then sections `## [right] Title`; without a right a section is for those of the area. */
function articleOf(markdown: string, own: Right, file: string): Article {
  const [head = '', ...parts] = markdown.split(/^## /m);
  const [, title, lead, body] = /^# (.+)\n+(.+)\n?([\s\S]*)$/.exec(head) ?? [];
  if (title === undefined || lead === undefined) throw new Error(`no title or first paragraph: ${file}`);
  return { title, lead, body: (body ?? '').trim(), sections: parts.map(part => sectionOf(part, own, file)) };
}

function sectionOf(part: string, own: Right, file: string): Section {
  const [, access = own, title = '', body = ''] = /^(?:\[([a-z:-]+)\] )?(.+)\n([\s\S]*)$/.exec(part) ?? [];
  if (!isRight(access)) throw new Error(`no such right: ${access} in ${file}`);
  return { title, access, body: body.trim() };
}

function isRight(name: string): name is Right {
  return Object.hasOwn(rights, name);
}
