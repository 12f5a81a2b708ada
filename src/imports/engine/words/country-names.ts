import { fold } from './words.ts';

export const languages = (
  'ar fa ur he hi bn ne si ta th lo km my vi ko ja zh zh-Hant ru uk be bg sr mk el ka hy az kk ky uz mn tr sq ro ' +
  'hu cs sk pl sl hr bs sr-Latn lt lv et fi sv nb da is nl af de fr it es pt ca id ms sw am so fil en'
).split(' ');

let names: ReadonlyMap<string, string> | undefined;

/** ISO code of a country by its name in a language the runtime carries; made when a name is first not on our list. */
export function countryNamed(text: string): string | undefined {
  if (text.length > 60 || !/\p{L}{2}/u.test(text)) return undefined;
  return (names ??= carried()).get(fold(text));
}

/** One name of two countries is nobody's. */
function carried(): ReadonlyMap<string, string> {
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const codes = letters.flatMap(first => letters.map(second => first + second)).filter(isCountry);
  const found = new Map<string, string>();
  const shared = new Set<string>();
  for (const language of languages) {
    const [long, short] = (['long', 'short'] as const).map(
      style => new Intl.DisplayNames([language], { type: 'region', style, fallback: 'none' }),
    );
    for (const [code, name] of codes.flatMap(each =>
      [long, short].map(own => [each, fold(own?.of(each) ?? '')] as const),
    )) {
      if (name.length < 2 || /^[a-z]{2,3}$/.test(name)) continue;
      if ((found.get(name) ?? code) !== code) shared.add(name);
      found.set(name, code);
    }
  }
  for (const name of shared) found.delete(name);
  return found;
}

/** Groups of countries, parts of them, and codes kept for tests. */
const notCountries: ReadonlySet<string> = new Set('EU EZ UN QO XA XB ZZ AC CP DG EA IC TA CQ'.split(' '));

/** A code of a former country stands for that of today. */
function isCountry(code: string): boolean {
  return !notCountries.has(code) && new Intl.Locale('und', { region: code }).region === code;
}
