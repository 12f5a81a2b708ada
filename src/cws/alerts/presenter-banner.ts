import type { Words } from '../../reference/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import { titleOf } from '../documents/presenters/presenter.ts';
import { officeName } from '../documents/presenters/presenter.ts';
import { kinds } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';

/** Where an alert is acknowledged, in the version shown, and where that leads back to. */
export interface Acknowledging {
  readonly action: string;
  readonly version: number;
  readonly back: string;
}

export function acknowledgingOf({ ref, version }: Pick<CwsDocument, 'ref' | 'version'>, back: string): Acknowledging {
  return { action: `${kinds.alert.base}/${ref}/acknowledge`, version, back };
}

/** The strip of urgent alerts: the newest, and how many more. Nothing when there is none. */
export function presentStrip(
  alerts: readonly CwsDocument[],
  words: Words,
  context: Pick<CwsContext, 'offices'>,
  back: string | undefined,
) {
  const [newest] = alerts;
  if (!newest) return undefined;
  const href = `${kinds.alert.base}/${newest.ref}`;
  const { title, lang } = titleOf(newest, words.lang);
  return {
    ref: newest.ref,
    title,
    href,
    lang,
    issuer: officeName(newest.publisherId ?? newest.officeId, words, context),
    acknowledging: acknowledgingOf(newest, back ?? href),
    ...(alerts.length > 1
      ? {
          more: words.t('cwsalerts:strip.more', { count: alerts.length - 1 }),
          moreHref: `${kinds.alert.base}?reading=acknowledge`,
        }
      : {}),
  };
}
