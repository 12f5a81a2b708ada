import { limits } from './limits.ts';
import { FileFault } from './problems.ts';

/**
 * Where a JSON file keeps its records: one object a line, the objects of an outermost array, or the objects of the
 * first array of objects inside an object (`{"data":[…]}`, `{"features":[…]}`).
 */
export type JsonShape = 'lines' | 'array' | 'wrapped';

/** The text of one object and the line it begins on. */
export interface JsonText {
  readonly line: number;
  readonly text: string;
}

export interface JsonSplitter {
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
  const numbered = (lines: readonly string[]): JsonText[] => lines
    .map((text) => ({ line: (line += 1), text: text.trim() })).filter(({ text }) => text !== '');
  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      refuseLong(rest.length);
      return numbered(lines);
    },
    end: () => numbered([rest]),
  };
}

function refuseLong(length: number): void {
  if (length > 16 * limits.recordChars) throw new FileFault('file_damaged', { n: 0 });
}

/** Tracks depth and strings; the records are the objects directly inside the array at `base`. */
function depthSplitter(shape: JsonShape): JsonSplitter {
  let rest = '';
  let at = 0;
  let line = 1;
  let depth = 0;
  let base = shape === 'array' ? 1 : -1;
  let start = -1;
  let startLine = 1;
  let inString = false;
  let afterBracket = false;

  const open = (brace: boolean): void => {
    if (brace && base === -1 && afterBracket) base = depth;
    if (brace && depth === base && start === -1) {
      start = at;
      startLine = line;
    }
    depth += 1;
    if (depth > limits.jsonDepth) throw new FileFault('file_too_deep', { limit: limits.jsonDepth });
  };
  const close = (): JsonText | undefined => {
    depth -= 1;
    if (start === -1 || depth !== base) return undefined;
    const record = { line: startLine, text: rest.slice(start, at + 1) };
    start = -1;
    return record;
  };
  const step = (code: number): JsonText | undefined => {
    if (code === 10) {
      line += 1;
      inString = false;
    } else if (inString) {
      if (code === 92) at += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123) open(true);
    else if (code === 91) open(false);
    else if (code === 125 || code === 93) return close();
    if (code > 32) afterBracket = code === 91 && !inString;
    return undefined;
  };
  const push = (text: string): JsonText[] => {
    rest += text;
    const records: JsonText[] = [];
    for (; at < rest.length; at += 1) {
      const record = step(rest.charCodeAt(at));
      if (record) records.push(record);
    }
    const keep = start === -1 ? rest.length : start;
    refuseLong(rest.length - keep);
    at -= Math.min(keep, at);
    rest = rest.slice(keep);
    if (start !== -1) start = 0;
    return records;
  };
  return { push, end: () => (start === -1 ? [] : [{ line: startLine, text: rest.slice(start) }]) };
}

/** Which shape a file beginning with this text has; undefined when it is not JSON. */
export function jsonShape(head: string): JsonShape | undefined {
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (/^\[\s*(?:\{|$|\])/.test(text)) return 'array';
  if (!/^\{\s*["}]/.test(text)) return undefined;
  const [first = '', second = ''] = text.split('\n', 2);
  if (isObject(first)) return /:\s*\[\s*\{/.test(first) && second.trim() === '' ? 'wrapped' : 'lines';
  return isObject(second) ? 'lines' : 'wrapped';
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
