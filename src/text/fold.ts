/** Letters that stay one when their mark is taken off. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
};
const pattern = /[ßæœøłđðþıħŋ]/g;

const ascii = /^[\x00-\x7f]*$/;

/** Lower case without marks on letters, one sign for those of one meaning: "Émirats" and "emirats" meet. */
export function withoutMarks(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** The same in Latin letters that keyboards have: "œuf" is "oeuf", "Łódź" is "lodz". */
export function inPlainLetters(text: string): string {
  const plain = withoutMarks(text);
  return ascii.test(plain) ? plain : plain.replace(pattern, letter => letters[letter] ?? letter);
}

/** For two names that may not differ in capitals and widths alone. */
export function caseless(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
