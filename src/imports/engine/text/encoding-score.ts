/** Letters that files of each encoding really hold; others (thorn, yacute in windows-1252) hint at a wrong guess. */
const western = 'àâäáãåçéèêëíìîïñóòôöõøúùûüÿœæßªº';
const central = 'ąćęłńóśźżčďěňřšťůžőűáéíúýäöüßăâîşţșțđ';
const baltic = 'ąčęėįšųūžāēģīķļņōŗõäöü';
const greek = 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ';
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
  'windows-1257': baltic,
  'windows-1253': greek,
  'windows-1251': cyrillic,
  'koi8-r': cyrillic,
  cp866: cyrillic,
};
const homeSets = new Map(Object.entries(home).map(([name, letters]) => [name, new Set(letters)]));
/** Encodings of scripts of their own: a word is at home when all its letters are of them. */
const scripts: Readonly<Record<string, RegExp>> = {
  'windows-1256': /^[\u0600-\u06ff]+$/,
  'windows-1255': /^\p{Script=Hebrew}+$/u,
  'windows-874': /^\p{Script=Thai}+$/u,
};

/** Encodings of two bytes a character: nearly every pair is some character of theirs, so common ones must tell. */
const eastAsian: Readonly<Record<string, RegExp>> = {
  gb18030: /\p{Script=Han}/u,
  big5: /\p{Script=Han}/u,
  shift_jis: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  'euc-kr': /\p{Script=Hangul}/u,
};
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** How much a decoded text looks like words: see import.md 2.1. Only words with a letter outside ASCII count. */
export function scoreLetters(text: string, encoding: string, known: ReadonlySet<string>): number {
  let score = 0;
  const counted = new Map<string, number>();
  for (const token of text.split(/[\s;,|\t"()/:.!?0-9<>=+*&%#@\\[\]{}^~_'’-]+/)) {
    if (token === '' || !/[^\x00-\x7f]/.test(token)) continue;
    counted.set(token, (counted.get(token) ?? 0) + 1);
  }
  const common = eastAsian[encoding] === undefined ? undefined : commonCharacters(known);
  for (const [word, count] of counted) {
    const own = scoreWord(word, encoding, known) + (common ? scoreCharacters(word, encoding, common) : 0);
    score += own * Math.min(count, 20);
  }
  return score;
}

function scoreWord(word: string, encoding: string, known: ReadonlySet<string>): number {
  const lower = word.toLowerCase();
  // A header names its currency by the sign alone; a letter alone is mostly that sign misread.
  if ([...word].length === 1) return '€£¥₴₺₽'.includes(word) ? 1 : 0;
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

const commonOf = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** Characters that words of our lists are written with. */
function commonCharacters(known: ReadonlySet<string>): ReadonlySet<string> {
  let own = commonOf.get(known);
  if (!own) {
    own = new Set([...known].flatMap(word => [...word].filter(character => ideograph.test(character))));
    commonOf.set(known, own);
  }
  return own;
}

/** A character met in words of seizures speaks for the encoding, one of another script or a rare one against it. */
function scoreCharacters(word: string, encoding: string, common: ReadonlySet<string>): number {
  let score = 0;
  for (const character of word) {
    if (character <= '\x7f') continue;
    if (common.has(character) && eastAsian[encoding]?.test(character) === true) score += 1;
    else if (/[ぁ-ヶー]/.test(character)) score += encoding === 'shift_jis' ? 0.5 : -1;
    else if (encoding === 'euc-kr' && /[가-힣]/.test(character)) score += 0.5;
    else score -= 1.5;
  }
  return score;
}

function isHome(word: string, encoding: string): boolean {
  const script = scripts[encoding];
  if (script) return script.test(word);
  const letters = homeSets.get(encoding);
  if (!letters) return false;
  for (const letter of word) if (letter > '\x7f' && !letters.has(letter)) return false;
  return true;
}
