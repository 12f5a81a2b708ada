import type { Words } from '../../../reference/index.ts';
import { headingMark, type HeadingMark } from '../../../seizures/index.ts';
import { acknowledgingOf, type Acknowledging } from '../../alerts/presenter-banner.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import { standing, type CwsDocument } from '../document.ts';
import { titleOf, type Tag } from './presenter-names.ts';
import { today } from '../../../text/plain-date.ts';

/** A published document as one row of a list: `views/cws/_document-rows.ejs` draws it. */
export interface DocumentRow {
  readonly ref: string;
  readonly href: string;
  readonly title: string;
  readonly summary: string;
  /** Language of title and summary, where it is not that of the page. */
  readonly lang?: string;
  readonly headings: readonly HeadingMark[];
  readonly issuer: string;
  /** "valid until" and a date, or "published" and a date. */
  readonly when: { readonly label: string; readonly date: string };
  readonly tags: readonly Tag[];
  /** Waits for the reader's acknowledgement: drawn in red, with a button. */
  readonly acknowledging?: Acknowledging;
  readonly isUnread: boolean;
  /** Address of the original, of a media release. */
  readonly original?: { readonly href: string; readonly host: string };
}

/** Rows of documents for this reader; `back` is the page acknowledging leads back to. Pure but for the clock. */
export function presentRows(
  documents: readonly CwsDocument[],
  words: Words,
  context: Pick<CwsContext, 'offices' | 'lists' | 'texts'>,
  back: string,
): DocumentRow[] {
  return documents.map(document => rowOf(document, words, context, back));
}

function rowOf(
  document: CwsDocument,
  words: Words,
  context: Pick<CwsContext, 'offices' | 'lists' | 'texts'>,
  back: string,
): DocumentRow {
  const { title, summary, lang } = titleOf(document, words.lang);
  const isToAcknowledge = document.urgent && !document.acknowledged && standing(document, today()) === 'inForce';
  const original = document.facts.address;
  return {
    ref: document.ref,
    href: `${kinds[document.kind].base}/${document.ref}`,
    title,
    summary,
    ...(lang === words.lang ? {} : { lang }),
    headings: document.headings.map(code => headingMark(code, words.lang, context)),
    issuer: issuerOf(document, words, context),
    when: whenOf(document, words),
    tags: stateTags(document, words),
    isUnread: document.readVersion < document.version,
    ...(isToAcknowledge ? { acknowledging: acknowledgingOf(document, back) } : {}),
    ...(typeof original === 'string' && URL.canParse(original)
      ? { original: { href: original, host: new URL(original).hostname } }
      : {}),
  };
}

/** Who speaks: the Member of a media release, else the office that published it, RILOs by their short name. */
function issuerOf(
  { facts, kind, publisherId, officeId }: CwsDocument,
  words: Words,
  { offices }: Pick<CwsContext, 'offices'>,
): string {
  const member = facts.member;
  if (kind === 'release' && typeof member === 'string' && member !== '') return words.country(member);
  const office = offices.byId(publisherId ?? officeId);
  if (!office) return '';
  return office.kind === 'rilo' ? words.t('cwslists:rilo', { short: words.short(office.code) }) : words.office(office);
}

function whenOf({ validUntil, publishedAt, facts }: CwsDocument, { t, date }: Words): DocumentRow['when'] {
  if (validUntil !== null) return { label: t('cwslists:validUntil'), date: date(validUntil) };
  const released = facts.releasedOn;
  if (typeof released === 'string' && released !== '') return { label: t('cwslists:released'), date: date(released) };
  return { label: t('cwslists:published'), date: date((publishedAt ?? '').slice(0, 10)) };
}

/** How it stands, else what this reader did with it: a word always. */
function stateTags(document: CwsDocument, { t }: Words): Tag[] {
  const state = standing(document, today());
  if (state === 'withdrawn') return [{ label: t('cws:state.withdrawn'), icon: 'undo-2' }];
  if (state === 'expired') return [{ label: t('cws:state.expired'), icon: 'hourglass', tone: 'warn' }];
  const corrected =
    document.correctedAt !== null && document.correctedAt === document.publishedAt
      ? [{ label: t('cws:state.corrected'), icon: 'history', tone: 'info' }]
      : [];
  return [...readingTags(document, t), ...corrected];
}

/** What this reader did with it. */
function readingTags(document: CwsDocument, t: Words['t']): Tag[] {
  if (document.urgent && !document.acknowledged)
    return [{ label: t('common:status.urgent'), icon: 'siren', tone: 'bad' }];
  if (document.urgent) return [{ label: t('cwslists:acknowledged'), icon: 'check' }];
  if (document.readVersion >= document.version) return [{ label: t('cwslists:read'), icon: 'check' }];
  return [
    { label: t(document.readVersion > 0 ? 'cwslists:newVersion' : 'cwslists:new'), icon: 'circle-dot', tone: 'info' },
  ];
}
