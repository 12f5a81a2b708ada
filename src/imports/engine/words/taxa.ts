import type { Candidate, Match, Matcher } from '../columns/matcher.ts';
import { fold } from './words.ts';

/** A species of the list and the taxa it belongs to, or a row of the list for a whole taxon. */
export interface TaxonRow {
  readonly code: string;
  readonly family: string;
  readonly order: string;
  /** mammal, bird, reptile …; '' where the row stands for wildlife of no kind. */
  readonly group: string;
}

/** Code that a taxon goes under by its folded name: `hippocampus` -> CITES/Hippocampus spp. */
export type Taxa = ReadonlyMap<string, string>;

/** For a taxon we know no group of: its name is kept, its appendix left open. */
export const otherTaxon = 'CITES/OTH-TAXON';

const groups: Readonly<Record<string, string>> = {
  mammal: 'OTH-MAMMAL',
  bird: 'OTH-BIRD',
  reptile: 'OTH-REPTILE',
  amphibian: 'OTH-AMPHIBIAN',
  fish: 'OTH-FISH',
  invertebrate: 'OTH-INVERT',
  coral: 'OTH-CORAL',
  timber: 'OTH-TIMBER',
  plant: 'OTH-PLANT',
};

const classes: Readonly<Record<string, string>> = {
  mammalia: 'mammal',
  aves: 'bird',
  reptilia: 'reptile',
  serpentes: 'reptile',
  sauria: 'reptile',
  testudines: 'reptile',
  squamata: 'reptile',
  amphibia: 'amphibian',
  anura: 'amphibian',
  caudata: 'amphibian',
  gymnophiona: 'amphibian',
  actinopterygii: 'fish',
  actinopteri: 'fish',
  elasmobranchii: 'fish',
  chondrichthyes: 'fish',
  insecta: 'invertebrate',
  arachnida: 'invertebrate',
  bivalvia: 'invertebrate',
  gastropoda: 'invertebrate',
  cephalopoda: 'invertebrate',
  anthozoa: 'coral',
  hydrozoa: 'coral',
};

/** The taxa that the list's own rows tell: a row for the whole of one first, else the group its species are of. */
export function taxaOf(rows: Iterable<TaxonRow>): Taxa {
  const taxa = new Map(Object.entries(classes).map(([name, group]) => [name, `CITES/${groups[group]}`]));
  const whole = new Map<string, string>();
  for (const { code, family, order, group } of rows) {
    if (!code.includes(' ')) continue;
    const [first = ''] = code.split(' ');
    if (/ spp\.$/.test(code)) whole.set(fold(first), `CITES/${code}`);
    const kept = groups[group];
    if (kept !== undefined)
      for (const name of [first, family, order])
        if (name !== '' && !taxa.has(fold(name))) taxa.set(fold(name), `CITES/${kept}`);
  }
  return new Map([...taxa, ...whole]);
}

/** "Python sp.", "Felidae spp.", "Naja species": a taxon and no species of it. */
const wholeTaxon = /^([\p{L}-]{3,}) (?:sp|spp|ssp|species|gen)\b[\s\p{P}]*(?:sp|spp|indet)?[\s\p{P}]*$/u;
const ofOneWord = /^\p{Lu}[\p{Ll}-]{3,}$/u;
/** Genus and species, with a subspecies or an author behind. */
const binomial = /^(\p{Lu}[\p{Ll}-]{2,}) (?:[x×] )?([\p{Ll}-]{3,})(?: .*)?$/u;
const latinEnding = /(?:us|a|um|is|i|ae|es|ns|or|ix|ax|ex|e|on|as|os|er|ps|yx)$/;

/**
 * A word of a column of species that is in the list neither as written nor otherwise for certain. It is never taken for
 * another species of its genus: a name of Latin shape is kept as other taxon, of the group its genus is of where we
 * know it; any other word is proposed so. One letter amiss in a known name is proposed as that name.
 */
export function matchTaxon(word: string, found: Match, matcher: Matcher, taxa: Taxa): Match {
  const known = wholeTaxonOf(word, taxa);
  if (known !== undefined) return kept(known, found, true);
  const [, genus, species] = binomial.exec(word) ?? [];
  if (genus !== undefined && species !== undefined && latinEnding.test(species)) {
    const own = matcher.match(`${genus} ${species}`);
    if (own.auto && own.code !== undefined) return { ...own, auto: false, preselected: true };
    return misspelt(found) ?? kept(groupOf(taxa.get(fold(genus))), found, true);
  }
  const single = ofOneWord.test(word) && latinEnding.test(word);
  return misspelt(found) ?? kept(groupOf(single ? undefined : groupNamedIn(word, matcher)), found, single);
}

function wholeTaxonOf(word: string, taxa: Taxa): string | undefined {
  const named = wholeTaxon.exec(word)?.[1];
  if (named !== undefined) return taxa.get(fold(named)) ?? otherTaxon;
  return /\s/.test(word) ? undefined : taxa.get(fold(word));
}

/** One letter amiss, never another word: "Panthera tigirs". */
function misspelt(found: Match): Match | undefined {
  const [best] = found.candidates;
  return found.preselected && best?.letters !== undefined && best.letters <= 2 && best.score >= 0.85
    ? found
    : undefined;
}

/** A species outside the list is of its genus' group; the row for the whole genus is for what nobody determined. */
function groupOf(code: string | undefined): string {
  return code?.startsWith('CITES/OTH-') === true ? code : otherTaxon;
}

/** "Poison-arrow frog" is an amphibian. */
function groupNamedIn(word: string, matcher: Matcher): string | undefined {
  return fold(word)
    .split(' ')
    .map(part => matcher.match(part, { spelling: false }))
    .find(each => each.auto && each.code?.startsWith('CITES/OTH-') === true)?.code;
}

function kept(code: string, found: Match, sure: boolean): Match {
  const own: Candidate = { code, score: 0.9, word: '', why: 'loose' };
  const others = found.candidates.filter(candidate => candidate.code !== code);
  return { how: 'part', code, candidates: [own, ...others].slice(0, 5), auto: sure, preselected: !sure };
}
