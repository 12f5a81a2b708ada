import { words } from '../words.ts';
import type { Goods } from './goods.ts';
import { bags, banknotes, blisters, blocks, boxed, cartons, pellets, tablets, vials } from './packed.ts';
import { bars, bottles, bundles, canisters, coins, cylinders, fillings, horns, phones, pistols, rounds, scales, source, tortoises, trainers, tusks, watches } from './shaped.ts';

export type { Fill, Goods } from './goods.ts';

const brown = ['#b08a52', '#a67f49', '#bb965e'];
const evenBlocks = words('even orange blocks with straight edges', 'blocs orange homogènes aux arêtes droites');
const metalShapes = words('dark blue outlines of metal', 'contours métalliques bleu foncé');

const all = {
  cocaine: { heading: 'DRUG', product: 'COC-HCL', name: words('Blocks of cocaine', 'Pains de cocaïne'), scan: evenBlocks, fill: blocks(brown) },
  heroin: { heading: 'DRUG', product: 'OPI-HER', name: words('Packets of heroin', "Paquets d'héroïne"), scan: evenBlocks, fill: blocks(['#7f6a55', '#8c7760', '#6f5c49'], 0.85) },
  resin: { heading: 'DRUG', product: 'CAN-RESIN', name: words('Cannabis resin in soap bars', 'Résine de cannabis en savonnettes'), scan: words('dense orange bars, all of one size', 'savonnettes orange denses, toutes de même taille'), fill: blocks(['#5c4a2c', '#6b5633', '#4f4026'], 1.1) },
  herb: { heading: 'DRUG', product: 'CAN-HERB', name: words('Bags of cannabis herb', "Sacs d'herbe de cannabis"), scan: words('pale, grainy orange bags', 'sacs orange pâle et granuleux'), fill: bags('#75834a', 0.46) },
  meth: { heading: 'DRUG', product: 'ATS-METH', name: words('Bags of methamphetamine', 'Sacs de méthamphétamine'), scan: words('bright orange bags that sag', 'sacs orange vif, affaissés'), fill: bags('#cfd9e2', 0.8) },
  ketamine: { heading: 'DRUG', product: 'NPS-KET', name: words('Bags of ketamine', 'Sacs de kétamine'), scan: words('bright orange bags that sag', 'sacs orange vif, affaissés'), fill: bags('#dcd9d0', 0.78) },
  ecstasy: { heading: 'DRUG', product: 'ATS-MDMA', name: words('Ecstasy tablets', "Comprimés d'ecstasy"), scan: words('many small discs in bags', 'nombreux petits disques en sachets'), fill: tablets('#d77f9f') },
  captagon: { heading: 'DRUG', product: 'ATS-CAPT', name: words('Captagon tablets', 'Comprimés de Captagon'), scan: words('many small discs in bags', 'nombreux petits disques en sachets'), fill: tablets('#d9c79a') },
  fentanyl: { heading: 'DRUG', product: 'SOP-FENT', name: words('Fentanyl pills', 'Comprimés de fentanyl'), scan: words('many small discs in bags', 'nombreux petits disques en sachets'), fill: tablets('#7f9fc9') },
  capsules: { heading: 'DRUG', product: 'COC-HCL', name: words('Packets of cocaine', 'Boulettes de cocaïne'), scan: words('dense ovals of one size', 'ovales denses de même taille'), fill: pellets('#d8cfb6') },
  khat: { heading: 'DRUG', product: 'KHAT', name: words('Bundles of fresh khat', 'Bottes de khat frais'), scan: words('streaked orange rolls', 'rouleaux orange striés'), fill: bundles },
  liquid: { heading: 'DRUG', product: 'COC-LIQ', name: words('Liquid cocaine in bottles', 'Cocaïne liquide en bouteilles'), scan: words('darker liquid than in the other bottles', 'liquide plus sombre que dans les autres bouteilles'), fill: bottles('#7d5a2b') },
  cigarettes: { heading: 'TOB', product: 'TOB-CIG', name: words('Cartons of cigarettes', 'Cartouches de cigarettes'), scan: words('pale boxes with fine, even stripes', 'boîtes claires à fines rayures régulières'), fill: cartons(['#b3262a', '#1f4f94', '#2e7d4f']) },
  tobacco: { heading: 'TOB', product: 'TOB-HRT', name: words('Pouches of rolling tobacco', 'Blagues de tabac à rouler'), scan: words('soft, pale orange bags', 'sachets mous orange pâle'), fill: bags('#8a5a2c', 0.4) },
  spirits: { heading: 'BEV', product: 'BEV-WHISKY', name: words('Bottles of whisky', 'Bouteilles de whisky'), scan: words('green glass outlines with orange liquid', 'contours verts de verre, liquide orange'), fill: bottles('#b9772a') },
  ivory: { heading: 'CITES', product: 'Loxodonta africana', name: words('Elephant tusks', "Défenses d'éléphant"), scan: words('green curves that taper', "courbes vertes qui s'amincissent"), fill: tusks },
  scales: { heading: 'CITES', product: 'Manis tricuspis', name: words('Pangolin scales', 'Écailles de pangolin'), scan: words('rough orange texture of small edges', "texture orange irrégulière, petites arêtes"), fill: scales },
  horn: { heading: 'CITES', product: 'Ceratotherium simum', name: words('Rhinoceros horns', 'Cornes de rhinocéros'), scan: words('dense orange cones', 'cônes orange denses'), fill: horns },
  tortoises: { heading: 'CITES', product: 'Astrochelys radiata', name: words('Live tortoises, taped', 'Tortues vivantes, entravées'), scan: words('green ovals of shell and bone', "ovales verts de carapace et d'os"), fill: tortoises },
  notes: { heading: 'CURR', product: 'CASH-NOTE', name: words('Bundles of banknotes', 'Liasses de billets de banque'), scan: words('orange bundles with fine lines', 'liasses orange à fines lignes'), fill: banknotes('#7f9a74') },
  gold: { heading: 'CURR', product: 'GOLD', name: words('Bars of gold', "Lingots d'or"), scan: words('black shapes that nothing passes', 'formes noires que rien ne traverse'), fill: bars },
  pistols: { heading: 'WEAP', product: 'WPN-PIST', name: words('Pistols', 'Pistolets'), scan: metalShapes, fill: pistols },
  rounds: { heading: 'WEAP', product: 'WPN-AMMO', name: words('Cartridges', 'Cartouches de munitions'), scan: words('rows of small dark points', 'rangées de petites pointes sombres'), fill: rounds },
  refrigerant: { heading: 'ODS', product: 'HCFC-22', name: words('Cylinders of HCFC-22', 'Bouteilles de HCFC-22'), scan: words('steel rims, green liquid in the lower half', 'bords en acier, liquide vert en moitié basse'), fill: cylinders(['#8fbf8d', '#a4c9a2']) },
  cfc: { heading: 'ODS', product: 'CFC-12', name: words('Cylinders of CFC-12', 'Bouteilles de CFC-12'), scan: words('steel rims, green liquid in the lower half', 'bords en acier, liquide vert en moitié basse'), fill: cylinders(['#d8dadb', '#c7cbcd']) },
  falseGas: { heading: 'ODS', product: 'CFC-12', name: words('CFC-12', 'CFC-12'), scan: words('one cylinder is filled higher and darker than its neighbours', 'une bouteille plus remplie et plus sombre que ses voisines'), fill: fillings },
  watches: { heading: 'IPR', product: 'IPR-WAT', name: words('Counterfeit watches', 'Montres contrefaisantes'), scan: words('small dark discs with straps', 'petits disques sombres avec bracelets'), fill: boxed('#dfe3e6', 92, watches) },
  phones: { heading: 'IPR', product: 'IPR-MOB', name: words('Counterfeit telephones', 'Téléphones contrefaisants'), scan: words('green plates with a blue cell in each', 'plaques vertes, une pile bleue dans chacune'), fill: boxed('#e6e4dd', 110, phones) },
  shoes: { heading: 'IPR', product: 'IPR-SHO', name: words('Counterfeit sports shoes', 'Chaussures de sport contrefaisantes'), scan: words('pairs of pale soles in boxes', 'paires de semelles claires en boîtes'), fill: boxed('#d9b98a', 110, trainers) },
  medicines: { heading: 'IPR', product: 'IPR-MED', name: words('Counterfeit medicines in blisters', 'Médicaments contrefaisants sous blister'), scan: words('even grids of small ovals', 'grilles régulières de petits ovales'), fill: blisters('#dfe3f2') },
  steroids: { heading: 'OTH', product: 'OTH-STER', name: words('Vials of anabolic steroids', "Flacons de stéroïdes anabolisants"), scan: words('rows of small glass rims with metal caps', 'rangées de petits flacons à capsule métallique'), fill: vials('#d7b65a', '#b94a3e') },
  antiquities: { heading: 'OTH', product: 'OTH-COIN', name: words('Ancient coins', 'Monnaies anciennes'), scan: words('overlapping blue discs', 'disques bleus superposés'), fill: coins },
  anhydride: { heading: 'PREC', product: 'ACETIC-ANHYDRIDE', name: words('Canisters of acetic anhydride', "Bidons d'anhydride acétique"), scan: words('liquid level in square canisters', 'niveau de liquide dans des bidons carrés'), fill: canisters('#3f6fa6') },
  ephedrine: { heading: 'PREC', product: 'EPHEDRINE', name: words('Bags of ephedrine', "Sacs d'éphédrine"), scan: words('bright orange bags that sag', 'sacs orange vif, affaissés'), fill: bags('#e4e2da', 0.74) },
  pesticide: { heading: 'HAZ', product: 'HAZ-PEST', name: words('Illegal pesticides in canisters', 'Bidons de pesticides illicites'), scan: words('liquid level in square canisters', 'niveau de liquide dans des bidons carrés'), fill: canisters('#4f8a4a') },
  fuel: { heading: 'TAX', product: 'GDS-FUEL', name: words('Canisters of untaxed fuel', 'Bidons de carburant non taxé'), scan: words('liquid level in square canisters', 'niveau de liquide dans des bidons carrés'), fill: canisters('#b03a30') },
  caesium: { heading: 'NUC', product: 'NUC-SRC-CS', name: words('A caesium source in a lead pot', 'Source de césium dans un pot de plomb'), scan: words('a black disc that nothing passes', 'un disque noir que rien ne traverse'), fill: source },
} as const satisfies Readonly<Record<string, Goods>>;

export type GoodsName = keyof typeof all;
export const goods: Readonly<Record<GoodsName, Goods>> = all;
