import type { FieldValue, SeizureRecord } from '../../seizures/index.ts';

/** As the fields themselves hold. */
const longest = { narrative: 8000, concealmentText: 2000 } as const;

/**
 * Rows of one case as one record: the facts of the first that states them, the goods one under the other, each
 * different text once.
 */
export function joinRecords(records: readonly SeizureRecord[]): SeizureRecord {
  const [first, ...more] = records;
  if (!first) throw new Error('no record to join');
  if (more.length === 0) return first;
  return {
    ...first,
    lines: records.flatMap(({ lines }) => lines),
    facts: {
      ...Object.assign({}, ...records.map(({ facts }) => facts).reverse()),
      ...joinedText(records, 'narrative'),
      ...joinedText(records, 'concealmentText'),
    },
  };
}

function joinedText(records: readonly SeizureRecord[], field: keyof typeof longest): Record<string, FieldValue> {
  const texts = [...new Set(records.map(({ facts }) => facts[field]).filter(text => typeof text === 'string'))];
  return texts.length === 0 ? {} : { [field]: texts.join('\n').slice(0, longest[field]).toWellFormed() };
}
