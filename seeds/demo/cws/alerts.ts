import type { SampleDocument } from './sample.ts';

const warning = { original: 'en', alertKind: 'warning', urgent: 'no', handling: 'H1' } as const;

/** Alerts as a morning may bring them; invented, and marked as synthetic. */
export const sampleAlerts: readonly SampleDocument[] = [
  {
    kind: 'alert',
    writer: 'wco.admin',
    publisher: 'RILO-ME',
    audience: 'world',
    days: 240,
    validFor: -20,
    cases: ['DRUG'],
    typed: {
      ...warning,
      alertKind: 'concealment',
      headings: 'DRUG',
      countries: 'SA,AE',
      route: 'SY > JO > SA',
      transport: 'ROAD-TRUCK',
      concealment: 'CON-FREIGHT-IN',
      detection: 'DET-SCAN',
      grade: 'B2',
      'en.title': 'Captagon in building material',
      'en.summary': 'Tablets cast into terrazzo tiles; every third pallet, 4 mm thicker than the rest.',
      'en.body':
        '## What happened\n\nTiles were cast around flat tins of tablets. Pallets that hold them stand in ' +
        'the middle of the load.\n\n- Tins of about 2 kg\n- Tiles 4 mm thicker than declared',
      'en.goods': 'Tablets with the stamp of two half moons',
      'en.declared': 'Terrazzo tiles, HS 6810',
      'en.indicators':
        'Freight dearer than the goods\nTiles of two thicknesses in one load\nPallets re-wrapped on the way',
      'fr.title': 'Captagon dans des matériaux de construction',
      'fr.summary':
        'Comprimés coulés dans des carreaux de terrazzo ; une palette sur trois, 4 mm de plus que les autres.',
      'fr.body':
        '## Les faits\n\nLes carreaux ont été coulés autour de boîtes plates de comprimés. Les palettes qui les ' +
        'portent sont au milieu du chargement.\n\n- Boîtes d’environ 2 kg\n- Carreaux plus épais de 4 mm que ' +
        'déclaré',
      'fr.goods': 'Comprimés marqués de deux demi-lunes',
      'fr.declared': 'Carreaux de terrazzo, SH 6810',
      'fr.indicators':
        'Fret plus cher que la marchandise\nCarreaux de deux épaisseurs dans un même chargement\nPalettes ' +
        'reconditionnées en route',
    },
  },
  {
    kind: 'alert',
    writer: 'wco.admin',
    publisher: 'WCO',
    audience: 'world',
    days: 150,
    validFor: 60,
    withdrawn: {
      days: 70,
      reason: 'All the goods were found in a warehouse of the carrier. Nothing is to be looked for any more.',
    },
    typed: {
      ...warning,
      alertKind: 'stolen',
      headings: 'WEAP',
      countries: 'FR,BE,NL',
      transport: 'ROAD-TRUCK',
      'en.title': 'Stolen: 48 signal pistols on the way to a trade fair',
      'en.summary': 'Two wooden crates, 61 kg, taken from a trailer at a motorway service area.',
      'en.body':
        'The crates were marked as fair equipment. The pistols can be made to fire live rounds.\n\n| Crate | ' +
        'Marks | Pieces |\n|---|---|---|\n| 1 | FAIR 7/A | 24 |\n| 2 | FAIR 7/B | 24 |',
      'en.goods': 'Signal pistols, 9 mm P.A.K.',
      'en.quantity': '48 pieces',
      'fr.title': 'Vol : 48 pistolets d’alarme en route vers un salon',
      'fr.summary': 'Deux caisses en bois, 61 kg, enlevées d’une remorque sur une aire d’autoroute.',
      'fr.body':
        'Les caisses portaient la mention de matériel de salon. Les pistolets peuvent être transformés pour ' +
        'tirer à balles.\n\n| Caisse | Marques | Pièces |\n|---|---|---|\n| 1 | FAIR 7/A | 24 |\n| 2 | FAIR 7/B ' +
        '| 24 |',
      'fr.goods': 'Pistolets d’alarme, 9 mm P.A.K.',
      'fr.quantity': '48 pièces',
    },
  },
  {
    kind: 'alert',
    writer: 'wco.admin',
    publisher: 'RILO-SA',
    audience: 'world',
    days: 96,
    validFor: 120,
    cases: ['DRUG', 'DRUG'],
    typed: {
      ...warning,
      alertKind: 'concealment',
      headings: 'DRUG',
      countries: 'EC,NL,BE,ES',
      route: 'EC > PA > NL',
      transport: 'SEA-CONT',
      concealment: 'CON-CONT-REEFER',
      detection: 'DET-SCAN',
      grade: 'A2',
      handling: 'H2',
      'en.title': 'Cocaine in the refrigeration unit of banana containers',
      'en.summary': 'Packets behind the evaporator fan; seals intact, screws of the service panel bright.',
      'en.body':
        '## What happened\n\nThe service panel is opened after loading, without touching the seal. The unit ' +
        'then runs with less air: **the log of temperatures rises by 2 to 3 degrees** within a day.\n\nOne ' +
        'case is {{case}}.',
      'en.goods': 'Cocaine hydrochloride in packets of 1 kg',
      'en.quantity': '38 to 60 kg a container',
      'en.declared': 'Bananas, HS 0803',
      'en.indicators':
        'Temperature log rises after the gate\nBright or mixed screws on the service panel\nUnit repaired ' +
        'within the last 10 days\nShip calls at a port without cargo for it',
      'en.request':
        'Ask the line for the temperature log before the ship is alongside.\nReport a control without a ' +
        'finding as well.',
      'fr.title': 'Cocaïne dans le groupe frigorifique de conteneurs de bananes',
      'fr.summary': 'Paquets derrière le ventilateur de l’évaporateur ; scellés intacts, vis du panneau brillantes.',
      'fr.body':
        '## Les faits\n\nLe panneau de service est ouvert après le chargement, sans toucher au scellé. Le ' +
        'groupe reçoit alors moins d’air : **la température enregistrée monte de 2 à 3 degrés** en un ' +
        'jour.\n\nUne des affaires est {{case}}.',
      'fr.goods': 'Chlorhydrate de cocaïne en paquets de 1 kg',
      'fr.quantity': '38 à 60 kg par conteneur',
      'fr.declared': 'Bananes, SH 0803',
      'fr.indicators':
        'La température monte après la sortie du terminal\nVis brillantes ou dépareillées\nGroupe réparé ' +
        'depuis moins de 10 jours',
      'fr.request': 'Demander le relevé des températures avant l’accostage.',
    },
  },
  {
    kind: 'alert',
    writer: 'wco.admin',
    publisher: 'RILO-WA',
    audience: 'world',
    days: 81,
    validFor: 200,
    cases: ['HAZ'],
    typed: {
      ...warning,
      original: 'fr',
      alertKind: 'modus',
      headings: 'HAZ',
      countries: 'NG,GH,SN',
      route: 'DE > NL > GH',
      transport: 'SEA-CONT',
      concealment: 'CON-FREIGHT-COVER',
      detection: 'DET-DOC',
      grade: 'B2',
      'fr.title': 'Déchets électroniques déclarés comme effets ménagers',
      'fr.summary': 'Téléviseurs hors d’usage derrière deux rangs d’appareils en état de marche.',
      'fr.body':
        '## Les faits\n\nLes deux premiers rangs portent des attestations d’essai. Derrière, les appareils ' +
        'sont brisés ou sans câble.',
      'fr.indicators':
        'Attestations toutes du même jour\nPoids supérieur de 15 % à celui d’effets ménagers\nDestinataire ' +
        'déjà connu pour de la ferraille',
      'en.title': 'E-waste declared as household effects',
      'en.summary': 'Broken television sets behind two rows of working ones.',
      'en.body':
        '## What happened\n\nThe first two rows carry test certificates. Behind them the sets are broken or ' +
        'without cables.',
      'en.indicators': 'Certificates all of one day\nWeight 15 % above that of household effects',
    },
    later: {
      days: 12,
      note: 'Même procédé par camion',
      typed: {
        'fr.body':
          '## Les faits\n\nLes deux premiers rangs portent des attestations d’essai. Derrière, les appareils ' +
          'sont brisés ou sans câble. **Depuis octobre, le même procédé est observé par camion.**',
      },
    },
  },
  {
    kind: 'alert',
    writer: 'wco.admin',
    publisher: 'RILO-AP',
    audience: 'world',
    days: 62,
    validFor: 210,
    cases: ['IPR'],
    typed: {
      ...warning,
      alertKind: 'product',
      headings: 'IPR',
      countries: 'CN,US,AU',
      transport: 'AIR-EXPRESS',
      concealment: 'CON-FREIGHT-MIX',
      detection: 'DET-PROFILE',
      grade: 'B2',
      handling: 'H0',
      'en.title': 'Counterfeit airbags shipped as pillows',
      'en.summary': 'Air cargo and express; false maker labels. The inflator is a danger to whoever opens the parcel.',
      'en.body':
        'Parcels of 3 to 6 kg, declared as travel pillows. **Do not open the metal part.** Labels lack the ' +
        'second line of the lot number.',
      'en.declared': 'Pillows, HS 9404',
      'en.indicators':
        'Metal cylinder on the X-ray of a pillow\nSeveral parcels of one weight on one day\nAddress of a repair shop',
      'fr.title': 'Coussins gonflables contrefaits expédiés comme oreillers',
      'fr.summary':
        'Fret aérien et express ; fausses étiquettes de constructeur. Le générateur de gaz met en danger qui ' +
        'ouvre le colis.',
      'fr.body':
        'Colis de 3 à 6 kg, déclarés comme oreillers de voyage. **N’ouvrez pas la partie métallique.** Il manque ' +
        'aux étiquettes la deuxième ligne du numéro de lot.',
      'fr.declared': 'Oreillers, SH 9404',
      'fr.indicators':
        'Cylindre métallique sur la radiographie d’un oreiller\nPlusieurs colis de même poids le même ' +
        'jour\nAdresse d’un atelier de réparation',
    },
  },
  {
    kind: 'alert',
    writer: 'wco.admin',
    publisher: 'RILO-ECE',
    audience: 'world',
    days: 47,
    validFor: 125,
    typed: {
      ...warning,
      headings: 'NUC',
      countries: 'PL,UA,LT',
      route: 'UA > PL > DE',
      transport: 'RAIL-FREIGHT',
      concealment: 'CON-FREIGHT-MIX',
      detection: 'DET-RAD',
      grade: 'A1',
      'en.title': 'Am-241 sources in scrap metal',
      'en.summary': 'Portal alarms at two rail borders; sources of level gauges, without their shielding.',
      'en.body':
        '## What happened\n\nSix alarms in five weeks. Four were sources of level gauges, melted into ' +
        'shielding that was cut off before loading.',
      'en.indicators':
        'Scrap of a closed mine or refinery\nAlarm of gamma without neutrons\nWaggon re-weighed after loading',
      'en.request': 'Keep people away and call the radiation authority before unloading.\nTell RILO ECE the same day.',
      'fr.title': 'Sources d’Am-241 dans de la ferraille',
      'fr.summary':
        'Alarmes de portiques à deux frontières ferroviaires ; sources de jauges de niveau, sans leur blindage.',
      'fr.body':
        '## Les faits\n\nSix alarmes en cinq semaines. Quatre venaient de sources de jauges de niveau, dont le ' +
        'blindage avait été coupé avant le chargement.',
      'fr.indicators':
        'Ferraille d’une mine ou d’une raffinerie fermée\nAlarme gamma sans neutrons\nWagon repesé après le chargement',
      'fr.request':
        'Éloigner les personnes et appeler l’autorité de radioprotection avant le déchargement.\nPrévenir le ' +
        'BRLR ECE le jour même.',
    },
  },
  {
    kind: 'alert',
    writer: 'ke.ncp',
    publisher: 'RILO-ESA',
    audience: 'region',
    days: 38,
    validFor: 95,
    cases: ['TOB', 'TOB'],
    typed: {
      ...warning,
      alertKind: 'route',
      headings: 'TOB',
      countries: 'KE,TZ,SO',
      route: 'AE > SO > KE',
      transport: 'SEA-FISH',
      concealment: 'CON-FREIGHT-COVER',
      detection: 'DET-PATROL',
      grade: 'B2',
      handling: 'H2',
      'en.title': 'Illicit whites by dhow, Swahili coast',
      'en.summary': '4 to 5 million sticks a voyage, landed at night at small jetties.',
      'en.body':
        '## What happened\n\nThree landings since September, all in the week of the new moon. Cartons stand ' +
        'under dried fish and charcoal. Compare {{case}}.',
      'en.goods': 'Cigarettes without health warning',
      'en.quantity': '4 to 5 million sticks a voyage',
      'en.indicators':
        'Dhow without light after midnight\nFuel bought for both ways\nTrucks that wait at a jetty without trade',
      'fr.title': 'Cigarettes de contrebande par boutre, côte swahilie',
      'fr.summary': '4 à 5 millions de cigarettes par voyage, débarquées de nuit à de petits appontements.',
      'fr.body':
        '## Les faits\n\nTrois débarquements depuis septembre, tous la semaine de la nouvelle lune. Les ' +
        'cartons sont sous du poisson séché et du charbon. Voir {{case}}.',
      'fr.goods': 'Cigarettes sans avertissement sanitaire',
      'fr.quantity': '4 à 5 millions par voyage',
    },
  },
  {
    kind: 'alert',
    writer: 'wco.admin',
    publisher: 'RILO-WE',
    audience: 'world',
    days: 29,
    validFor: 124,
    cases: ['PREC'],
    typed: {
      ...warning,
      alertKind: 'product',
      headings: 'PREC',
      countries: 'NL,DE,US',
      route: 'CN > DE > NL',
      transport: 'AIR-EXPRESS',
      concealment: 'CON-FREIGHT-MIX',
      detection: 'DET-RAMAN',
      grade: 'B1',
      'en.title': '1-boc-4-AP in flooring samples',
      'en.summary': 'Express parcels below 1 kg to private addresses; HS 3918 declared.',
      'en.body':
        'A white powder in vacuum bags, packed between floor tiles. It is a masked precursor of fentanyl and ' +
        '**answers no field test for fentanyl**.\n\n| Test | Answer |\n|---|---|\n| Fentanyl strip | ' +
        'negative |\n| Raman, 785 nm | 1-boc-4-AP |',
      'en.declared': 'Samples of floor covering, HS 3918',
      'en.indicators':
        'Samples sent to a flat\nValue below 20 euro, express freight\nSame sender, other names of the product',
      'fr.title': '1-boc-4-AP dans des échantillons de revêtement de sol',
      'fr.summary': 'Colis express de moins de 1 kg à des adresses privées ; SH 3918 déclaré.',
      'fr.body':
        'Une poudre blanche en sachets sous vide, entre des dalles de sol. C’est un précurseur masqué du ' +
        'fentanyl, qui **ne réagit à aucun test de terrain du fentanyl**.\n\n| Test | Réponse |\n|---|---|\n| ' +
        'Bandelette fentanyl | négative |\n| Raman, 785 nm | 1-boc-4-AP |',
      'fr.declared': 'Échantillons de revêtement de sol, SH 3918',
      'fr.indicators':
        'Échantillons envoyés à un logement\nValeur de moins de 20 euros, fret express\nMême expéditeur, autres ' +
        'noms du produit',
    },
  },
  {
    kind: 'alert',
    writer: 'rilo.ap',
    publisher: 'RILO-AP',
    audience: 'world',
    days: 17,
    validFor: 155,
    cases: ['ODS'],
    typed: {
      ...warning,
      alertKind: 'modus',
      headings: 'ODS',
      countries: 'CN,TH,VN',
      route: 'CN > TH > VN',
      transport: 'SEA-CONT',
      concealment: 'CON-FREIGHT-PKG',
      detection: 'DET-REFR',
      grade: 'A2',
      handling: 'H0',
      'en.title': 'R-22 labelled and invoiced as R-134a',
      'en.summary': 'Disposable cylinders of 13.6 kg, the same label print in three ports. No licence was asked for.',
      'en.body':
        '## What happened\n\nCylinders carry the label of R-134a. The identifier shows R-22 at 97 to 99 ' +
        '%.\n\n| Port | Cylinders | Found |\n|---|---|---|\n| Laem Chabang | 1,140 | R-22, 98 % |\n| Hai ' +
        'Phong | 760 | R-22, 97 % |\n| Manila | 420 | R-22, 99 % |',
      'en.goods': 'HCFC-22 in disposable cylinders',
      'en.quantity': '2,320 cylinders of 13.6 kg',
      'en.declared': 'HFC-134a, HS 2903.45',
      'en.indicators': 'Green paint under a blue band\nLot number printed twice\nPressure of 9 bar at 20 °C',
      'en.request': 'Test one cylinder in each row, not only the first.',
      'fr.title': 'R-22 étiqueté et facturé comme R-134a',
      'fr.summary':
        'Bouteilles jetables de 13,6 kg, la même impression d’étiquette dans trois ports. Aucune licence n’a ' +
        'été demandée.',
      'fr.body':
        '## Les faits\n\nLes bouteilles portent l’étiquette du R-134a. L’identificateur indique du R-22 à 97 à 99 %.',
      'fr.goods': 'HCFC-22 en bouteilles jetables',
      'fr.quantity': '2 320 bouteilles de 13,6 kg',
      'fr.declared': 'HFC-134a, SH 2903.45',
    },
  },
  {
    kind: 'alert',
    writer: 'rilo.esa',
    publisher: 'RILO-ESA',
    audience: 'region',
    days: 11,
    validFor: 80,
    cases: ['CURR'],
    typed: {
      ...warning,
      headings: 'CURR',
      countries: 'KE,UG,RW',
      route: 'UG > KE > AE',
      transport: 'AIR-PAX',
      concealment: 'CON-BAG-FALSE',
      detection: 'DET-XRAY',
      grade: 'B3',
      'en.title': 'Bulk cash under the lining of hard suitcases',
      'en.summary': 'US dollars in vacuum foil, 200,000 to 350,000 a case; travellers in pairs.',
      'en.body':
        'The lining is glued, not sewn. The case weighs 2 kg more than its model.\n\nThe first case is {{case}}.',
      'en.goods': 'US dollars in notes of 100',
      'en.indicators': 'Two travellers, one booking, two payments\nNew case, old clothes\nReturn within 36 hours',
      'fr.title': 'Espèces sous la doublure de valises rigides',
      'fr.summary': 'Dollars des États-Unis sous film plastique, 200 000 à 350 000 par valise ; voyageurs par deux.',
      'fr.body':
        'La doublure est collée, non cousue. La valise pèse 2 kg de plus que son modèle.\n\nLa première affaire ' +
        'est {{case}}.',
      'fr.goods': 'Dollars des États-Unis en billets de 100',
      'fr.indicators':
        'Deux voyageurs, une réservation, deux paiements\nValise neuve, vêtements usés\nRetour sous 36 heures',
    },
  },
  {
    kind: 'alert',
    writer: 'ke.ncp',
    publisher: 'RILO-ESA',
    audience: 'world',
    days: 6,
    validFor: 66,
    cases: ['CITES', 'CITES', 'CITES'],
    typed: {
      ...warning,
      alertKind: 'modus',
      headings: 'CITES',
      countries: 'KE,MZ,TZ,VN',
      route: 'MZ > TZ > SG > VN',
      transport: 'SEA-CONT',
      concealment: 'CON-FREIGHT-COVER',
      detection: 'DET-SCAN',
      grade: 'B2',
      handling: 'H2',
      'en.title': 'Pangolin scales under cashew nuts, East Africa to South-East Asia',
      'en.summary': 'Containers of 40 ft, scales in the third row; weight 4 to 6 % above the declared load.',
      'en.body':
        '## What happened\n\nSince September three containers declared as cashew nuts in shell carried ' +
        'scales of *Smutsia temminckii* and *Smutsia gigantea* in jute bags of **40 kg**. The bags stood in ' +
        'the third row from the doors, behind a full front of genuine goods. Total 4,026 kg in three ' +
        'cases.\n\n| Container | Loaded | Scales |\n|---|---|---|\n| First | 3 September | 1,204 kg |\n| ' +
        'Second | 19 October | 1,382 kg |\n| Third | 8 November | 1,440 kg |',
      'en.goods': 'Scales, dried',
      'en.quantity': '4,026 kg, three cases',
      'en.declared': 'Cashew in shell, HS 0801.31',
      'en.indicators':
        'Weight 4 to 6 % above the usual load of a 40 ft box\nFirst shipment of the exporter, paid in ' +
        'cash\nCashew in shell sent to a country that exports it\nChange of consignee after loading\nBooking ' +
        'less than 3 days before sailing\nBags without the maker’s print in one row',
      'en.request':
        'Check containers that meet three or more indicators.\nReport each control, also without a finding, ' +
        'to RILO ESA.',
      'fr.title': 'Écailles de pangolin sous des noix de cajou, de l’Afrique de l’Est à l’Asie du Sud-Est',
      'fr.summary':
        'Conteneurs de 40 pieds, écailles au troisième rang ; poids supérieur de 4 à 6 % au chargement déclaré.',
      'fr.body':
        '## Les faits\n\nDepuis septembre, trois conteneurs déclarés comme noix de cajou en coque portaient ' +
        'des écailles de *Smutsia temminckii* et *Smutsia gigantea* dans des sacs de jute de **40 kg**, au ' +
        'troisième rang depuis les portes. Au total 4 026 kg en trois affaires.',
      'fr.goods': 'Écailles séchées',
      'fr.quantity': '4 026 kg, trois affaires',
      'fr.declared': 'Noix de cajou en coque, SH 0801.31',
      'fr.indicators':
        'Poids supérieur de 4 à 6 % au chargement habituel\nPremier envoi de l’exportateur, payé en ' +
        'espèces\nChangement de destinataire après le chargement',
      'fr.request':
        'Contrôler les conteneurs qui répondent à trois indices ou plus.\nSignaler chaque contrôle au BRLR ' +
        'ESA, même sans résultat.',
    },
  },
  {
    kind: 'alert',
    writer: 'wco.admin',
    publisher: 'RILO-WE',
    audience: 'world',
    days: 2,
    validFor: 66,
    cases: ['DRUG'],
    typed: {
      ...warning,
      alertKind: 'product',
      urgent: 'yes',
      headings: 'DRUG',
      countries: 'GB,IE,FR,EE',
      transport: 'MAIL-PARCEL',
      concealment: 'CON-FREIGHT-MIX',
      detection: 'DET-RAMAN',
      grade: 'A2',
      handling: 'H1',
      'en.title': 'Isotonitazene tablets in postal parcels',
      'en.summary':
        'Declared as vitamins, 30 to 60 g, plain white jars. Eleven seizures in four countries within two weeks.',
      'en.body':
        '## What happened\n\nTablets without a stamp, 8 mm, in jars of vitamins. One tablet can kill. **Wear ' +
        'gloves and a mask; do not test with open hands.**\n\n| Country | Parcels | Tablets ' +
        '|\n|---|---|---|\n| United Kingdom | 5 | 2,900 |\n| Ireland | 3 | 1,450 |\n| France | 2 | 800 |\n| ' +
        'Estonia | 1 | 400 |',
      'en.goods': 'Isotonitazene tablets, white, 8 mm',
      'en.quantity': '5,550 tablets in 11 parcels',
      'en.declared': 'Vitamins, HS 2106',
      'en.indicators':
        'Plain white jars without lot number\nWeight of 30 to 60 g\nSender’s address of a parcel ' +
        'shop\nCustoms form filled by one hand',
      'en.request': 'Hold every parcel that meets two indicators.\nKeep naloxone at hand where parcels are opened.',
      'fr.title': 'Comprimés d’isotonitazène dans des colis postaux',
      'fr.summary': 'Déclarés comme vitamines, 30 à 60 g, pots blancs. Onze saisies dans quatre pays en deux semaines.',
      'fr.body':
        '## Les faits\n\nComprimés sans marque, 8 mm, dans des pots de vitamines. Un comprimé peut tuer. ' +
        '**Portez des gants et un masque.**',
      'fr.goods': 'Comprimés d’isotonitazène, blancs, 8 mm',
      'fr.quantity': '5 550 comprimés dans 11 colis',
      'fr.declared': 'Vitamines, SH 2106',
      'fr.request':
        'Retenir tout colis qui répond à deux indices.\nGarder de la naloxone là où les colis sont ouverts.',
    },
  },
  {
    kind: 'alert',
    writer: 'rilo.esa',
    publisher: 'RILO-ESA',
    audience: 'region',
    days: 1,
    validFor: 120,
    embargoFor: 3,
    typed: {
      ...warning,
      alertKind: 'route',
      headings: 'BEV',
      countries: 'KE,UG,TZ',
      route: 'TZ > KE > UG',
      transport: 'ROAD-TRUCK',
      concealment: 'CON-VEH-TRAILER',
      detection: 'DET-DOC',
      grade: 'B2',
      handling: 'H2',
      'en.title': 'Undeclared spirits in tankers of molasses',
      'en.summary':
        'A second tank behind the first; 9,000 litres of ethanol a trip. Controls begin together in three days.',
      'en.body':
        'The tank has two chambers, of which the papers know one. Controls at four posts begin on the day ' +
        'this alert opens.',
      'en.indicators':
        'Smell of alcohol at the valve\nTanker longer than its papers say\nPaid in cash at the weighbridge',
      'fr.title': 'Alcool non déclaré dans des citernes de mélasse',
      'fr.summary':
        'Une seconde cuve derrière la première ; 9 000 litres d’éthanol par voyage. Les contrôles commencent ' +
        'ensemble dans trois jours.',
      'fr.body':
        'La cuve a deux compartiments, dont les documents ne connaissent qu’un. Les contrôles commencent à ' +
        'quatre postes le jour où cette alerte s’ouvre.',
      'fr.indicators':
        'Odeur d’alcool à la vanne\nCiterne plus longue que ne le disent les documents\nPaiement en espèces au ' +
        'pont-bascule',
    },
  },
  {
    kind: 'alert',
    writer: 'ke.ncp',
    days: 2,
    validFor: 90,
    waits: 'submitted',
    typed: {
      ...warning,
      alertKind: 'concealment',
      headings: 'CITES',
      countries: 'KE,MZ,CN',
      route: 'MZ > KE > CN',
      transport: 'SEA-CONT',
      concealment: 'CON-FREIGHT-COVER',
      detection: 'DET-SCAN',
      grade: 'B2',
      'en.title': 'Rosewood logs under charcoal',
      'en.summary': 'Squared logs on the floor of the container, two layers of charcoal bags on top.',
      'en.body': 'Two containers in one week. The charcoal is wetted so that nobody climbs on it.',
      'en.declared': 'Charcoal, HS 4402',
      'en.indicators': 'Charcoal of Mozambique by way of Mombasa\nContainer 3 t heavier than others of the booking',
    },
  },
  {
    kind: 'alert',
    writer: 'ke.ncp',
    days: 5,
    validFor: 60,
    waits: { returned: 'Which of the two ports, and since when? Please name the cases as well.' },
    typed: {
      ...warning,
      headings: 'DRUG',
      countries: 'KE,ZA',
      route: 'IN > KE > ZA',
      transport: 'AIR-CARGO',
      concealment: 'CON-FREIGHT-MIX',
      'en.title': 'Methaqualone tablets among spare parts',
      'en.summary': 'Brake pads with one box of tablets in each carton.',
      'en.body': 'Found twice at cargo. The cartons are closed with tape of another colour.',
    },
  },
  {
    kind: 'alert',
    writer: 'vn.ncp',
    days: 3,
    validFor: 90,
    waits: 'draft',
    typed: {
      ...warning,
      alertKind: 'product',
      headings: 'CITES',
      countries: 'VN,NG',
      transport: 'AIR-EXPRESS',
      'en.title': 'Ivory beads by express parcel',
      'en.summary': '',
      'en.body': 'Strings of beads declared as wood. To be completed when the laboratory answers.',
    },
  },
];
