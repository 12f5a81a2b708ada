import type { Candidate, Match } from '../columns/matcher.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Goods of any heading named inside a longer text: "Foreign origin cigarettes", "Methamphetamine (Shabu)". One is
 * proposed, several are asked; what brackets hold counts where nothing else does. Counterfeits are told by their
 * heading, never by the kind of goods.
 */
export function goodsInside(word: string, vocabulary: Vocabulary): Match | undefined {
  const [inner = ''] = [...word.matchAll(/[(（]([^)）]*)[)）]/gu)].map(([, text = '']) => text);
  const outside = word.replace(/[(（][^)）]*[)）]/gu, ' ').trim();
  if (outside === '' || outside === word) return insideOf(word, vocabulary);
  const named = namedBy(outside, vocabulary);
  const told = named?.code === undefined || isGeneral(named.code) ? namedBy(inner, vocabulary) : undefined;
  if (told?.code !== undefined) return told;
  return named?.code === undefined ? insideOf(word, vocabulary) : named;
}

function namedBy(word: string, vocabulary: Vocabulary): Match | undefined {
  return wholeOf(word, vocabulary) ?? insideOf(word, vocabulary);
}

/** "Medicines (tramadol)" and "other drugs (khat)": what stands in brackets says more. */
function isGeneral(code: string): boolean {
  return /[/-](?:OTH\p{L}*|UNS|UNK|MED)$/u.test(code);
}

/** The goods that a name without its brackets is: "Vuurwerk (cobra's)" are fireworks. */
function wholeOf(word: string, { products }: Vocabulary): Match | undefined {
  const codes = new Set(
    [...products].flatMap(([heading, matcher]) => {
      const { how, code } = heading === 'IPR' ? {} : matcher.match(word, { spelling: false });
      return how === 'exact' && code !== undefined && !code.startsWith('HEADING:') ? [code] : [];
    }),
  );
  const [code, ...more] = codes;
  if (code === undefined || more.length > 0) return undefined;
  const candidates: Candidate[] = [{ code, score: 0.85, word, why: 'part' }];
  return { how: 'part', code, candidates, auto: false, preselected: true };
}

function insideOf(word: string, { products }: Vocabulary): Match | undefined {
  const found = [...products]
    .filter(([heading]) => heading !== 'IPR')
    .flatMap(([, matcher]) => matcher.inside(word))
    .filter(({ code }) => !code.startsWith('HEADING:'))
    .sort((a, b) => b.score - a.score);
  const [best] = found;
  if (!best) return undefined;
  const firm = found.filter(({ score }) => score >= best.score - 0.01);
  const codes = new Set(firm.map(({ code }) => code));
  const candidates: Candidate[] = found.slice(0, 5);
  // "AK-47 ammunition" is no rifle.
  const ammunition = joining.test(word) ? undefined : found.find(({ code }) => code === 'WEAP/WPN-AMMO');
  if (ammunition && best.code.startsWith('WEAP/'))
    return { how: 'part', code: ammunition.code, candidates, auto: false, preselected: true };
  if (codes.size > 1) return { how: 'part', candidates, auto: false, preselected: false };
  return { how: 'part', code: best.code, candidates, auto: false, preselected: true };
}

const joining = /[+&/,;]|\s(?:and|with|et|avec|y|con|e|com|und|mit|и|с|і|з|ve|i|z|en|met|og|och|med|و|مع)\s/iu;
