import { groupOf, type WholeRow } from '../../audit/index.ts';
import { outcomeTag } from './presenter.ts';
import { placeOfSubject } from './subjects.ts';
import { timeOf, type Words } from './words.ts';

/** The seal over a row: its number, and whether the row is as it was sealed. */
export interface RowSeal {
  readonly number: number;
  readonly at: string;
  readonly fits: boolean;
}

/** One row with all it holds. Pure. */
export function presentRow(row: WholeRow, seal: RowSeal | undefined, words: Words) {
  const { t } = words;
  const action = words.action(row.action);
  return {
    title: action,
    scope: t('audit:row.scope', { id: row.id, time: timeOf(row.at) }),
    tag: outcomeTag(row.outcome, words),
    number: row.id,
    facts: [
      { label: t('audit:row.time'), value: `${row.at.slice(0, 10)} ${row.at.slice(11, 23)} UTC` },
      {
        label: t('audit:row.action'),
        value: action,
        note: `${row.action} · ${t(`audit:groups.${groupOf(row.action)}`)}`,
      },
      {
        label: t('audit:row.login'),
        value: row.loginId ?? '',
        ...(row.loginId === null ? {} : { href: `/access/audit?login=${encodeURIComponent(row.loginId)}` }),
      },
      { label: t('audit:row.office'), value: words.office(row.officeId) },
      { label: t('audit:row.subject'), value: row.subject ?? '', ...hrefOf(row.subject) },
      {
        label: t('audit:row.address'),
        value: row.address ?? '',
        ...(row.address === null || !/^[\da-f.:]+$/i.test(row.address)
          ? {}
          : { href: `/access/audit?address=${encodeURIComponent(row.address)}` }),
      },
      { label: t('audit:row.request'), value: row.requestId ?? '' },
    ],
    detail: Object.entries(row.detail ?? {}).map(([key, value]) => ({
      label: words.detailKey(key),
      value: plainValue(value),
    })),
    seal: sealOf(seal, words),
  };
}

function hrefOf(subject: string | null): { href?: string } {
  const href = subject === null ? undefined : placeOfSubject(subject);
  return href === undefined ? {} : { href };
}

function sealOf(seal: RowSeal | undefined, { t }: Words) {
  if (!seal) return { tone: 'info', title: t('audit:row.unsealed'), text: t('audit:row.unsealedText') };
  const values = { number: seal.number, time: timeOf(seal.at) };
  return seal.fits
    ? { tone: 'success', title: t('audit:row.fits', values), text: t('audit:row.fitsText', values) }
    : { tone: 'urgent', title: t('audit:row.broken', values), text: t('audit:row.brokenText', values) };
}

/** A value of the detail as text; lists by commas, what lies deeper as JSON. */
function plainValue(value: unknown): string {
  if (Array.isArray(value) && value.every(one => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
