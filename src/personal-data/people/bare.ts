import { before, type Cue, type Page, type Span } from '../page.ts';
import { givenNames } from './name-words.ts';
import { folds, isPerson, knownWords, readName } from './read-name.ts';
import { isNoName } from './not-names.ts';

/** Before a name these say that it is a ship's, a place's, a brand's. */
const things = new Set(
  `m/v m/t m/s mv mt ms ss vessel ship boat dhow yacht tug trawler tanker navire bateau buque barco lancha navio
schiff statek судно теплоход корабль meli gemi tau kapal port puerto porto airport aeroport aeroporto aeropuerto
aeroport aerodrome hotel street road rue calle avenida avenue rua via ul ulica улица имени marque marca marke
marki brand label labelled st san santa santo saint sainte sao villa hacienda finca aldea colonia barrio vereda
caserio cerro isla ile playa lake lac lago rio mount cape cabo fort camp operation operacion captain king queen
prince hurricane bureau college school hospital church company firma farm int intl international internacional
internationale internazionale province provincia provinsi municipio municipality district distrito departamento
departement department region canton comuna commune parroquia county city ciudad town`.split(/\s+/),
);
const thingAfter = new RegExp(
  `^(?:'s)?[ ,-]{1,2}(?:airport|aeroporto|aeropuerto|international|intl|street|road|avenue|port|harbour|island|bay|beach
|market|apt|province|provincia|district|county|city|town|hotel|hospital
|school|university|college|bridge|square|park|stadium|station|terminal|bags?|shirts?
|shoes|perfumes?|cigars?|cigarettes?|whisk|rum|vodka|tequila|brand|labels?|trademark|boots|jeans|watches
|airlines|airways|ltd|llc|limited|gmbh|s\\.?a|inc|co(?!\\p{L})|sarl|group|havaliman)`.replace(/\n/g, ''),
  'u',
);

const ofAirports = new Set(['int', 'intl', 'airport', 'aeropuerto', 'aeroporto', 'aeroport']);

function isOfThing(earlier: string): boolean {
  const trimmed = earlier.replace(/[.:]?\s["'«“]?$/, '');
  return (
    trimmed !== earlier && things.has(trimmed.slice(Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\n')) + 1))
  );
}

/** Two known words of a person's name, or a given name and another word in capitals, that nothing announces. */
export function bare(page: Page, cue: Cue): Span | undefined {
  const initial = page.text[cue.start]!;
  if (!/[\p{Lu}\p{Lo}]/u.test(initial)) return undefined;
  const earlier = before(page.lower, cue.start, 40);
  // "Aeropuerto Int. José María Córdova": what stands before the first of its names is said of the second, too.
  if (isOfThing(earlier) || isOfThing(earlier.replace(/\p{L}+\s$/u, '')) || /[\p{L}\d]['/&-]$/u.test(earlier))
    return undefined;
  const previous = before(page.text, cue.start, 26)
    .trimEnd()
    .replace(/,$/, '')
    .split(/[\s.;:(]/)
    .at(-1);
  if (previous && /^\p{Lu}/u.test(previous) && isNoName(folds(previous))) return undefined;
  const name = readName(page, cue.start);
  if (name.words.length < 2 || thingAfter.test(page.lower.slice(name.end, name.end + 16))) return undefined;
  // "Kenneth Kaunda Int. Airport": the abbreviation is read as a last name.
  if (ofAirports.has(folds(name.words.at(-1)!))) return undefined;
  const known = knownWords(name.words);
  const isCased = /\p{Lu}/u.test(initial) && /\p{Ll}/u.test(page.text.slice(cue.start, name.end));
  const least = isCased && givenNames.has(folds(name.words[0]!)) && name.words[0]!.length > 3 ? 1 : 2;
  if (known < least || !isPerson(page, name, { words: 2, known: least })) return undefined;
  return { start: cue.start, end: name.end, kind: 'titled_name' };
}
