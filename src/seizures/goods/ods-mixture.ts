import type { GoodsLine, LineContext, ReferenceFact } from './heading.ts';
import { round12 } from '../../text/number.ts';

interface Part {
  /** Substance code of the list `ods`, such as HCFC-22. */
  readonly substance: string;
  readonly percent: number;
}

/** Ozone depletion (CFC-11 = 1) and global warming (CO2 = 1) of one kilogram; undefined where the lists do not know. */
interface Potentials {
  readonly odp: number | undefined;
  readonly gwp: number | undefined;
}

/** Reads "HCFC-22=60%, HFC-125=40%" or "HCFC-22 60; HFC-125 40" into its parts; undefined where it cannot be read. */
export function readComposition(text: string): Part[] | undefined {
  const parts = text
    .split(/[;,+](?!\d)/)
    .map(piece => /^(.+?)(?:\s*[=:]\s*|\s+)(\d{1,3}(?:[.,]\d{1,4})?)\s*%?$/.exec(piece.trim()));
  if (parts.some(part => part === null)) return undefined;
  return parts.flatMap(part =>
    part === null ? [] : [{ substance: String(part[1]).trim(), percent: Number(String(part[2]).replace(',', '.')) }],
  );
}

/** Potentials of a line: of its stated composition, else of its blend, else of the product itself. */
export function potentialsOf(line: GoodsLine, context: LineContext): Potentials | undefined {
  const { blend, composition } = line.details;
  if (typeof composition === 'string') return mixed(readComposition(composition), context);
  if (typeof blend === 'string') return ofBlend(context.lookUp('ods_blend', blend), context);
  return ofSubstance(context.lookUp('ods', line.product), context);
}

function ofBlend(fact: ReferenceFact | undefined, context: LineContext): Potentials | undefined {
  if (fact === undefined) return undefined;
  const own = ofFact(fact);
  if (own?.odp !== undefined && own.gwp !== undefined) return own;
  return mixed(readComposition(fact.details.composition ?? ''), context) ?? own;
}

/** The Protocol gives the warming figure once for all isomers of a substance; a single isomer takes it from there. */
function ofSubstance(fact: ReferenceFact | undefined, context: LineContext): Potentials | undefined {
  const own = ofFact(fact);
  if (fact === undefined || own === undefined || own.gwp !== undefined) return own;
  const isomers = context.lookUp('ods', `${fact.code.replace(/ \(.*\)$/, '')} (all isomers)`);
  return { odp: own.odp, gwp: ofFact(isomers)?.gwp };
}

function ofFact(fact: ReferenceFact | undefined): Potentials | undefined {
  if (fact === undefined) return undefined;
  return { odp: numberOf(fact.details.odp), gwp: numberOf(fact.details.gwp) };
}

/**
 * In trade the bare number means the isomer that is sold; the list has it, as the Protocol does, beside all isomers.
 */
const soldIsomers: ReadonlyMap<string, string> = new Map([
  ['HCFC-123', 'HCFC-123 (CHCl2CF3)'],
  ['HCFC-124', 'HCFC-124 (CHFClCF3)'],
]);

/** The list's entry of a substance named in a composition. */
export function substanceNamed(name: string, context: LineContext): ReferenceFact | undefined {
  return context.lookUp('ods', soldIsomers.get(name) ?? name);
}

/**
 * Share-weighted sum over the controlled substances. Others in a mixture (hydrocarbons, lubricant) deplete no ozone and
 * are outside the Protocol's warming figures, as in the Protocol's own blend tables. Where a name sounds like a
 * depleting substance and is not in the list, nothing is said rather than too little.
 */
function mixed(parts: readonly Part[] | undefined, context: LineContext): Potentials | undefined {
  const named = (parts ?? []).map(part => ({ ...part, fact: substanceNamed(part.substance, context) }));
  if (named.some(part => part.fact === undefined && /^(H?CFC|HBFC|Halon)/i.test(part.substance))) return undefined;
  const known = named.flatMap(part => {
    const potentials = ofSubstance(part.fact, context);
    return potentials === undefined ? [] : [{ share: part.percent / 100, potentials }];
  });
  if (known.length === 0) return undefined;
  return { odp: weighted(known, 'odp'), gwp: weighted(known, 'gwp') };
}

function weighted(
  known: readonly { share: number; potentials: Potentials }[],
  name: keyof Potentials,
): number | undefined {
  const terms = known.map(one => one.share * (one.potentials[name] ?? NaN));
  const sum = terms.reduce((total, term) => total + term, 0);
  return Number.isNaN(sum) ? undefined : round12(sum);
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}
