/** Letters that files of each encoding really hold; others (thorn, yacute in windows-1252) hint at a wrong guess. */
const western = 'àâäáãåçéèêëíìîïñóòôöõøúùûüÿœæßªº';
const central = 'ąćęłńóśźżčďěňřšťůžőűáéíúýäöüßăâîşţșțđ';
const cyrillic = 'абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў';
const home: Readonly<Record<string, string>> = {
  'windows-1252': western,
  'iso-8859-15': western,
  cp850: western,
  macroman: western,
  'windows-1250': central,
  'iso-8859-2': central,
  cp852: central,
  'windows-1254': 'çğıöşüâîûİ',
  'windows-1251': cyrillic,
  'koi8-r': cyrillic,
  cp866: cyrillic,
};
const homeSets = new Map(Object.entries(home).map(([name, letters]) => [name, new Set(letters)]));
const arabic = /^[\u0600-\u06ff]+$/;

/** How much a decoded text looks like words: see import.md 2.1. Only words with a letter outside ASCII count. */
export function scoreLetters(text: string, encoding: string, known: ReadonlySet<string>): number {
  let score = 0;
  const counted = new Map<string, number>();
  for (const token of text.split(/[\s;,|\t"()/:.!?0-9<>=+*&%#@\\[\]{}^~_'’-]+/)) {
    if (token === '' || !/[^\x00-\x7f]/.test(token)) continue;
    counted.set(token, (counted.get(token) ?? 0) + 1);
  }
  for (const [word, count] of counted) score += scoreWord(word, encoding, known) * Math.min(count, 20);
  return score;
}

function scoreWord(word: string, encoding: string, known: ReadonlySet<string>): number {
  const lower = word.toLowerCase();
  let score = known.has(lower) ? 6 : 0;
  if (/^\p{L}\p{M}*(?:[\p{L}\p{M}])*$/u.test(word)) score += 1;
  if (/[\u0000-\u001f\u007f-\u009f\u2500-\u259f\ufffd]/.test(word)) score -= 4;
  else if (/[^\p{L}\p{M}\p{N}]/u.test(word.slice(1, -1)) || /[^\p{L}\p{M}\p{N}«»„“”‘’–—…€№°§]/u.test(word)) score -= 2;
  if (/\p{Ll}\p{Lu}/u.test(word)) score -= 2;
  else if (/\p{Lu}\p{Lu}\p{Ll}/u.test(word)) score -= 1;
  if (/\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word)) score -= 3;
  if (/\p{Script=Arabic}/u.test(word) && /\p{Script=Latin}/u.test(word)) score -= 3;
  return score + (isHome(lower, encoding) ? 0.5 : 0);
}

function isHome(word: string, encoding: string): boolean {
  if (encoding === 'windows-1256') return arabic.test(word);
  const letters = homeSets.get(encoding);
  if (!letters) return false;
  for (const letter of word) if (letter > '\x7f' && !letters.has(letter)) return false;
  return true;
}
