import type { SampleDocument } from './sample.ts';

const text = (title: string, summary: string, body: string) => ({ title, summary, body });
const both = (en: ReturnType<typeof text>, fr?: ReturnType<typeof text>): Record<string, string> =>
  Object.fromEntries([
    ...Object.entries(en).map(([name, value]) => [`en.${name}`, value]),
    ...Object.entries(fr ?? {}).map(([name, value]) => [`fr.${name}`, value]),
  ]);

interface Paper {
  readonly office: string;
  readonly days: number;
  readonly headings: string;
  readonly number: string;
  readonly typed: Record<string, string>;
  readonly audience?: 'region' | 'world';
}

const writerOf = (office: string): string => ({ 'RILO-ESA': 'rilo.esa', 'RILO-AP': 'rilo.ap' })[office] ?? 'wco.admin';
const bulletin = ({ office, days, headings, number, typed, audience = 'world' }: Paper): SampleDocument => ({
  kind: 'bulletin',
  writer: writerOf(office),
  publisher: office,
  audience,
  days,
  typed: { original: 'en', handling: 'H0', headings, number, ...typed },
});
const report = ({ office, days, headings, number, typed, audience = 'world' }: Paper): SampleDocument => ({
  kind: 'report',
  writer: writerOf(office),
  publisher: office,
  audience,
  days,
  typed: { original: 'en', handling: 'H0', headings, period: number, ...typed },
});
const presentation = (office: string, typed: Record<string, string>): SampleDocument => ({
  kind: 'presentation',
  writer: writerOf(office),
  publisher: office,
  audience: 'world',
  days: 300,
  typed: { original: 'en', ...typed },
});

