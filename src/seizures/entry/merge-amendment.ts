import { descriptionOf, matchLines } from '../record/differences.ts';
import { flatten } from './form-from-record.ts';
import { sameValue, type Row, type Sheet, type Values } from './form-sheet.ts';
import type { PersonCount, SeizureRecord } from '../seizure.ts';

/**
 * An amendment carried over to a newer version of its record: their version, with mine wherever I changed something
 * since the version I began from. Rows I added or changed are never lost, even where theirs removed them.
 */
export function rebase(base: SeizureRecord, theirs: SeizureRecord, mine: Sheet): Sheet {
  const start = flatten(base);
  const now = keyedAs(base, theirs);
  return {
    form: mine.form === start.form ? now.form : mine.form,
    reason: mine.reason,
    facts: mergeValues(start.facts, now.facts, mine.facts),
    lines: mergeRows(start.lines, now.lines, mine.lines),
    persons: mergeRows(start.persons, now.persons, mine.persons),
  };
}

/** Their rows under the keys of the rows they were before; new ones under keys of their own. */
export function keyedAs(base: SeizureRecord, theirs: SeizureRecord): Sheet {
  const sheet = flatten(theirs);
  const lines = matchLines(base.lines, theirs.lines);
  const persons = matchPersons(base.persons, theirs.persons);
  return {
    ...sheet,
    lines: sheet.lines.map((row, at) => ({ ...row, key: keyOf('l', lines[at], at) })),
    persons: sheet.persons.map((row, at) => ({ ...row, key: keyOf('p', persons[at], at) })),
  };
}

function keyOf(letter: string, was: number | undefined, at: number): string {
  return was === undefined ? `t${letter}${at + 1}` : `${letter}${was + 1}`;
}

function matchPersons(old: readonly PersonCount[], now: readonly PersonCount[]): (number | undefined)[] {
  const free = new Set(old.keys());
  return now.map(person => {
    const found = [...free].find(at => descriptionOf(old[at] as PersonCount) === descriptionOf(person));
    if (found !== undefined) free.delete(found);
    return found;
  });
}

function mergeValues(base: Values, theirs: Values, mine: Values): Values {
  const names = new Set([...Object.keys(base), ...Object.keys(theirs), ...Object.keys(mine)]);
  return Object.fromEntries(
    [...names].flatMap(name => {
      const value = sameValue(base[name], mine[name]) ? theirs[name] : mine[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function mergeRows(base: readonly Row[], theirs: readonly Row[], mine: readonly Row[]): Row[] {
  const [before, own] = [byKey(base), byKey(mine)];
  const theirKeys = new Set(theirs.map(({ key }) => key));
  const kept = theirs.flatMap((row): Row[] => {
    const was = before.get(row.key);
    const is = own.get(row.key);
    if (was === undefined) return [row];
    return is === undefined ? [] : [{ key: row.key, values: mergeValues(was.values, row.values, is.values) }];
  });
  const added = mine.filter(({ key, values }) => {
    const was = before.get(key);
    return !theirKeys.has(key) && (was === undefined || !sameRow(was.values, values));
  });
  return [...kept, ...added];
}

function byKey(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map(row => [row.key, row]));
}

function sameRow(a: Values, b: Values): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(name => sameValue(a[name], b[name]));
}
