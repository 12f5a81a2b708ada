import { limits } from '../limits.ts';
import { FileFault } from '../problems.ts';
import { arrayIn, balanced } from './json-arrays.ts';

/**
 * Where a JSON file keeps its records: one object a line, the objects of an outermost array, the objects of the first
 * array of objects inside an object (`{"data":[…]}`, `{"features":[…]}`), the arrays inside the first array of arrays
 * (`{"fields":[…],"records":[[…]]}`), the objects inside one object, each under its key, or columns side by side
 * (`{"date":[…],"goods":[…]}`).
 */
export type JsonShape = 'lines' | 'array' | 'wrapped' | 'rows' | 'keyed' | 'columns';

/** The text of one object and the line it begins on. */
export interface JsonText {
  readonly line: number;
  readonly text: string;
}

export interface JsonSplitter {
  /** What stands before the records: it may name their columns. */
  readonly before: () => string;
  readonly push: (text: string) => JsonText[];
  readonly end: () => JsonText[];
}

/** Cuts JSON arriving in pieces into the texts of its records; only one record is in memory. */
export function jsonSplitter(shape: JsonShape): JsonSplitter {
  return shape === 'lines' ? lineSplitter() : depthSplitter(shape);
}

function lineSplitter(): JsonSplitter {
  let rest = '';
  let line = 0;
  const numbered = (lines: readonly string[]): JsonText[] =>
    lines.map(text => ({ line: (line += 1), text: text.trim() })).filter(({ text }) => text !== '');
  return {
    push: text => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      refuseLong(rest.length);
      return numbered(lines);
    },
    end: () => numbered([rest]),
    before: () => '',
  };
}

function refuseLong(length: number): void {
  if (length > 16 * limits.recordChars) throw new FileFault('file_damaged', { n: 0 });
}

interface Scan {
  rest: string;
  /** Text before the records, kept for arrays, whose columns it names. */
  before: string;
  readonly ofArrays: boolean;
  at: number;
  line: number;
  depth: number;
  /** Depth at which the records begin; -1 until the array that holds them is found. */
  base: number;
  start: number;
  startLine: number;
  inString: boolean;
  afterBracket: boolean;
}

/** Tracks depth and strings; the records are the objects (or arrays) directly inside the array at `base`. */
function depthSplitter(shape: JsonShape): JsonSplitter {
  const scan: Scan = {
    rest: '',
    before: '',
    ofArrays: shape === 'rows',
    at: 0,
    line: 1,
    depth: 0,
    base: bases[shape] ?? -1,
    start: -1,
    startLine: 1,
    inString: false,
    afterBracket: false,
  };
  return {
    push: text => push(scan, text),
    before: () => scan.before,
    end: () => (scan.start === -1 ? [] : [{ line: scan.startLine, text: scan.rest.slice(scan.start) }]),
  };
}

/** Depth at which records begin, where no array has to be found first. */
const bases: Readonly<Partial<Record<JsonShape, number>>> = { array: 1, keyed: 1, columns: 0 };

function push(scan: Scan, text: string): JsonText[] {
  scan.rest += text;
  const records: JsonText[] = [];
  for (; scan.at < scan.rest.length; scan.at += 1) {
    const record = step(scan, scan.rest.charCodeAt(scan.at));
    if (record) records.push(record);
  }
  const keep = scan.start === -1 ? scan.rest.length : scan.start;
  if (scan.ofArrays && scan.base === -1) scan.before += scan.rest.slice(0, keep);
  refuseLong(scan.rest.length - keep);
  scan.at -= Math.min(keep, scan.at);
  scan.rest = scan.rest.slice(keep);
  if (scan.start !== -1) scan.start = 0;
  return records;
}

function step(scan: Scan, code: number): JsonText | undefined {
  if (code === 10) {
    // A line end inside a string: the string was never closed; the next record shall not suffer for it.
    scan.line += 1;
    scan.inString = false;
  } else if (scan.inString) {
    if (code === 92) scan.at += 1;
    else if (code === 34) scan.inString = false;
  } else if (code === 34) scan.inString = true;
  else if (code === 123 || code === 91) open(scan, code === (scan.ofArrays ? 91 : 123));
  else if (code === 125 || code === 93) return close(scan);
  if (code > 32) scan.afterBracket = code === 91 && !scan.inString && !describesColumns(scan);
  return undefined;
}

/** Portals of open data name the columns before the records: `{"fields":[…],"records":[…]}`. */
function describesColumns({ rest, at, base }: Scan): boolean {
  return (
    base === -1 && /"(?:fields|columns|schema|metadata|meta|headers|links)"\s*:\s*$/i.test(rest.slice(0, at).slice(-40))
  );
}

