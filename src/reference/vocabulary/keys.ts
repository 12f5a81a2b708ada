import { inPlainLetters } from '../../text/fold.ts';

/** Words that carry no meaning of their own in English or French: they are in no index, so they may not be required. */
const emptyWords = new Set(
  // English, as PostgreSQL leaves them out of an English text
  (
    'i me my we our us you your he him his she her it its they them their what which who whom this that these ' +
    'those am is are was were be been being have has had having do does did doing a an the and but if or ' +
    'because as until while of at by for with about against between into through during before after above ' +
    'below to from up down in out on off over under again further then once here there when where why how all ' +
    'any both each few more most other some such no nor not only own same so than too very can will just should ' +
    'now ' +
    // French, likewise
    'au aux avec ce ces cette dans de des du elle en et eux il je la le les leur lui ma mais me meme mes moi ' +
    'mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos ' +
    'votre vous est ete etait sont'
  ).split(' '),
);

/** The words of a text that mean something, folded, in order. */
export function meaningfulWords(text: string): string[] {
  return (inPlainLetters(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => !emptyWords.has(word));
}

/**
 * Singular and plural meet: the commonest endings of English and French. A word with a figure in it is a number, not a
 * plural.
 */
export function stem(word: string): string {
  if (word.length < 4 || /\p{N}/u.test(word)) return word;
  const singular = word
    .replace(/eaux$/, 'eau')
    .replace(/aux$/, 'al')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/(ies|ie|y)$/, 'i');
  return singular.length > 3 ? singular.replace(/(es|s|x|e)$/, '') : singular;
}

/** Articles that French writes onto the word: "d'ivoire", "l'huile". */
const joined = /(?<!\p{L})(?:[dlnscjmt]|qu)['’]/gu;

/**
 * What two writings of one name have in common: "R-22", "r22" and "R 22" are "r 22", "réservoirs de carburant" and
 * "Reservoir carburant" are "reservoir carburant". Empty where there is no word.
 */
export function keyOf(text: string): string {
  const plain = inPlainLetters(text).replace(joined, ' ');
  return (plain.match(/\p{L}+|\p{N}+/gu) ?? [])
    .filter(part => !emptyWords.has(part))
    .map(stem)
    .join(' ');
}

/** Cyrillic letter by letter in Latin ones, as names of places are written in English. */
const latin: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh ' +
    'щ shch ы y э e ю yu я ya і i є ye ґ g'
  )
    .split(' ')
    .flatMap((letter, at, all) => (at % 2 === 0 ? [[letter, all[at + 1] ?? '']] : [])),
);
const cyrillic = /\p{Script=Cyrillic}/u;

/** The text in Latin letters; undefined where it has no Cyrillic one. */
export function inLatin(text: string): string | undefined {
  if (!cyrillic.test(text)) return undefined;
  return [...inPlainLetters(text)].map(sign => (cyrillic.test(sign) ? (latin[sign] ?? '') : sign)).join('');
}

export function isEmptyWord(word: string): boolean {
  return emptyWords.has(word);
}
