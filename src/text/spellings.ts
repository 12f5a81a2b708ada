/**
 * Words of the trade that are written, or said, in two ways: British and American. Searches find one by the other. In
 * small letters without accents; a plural is the search's own business.
 */
const groups: readonly (readonly string[])[] = [
  ['tyre', 'tire'],
  ['lorry', 'truck'],
  ['petrol', 'gasoline'],
  ['bonnet', 'hood'],
  ['windscreen', 'windshield'],
  ['gearbox', 'transmission'],
  ['aluminium', 'aluminum'],
  ['aeroplane', 'airplane', 'aircraft'],
  ['luggage', 'baggage'],
  ['jewellery', 'jewelry'],
  ['fibre', 'fiber'],
  ['mould', 'mold'],
  ['moulded', 'molded'],
  ['vulcanised', 'vulcanized'],
  ['colour', 'color'],
  ['grey', 'gray'],
  ['litre', 'liter'],
  ['plough', 'plow'],
  ['sulphur', 'sulfur'],
  ['sulphate', 'sulfate'],
];

const others = new Map(
  groups.flatMap(group => group.map(word => [word, group.filter(other => other !== word)] as const)),
);

/** Other ways to write a word, also one in the plural. */
export function otherSpellings(word: string): readonly string[] {
  const plain = word.toLowerCase();
  const singular = [plain, plain.replace(/s$/, ''), plain.replace(/ies$/, 'y'), plain.replace(/es$/, '')];
  return singular.flatMap(one => others.get(one) ?? []).slice(0, 3);
}
