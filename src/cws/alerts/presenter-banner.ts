import type { Words } from '../../reference/index.ts';
import { titleOf } from '../documents/presenters/presenter-names.ts';
import { officeName } from '../documents/presenters/presenter-names.ts';
import { standing, type CwsDocument } from '../documents/document.ts';
import { kinds } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import { today } from '../../text/plain-date.ts';

/** Where an alert is acknowledged, in the version shown, and where that leads back to. */
export interface Acknowledging {
  readonly action: string;
  readonly version: number;
  readonly back: string;
}

export function acknowledgingOf(
  { ref, kind, version }: Pick<CwsDocument, 'ref' | 'kind' | 'version'>,
  back: string,
): Acknowledging {
  const base = kind === 'alert' ? kinds.alert.base : '/cws/documents';
  return { action: `${base}/${ref}/acknowledge`, version, back };
}

export type UrgentStrip = ReturnType<typeof presentStrip>;

type Why = 'urgent' | 'newVersion' | 'withdrawn' | 'corrected';

/** Why a document that is to be acknowledged asks for it. Pure but for the clock. */
function whyOf(document: CwsDocument): Why {
  if (document.state === 'withdrawn') return 'withdrawn';
  if (!document.urgent || standing(document, today()) !== 'inForce') return 'corrected';
  return document.version > 1 ? 'newVersion' : 'urgent';
}

/**
 * The strip of what is to be acknowledged: the newest urgent alert, else a withdrawal or correction; and how many more.
 * Nothing when there is none.
 */
export function presentStrip(
  alerts: readonly CwsDocument[],
  words: Words,
  context: Pick<CwsContext, 'offices'>,
  back: string | undefined,
) {
  const [newest] = alerts;
  if (!newest) return undefined;
  const href = `${kinds[newest.kind].base}/${newest.ref}`;
  const why = whyOf(newest);
  const since = newest.withdrawnAt ?? newest.correctedAt ?? '';
  const areUrgent = alerts.every(one => ['urgent', 'newVersion'].includes(whyOf(one)));
  const { title, lang } = titleOf(newest, words.lang);
  return {
    ref: newest.ref,
    title,
    href,
    lang,
    isUrgent: newest.urgent && newest.state !== 'withdrawn',
    label: words.t(`cwsalerts:strip.label.${why}`),
    by: words.t(`cwsalerts:strip.by.${why}`, {
      issuer: officeName(newest.publisherId ?? newest.officeId, words, context),
      ref: newest.ref,
      version: newest.version,
      date: since === '' ? '' : words.date(since.slice(0, 10)),
      reason: newest.withdrawnReason ?? '',
    }),
    acknowledging: acknowledgingOf(newest, back ?? href),
    ...(alerts.length > 1
      ? {
          more: words.t(areUrgent ? 'cwsalerts:strip.more' : 'cwsalerts:strip.moreToNotice', {
            count: alerts.length - 1,
          }),
          moreHref: `${kinds.alert.base}?reading=acknowledge${areUrgent ? '' : '&standing=all'}`,
        }
      : {}),
  };
}
