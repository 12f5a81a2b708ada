import type { FieldProblem } from '../../errors.ts';
import type { GoodsLine, SeizureRecord } from '../../seizures/index.ts';

/** Without these a row is no seizure, whatever else it says. */
const hard = /^(?:facts\.(?:seizureDate|country)|lines(?:\.\d+\.(?:heading|product|productText|quantity|unit))?)$/;

/**
 * Whether a problem leaves the hard facts of a row sound. A unit that is unusual for the goods is one: quantity and
 * unit are what the source says.
 */
export function isSoft({ path, key }: FieldProblem): boolean {
  return key === 'findings:unitNotAllowed' || !hard.test(path);
}

/** The record without what it cannot hold of the soft facts; the source keeps the cells. */
export function withoutUnfit(record: SeizureRecord, problems: readonly FieldProblem[]): SeizureRecord {
  const soft = problems.filter(
    problem => !isAbsent(problem) && isSoft(problem) && !/^lines\.\d+\.unit$/.test(problem.path),
  );
  if (soft.length === 0) return record;
  const unfit = new Set(soft.flatMap(({ path }) => [path, ...alsoOf(path)]));
  return {
    ...record,
    facts: kept(record.facts, unfit, 'facts'),
    lines: record.lines.map((line, at): GoodsLine => {
      const own = kept(line, unfit, `lines.${at}`) as GoodsLine;
      return { ...own, details: kept(line.details, unfit, `lines.${at}.details`) };
    }),
    persons: record.persons.filter((_person, at) => !soft.some(({ path }) => path.startsWith(`persons.${at}.`))),
  };
}

/** A fact the row lacks is none to be taken from its record; most rows of a file lack the same ones. */
function isAbsent({ path, key }: FieldProblem): boolean {
  return key === 'findings:required' && path.startsWith('facts.') && alsoOf(path).length === 0;
}

/** An amount goes with the currency it lacks, a second quantity with its unit. */
function alsoOf(path: string): string[] {
  if (path === 'facts.dutyCurrency') return ['facts.dutyEvaded'];
  if (path.endsWith('.currency')) return [path.replace(/currency$/, 'value')];
  return path.endsWith('.unit2') ? [path.replace(/unit2$/, 'quantity2')] : [];
}

function kept<T extends object>(values: T, unfit: ReadonlySet<string>, at: string): T {
  if (!Object.keys(values).some(name => unfit.has(`${at}.${name}`))) return values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => !unfit.has(`${at}.${name}`))) as T;
}
