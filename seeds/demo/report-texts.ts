import type { SectionKey } from '../../src/analysis/report/sections.ts';

/** A paragraph in both languages; it is left out where the figures do not print a number that it names in braces. */
export interface Paragraph {
  readonly en: string;
  readonly fr: string;
}

interface SectionText {
  readonly title: Paragraph;
  readonly paragraphs: readonly Paragraph[];
}

/** Said of every section: what the figures are, and how few they may be. */
const opening: Paragraph = {
  en:
    'Members reported {cases} cases in this section. The records behind them were invented for demonstration: the ' +
    'figures show what this report looks like and say nothing about real trade.',
  fr:
    'Les Membres ont communiqué {cases} affaires dans cette section. Les fiches dont elles proviennent ont été ' +
    'inventées pour la démonstration\u00a0: les chiffres montrent à quoi ressemble ce rapport et ne disent rien du ' +
    'commerce réel.',
};
const change: Paragraph = {
  en:
    'A year before there were {before}, a difference of {change}. Part of any difference comes from who reported and ' +
    'how soon; the pages on method and coverage say how much.',
  fr:
    'Un an plus tôt, on en comptait {before}, soit un écart de {change}. Une partie de tout écart tient à qui a ' +
    'communiqué ses affaires et dans quel délai\u00a0; les pages sur la méthode et la couverture disent dans quelle ' +
    'mesure.',
};

/** What editors would write, of sample figures. */
export const reportTexts: Readonly<Record<SectionKey, SectionText>> = {
  heritage: {
    title: { en: 'Objects with a history', fr: 'Des objets qui ont une histoire' },
    paragraphs: [
      opening,
      change,
      {
        en:
          'Cultural objects are seldom found by what they are declared to be. Officers who send pictures early, with ' +
          'a scale beside the object, spare experts days of questions.',
        fr:
          'Les biens culturels se trouvent rarement sous le nom de leur déclaration. Les agents qui envoient tôt ' +
          'des images, avec une échelle à côté de l’objet, épargnent aux experts des jours de questions.',
      },
    ],
  },
  drugs: {
    title: { en: 'Containers, bags and letters', fr: 'Conteneurs, bagages et lettres' },
    paragraphs: [
      opening,
      change,
      {
        en:
          'Cocaine made up {cocaine.share} of the cases ({cocaine.cases}). The tables show quantities in each unit ' +
          'and never add one kind of unit to another.',
        fr:
          'La cocaïne représente {cocaine.share} des affaires ({cocaine.cases}). Les tableaux donnent les quantités ' +
          'dans chaque unité et n’additionnent jamais des unités différentes.',
      },
      {
        en:
          'Cannabis was found in {cannabis.cases} cases. Small consignments by post and express weigh little in a ' +
          'table of quantities and much in one of cases.',
        fr:
          'Du cannabis a été découvert dans {cannabis.cases} affaires. Les petits envois par la poste et le fret ' +
          'express pèsent peu dans un tableau de quantités et beaucoup dans un tableau d’affaires.',
      },
    ],
  },
  environment: {
    title: { en: 'Wildlife, waste and gases', fr: 'Faune, flore, déchets et gaz' },
    paragraphs: [
      opening,
      change,
      {
        en:
          'One shipment of specimens can hold several species under different appendices. Each is a line of its own, ' +
          'which is why seizures outnumber cases here.',
        fr:
          'Un même envoi de spécimens peut contenir plusieurs espèces de différentes annexes. Chacune fait l’objet ' +
          'd’une ligne\u00a0: c’est pourquoi les saisies sont ici plus nombreuses que les affaires.',
      },
    ],
  },
  ipr: {
    title: { en: 'Fakes that harm', fr: 'Des contrefaçons qui nuisent' },
    paragraphs: [
      opening,
      change,
      {
        en:
          'Medicines and medical goods are counted here with infringements of intellectual property. Whether a right ' +
          'was infringed and whether a product was harmful are two questions; the record holds both answers.',
        fr:
          'Les médicaments et produits médicaux sont comptés ici avec les atteintes à la propriété intellectuelle. ' +
          'Qu’un droit ait été enfreint et qu’un produit soit nocif sont deux questions\u00a0; la fiche contient les ' +
          'deux réponses.',
      },
    ],
  },
  revenue: {
    title: { en: 'Duties not paid', fr: 'Des droits non acquittés' },
    paragraphs: [
      opening,
      change,
      {
        en:
          'Cigarettes are counted in pieces, other tobacco by weight. Where a Member counts cartons, the number of ' +
          'pieces is worked out and said to be so.',
        fr:
          'Les cigarettes se comptent en pièces, les autres tabacs au poids. Lorsqu’un Membre compte en cartouches, ' +
          'le nombre de pièces est calculé, et ce calcul est signalé.',
      },
    ],
  },
  security: {
    title: { en: 'Weapons, sources and cash', fr: 'Armes, sources et espèces' },
    paragraphs: [
      opening,
      change,
      {
        en:
          'Parts of weapons travel apart from each other. Two Members that each see one parcel see one weapon only ' +
          'when both have written down the maker and the mark.',
        fr:
          'Les pièces d’une arme voyagent séparément. Deux Membres qui voient chacun un colis ne voient une arme que ' +
          'si tous deux ont noté le fabricant et le marquage.',
      },
    ],
  },
};
