import type { Lists } from '../../src/reference/index.ts';
import { headings } from '../../src/seizures/headings/index.ts';
import type { FieldValue, GoodsLine } from '../../src/seizures/goods/heading.ts';
import type { Random } from './random.ts';

const openings = {
  en: [
    'Selected after comparison of weight and declared goods.',
    'The consignment was picked by the risk engine for a change of consignee after loading.',
    'Stopped at the routine control of the evening shift.',
    'An image of uneven density led to a full unloading.',
    'The dog reacted to one of the pallets.',
    'Documents named goods that this route does not usually carry.',
  ],
  fr: [
    'Sélection après comparaison du poids et des marchandises déclarées.',
    'Envoi retenu par l’analyse de risque : changement de destinataire après chargement.',
    'Contrôle de routine de l’équipe du soir.',
    'Une image de densité irrégulière a conduit au dépotage complet.',
    'Le chien a marqué une des palettes.',
    'Les documents citaient des marchandises inhabituelles sur cette route.',
  ],
} as const;
const closings = {
  en: [
    'Samples were sent to the laboratory.',
    'The means of transport was kept for further search.',
    'The goods stay in the customs warehouse until the court decides.',
    'The administration of departure was told.',
  ],
  fr: [
    'Des échantillons ont été envoyés au laboratoire.',
    'Le moyen de transport a été retenu pour une fouille complémentaire.',
    'Les marchandises restent en entrepôt de douane jusqu’à la décision du tribunal.',
    'L’administration du pays de départ a été informée.',
  ],
} as const;
const covers = {
  en: [
    'frozen fish',
    'cashew nuts',
    'ceramic tiles',
    'second-hand clothing',
    'machine parts',
    'bananas',
    'plastic granules',
    'furniture',
    'coffee',
    'scrap metal',
  ],
  fr: [
    'poisson congelé',
    'noix de cajou',
    'carreaux de céramique',
    'friperie',
    'pièces de machines',
    'bananes',
    'granulés de plastique',
    'meubles',
    'café',
    'ferraille',
  ],
} as const;

/** A narrative of the record in English or French, in a customs officer's plain words; it names nobody. */
export function narrativeOf(
  random: Random,
  lists: Lists,
  facts: Readonly<Record<string, FieldValue>>,
  line: GoodsLine,
): Record<string, FieldValue> {
  const lang = random.chance(0.3) ? 'fr' : 'en';
  const product = lists.name(headings[line.heading].productList, line.product, lang);
  const hiding = lists.name('concealment', String(facts.concealment), lang).toLowerCase();
  const cover = random.pick(covers[lang]);
  const middle =
    lang === 'en'
      ? `Found by the search: ${product} (${hiding}). The declared load was ${cover}.`
      : `Découverte de : ${product} (${hiding}). Chargement déclaré : ${cover}.`;
  return {
    narrative: `${random.pick(openings[lang])} ${middle} ${random.pick(closings[lang])}`,
    narrativeLang: lang,
    coverLoad: cover,
    concealmentText:
      lang === 'en' ? `${hiding}, wrapped in several layers` : `${hiding}, emballage en plusieurs couches`,
  };
}
