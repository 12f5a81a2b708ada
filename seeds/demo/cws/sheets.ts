import type { SampleDocument } from './sample.ts';

interface Sheet {
  readonly days: number;
  readonly writer: string;
  readonly office: string;
  readonly headings: string;
  readonly query: (from: string, to: string) => string;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly fr?: readonly [string, string, string];
  readonly audience?: 'region' | 'world';
}

const sheet = ({
  days,
  writer,
  office,
  headings,
  query,
  title,
  summary,
  body,
  fr,
  audience = 'world',
}: Sheet): SampleDocument => ({
  kind: 'sheet',
  writer,
  publisher: office,
  audience,
  days,
  query,
  typed: {
    original: 'en',
    headings,
    handling: 'H0',
    'en.title': title,
    'en.summary': summary,
    'en.body': body,
    'en.sources': 'CEN database, records released to all Members',
    ...(fr
      ? {
          'fr.title': fr[0],
          'fr.summary': fr[1],
          'fr.body': fr[2],
          'fr.sources': 'Base CEN, affaires ouvertes à tous les Membres',
        }
      : {}),
  },
});

/** Situation sheets over the demo records; texts invented, figures counted at the first start. */
export const sampleSheets: readonly SampleDocument[] = [
  sheet({
    days: 6,
    writer: 'wco.admin',
    office: 'WCO',
    headings: 'IPR',
    query: (from, to) => `heading=IPR&from=${from}&to=${to}`,
    title: 'Counterfeit goods, twelve months',
    summary: 'Where counterfeit goods were seized, how they travelled, and how complete the picture is.',
    body:
      'Parcels make most of the cases, containers most of the pieces. The two are shown apart.\n\n- The share ' +
      'of express parcels grows\n- Labels and goods travel apart, and are joined at the destination',
    fr: [
      'Contrefaçons, douze mois',
      'Où les contrefaçons ont été saisies, comment elles ont voyagé, et ce que le tableau a de complet.',
      'Les colis font la plupart des affaires, les conteneurs la plupart des pièces. Les deux sont présentés ' +
        'séparément.',
    ],
  }),
  sheet({
    days: 13,
    writer: 'wco.admin',
    office: 'WCO',
    headings: 'DRUG',
    query: (from, to) => `heading=DRUG&product=COC-HCL&from=${from}&to=${to}`,
    title: 'Cocaine, twelve months',
    summary: 'Cases and kilograms by month, with the routes most often recorded.',
    body: 'Few large cases make the kilograms; the number of cases says more of how often it is tried.',
    fr: [
      'Cocaïne, douze mois',
      'Affaires et kilogrammes par mois, avec les itinéraires les plus souvent relevés.',
      'Peu de grandes affaires font les kilogrammes ; le nombre d’affaires dit mieux combien de fois la fraude ' +
        'est tentée.',
    ],
  }),
  sheet({
    days: 20,
    writer: 'rilo.esa',
    office: 'RILO-ESA',
    headings: 'CITES',
    audience: 'region',
    query: (from, to) => `heading=CITES&from=${from}&to=${to}`,
    title: 'Wildlife in the region, twelve months',
    summary: 'Species and goods of the CITES heading, as the Members recorded them.',
    body: 'For the administrations of the region. Scales and ivory are counted by weight, living animals by number.',
    fr: [
      'Faune et flore de la région, douze mois',
      'Espèces et marchandises de la rubrique CITES, telles que les Membres les ont notifiées.',
      'Pour les administrations de la région. Les écailles et l’ivoire sont comptés au poids, les animaux ' +
        'vivants au nombre.',
    ],
  }),
];
