import type { Language, Texts } from '../../i18n/index.ts';
import type { Letter } from '../../mail/index.ts';
import { kinds } from '../kinds/index.ts';
import type { Due } from './due.ts';
import type { Digest, Followed, Mentioned } from './store.ts';
import type { OfficeLetter } from './store-offices.ts';

/**
 * The letter of a digest: kinds, titles and links, no other word of a document; of what is followed elsewhere how many.
 * `baseUrl` is the portal's own address. Pure.
 */
export function digestLetter(
  { accountId, period, email, lang, documents, count, kinds: ofKind, followed = [], leaveToken }: Digest,
  rhythm: Due['rhythm'],
  { texts, baseUrl }: { texts: Texts; baseUrl: string },
): Letter {
  const more = count - documents.length;
  const t = texts.t[lang];
  const pictures = followed.reduce((sum, { n }) => sum + n, 0);
  const summary = Object.entries({ ...ofKind, ...(pictures > 0 ? { pictures } : {}) })
    .map(([kind, n]) => t(`cwsdigests:of.${kind}`, { count: n }))
    .join(', ');
  const lines = [
    ...documents.map(one => lineOf(one, lang, texts, baseUrl)),
    ...(more > 0 ? [t('cwsdigests:more', { count: more })] : []),
    ...followed.map(one => followedLine(one, lang, texts, baseUrl)),
  ];
  return {
    kind: `cwsDigest.${rhythm}`,
    to: email,
    lang,
    values: { count: count + pictures, summary, lines: lines.join('\n\n') },
    path: '/cws/subscription',
    ...(leaveToken === undefined ? {} : { leave: `/cws/leave/${leaveToken}` }),
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

/** The letter of a withdrawal or correction: no more than the title of what was read. Pure. */
export function noticeLetter(
  { accountId, period, email, lang, documents }: Digest,
  { texts, baseUrl }: { texts: Texts; baseUrl: string },
): Letter {
  const [one] = documents;
  return {
    kind: one?.withdrawn ? 'cwsDigest.withdrawn' : 'cwsDigest.corrected',
    to: email,
    lang,
    values: { ref: one?.ref ?? '', lines: documents.map(each => lineOf(each, lang, texts, baseUrl)).join('\n\n') },
    path: '/cws/subscription',
    about: `${accountId} ${period}`,
  };
}

/** The letter that reminds of an urgent alert. Pure. */
export function reminderLetter(digest: Digest, context: { texts: Texts; baseUrl: string }): Letter {
  return { ...urgentLetter(digest, context), kind: 'cwsDigest.reminder' };
}

/** The letter of an urgent alert to the mailbox of an office. Pure. */
export function officeLetter(one: OfficeLetter, { texts, baseUrl }: { texts: Texts; baseUrl: string }): Letter {
  return {
    kind: 'cwsOffice',
    to: one.email,
    lang: one.lang,
    values: { ref: one.ref, lines: lineOf(one, one.lang, texts, baseUrl) },
    path: '/network',
    about: `${one.officeId} ${one.ref}`,
  };
}

/** Which digest a letter is of, as `about` names it. */
export function digestOf(about: string): { accountId: number; period: string } {
  const [accountId = '', period = ''] = about.split(' ');
  return { accountId: Number(accountId), period };
}

/** "Fuel tank: 2 new pictures", and the address of what is followed beneath. */
function followedLine({ path, en, fr, n }: Followed, lang: Language, { t }: Texts, baseUrl: string): string {
  const said = t[lang]('cwsdigests:followedLine', { name: lang === 'fr' ? fr : en, count: n });
  return `${said}\n${new URL(path, baseUrl).href}`;
}

/** "Urgent. Alert: Scales under cashew nuts", and its address beneath. */
function lineOf(
  { ref, kind, urgent, withdrawn, title }: Mentioned,
  lang: Language,
  { t }: Texts,
  baseUrl: string,
): string {
  const line = withdrawn ? 'withdrawnLine' : urgent ? 'urgentLine' : 'line';
  const said = t[lang](`cwsdigests:${line}`, {
    kind: t[lang](`cws:kind.${kind}.one`),
    title: title.replace(/\s+/g, ' '),
  });
  return `${said}\n${new URL(`${kinds[kind].base}/${ref}`, baseUrl).href}`;
}
