import type { FieldProblem } from '../../errors.ts';
import type { Viewer } from '../../access/index.ts';
import type { Mark } from '../../personal-data/index.ts';
import { releasesUnder } from '../record/store-audience.ts';
import { differences, type Difference } from '../record/differences.ts';
import { checkSheet, longestReason, openPlaces, screenSheet, type Checked, type Place } from './form-check.ts';
import { textOf, type Sheet } from './form-sheet.ts';
import { mayEnterFor } from '../permissions.ts';
import type { SeizuresContext } from '../context.ts';
import type { SeizureRecord } from '../seizure.ts';
import { readText } from '../../text/readable-text.ts';

/** A draft looked at as a whole, before it is submitted. */
export interface Reviewed extends Checked {
  readonly places: readonly Place[];
  /** What an amendment changes; absent for a new record and while it cannot be read. */
  readonly changes?: readonly Difference[];
}

interface Reviewing {
  readonly viewer: Viewer;
  readonly context: SeizuresContext;
  readonly sheet: Sheet;
  readonly marks: readonly Mark[];
  /** The record an amendment began from. */
  readonly base?: SeizureRecord;
}

/**
 * Every check a submission must pass: the record's own, who may enter it, the guard, and the reason of an amendment.
 */
export function review({ viewer, context, sheet, marks, base }: Reviewing): Reviewed {
  const checked = checkSheet(sheet, {
    lookUp: context.lists.lookUp,
    purpose: 'submit',
    ...(context.quantityNorm ? { quantityNorm: context.quantityNorm } : {}),
  });
  const changes = base && checked.record ? differences(base, checked.record) : undefined;
  const errors = [
    ...checked.errors,
    ...countryProblems(viewer, context, sheet, base),
    ...releaseProblems(context, sheet),
    ...(base ? reasonProblems(sheet) : []),
    ...(changes?.length === 0 ? [{ path: 'changes', key: 'entry:problem.nothingChanged' }] : []),
  ];
  return { ...checked, errors, places: screenSheet(sheet, marks), ...(changes ? { changes } : {}) };
}

export function isReady(reviewed: Reviewed): reviewed is Reviewed & { readonly record: SeizureRecord } {
  return reviewed.record !== undefined && reviewed.errors.length === 0 && openPlaces(reviewed.places).length === 0;
}

function countryProblems(
  viewer: Viewer,
  context: SeizuresContext,
  sheet: Sheet,
  base: SeizureRecord | undefined,
): FieldProblem[] {
  const country = textOf(sheet.facts.country);
  if (base || country === '' || !context.lists.lookUp('country', country) || mayEnterFor(viewer, country)) return [];
  return [{ path: 'facts.country', key: 'entry:problem.notYourCountry' }];
}

function releaseProblems(context: SeizuresContext, { facts }: Sheet): FieldProblem[] {
  const [release, country] = [textOf(facts.release), textOf(facts.country)];
  if (release === '' || !context.lists.lookUp('country', country)) return [];
  const allowed = releasesUnder(context.offices.owning(country).releaseCeiling);
  return allowed.includes(release) ? [] : [{ path: 'facts.release', key: 'entry:problem.releaseTooWide' }];
}

function reasonProblems({ reason }: Sheet): FieldProblem[] {
  if (reason.trim() === '') return [{ path: 'reason', key: 'entry:problem.reasonMissing' }];
  const reading = readText(reason, longestReason, true);
  return reading.ok
    ? []
    : [{ path: 'reason', key: reading.key, ...(reading.values ? { values: reading.values } : {}) }];
}
