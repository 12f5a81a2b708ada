import type { Viewer } from '../../access/index.ts';
import type { RecordWords as Words } from '../../seizures/index.ts';
import type { RowCounts } from '../import.ts';
import { addressOf } from '../wizard-step.ts';
import type { Import, ImportStepRow } from '../store.ts';
import type { Outcome, RefRange } from './store-result.ts';
import { canUndo, undoDays } from './undo.ts';

const rangesShown = 8;

/** What came of an import: references, what was learned, what stays, and the way back. */
export function resultPage(
  words: Words,
  viewer: Viewer,
  file: Import,
  counts: RowCounts,
  outcome: Outcome,
  undone: ImportStepRow | undefined,
) {
  const { t } = words;
  const { records, withdrawn, learned } = outcome;
  const { error = 0, ready = 0 } = counts;
  const n = (count: number) => ({ count, n: words.number(count) });
  return {
    state: file.state,
    title: t(file.state === 'undone' ? 'imports:result.undoneTitle' : 'imports:result.title', n(records)),
    ranges: outcome.ranges
      .slice(0, rangesShown)
      .map(range => ({
        label: countryYear(words, range.key),
        text: rangeText(words, range),
        count: t('imports:result.records', n(range.records)),
      })),
    more:
      outcome.ranges.length > rangesShown
        ? t('imports:result.moreRanges', { count: outcome.ranges.length - rangesShown })
        : undefined,
    search:
      records > withdrawn
        ? { href: `/seizures?import=${file.id}`, label: t('imports:result.search', n(records - withdrawn)) }
        : undefined,
    facts: resultFacts(words, viewer, file, counts, learned),
    stays:
      error + ready > 0
        ? {
            text: t('imports:result.stays', n(error + ready)),
            actions: [
              // Of an import that was undone no more rows are saved.
              ...(file.state === 'undone'
                ? []
                : [{ label: t('imports:result.repair'), href: addressOf(file, 'check') }]),
              ...rejectedLinks(words, file),
            ],
          }
        : undefined,
    undo: canUndo(file)
      ? {
          text: t('imports:result.undoLead', { ...n(records - withdrawn), days: undoDays }),
          action: addressOf(file, 'undo'),
        }
      : undefined,
    undone: undone
      ? t('imports:result.undone', {
          who: undone.loginId,
          when: words.time(undone.at.toISOString()),
          reason: String(undone.detail?.reason ?? ''),
          ...n(Number(undone.detail?.records ?? 0)),
        })
      : undefined,
    left: file.state === 'undone' && records > withdrawn ? t('imports:result.left', n(records - withdrawn)) : undefined,
  };
}

function resultFacts(words: Words, { office }: Viewer, file: Import, counts: RowCounts, learned: number): string[] {
  const { same = 0, left_out: leftOut = 0, set_aside: aside = 0 } = counts;
  const fact = (key: string, count: number, values = {}) =>
    count > 0 ? words.t(`imports:result.${key}`, { count, n: words.number(count), ...values }) : '';
  return [
    fact('learned', learned, { office: words.lang === 'fr' ? office.nameFr : office.nameEn }),
    words.t('imports:result.shape'),
    fact('same', same),
    fact('leftOut', leftOut),
    fact('aside', aside),
    file.plan.rows.mapping.includes('nominal') ? words.t('imports:result.fileGone') : '',
  ].filter(Boolean);
}

function rejectedLinks(words: Words, file: Import) {
  return (['xlsx', 'csv'] as const).map(ending => ({
    label: words.t(`imports:rejected.${ending}`),
    href: addressOf(file, `rejected.${ending}`),
  }));
}

/** "KE-2026" as "Kenya 2026". */
function countryYear(words: Words, key: string): string {
  return `${words.code('country', key.slice(0, 2))} ${key.slice(3)}`;
}

function rangeText(words: Words, { first, last }: RefRange): string {
  return first === last ? first : words.t('imports:result.range', { first, last });
}

const icons: Readonly<Record<string, readonly [icon: string, tone: string]>> = {
  uploaded: ['file-up', 'info'],
  again: ['file-up', 'info'],
  looked: ['eye', ''],
  reread: ['refresh-cw', ''],
  columns: ['table-2', 'info'],
  styles: ['calendar', ''],
  words: ['book-open', 'info'],
  check: ['list', ''],
  commit: ['save', ''],
  saved: ['circle-check', 'good'],
  stopped: ['circle-stop', 'warn'],
  failed: ['circle-x', 'bad'],
  resumed: ['play', ''],
  repaired: ['square-pen', ''],
  set_aside: ['minus', ''],
  brought_back: ['rotate-ccw', ''],
  repeats: ['copy', ''],
  undone: ['undo-2', 'warn'],
  discarded: ['trash-2', 'bad'],
};

/** The steps of an import, newest first. */
export function historyOf(words: Words, steps: readonly ImportStepRow[]) {
  return steps.map(({ kind, detail, loginId, at }) => {
    const [icon, tone] = icons[kind] ?? ['history', ''];
    const count = Number(detail?.answers ?? detail?.cells ?? detail?.rows ?? detail?.records ?? 0);
    const reason = detail?.reason;
    return {
      title: words.t(`imports:history.kinds.${kind}`, { count, n: words.number(count), defaultValue: kind }),
      who: loginId,
      when: words.time(at.toISOString()),
      datetime: at.toISOString(),
      icon,
      tone,
      ...(typeof reason === 'string' ? { reason } : {}),
    };
  });
}
