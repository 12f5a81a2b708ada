import type { Language, Texts } from '../../i18n/index.ts';
import type { Letter } from '../../mail/index.ts';
import { kinds } from '../kinds/index.ts';
import type { Due } from './due.ts';
import type { Digest, Mentioned } from './store.ts';

/**
 * The letter of a digest: kinds, titles and links, no other word of a document. `baseUrl` is the portal's own address.
 * Pure.
 */
export function digestLetter(
  { accountId, period, email, lang, documents, count }: Digest,
  rhythm: Due['rhythm'],
  { texts, baseUrl }: { texts: Texts; baseUrl: string },
): Letter {
  const more = count - documents.length;
  const lines = [
    ...documents.map(one => lineOf(one, lang, texts, baseUrl)),
    ...(more > 0 ? [texts.t[lang]('cwsdigests:more', { count: more })] : []),
  ];
  return {
    kind: `cwsDigest.${rhythm}`,
    to: email,
    lang,
    values: { count, lines: lines.join('\n\n') },
    path: '/cws/subscription',
    about: `${accountId} ${period}`,
  };
}

/** The letter of one urgent document. Pure. */
export function urgentLetter(
  { accountId, period, email, lang, documents }: Digest,
  { texts, baseUrl }: { texts: Texts; baseUrl: string },
): Letter {
  const [one] = documents;
  return {
    kind: 'cwsDigest.urgent',
    to: email,
    lang,
    values: { ref: one?.ref ?? '', lines: documents.map(each => lineOf(each, lang, texts, baseUrl)).join('\n\n') },
    path: '/cws/subscription',
    about: `${accountId} ${period}`,
  };
}

/** Which digest a letter is of, as `about` names it. */
export function digestOf(about: string): { accountId: number; period: string } {
  const [accountId = '', period = ''] = about.split(' ');
  return { accountId: Number(accountId), period };
}

/** "Urgent. Alert: Scales under cashew nuts", and its address beneath. */
function lineOf({ ref, kind, urgent, title }: Mentioned, lang: Language, { t }: Texts, baseUrl: string): string {
  const said = t[lang](urgent ? 'cwsdigests:urgentLine' : 'cwsdigests:line', {
    kind: t[lang](`cws:kind.${kind}.one`),
    title: title.replace(/\s+/g, ' '),
  });
  return `${said}\n${new URL(`${kinds[kind].base}/${ref}`, baseUrl).href}`;
}
