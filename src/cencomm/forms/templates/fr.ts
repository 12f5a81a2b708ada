import type { TemplateSet } from './template.ts';

export const fr: TemplateSet = {
  texts: {
    warning: {
      name: 'Avertissement',
      subject: 'Envoi à contrôler',
      body:
        'Merci de contrôler l’envoi suivant à son arrivée.\n\n{fields}\n\nMotifs de soupçon\u00a0:\n\n- \n\nMerci ' +
        'd’indiquer par un Retour si l’envoi a été ouvert et ce qui a été trouvé.',
    },
    warningUrgent: {
      name: 'Avertissement urgent',
      subject: 'Urgent\u00a0: envoi à contrôler',
      body:
        '**Urgent.** L’envoi ci-dessous est attendu sous peu. Merci de le retenir jusqu’à son ' +
        'contrôle.\n\n{fields}\n\nMerci d’accuser réception immédiatement.',
    },
    feedbackPlanned: {
      name: 'Sera ouvert',
      subject: 'Sera ouvert',
      body: 'Votre avertissement a été reçu. L’envoi sera ouvert à son arrivée.\n\n{fields}\n\nLe résultat suivra.',
    },
    feedbackNothing: {
      name: 'Ouvert, rien trouvé',
      subject: 'Ouvert, rien trouvé',
      body:
        'L’envoi a été ouvert et contrôlé. Les marchandises sont conformes à la déclaration\u00a0; rien n’a été ' +
        'trouvé.\n\n{fields}\n\nMainlevée a été donnée.',
    },
    feedbackHit: {
      name: 'Résultat positif',
      subject: 'Résultat positif',
      body: 'L’envoi a été ouvert et le soupçon est confirmé.\n\n{fields}\n\nUn message de Saisie suivra.',
    },
    seizure: {
      name: 'Saisie',
      subject: 'Saisie',
      body:
        'Les marchandises suivantes ont été saisies.\n\n{fields}\n\nCirconstances de la découverte\u00a0:\n\n- ' +
        '\n\nÉchantillons et photos\u00a0:\n\n- ',
    },
    question: {
      name: 'Question sur un envoi',
      subject: 'Question sur un envoi',
      body:
        'Pourriez-vous nous indiquer ce qui est connu de l’envoi ou de l’entreprise ci-après\u00a0?\n\n- \n\nNous ' +
        'souhaiterions votre réponse avant le …',
    },
    reminder: {
      name: 'Rappel',
      subject: 'Rappel\u00a0: réponse attendue',
      body: 'Une réponse à notre message est toujours attendue. Merci de nous indiquer où en est l’affaire.',
    },
    daily: {
      name: 'Bilan du jour',
      subject: 'Bilan du jour',
      body:
        'Bilan de la journée\u00a0:\n\n- Avertissements envoyés\u00a0: \n- Retours reçus\u00a0: \n' +
        '- Saisies\u00a0: \n- Sans réponse\u00a0: ',
    },
    opening: {
      name: 'Début de l’opération',
      subject: 'Début de l’opération',
      body:
        'La phase opérationnelle commence aujourd’hui. Merci de confirmer que votre point de contact est en ' +
        'service et d’envoyer tous les messages dans ce groupe.',
    },
    closing: {
      name: 'Fin de l’opération',
      subject: 'Fin de l’opération',
      body:
        'La phase opérationnelle se termine aujourd’hui. Merci de répondre à tous les avertissements ouverts ' +
        'et de signaler vos dernières saisies avant le …',
    },
  },
  labels: {
    product: 'Marchandises',
    quantity: 'Quantité',
    country: 'Pays',
    placeName: 'Lieu',
    departure: 'Départ',
    transit: 'Transit',
    destination: 'Destination',
    transport: 'Moyen de transport',
    coverLoad: 'Déclaré comme',
    concealment: 'Dissimulation',
    vessel: 'Navire',
    voyage: 'Voyage ou vol',
    containerNo: 'Conteneur',
    expectedPlace: 'Attendu à',
    expectedOn: 'Attendu le',
    answerBy: 'Réponse attendue avant',
  },
};
