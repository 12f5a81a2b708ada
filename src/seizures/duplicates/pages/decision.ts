import { BadRequest, type FieldProblem } from '../../../errors.ts';
import { readForm } from '../../../fields/index.ts';
import { latestToday } from '../../../text/plain-date.ts';
import { now } from '../../../text/clock.ts';
import { validateRecord } from '../../checks/validate.ts';
import type { SeizuresContext } from '../../context.ts';
import type { Seizure } from '../../record/store.ts';
import type { SeizureRecord } from '../../seizure.ts';
import { compare, mergedRecord } from '../compare.ts';
import type { Pick, Side } from '../side.ts';
import { sidesOf } from '../group.ts';
import type { Is } from '../merge.ts';
import { decisionsOf, formFields, picksOf } from './form.ts';

/** What the values are checked with. */
type Checking = { readonly lists: SeizuresContext['lists'] };

/** What a form asks to be done with a group. */
export interface Asked {
  readonly act: string;
  readonly clientUuid: string;
  readonly seizures: readonly Seizure[];
  readonly is: readonly Is[];
  readonly picks: ReadonlyMap<string, Pick>;
  /** The record that counts for those merged. */
  readonly record: SeizureRecord;
}
export type NotYet = Omit<Asked, 'act' | 'record'> & { readonly problems: readonly FieldProblem[] };

/** What is usual for records side by side: the first is kept, those of its office merged, others linked. Pure. */
export function usualDecisions(sides: readonly Side[]): Is[] {
  return sides.map(({ canMerge }, at) => (at === 0 ? 'keep' : canMerge ? 'merge' : 'link'));
}

/** Reads the form of a group in the versions it showed. Throws BadRequest for what is no field of it. */
export function readDecision(
  context: Checking,
  body: unknown,
  named: readonly { readonly ref: string }[],
  seizures: readonly Seizure[],
): Asked | NotYet {
  const shown = sidesOf(seizures);
  const shownParts = compare(shown);
  const { typed, problems: malformed } = readForm(body, formFields(shown, shownParts));
  if (malformed.length > 0) throw new BadRequest(malformed);
  const none = typed.act === 'none';
  const is = none ? named.map((): Is => 'different') : decisionsOf(typed, usualDecisions(shown));
  const clientUuid = typed.clientUuid ?? '';
  const problems = none ? [] : [...problemsOf(is, shown), ...heldTexts(is, seizures)];
  const isMerged = (one: Seizure): boolean => ['keep', 'merge'].includes(is[seizures.indexOf(one)] ?? '');
  const sides = sidesOf(seizures, isMerged);
  const parts = compare(sides);
  const picks = picksOf(typed, parts, sides);
  const asked = { act: typed.act ?? '', clientUuid, seizures, is, picks };
  if (problems.length > 0) return { ...asked, problems };
  const [first] = is;
  if (is.includes('merge') && first !== 'keep' && first !== 'merge') return keptFirst(asked);
  const record = mergedRecord(sides, parts, picks);
  const wrong = is.includes('merge') ? errorsOf(context, record, seizures) : [];
  return wrong.length > 0 ? { ...asked, problems: wrong } : { ...asked, record };
}

function problemsOf(is: readonly Is[], sides: readonly Side[]): FieldProblem[] {
  const kept = is.filter(one => one === 'keep').length;
  if (kept > 1) return [{ path: 'is0', key: 'duplicates:problem.oneKept' }];
  if (kept === 0 && is.some(one => one !== 'different')) return [{ path: 'is0', key: 'duplicates:problem.noneKept' }];
  const office = sides[is.indexOf('keep')]?.canMerge;
  return is.flatMap((one, at) =>
    one === 'merge' && (sides[at]?.canMerge !== true || office !== true)
      ? [{ path: `is${at}`, key: 'duplicates:problem.otherMember' }]
      : [],
  );
}

/** Words that wait for a second person are decided about first. */
function heldTexts(is: readonly Is[], seizures: readonly Seizure[]): FieldProblem[] {
  const merging = is.includes('merge') ? seizures.filter((_one, at) => is[at] === 'keep' || is[at] === 'merge') : [];
  return merging
    .filter(({ isHeld }) => isHeld)
    .map(({ ref }) => ({ path: 'is0', key: 'duplicates:problem.wordsWait', values: { ref } }));
}

/** Values stand in the order of the first record: it is shown again with the kept one first. */
function keptFirst({ seizures, is, clientUuid }: Omit<Asked, 'record'>): NotYet {
  const order = [...seizures.keys()].toSorted((a, b) => Number(is[b] === 'keep') - Number(is[a] === 'keep'));
  return {
    clientUuid,
    seizures: order.flatMap(at => seizures[at] ?? []),
    is: order.flatMap(at => is[at] ?? []),
    picks: new Map(),
    problems: [{ path: 'is0', key: 'duplicates:problem.lookAgain' }],
  };
}

/** What is wrong with the values together that was not wrong with any of the records. */
function errorsOf({ lists }: Checking, record: SeizureRecord, seizures: readonly Seizure[]): FieldProblem[] {
  const check = (one: SeizureRecord): readonly FieldProblem[] =>
    validateRecord(one, { today: latestToday(now()), lookUp: lists.lookUp, purpose: 'submit', form: one.form }).errors;
  const known = new Set(seizures.flatMap(one => check(one.record).map(idOf)));
  return check(record).filter(problem => !known.has(idOf(problem)));
}
const idOf = ({ key, path }: FieldProblem): string => `${key} ${path.split('.').at(-1)}`;
