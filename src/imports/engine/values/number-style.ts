import { digitsValue, numberParts, type NumberStyle } from './numbers.ts';
import { isBlank, tidy } from '../words/words.ts';

export interface NumberOption {
  readonly style: NumberStyle;
  readonly examples: readonly { readonly cell: string; readonly value: number | undefined }[];
}

export interface NumberDecision {
  readonly state: 'decided' | 'ask';
  readonly style: NumberStyle;
  readonly why: 'marks' | 'whole_numbers' | 'majority' | 'both_fit' | 'both_seen' | 'no_numbers';
  readonly options: readonly NumberOption[];
  readonly counts: NumberCounts;
  /** Only numbers that a workbook holds as such speak for the point: texts beside them may be of another hand. */
  readonly isTyped?: true;
}

interface NumberCounts {
  /** Weight of the cells that fit one style only. */
  point: number;
  comma: number;
  /** Cells like 1,234 or 1.234: a thousand, or one and a bit. */
  both: number;
  whole: number;
  unreadable: number;
  blank: number;
}

/** Collects the cells of a number column one by one; `decide` may be asked at any time. */
export interface NumberVotes {
  readonly add: (cell: string, times?: number) => void;
  /** `typed`: the file holds numbers as such, which are written out with a point whatever the hand writes. */
  readonly decide: (typed?: boolean) => NumberDecision;
}

/** Decides which mark begins the decimals (import.md 2.5): by the cells whose marks allow one reading only. */
export function decideNumberStyle(cells: Iterable<string>): NumberDecision {
  const votes = numberVotes();
  for (const cell of cells) votes.add(cell);
  return votes.decide();
}

/** `areCounted`: the header says that the numbers count things, of which there are no parts. */
export function numberVotes(areCounted = false): NumberVotes {
  const counts: NumberCounts = { point: 0, comma: 0, both: 0, whole: 0, unreadable: 0, blank: 0 };
  const examples: string[] = [];
  let commaGroups = 0;
  let ungrouped = 0;
  let plainPoints = 0;
  const add = (part: string, cell: string, times: number): void => {
    const vote = isBlank(part) ? blank : voteOf(part);
    counts[vote.kind] += vote.weight * times;
    if (vote.kind === 'point' && /^-?\d+\.\d+$/.test(part.trim())) plainPoints += vote.weight * times;
    if (vote.kind === 'whole' && thousands.test(tidy(part))) ungrouped += times;
    if (vote.kind !== 'both') return;
    if (vote.mark === ',') commaGroups += times;
    if (examples.length < 3) examples.push(tidy(cell));
  };
  return {
    add: (cell, times = 1) => {
      for (const part of numbersIn(cell)) add(part, cell, times);
    },
    decide: typed => {
      const isTyped = typed === true && plainPoints > 0 && plainPoints === counts.point;
      const written = isTyped && counts.comma > 0 ? { ...counts, point: 0 } : counts;
      const decision =
        (areCounted && countedIn(written, commaGroups)) || decide(written, examples, commaGroups, ungrouped);
      return isTyped && counts.comma === 0 ? { ...decision, isTyped } : decision;
    },
  };
}

/**
 * A file is written by one hand: a column whose marks fit both readings is read as those that fit one, where these
 * agree. "16,046" beside "1,331,540" is sixteen thousand.
 */
export function inOneHand(columns: readonly (readonly [number, NumberDecision])[]): Map<number, NumberDecision> {
  const written = columns.filter(([, { isTyped }]) => isTyped !== true);
  const marks = new Set(written.flatMap(([, { why, style }]) => (why === 'marks' ? [style.decimal] : [])));
  const [decimal, ...more] = marks;
  return new Map(
    columns.map(([column, decision]) =>
      (decision.why === 'both_fit' || decision.isTyped === true) && decimal !== undefined && more.length === 0
        ? [column, { ...decision, state: 'decided', why: 'marks', style: { decimal }, options: [] }]
        : [column, decision],
    ),
  );
}

