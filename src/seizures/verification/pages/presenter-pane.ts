import type { Viewer } from '../../../access/index.ts';
import type { Offices } from '../../../reference/index.ts';
import { presentAlike } from '../../duplicates/pages/presenter-alike.ts';
import type { Alike } from '../../duplicates/store-pairs.ts';
import { presentFlags } from '../../flags/presenter-flags.ts';
import type { Flag } from '../../flags/flag.ts';
import type { Settlement } from '../../flags/store-flags.ts';
import { can } from '../../permissions.ts';
import { differences } from '../../record/differences.ts';
import { factText, presentDifferences, quantityText } from '../../record/pages/presenter-differences.ts';
import { placeOf } from '../../record/pages/presenter.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { Seizure, StepRow } from '../../record/store.ts';
import { countedTo } from '../../search/result-page.ts';
import type { SeizureRecord } from '../../seizure.ts';
import type { QueueFilter } from '../store-queue.ts';
import { deskHref } from './query.ts';

/** The record in the pane, with what an eye looks at first. */
export interface OpenRecord {
  readonly seizure: Seizure;
  /** Undefined where it does not wait (any more). */
  readonly place:
    | { readonly position: number; readonly previous: string | null; readonly next: string | null }
    | undefined;
  readonly flags: readonly Flag[];
  readonly settlements: readonly Settlement[];
  /** What it may be the same event as. */
  readonly alike: readonly Alike[];
  readonly steps: readonly StepRow[];
  /** Its last verified version, where it was amended since. */
  readonly verified: SeizureRecord | undefined;
}

interface PaneSources {
  readonly viewer: Viewer;
  readonly filter: QueueFilter;
  readonly total: number;
  readonly offices: Offices;
  readonly words: Words;
}

/** "10,000+" where no more are counted. */
export function counted(n: number, words: Words): string {
  return n > countedTo ? `${words.number(countedTo)}+` : words.number(n);
}

const shownFacts = ['direction', 'detection', 'transport', 'concealment', 'location', 'release'] as const;
const mostLines = 6;

/** A record beside the queue: reasons for doubt before its facts, then the acts. Pure. */
export function presentPane(open: OpenRecord, sources: PaneSources) {
  const { seizure, place, flags, settlements, steps } = open;
  const { viewer, filter, total, words } = sources;
  const href = (ref: string | null): string | undefined => (ref === null ? undefined : deskHref(filter, { open: ref }));
  return {
    ref: seizure.ref,
    version: String(seizure.version),
    value: `${seizure.ref}:${seizure.version}`,
    status: seizure.status,
    headings: [...new Set(seizure.record.lines.map(({ heading }) => heading))].map(code => words.names.heading(code)),
    scope: scopeOf(seizure, sources),
    position:
      place &&
      words.t('verification:position', { position: counted(place.position, words), total: counted(total, words) }),
    previous: href(place?.previous ?? null),
    next: href(place?.next ?? null),
    nextRef: place?.next ?? '',
    strip: [
      { label: words.t('record:strip.seized'), value: words.date(seizure.seizureDate) },
      { label: words.label('country'), value: words.code('country', seizure.country) },
    ],
    flags: presentFlags(flags, settlements, words, presentAlike(open.alike, seizure.ref, words)),
    changed: presentChangedSince(seizure, open.verified, steps, words),
    lines: seizure.record.lines
      .slice(0, mostLines)
      .map((line, at) => ({
        label: words.t('verification:line', { no: at + 1 }),
        value: [
          words.product(line.heading, line.product),
          quantityText(line.quantity, line.unit, line.currency, words),
          line.productText ?? '',
        ]
          .filter(Boolean)
          .join(', '),
      })),
    facts: shownFacts.flatMap(name => {
      const value = seizure.record.facts[name];
      return value === undefined ? [] : [{ label: words.label(name), value: factText(name, value, words) }];
    }),
    narrative: typeof seizure.record.facts.narrative === 'string' ? seizure.record.facts.narrative : '',
    acts: {
      verify: can(viewer, 'verify', seizure) && seizure.author !== viewer.accountId,
      why: whyNot(viewer, seizure, words),
      confirm: can(viewer, 'confirm', seizure) && seizure.author !== viewer.accountId,
      settle: can(viewer, 'settle', seizure),
    },
  };
}

function whyNot(viewer: Viewer, seizure: Seizure, words: Words): string {
  const { ref } = seizure;
  if (seizure.status !== 'submitted' && seizure.status !== 'queried')
    return words.t('verification:why.notOpen', { ref });
  if (seizure.author === viewer.accountId) return words.t('verification:own');
  return seizure.held ? words.t('verification:why.held', { ref }) : '';
}

function scopeOf(seizure: Seizure, { offices, words }: PaneSources): string {
  const { facts } = seizure.record;
  const member = offices.byId(seizure.officeId)?.code ?? '';
  const isOnBehalf = seizure.recordedByOffice !== member;
  return [
    placeOf(facts, words),
    facts.nationalRef === undefined ? '' : words.t('record:nationalRef', { ref: String(facts.nationalRef) }),
    words.t(`record:form.${seizure.record.form}`),
    isOnBehalf
      ? words.t('verification:recordedFor', {
          office: offices.name(seizure.recordedByOffice, words.lang),
          member: offices.name(member, words.lang),
        })
      : words.t('record:recordedBy', { office: offices.name(member, words.lang) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What changed since a RILO verified the record: both versions, field by field; undefined where nothing did. Pure. */
export function presentChangedSince(
  { verifiedVersion, version, record }: Pick<Seizure, 'verifiedVersion' | 'version' | 'record'>,
  verified: SeizureRecord | undefined,
  steps: readonly StepRow[],
  words: Words,
) {
  if (verified === undefined || verifiedVersion === null) return undefined;
  const reasons = steps
    .filter(({ kind, version: of }) => (kind === 'amended' || kind === 'corrected') && of > verifiedVersion)
    .map(({ reason }) => reason ?? '');
  return {
    title: words.t('verification:changed.title', { version: words.number(verifiedVersion) }),
    changes: presentDifferences(differences(verified, record), words),
    reason: reasons[0] ? words.t('verification:changed.reason', { reason: reasons[0] }) : '',
    note: words.t('verification:changed.note', { version: words.number(version) }),
  };
}
