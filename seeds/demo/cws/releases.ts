import type { SampleDocument } from './sample.ts';

interface Notice {
  readonly days: number;
  readonly member?: string;
  readonly headings?: string;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly fr?: readonly [title: string, summary: string, body: string];
}

const release = ({ days, member = '', headings = '', title, summary, body, fr }: Notice): SampleDocument => ({
  kind: 'release',
  writer: 'wco.admin',
  publisher: 'WCO',
  audience: 'world',
  days,
  releasedAgo: days + 1,
  typed: {
    original: 'en',
    member,
    headings,
    'en.title': title,
    'en.summary': summary,
    'en.body': body,
    ...(fr ? { 'fr.title': fr[0], 'fr.summary': fr[1], 'fr.body': fr[2] } : {}),
  },
});

/** Media releases; invented, and marked as synthetic. */
export const sampleReleases: readonly SampleDocument[] = [
  release({
    days: 2,
    headings: 'ODS',
    title: 'Operation closes with 214 seizures of refrigerants',
    summary: 'Forty-one administrations looked at cylinders in mixed consignments for three weeks.',
    body:
      'Forty-one customs administrations took part. They stopped **214 consignments**, most of them in ' +
      'disposable cylinders.\n\nThe figures are those reported until the day of this release.',
    fr: [
      'Une opération se conclut sur 214 saisies de fluides frigorigènes',
      'Quarante et une administrations ont contrôlé des bouteilles pendant trois semaines.',
      'Quarante et une administrations douanières ont participé. Elles ont arrêté **214 envois**.',
    ],
  }),
  release({
    days: 11,
    member: 'KE',
    headings: 'CITES',
    title: 'Customs at Mombasa stops pangolin scales',
    summary: 'A container of cashew nuts held 1,320 kg of scales in its third row.',
    body: 'The container was chosen for its weight. Officers found jute bags behind a full front of genuine goods.',
    fr: [
      'La douane de Mombasa arrête des écailles de pangolin',
      'Un conteneur de noix de cajou portait 1 320 kg d’écailles au troisième rang.',
      'Le conteneur a été choisi pour son poids. Les agents ont trouvé des sacs de jute derrière un premier rang ' +
        'de marchandises véritables.',
    ],
  }),
  release({
    days: 23,
    member: 'VN',
    headings: 'CITES',
    title: 'Hai Phong: ivory in a consignment of timber',
    summary: 'Blanks of ivory in hollowed logs; the logs were glued and bark was put back.',
    body: 'A scanner image showed logs of two densities.',
    fr: [
      'Hai Phong : de l’ivoire dans un envoi de bois',
      'Ébauches d’ivoire dans des grumes évidées ; les grumes étaient recollées et l’écorce remise.',
      'Une image du scanner montrait des grumes de deux densités.',
    ],
  }),
  release({
    days: 44,
    member: 'KE',
    headings: 'DRUG',
    title: 'Heroin in the soles of shoes',
    summary: 'Two parcels, 1.9 kg.',
    body: 'The parcels were found by a dog at the postal centre.',
    fr: [
      'De l’héroïne dans des semelles de chaussures',
      'Deux colis, 1,9 kg.',
      'Un chien a trouvé les colis au centre postal.',
    ],
  }),
  release({
    days: 70,
    title: 'Yearly report on illicit trade is published',
    summary: 'Drugs, environment, revenue, fakes and security in one volume.',
    body: 'The report is made from what Members record in the Customs Enforcement Network.',
    fr: [
      'Le rapport annuel sur le commerce illicite est publié',
      'Drogues, environnement, recettes, contrefaçons et sûreté en un volume.',
      'Le rapport est établi à partir des affaires que les Membres consignent dans le réseau.',
    ],
  }),
];