/** What RILOs publish on their pages; invented, and marked as synthetic. */
export const sampleRiloPapers: readonly SampleDocument[] = [
  presentation(
    'RILO-ESA',
    both(
      text(
        'RILO Eastern and Southern Africa',
        '',
        '## What we do\n\nWe verify what the Members of the region record, ask back where a record is ' +
          'unclear, and publish what we see in it: **alerts** when something must be looked for now, a ' +
          '**bulletin** each month, and a **report** each quarter.\n\n## What we ask of contact points\n\n- ' +
          'Record within ten days of the seizure.\n- Answer a question on a record within five working ' +
          'days.\n- Report controls without a finding when an alert asked for them.',
      ),
      text(
        'BRLR Afrique orientale et australe',
        '',
        '## Notre rôle\n\nNous vérifions les affaires que les Membres notifient de la région, posons les ' +
          'questions utiles et publions ce que nous y voyons : des **alertes**, un **bulletin** mensuel et un ' +
          '**rapport** trimestriel.\n\n## Ce que nous demandons aux points de contact\n\n- Notifier l’affaire ' +
          'dans les dix jours.\n- Répondre à une question sous cinq jours ouvrables.',
      ),
    ),
  ),
  presentation(
    'RILO-AP',
    both(
      text(
        'RILO Asia/Pacific',
        '',
        '## What we do\n\nThe office serves the administrations of Asia and the Pacific. It studies routes ' +
          'of environmental goods, precursors and drugs, and runs the desk of joint operations against ' +
          'ozone-depleting substances.\n\n## Where to find what\n\nBulletins are monthly and open to every ' +
          'Member. Reports are quarterly.',
      ),
      text(
        'BRLR Asie/Pacifique',
        '',
        '## Notre rôle\n\nLe bureau sert les administrations d’Asie et du Pacifique. Il étudie les itinéraires ' +
          'des marchandises sensibles pour l’environnement, des précurseurs et des drogues, et coordonne des ' +
          'opérations conjointes contre les substances appauvrissant l’ozone.\n\n## Où trouver quoi\n\nLes ' +
          'bulletins sont mensuels et ouverts à tous les Membres. Les rapports sont trimestriels.',
      ),
    ),
  ),
  bulletin({
    office: 'RILO-ESA',
    days: 3,
    headings: 'TOB',
    number: '11/2026',
    typed: both(
      text(
        'Illicit whites on the Swahili coast',
        'Dhows land four to five million sticks a voyage at small jetties.',
        '## What is seen\n\nSince September six voyages are known. The sticks are landed at night, and ' +
          'loaded on small lorries before dawn.\n\n| Month | Voyages | Sticks, millions |\n|---|---:|---:|\n| ' +
          'September | 1 | 4.2 |\n| October | 3 | 13.8 |\n| November | 2 | 9.1 |\n\n## What to look for\n\n- ' +
          'Dhows without a load on the way in\n- Cartons without a health warning',
      ),
      text(
        'Cigarettes « illicit whites » sur la côte swahilie',
        'Des boutres débarquent quatre à cinq millions de cigarettes par voyage.',
        '## Constats\n\nSix voyages sont connus depuis septembre. Les cigarettes sont débarquées de nuit et ' +
          'chargées avant l’aube.',
      ),
    ),
  }),
  bulletin({
    office: 'RILO-AP',
    days: 9,
    headings: 'CITES',
    number: '10/2026',
    typed: both(
      text(
        'Helmeted hornbill casques in the post',
        'Casques between wooden carvings, in parcels below 1 kg.',
        '## What is seen\n\nParcels carry two carvings of the same wood; the casque lies between them, ' +
          'wrapped in carbon paper.\n\n- Sender’s town and post office of departure differ\n- Declared value ' +
          'below the postage',
      ),
      text(
        'Casques de calao à casque rond dans le courrier',
        'Des casques entre des sculptures en bois, dans des colis de moins de 1 kg.',
        '## Constats\n\nLes colis portent deux sculptures du même bois ; le casque est entre elles, enveloppé de ' +
          'papier carbone.\n\n- Ville de l’expéditeur et bureau de poste de départ différents\n- Valeur déclarée ' +
          'inférieure à l’affranchissement',
      ),
    ),
  }),
  bulletin({
    office: 'RILO-WE',
    days: 16,
    headings: 'DRUG',
    number: '43/2026',
    typed: both(
      text(
        'Nitazenes in the post: nine months',
        'Tablets and powders in parcels below 100 g; declared as vitamins or dyes.',
        '## Nine months\n\nMost parcels come by letter post, few by express carriers. Naloxone should be at ' +
          'hand where such parcels are opened.',
      ),
      text(
        'Nitazènes dans le courrier : neuf mois',
        'Comprimés et poudres en colis de moins de 100 g ; déclarés comme vitamines ou colorants.',
        '## Neuf mois\n\nLa plupart des colis viennent par la poste aux lettres, peu par les transporteurs ' +
          'express. De la naloxone doit être à portée de main là où ces colis sont ouverts.',
      ),
    ),
  }),
  bulletin({
    office: 'RILO-ECE',
    days: 24,
    headings: 'TOB',
    number: '19/2026',
    typed: both(
      text(
        'Tobacco on rail freight',
        'Cartons in hoppers of grain waggons and under false floors of coal waggons.',
        '## Where\n\nThe hollow space above the discharge flap holds 60 to 80 cartons.\n\n- Fresh paint at ' +
          'the flap\n- Waggons that were shunted out of the train and back',
      ),
      text(
        'Tabac dans le fret ferroviaire',
        'Des cartons dans les trémies de wagons à céréales et sous le faux plancher de wagons à charbon.',
        '## Où\n\nL’espace vide au-dessus de la trappe de vidange contient 60 à 80 cartons.\n\n- Peinture ' +
          'fraîche à la trappe\n- Wagons sortis du train puis remis',
      ),
    ),
  }),
  bulletin({
    office: 'RILO-WA',
    days: 37,
    headings: 'IPR',
    number: '12/2026',
    typed: {
      ...both(
        text(
          'Pharmaceuticals by road',
          'Blister packs without boxes, in bales of second-hand clothing.',
          '## What is seen\n\nBales are opened and sewn again with another thread.',
        ),
        text(
          'Médicaments par la route',
          'Plaquettes sans boîtes, dans des balles de friperie.',
          '## Constats\n\nLes balles sont ouvertes puis recousues avec un autre fil.',
        ),
      ),
      original: 'fr',
    },
  }),
  bulletin({
    office: 'RILO-ESA',
    days: 41,
    headings: 'CITES',
    number: '10/2026',
    audience: 'region',
    typed: both(
      text(
        'Ivory: worked pieces instead of tusks',
        'Bangles and blanks of 200 to 400 g, in hand luggage and parcels.',
        '## For the region\n\nTusks are cut before they leave. Blanks are stained to look like wood or ' +
          'resin: a drop of water stays on resin and is drawn in by wood.',
      ),
      text(
        'Ivoire : des pièces travaillées au lieu de défenses',
        'Bracelets et ébauches de 200 à 400 g, dans les bagages à main et les colis.',
        '## Pour la région\n\nLes défenses sont coupées avant le départ. Les ébauches sont teintées pour ' +
          'ressembler à du bois ou à de la résine : une goutte d’eau reste sur la résine et pénètre dans le bois.',
      ),
    ),
  }),
  report({
    office: 'RILO-AP',
    days: 20,
    headings: 'CITES,ODS',
    number: 'Q3 2026',
    typed: both(
      text(
        'Quarterly report: environment',
        'Wildlife, waste and ozone-depleting substances in Asia and the Pacific.',
        '## Wildlife\n\nScales and hornbill casques lead by number of cases; timber by weight. The kinds are ' +
          'counted apart: kilograms and pieces are not added.\n\n## Refrigerants\n\nDisposable cylinders of ' +
          '13.6 kg remain the commonest packing. Labels of R-134a on R-22 are seen in every second case.\n\n## ' +
          'Outlook\n\nThe joint operation of the coming quarter looks at cylinders in mixed consignments.',
      ),
      text(
        'Rapport trimestriel : environnement',
        'Faune, flore, déchets et substances appauvrissant l’ozone en Asie et dans le Pacifique.',
        '## Faune et flore\n\nLes écailles et les casques de calao viennent en tête par le nombre d’affaires, le ' +
          'bois par le poids. Les kilogrammes et les pièces ne sont pas additionnés.\n\n## Fluides ' +
          'frigorigènes\n\nLa bouteille jetable de 13,6 kg reste l’emballage le plus courant. Une affaire sur deux ' +
          'montre du R-22 sous une étiquette de R-134a.\n\n## Perspectives\n\nL’opération conjointe du prochain ' +
          'trimestre porte sur les bouteilles dans des envois mixtes.',
      ),
    ),
  }),
  report({
    office: 'RILO-ESA',
    days: 55,
    headings: 'DRUG,TOB,CITES',
    number: 'Q3 2026',
    typed: both(
      text(
        'Quarterly report of the region',
        'What the Members recorded from July to September, and how complete it is.',
        '## How complete it is\n\nFewer than all Members report each month. A rise in a figure may be a rise ' +
          'in reporting: each table names how many reported.\n\n## Drugs\n\nHeroin by sea is constant; ' +
          'methamphetamine by air is new.\n\n## Tobacco\n\nSee the bulletin of November.',
      ),
      text(
        'Rapport trimestriel de la région',
        'Ce que les Membres ont notifié de juillet à septembre, et ce que le tableau a de complet.',
        '## Ce que le tableau a de complet\n\nTous les Membres ne notifient pas chaque mois. Une hausse d’un ' +
          'chiffre peut être une hausse des notifications : chaque tableau dit combien de Membres ont ' +
          'notifié.\n\n## Drogues\n\nL’héroïne par mer est constante ; la méthamphétamine par avion est ' +
          'nouvelle.\n\n## Tabac\n\nVoir le bulletin de novembre.',
      ),
    ),
  }),
];
