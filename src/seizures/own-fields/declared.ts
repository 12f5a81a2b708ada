import type { Field, HeadingCode } from '../goods/heading.ts';
import { headingList } from '../headings/index.ts';

/** A field that some headings have and others do not, under the name a search asks for it by. */
export interface OwnField {
  readonly name: string;
  readonly type: Field['type'];
  /** The declaration of each heading that has it: two headings may offer different choices under one name. */
  readonly byHeading: ReadonlyMap<HeadingCode, Field>;
}

/** What the portal works out for some headings only: asked for as if it were declared, though nobody states it. */
const workedOut: Partial<Record<HeadingCode, readonly Field[]>> = {
  BEV: [{ name: 'pureAlcoholLitres', form: 'long', type: 'decimal', min: 0, max: 1e15, unit: 'L' }],
  CITES: [{ name: 'citesAppendix', form: 'short', type: 'choice', options: ['I', 'II', 'III', 'I_II', 'none'] }],
  ODS: [
    { name: 'odpTonnes', form: 'short', type: 'decimal', min: 0, max: 1e15 },
    { name: 'co2eTonnes', form: 'short', type: 'decimal', min: 0, max: 1e15 },
  ],
};

/** The own fields of a heading in the order of its form, then what is worked out for it. */
export function fieldsOf(heading: HeadingCode): readonly Field[] {
  return allFields.get(heading) ?? [];
}

export function isWorkedOut(heading: HeadingCode, name: string): boolean {
  return workedOut[heading]?.some(field => field.name === name) ?? false;
}

const allFields: ReadonlyMap<HeadingCode, readonly Field[]> = new Map(
  headingList.map(({ code, fields }) => [code, [...fields, ...(workedOut[code] ?? [])]]),
);

/** Every own field by its name. Throws at the start where two headings declare one name with different types. */
export const ownFields: ReadonlyMap<string, OwnField> = gathered();

function gathered(): Map<string, OwnField> {
  const found = new Map<string, { name: string; type: Field['type']; byHeading: Map<HeadingCode, Field> }>();
  for (const [heading, fields] of allFields)
    for (const field of fields) {
      const { name, type } = field;
      const own = found.get(name) ?? { name, type, byHeading: new Map() };
      if (own.type !== type) throw new Error(`own field ${name} is ${own.type} and ${type}`);
      found.set(name, { ...own, byHeading: own.byHeading.set(heading, field) });
    }
  return found;
}

/** The chosen headings that declare the field. */
export function headingsWith(field: OwnField, chosen: readonly string[]): HeadingCode[] {
  return [...field.byHeading.keys()].filter(code => chosen.includes(code));
}
