import { DuckDBBitValue } from '@duckdb/node-api';

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface NumberSet {
  readonly bits: DuckDBBitValue;
  /** Numbers from here on are not in it. */
  readonly end: number;
}

/** How a statement asks whether a row is one of many, whose numbers are a text: `1,2,3`. */
const among = /(\w+\.\w+) = any\(string_to_array\(\$(\d+), ','\)::bigint\[\]\)/g;
/** Characters from which on a set is one of bits: shorter ones are joined as fast. */
const longText = 300_000;
/** A set of more would be larger than its text. */
const mostNumbers = 100_000_000;
/** The statements of a page ask of the same, and a few pages beside each other. */
const mostKept = 4;

/**
 * Puts a set of bits in the place of a long list of numbers, which the engine would take apart and join for each
 * statement anew: 200,000 take 120 ms of it, as bits 45. Sets are kept for the next statements.
 */
export function numberSets(): (asked: Asked) => Asked {
  const kept = new Map<string, NumberSet | undefined>();

  function setOf(numbers: string): NumberSet | undefined {
    if (!kept.has(numbers)) {
      kept.set(numbers, readSet(numbers));
      for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    }
    return kept.get(numbers);
  }

  return ({ text, values }) => {
    const replaced = [...values];
    const reread = text.replaceAll(among, (all, column: string, place: string) => {
      const numbers = values[Number(place) - 1];
      const set = typeof numbers === 'string' && numbers.length >= longText ? setOf(numbers) : undefined;
      if (set === undefined) return all;
      replaced[Number(place) - 1] = set.bits;
      return `case when ${column} < ${set.end} then get_bit($${place}::bit, ${column}::int) = 1 else false end`;
    });
    return { text: reread, values: replaced };
  };
}

/** Undefined where it is no list of numbers, or of too large ones. */
function readSet(text: string): NumberSet | undefined {
  const numbers = text.split(',').map(Number);
  const largest = numbers.reduce((most, number) => Math.max(most, number), 0);
  if (!(largest <= mostNumbers) || !numbers.every(number => Number.isInteger(number) && number >= 0)) return undefined;
  // As the engine keeps bits: the first byte says how many of the second are none.
  const bytes = new Uint8Array(2 + (largest >> 3));
  for (const number of numbers) bytes[1 + (number >> 3)]! |= 128 >> (number & 7);
  return { bits: new DuckDBBitValue(bytes), end: 8 * (bytes.length - 1) };
}
