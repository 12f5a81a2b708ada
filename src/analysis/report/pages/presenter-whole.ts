import { mayPublish, mayRecall } from '../permissions.ts';
import { deskHref, type Loaded } from './load.ts';

/** Acts on the whole report. */
export function wholeOf({ report, words, viewer, sections }: Loaded) {
  const left = sections.filter(({ state }) => state !== 'accepted').length;
  return {
    title: words.t('report:whole.title'),
    left: words.t('report:whole.left', { count: left, number: words.count(left) }),
    publish: mayPublish(viewer, report)
      ? { action: `${deskHref(report)}/publication`, label: words.t('report:whole.publish') }
      : undefined,
    recall: mayRecall(viewer, report)
      ? { href: `${deskHref(report)}/recall`, label: words.t('report:recall.act') }
      : undefined,
    pdf:
      report.frozenAt === null
        ? undefined
        : {
            action: `${deskHref(report)}/files`,
            items: (['en', 'fr'] as const).map(lang => ({
              lang,
              label: words.t('report:file.make', { lang: lang.toUpperCase() }),
            })),
          },
  };
}

/** That an edition was recalled, and that the report is a corrected one. */
export function recallNotice({
  report,
  recall,
  words,
}: Pick<Loaded, 'report' | 'recall' | 'words'>): string | undefined {
  if (!recall) return undefined;
  const said = {
    date: words.date(recall.recalledAt.slice(0, 10)),
    corrected: words.date((recall.correctedAt ?? recall.recalledAt).slice(0, 10)),
    reason: recall.reason,
  };
  return words.t(report.state === 'published' ? 'report:recall.corrected' : 'report:recall.recalled', said);
}
