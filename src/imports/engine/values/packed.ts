import { fold } from '../words/words.ts';

/** A unit that says how much is in each: "bags of 50 kg" are 50 kilograms each. */
export interface Packed {
  readonly each: number;
  /** The unit as written. */
  readonly unit: string;
}

/** Words for what goods are packed in, without accents: general knowledge. A tablet of 500 mg is no packing. */
const packings = `bag bags sack sacks box boxes carton cartons case cases crate crates drum drums barrel barrels
can cans jerrycan jerrycans jerrican jerricans jerry keg kegs tin tins bottle bottles jar jars
bale bales pack packs packet packets package packages parcel parcels pouch pouches roll rolls
bundle bundles canister canisters container containers tank tanks pallet pallets bucket buckets
tray trays cylinder cylinders brick bricks block blocks ctn ctns bx bxs pkg pkgs pkt pkts btl
btls sac sacs boite boites caisse caisses colis bidon bidons fut futs bouteille bouteilles
paquet paquets ballot ballots sachet sachets carton canette canettes bonbonne bonbonnes saco
sacos bolsa bolsas caja cajas bulto bultos bidones tambor tambores botella botellas paquete
paquetes lata latas fardo fardos garrafa garrafas caixa caixas cx cxs bidao bidoes pacote
pacotes galao galoes frasco frascos volume volumes sack saecke kiste kisten karton kartons fass
faesser flasche flaschen packung packungen beutel kanister ballen dose dosen worek worki workow
karton kartony kartonow skrzynka skrzynki beczka beczki butelka butelki paczka paczki
opakowanie opakowania kanister kanistry puszka puszki мешок мешки мешков коробка коробки
коробок ящик ящики ящиков бочка бочки бочек бутылка бутылки бутылок канистра канистры канистр
пачка пачки упаковка упаковки упаковок пакет пакеты пакетов тюк банка банки мішок мішки мішків
коробки ящика бочка пляшка пляшки пляшок каністра каністри упаковки cuval torba kutu koli sise
bidon paket varil teneke كيس اكياس كرتون كراتين صندوق صناديق برميل براميل زجاجه زجاجات عبوه
عبوات علبه علب شوال جالون karung kardus dus koli botol jerigen bungkus kotak drum kaleng sacco
sacchi scatola scatole cassa casse bottiglia bottiglie pacco pacchi fusto fusti tanica taniche
cartone cartoni zak zakken doos dozen krat kratten fles flessen vat vaten pak pakken sack
sackar lada lador flaska flaskor dunk dunkar forpackning forpackningar pase pasar pytel pytle
krabice lahev lahve sud sudy kanystr balik baliky vrece sac saci cutie cutii baxuri bax sticla
sticle butoi butoaie bidoane чувал чували кашон кашони бутилка бутилки туба туби vreca vrece
kutija kutije boca boce flasa flase kanister σακος σακοι κιβωτιο κιβωτια μπουκαλι μπουκαλια
φιαλη φιαλες βαρελι βαρελια δοχειο δοχεια bao thung chai can hop goi กระสอบ กล่อง ลัง ขวด ถัง
ถุง kisany gunia magunia katoni chupa mfuko mifuko zsak doboz uveg palack hordo lada maisas
kastes pudeles kotid kastid pudelid pullo pullot laatikko saekki brique briques ladrillo ladrillos tijolo tijolos
כיס שק שקים ארגז ארגזים קרטון
קרטונים בקבוק בקבוקים חבית کیسه کارتن بطری بشکه جعبه`;
const packing = new Set(packings.split(/\s+/).map(fold));
const unspacedPacking = /[袋箱桶盒瓶包罐缸본병袋缶포자루]|상자|박스/u;

const eachIn =
  /^(\p{L}[\p{L}\p{M}\s.'’-]*?)[\s(（@x×х*/-]*\s?(\d+(?:[.,]\d+)?)\s*(\p{L}[\p{L}\p{M}³²]*)(?:[.)）]| each)*$/u;
const eachBefore = /^(\d+(?:[.,]\d+)?)\s*-?\s*(\p{L}[\p{L}\p{M}³²]*?)(?:\.|\s*[\s/-]\s*)(\p{L}[\p{L}\p{M}\s]*)$/u;

/** How much of what is in each, where a unit says so; undefined for a plain unit. */
export function packedIn(text: string): Packed | undefined {
  if (text.length > 40 || !/\d/.test(text)) return undefined;
  const [, before = '', number = '', unit = ''] = eachIn.exec(text) ?? [];
  if (number !== '' && isPacking(before)) return made(number, unit);
  const [, first = '', firstUnit = '', after = ''] = eachBefore.exec(text) ?? [];
  return first !== '' && isPacking(after) ? made(first, firstUnit) : undefined;
}

/** Whether words name what goods are packed in. */
export function isPacking(words: string): boolean {
  if (unspacedPacking.test(words)) return true;
  const isShort = /\p{L}{3}\./u.test(words);
  return fold(words)
    .split(' ')
    .some(word => packing.has(word) || (isShort && word.length > 2 && beginsPacking(word)));
}

/** "kart." is short for a carton. */
function beginsPacking(word: string): boolean {
  for (const known of packing) if (known.startsWith(word)) return true;
  return false;
}

function made(number: string, unit: string): Packed | undefined {
  const isThousand = /^[1-9]\d{0,2}[.,]\d{3}$/.test(number);
  const each = Number(isThousand ? number.replace(/[.,]/, '') : number.replace(',', '.'));
  return each > 0 ? { each, unit } : undefined;
}