/** Pieces written as 26.960 are thousands, whatever stands beside them. */
function countedIn(counts: NumberCounts, commaGroups: number): NumberDecision | undefined {
  const { point, comma, both } = counts;
  if (point > 0 || comma > 0 || both === 0) return undefined;
  const style: NumberStyle = { decimal: commaGroups * 2 >= both ? '.' : ',' };
  return { state: 'decided', why: 'whole_numbers', style, counts, options: [] };
}

interface Vote {
  readonly kind: keyof NumberCounts;
  readonly weight: number;
  readonly mark?: string;
}

/** The numbers of a cell that holds two ("23 cartons (4.600 sticks)"), else the cell. */
function numbersIn(cell: string): readonly string[] {
  if (cell.length > 80 || !/\d\D*\p{L}\D*\d/u.test(cell) || numberParts(cell)) return [cell];
  return cell.match(/\d[\d.,'’\u00a0\u202f ]*/gu)?.map(part => part.replace(/[.,\s]+$/u, '')) ?? [cell];
}

/** A thousand or more without a mark: 3068, or 3 068 with a blank. */
const thousands = /^\D*[1-9](?:\d{3,}|\d{0,2}(?:\s\d{3})+)\D*$/;

const blank: Vote = { kind: 'blank', weight: 1 };

function voteOf(cell: string): Vote {
  const digits = numberParts(cell)?.digits;
  if (digits === undefined) return { kind: 'unreadable', weight: 1 };
  if (/[eE]/.test(digits)) return { kind: 'whole', weight: 1 };
  const marks: readonly string[] = digits.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return { kind: 'whole', weight: 1 };
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other))
    return marks.filter(mark => mark === last).length === 1 ? decimal(last, 3) : { kind: 'unreadable', weight: 1 };
  if (marks.length > 1) return decimal(other, 3);
  const [before = '', after = ''] = digits.split(last);
  const canGroup = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  if (/[\s\u00a0\u202f'’]/.test(before)) return decimal(last, 3);
  return canGroup ? { kind: 'both', weight: 1, mark: last } : decimal(last, 1);
}

function decimal(mark: string, weight: number): Vote {
  return { kind: mark === '.' ? 'point' : 'comma', weight };
}

function decide(
  counts: NumberCounts,
  examples: readonly string[],
  commaGroups: number,
  ungrouped: number,
): NumberDecision {
  const made = (
    state: NumberDecision['state'],
    why: NumberDecision['why'],
    mark: '.' | ',',
    mixed = false,
  ): NumberDecision => ({
    state,
    why,
    style: { decimal: mark, ...(mixed ? { mixed } : {}) },
    counts,
    options:
      state === 'ask'
        ? [mark, mark === '.' ? (',' as const) : ('.' as const)].map(each =>
            option({ decimal: each, ...(mixed ? { mixed } : {}) }, examples),
          )
        : [],
  });
  const { point, comma, both } = counts;
  const major = point >= comma ? '.' : ',';
  if (point === 0 && comma === 0) {
    // Thousands stand ungrouped beside them: the mark of 491.379 begins its decimals.
    const groups = ungrouped > 0 ? both - commaGroups : commaGroups;
    if (both > 0) return made('ask', 'both_fit', groups * 2 >= both ? '.' : ',');
    return made('decided', counts.whole > 0 ? 'whole_numbers' : 'no_numbers', '.');
  }
  const few = Math.min(point, comma);
  if (few === 0) return made('decided', 'marks', major);
  if (both === 0 || Math.max(point, comma) >= few * 20) return made('decided', 'majority', major, true);
  return made('ask', 'both_seen', major, true);
}

function option(style: NumberStyle, examples: readonly string[]): NumberOption {
  return {
    style,
    examples: examples.map(cell => ({ cell, value: digitsValue(numberParts(cell)?.digits ?? '', style) })),
  };
}
