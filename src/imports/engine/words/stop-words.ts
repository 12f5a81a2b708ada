const common =
  'of the a an and de la le les du des el los las y e et da do dos das di del der die und von i w z na и в с из'.split(
    ' ',
  );
const byKind: Readonly<Record<string, readonly string[]>> = {
  concealment:
    'in inside within dans en em im in der na по hidden concealed cache oculto escondido ukryte versteckt'.split(' '),
  transport: 'by par por per mit using via transport transporte'.split(' '),
  location: 'at in a au aux en em im na auf'.split(' '),
  detection: 'by par por per durch through przez'.split(' '),
};

const ofAll: ReadonlySet<string> = new Set(common);

/** Words that do not count when two spellings of a kind of word are compared. */
export function stopWords(kind: string): ReadonlySet<string> {
  const own = byKind[kind];
  return own === undefined ? ofAll : new Set([...common, ...own]);
}
