import type { Language } from '../i18n/index.ts';
import { numberFormat, timeText } from '../text/formats.ts';
import type { Copy, Status } from './store-status.ts';
import type { Seen } from './store-presence.ts';
import { leastFree, longestWait, warningsOf } from './warnings.ts';

export interface Words {
  readonly lang: Language;
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
}

const gib = 1024 ** 3;
const day = 86_400_000;

/** The page of how the portal does: what to mend first, then what there is. Pure. */
export function presentStatus(status: Status, words: Words) {
  const { t, lang } = words;
  const warnings = warningsOf(status).map(({ kind, values }) => ({
    title: t(`operations:warning.${kind}.title`, values),
    text: t(`operations:warning.${kind}.text`, values),
  }));
  return {
    title: t('operations:title'),
    asOf: t('operations:asOf', { time: timeText(status.at, lang) }),
    warnings,
    copies: [
      copyLine('backup', status.backup, words),
      copyLine('restore', status.restore, words),
      { label: t('operations:certificate.label'), value: certificateText(status, words) },
      { label: t('operations:mail.label'), value: mailText(status, words) },
      { label: t('operations:figures.label'), value: figuresText(status, words) },
      { label: t('operations:seal.label'), value: ageText(status.sealLag, words) },
      ...replicaLines(status.reads, words),
    ],
    versions: [
      { label: t('operations:version.portal'), value: releases(status) },
      { label: 'Node', value: [...new Set(status.processes.map(({ node }) => node))].join(', ') },
      { label: 'PostgreSQL', value: status.postgres },
      { label: t('operations:version.schema'), value: status.migration },
    ],
    processes: status.processes.map(one => presentProcess(one, status.at, words)),
    queues: presentQueues(status, words),
  };
}

function releases({ processes }: Status): string {
  return [...new Set(processes.map(({ release }) => release))].join(', ');
}

function copyLine(kind: Copy['kind'], copy: Copy | undefined, { t, lang }: Words) {
  const label = t(`operations:${kind}.label`);
  if (!copy) return { label, value: t(`operations:${kind}.never`) };
  const values = {
    at: timeText(copy.at, lang),
    of: timeText(copy.of, lang),
    rows: numberFormat(lang).format(copy.rows),
  };
  return { label, value: t(`operations:${kind}.done`, values) };
}

function certificateText({ processes, at }: Status, { t, lang }: Words): string {
  const [until] = processes.flatMap(({ certificateUntil }) => certificateUntil ?? []).sort((a, b) => +a - +b);
  if (!until) return t('operations:certificate.unknown');
  const days = Math.floor((until.getTime() - at.getTime()) / day);
  return t('operations:certificate.until', { time: timeText(until, lang), count: Math.max(0, days) });
}

function mailText({ letters }: Status, { t }: Words): string {
  const { waiting: count, givenUp } = letters;
  return [
    t('operations:mail.waiting', { count }),
    ...(givenUp > 0 ? [t('operations:mail.givenUp', { count: givenUp })] : []),
  ].join(' ');
}

function figuresText({ figuresAge: age }: Status, words: Words): string {
  if (age === undefined) return words.t('operations:figures.postgres');
  return words.t('operations:figures.behind', { age: ageText(age, words) });
}

function replicaLines(reads: Status['reads'], words: Words) {
  if (!reads) return [];
  const { t } = words;
  const { replica, primary } = reads.read;
  const percent = Math.floor((replica / Math.max(1, replica + primary)) * 100);
  return [
    ...reads.replicas.map(({ name, behind }) => ({
      label: t('operations:replica.label', { name }),
      value:
        typeof behind === 'number'
          ? t('operations:replica.behind', { age: ageText(Math.ceil(behind), words) })
          : t(`operations:replica.${behind ?? 'away'}`),
    })),
    { label: t('operations:replica.share'), value: t('operations:replica.of', { percent }) },
  ];
}

/** Seconds in words: the largest whole unit. */
function ageText(seconds: number, { t }: Words): string {
  if (seconds < 60) return t('operations:age.seconds', { count: Math.round(seconds) });
  if (seconds < 2 * 3600) return t('operations:age.minutes', { count: Math.floor(seconds / 60) });
  if (seconds < 48 * 3600) return t('operations:age.hours', { count: Math.floor(seconds / 3600) });
  return t('operations:age.days', { count: Math.floor(seconds / 86_400) });
}

function presentProcess(one: Seen, at: Date, words: Words) {
  const { t, lang } = words;
  const silent = (at.getTime() - one.seenAt.getTime()) / 1000;
  return {
    machine: one.machine,
    name: one.name,
    release: one.release,
    since: timeText(one.beganAt, lang),
    seen: t('operations:process.ago', { age: ageText(Math.max(0, silent), words) }),
    isSilent: silent > 5 * 60,
    ...diskText(one, words),
  };
}

function diskText({ diskFree, diskSize }: Seen, { t, lang }: Words): { disk: string; isFull: boolean } {
  if (diskFree === null || diskSize === null) return { disk: t('operations:process.store'), isFull: false };
  const free = numberFormat(lang, { maximumFractionDigits: 1 }).format(diskFree / gib);
  const percent = Math.floor((diskFree / diskSize) * 100);
  return { disk: t('operations:process.disk', { free, percent }), isFull: diskFree / diskSize < leastFree };
}

/** Queues with something in them; of those that failed, pg-boss keeps the last days. */
function presentQueues({ jobs }: Status, words: Words) {
  const count = (n: number): string => numberFormat(words.lang).format(n);
  return [...Map.groupBy(jobs, ({ queue }) => queue)].map(([queue, states]) => {
    const of = (state: string) => states.find(one => one.state === state);
    const waiting = of('waiting');
    return {
      queue,
      waiting: count(waiting?.n ?? 0),
      oldest: waiting ? ageText(waiting.oldest, words) : '',
      active: count(of('active')?.n ?? 0),
      failed: count(of('failed')?.n ?? 0),
      isLate: (waiting?.oldest ?? 0) > longestWait,
    };
  });
}
