import type { Candidate, Match } from '../columns/matcher.ts';
import type { Vocabulary } from './vocabulary.ts';
import { fold } from './words.ts';

/** Beginnings of words that say "counterfeit", without accents: general knowledge. */
const stems = `counterfeit fake contrefa contrefait faux fausse falsific falsos falsas falso contrahech
contrafat contraffat falsifi gef gefalscht falschung plagiat podrob podrab falsyf padel falzifik hamis
krivotvor falsifik фальсиф фалсиф фалшив контраф поддел падроб підроб taklit sahte namaak
vervals forfalsk kopivar piratkop vaarenno vaarennet voltsi võltsi viltot viltoj padirb klastot
suklastot contrafacut contrafac contrafei falsurile απομιμ παραποιημ πλαστ μαιμου ψευδεπιγραφ giả tiruan palsu
bandia nagemaakt merkvervals falsk falske kopisko kopitøj kopiure kopitasker väärennö voltsroi voltsparf voltsrav falosn
ponareje менте piratas pirata pekeng peke`;
const beginnings = stems.split(/\s+/).map(fold);
const elsewhere = new RegExp(
  '仿冒|假冒|偽造|伪造|仿造|模倣|偽ブランド|偽物|위조|짝퉁|ปลอม|冒牌|侵权|' +
    '侵權|商標権侵害|意匠権侵害|著作権侵害|ყალბი|გაყალბებ|კონტრაფაქ|կեղծ|қолдан жасалған|хуурамч|ሐሰተኛ|' +
    'போலி|నకిలీ|വ്യാജ|ව්‍යාජ|အတု|ປອມ|नक्कली|חיקוי|নকল|' +
    'ក្លែងក្លាយ|جعلی|مزيف|מזויף|ละเมิดลิขสิทธิ์|مقلد|مزور|مغشوش|تقلبی|מזויפ|מזוייפ|नकली',
  'u',
);

/** Whether a word says that the goods are counterfeits. */
export function saysCounterfeit(word: string): boolean {
  return (
    elsewhere.test(word) ||
    fold(word)
      .split(' ')
      .some(part => beginnings.some(stem => isOf(part, stem)))
  );
}

/** A short beginning must be the whole word: "gia" is none of "giacche". */
function isOf(part: string, stem: string): boolean {
  return stem.length < 5 ? part === stem : part.startsWith(stem);
}

/**
 * Counterfeits by the kind of goods the word names, false money as such; to be confirmed. `found` is what the whole
 * word was found to mean.
 */
export function counterfeitIn(word: string, found: Match, { products, others }: Vocabulary): Match | undefined {
  if (!saysCounterfeit(word)) return undefined;
  const inside = (heading: string): string | undefined => products.get(heading)?.inside(word)[0]?.code;
  const whole = found.code?.startsWith('IPR/') === true ? found.code : undefined;
  // "Counterfeit" itself is a word for false money.
  const isMoney =
    products
      .get('CURR')
      ?.inside(word)
      .some(({ code: each }) => each !== 'CURR/COUNTERFEIT') === true;
  const money = isMoney ? 'CURR/COUNTERFEIT' : undefined;
  const code = whole ?? money ?? inside('IPR') ?? counterfeitOf(inside('TAX')) ?? others['product:IPR'];
  if (code === undefined) return undefined;
  const candidates: Candidate[] = [{ code, score: 0.8, word, why: 'part' }];
  return { how: 'part', code, candidates, auto: false, preselected: true };
}

function counterfeitOf(goods: string | undefined): string | undefined {
  const kind = Object.keys(genuine).find(code => `TAX/${genuine[code]}` === goods);
  return kind === undefined ? undefined : `IPR/${kind}`;
}

/** Goods as such, for those that counterfeits are listed by. */
const genuine: Readonly<Record<string, string>> = {
  ...{
    'IPR-CLO': 'GDS-CLOTH',
    'IPR-TEX': 'GDS-CLOTH',
    'IPR-SHO': 'GDS-SHOE',
    'IPR-ACC': 'GDS-BAG',
    'IPR-WAT': 'GDS-OTH',
  },
  ...{
    'IPR-ELE': 'GDS-ELEC',
    'IPR-MOB': 'GDS-PHONE',
    'IPR-COM': 'GDS-PHONE',
    'IPR-GAM': 'GDS-TOY',
    'IPR-COS': 'GDS-COSM',
  },
  ...{
    'IPR-TRA': 'GDS-VPART',
    'IPR-FOO': 'GDS-FOOD',
    'IPR-CHE': 'GDS-CHEM',
    'IPR-SEM': 'GDS-MACH',
    'IPR-LAB': 'GDS-OTH',
  },
};

/** Where nothing says that goods are counterfeits, they may as well be goods nobody paid duty for. */
export function withGenuine(match: Match, word: string): Match {
  const [first] = match.candidates;
  const own = genuine[first?.code.slice(4) ?? ''];
  if (own === undefined) return match;
  const candidate: Candidate = { code: `TAX/${own}`, score: 0.8, word, why: 'loose' };
  return { how: 'part', candidates: [candidate, ...match.candidates].slice(0, 5), auto: false, preselected: false };
}
