import type { Language, Texts } from '../../i18n/index.ts';
import { addressOfRef } from '../kinds/index.ts';
import type { FeedEntry, Format } from './feed.ts';

interface FeedSources {
  readonly id: string;
  readonly name: string;
  /** When it last became other than it was. */
  readonly at: Date;
  readonly lang: Language;
  readonly entries: readonly FeedEntry[];
  readonly texts: Texts;
  readonly baseUrl: string;
}

export const contentTypes: Readonly<Record<Format, string>> = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
};

/** A feed as XML. Its own address stands nowhere in it: who is handed the file shall not be handed the token. Pure. */
export function writeFeed(format: Format, sources: FeedSources): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${format === 'atom' ? atom(sources) : rss(sources)}`;
}

/** RFC 4287. */
function atom({ id, name, at, lang, entries, texts, baseUrl }: FeedSources): string {
  const t = texts.t[lang];
  return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>urn:uuid:${id}</id>
<title>${escaped(t('cwsfeeds:feed.title', { name }))}</title>
<subtitle>${escaped(t('cwsfeeds:feed.subtitle'))}</subtitle>
<updated>${at.toISOString()}</updated>
<author><name>${escaped(t('cwsfeeds:feed.author'))}</name></author>
<link rel="alternate" type="text/html" href="${escaped(hrefOf('/cws', baseUrl))}"/>
${entries
  .map(
    entry => `<entry>
<id>${escaped(linkOf(entry, baseUrl))}</id>
<title>${escaped(titleOf(entry, lang, texts))}</title>
<published>${entry.firstPublishedAt}</published>
<updated>${entry.openedAt}</updated>
<category term="${entry.kind}" label="${escaped(t(`cws:kind.${entry.kind}.one`))}"/>
<link rel="alternate" type="text/html" href="${escaped(linkOf(entry, baseUrl))}"/>
</entry>
`,
  )
  .join('')}</feed>
`;
}

/** RSS 2.0. */
function rss({ name, at, lang, entries, texts, baseUrl }: FeedSources): string {
  const t = texts.t[lang];
  return `<rss version="2.0"><channel>
<title>${escaped(t('cwsfeeds:feed.title', { name }))}</title>
<link>${escaped(hrefOf('/cws', baseUrl))}</link>
<description>${escaped(t('cwsfeeds:feed.subtitle'))}</description>
<language>${lang}</language>
<lastBuildDate>${at.toUTCString()}</lastBuildDate>
${entries
  .map(
    entry => `<item>
<title>${escaped(titleOf(entry, lang, texts))}</title>
<link>${escaped(linkOf(entry, baseUrl))}</link>
<guid isPermaLink="true">${escaped(linkOf(entry, baseUrl))}</guid>
<category>${escaped(t(`cws:kind.${entry.kind}.one`))}</category>
<pubDate>${new Date(entry.openedAt).toUTCString()}</pubDate>
</item>
`,
  )
  .join('')}</channel></rss>
`;
}

/** "URGENT. Alert: Scales under cashew nuts", "WITHDRAWN. …", as in letters. */
function titleOf({ kind, urgent, withdrawn, title }: FeedEntry, lang: Language, { t }: Texts): string {
  const line = withdrawn ? 'withdrawnLine' : urgent ? 'urgentLine' : 'line';
  return t[lang](`cwsdigests:${line}`, { kind: t[lang](`cws:kind.${kind}.one`), title: title.replace(/\s+/g, ' ') });
}

const hrefOf = (path: string, baseUrl: string): string => new URL(path, baseUrl).href;
const linkOf = ({ ref }: FeedEntry, baseUrl: string): string => hrefOf(addressOfRef(ref) ?? '/cws', baseUrl);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text as XML 1.0 may hold it: what no document may contain (control characters, half surrogates, U+FFFE) becomes
 * U+FFFD.
 */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, character => entities[character] ?? '');
}