function open(scan: Scan, isRecord: boolean): void {
  if (isRecord && scan.base === -1 && scan.afterBracket) {
    scan.base = scan.depth;
    if (scan.ofArrays) scan.before += scan.rest.slice(0, scan.at);
  }
  if (isRecord && scan.depth === scan.base && scan.start === -1) {
    scan.start = scan.at;
    scan.startLine = scan.line;
  }
  scan.depth += 1;
  if (scan.depth > limits.jsonDepth) throw new FileFault('file_too_deep', { limit: limits.jsonDepth });
}

function close(scan: Scan): JsonText | undefined {
  scan.afterBracket = false;
  scan.depth -= 1;
  if (scan.start === -1 || scan.depth !== scan.base) return undefined;
  const record = { line: scan.startLine, text: scan.rest.slice(scan.start, scan.at + 1) };
  scan.start = -1;
  return record;
}

/** Which shape a file beginning with this text has; undefined when it is not JSON. */
export function jsonShape(head: string): JsonShape | undefined {
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (/^\[\s*(?:\{|$|\])/.test(text)) return 'array';
  if (holdsArrays(text)) return 'rows';
  if (!/^\{\s*["}]/.test(text)) return undefined;
  const [first = '', second = ''] = text.split('\n', 2);
  if (!isObject(second)) {
    if (holdsColumns(text)) return 'columns';
    if (holdsKeyed(text)) return 'keyed';
  }
  if (isObject(first)) return /:\s*\[\s*\{/.test(first) && second.trim() === '' ? 'wrapped' : 'lines';
  return isObject(second) ? 'lines' : 'wrapped';
}

/**
 * An array of arrays, alone or under a name. A list of objects before it may only describe the columns: it is as long
 * as a record.
 */
function holdsArrays(text: string): boolean {
  if (/^\[\s*\[/.test(text)) return true;
  const arrays = /:\s*\[\s*(?=\[\s*["\d-])/.exec(text);
  if (!arrays) return false;
  const objects = /:\s*(?=\[\s*\{)/.exec(text);
  if (!objects || objects.index > arrays.index) return true;
  const width = arrayIn(balanced(text.slice(arrays.index + arrays[0].length)))?.length;
  return width !== undefined && width === arrayIn(balanced(text.slice(objects.index + objects[0].length)))?.length;
}

const columnsStart = /^\{\s*"[^"]*"\s*:\s*(?=\[\s*["\d-]|\{\s*"\d+"\s*:\s*["\d-])/;
const nextColumn = /^\s*,\s*"[^"]*"\s*:\s*(?=\[\s*["\dn-]|\{\s*"\d+"\s*:\s*["\dn-])/;

/** Lists of values as long as each other, or values by the number of their row, and no list of objects. */
function holdsColumns(text: string): boolean {
  const start = columnsStart.exec(text)?.[0].length;
  if (start === undefined || /:\s*\[\s*\{/.test(text)) return false;
  const first = balanced(text.slice(start));
  const next = nextColumn.exec(text.slice(start + first.length))?.[0].length;
  if (next === undefined) return false;
  const [own, other] = [first, balanced(text.slice(start + first.length + next))].map(fieldsOf);
  return own !== undefined && own.length > 1 && own.length === other?.length;
}

/** Objects of like fields, each under a key of its own, and nothing else. */
function holdsKeyed(text: string): boolean {
  const start = keyOf.exec(text)?.[0].length;
  if (start === undefined) return false;
  const first = balanced(text.slice(start));
  const next = nextKey.exec(text.slice(start + first.length))?.[0].length;
  if (next === undefined) return false;
  const second = balanced(text.slice(start + first.length + next));
  const after = text.slice(start + first.length + next + second.length);
  const [own, other] = [first, second].map(fieldsOf);
  const shared = own?.filter(field => other?.includes(field) === true) ?? [];
  const isAlike = shared.length >= 3 && shared.length * 2 > (own?.length ?? 0);
  return isAlike && (nextKey.test(after) || /^\s*\}\s*$/.test(after));
}

const keyOf = /^\{\s*"[^"]*"\s*:\s*(?=\{)/;
const nextKey = /^\s*,\s*"[^"]*"\s*:\s*(?=\{)/;

function fieldsOf(text: string): readonly string[] {
  try {
    return Object.keys(JSON.parse(text) as object);
  } catch {
    return [];
  }
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
