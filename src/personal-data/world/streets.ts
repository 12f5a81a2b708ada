import { folded } from '../normalize-text.ts';

/** A list of words as the folded text has them; `*` stands for a few letters more. */
export function wordList(list: string): string {
  return folded(list.replace(/\n/g, '')).replaceAll('*', '\\p{L}{0,6}');
}

/** Kinds of ways, quarters and parts of a house, before or after which its number stands. */
export const ways = wordList(
  `rue|avenue|av|boulevard|bd|bld|chemin|allee|impasse|place|quai|route|cours|passage|cite|villa|lot|lotissement
|quartier
|carre|ilot|residence|batiment|bat|appartement|appart|appt|etage|escalier|porte|street|st|road|rd|lane|ln|drive|close
|crescent|terrace|gardens|mews|way|estate|court|house|flat|block|plot|stand|unit|floor|hse|apartment|apt|suite|tower
|towers
|heights|mansions|soi|moo|calle|avenida|avda|ave|carrera|cra|kr|jiron|jr|pasaje|pje|paseo|diagonal|transversal
|manzana|mz
|lote|barrio|colonia|urbanizacion|urb|conjunto|piso|dpto|departamento|apto|rua|r\\.|travessa|tv|alameda|praca|largo
|estrada
|bairro|quadra|bloco|andar|ap|via|viale|vicolo|piazza|piazzale|corso|strada|str|bulevar|trg|setaliste|bulevardul
|aleea|bloc|bl\\.|scara|sc
|interno
|ulica|ulicy|ul|aleja|al\\.|osiedle|os\\.|улица|ул|проспект|пр|просп|переулок|пер|бульвар|бул|шоссе|дом|д|корп
|квартира|кв
|микрорайон|мкр|проезд|набережная|наб|вулиця|вул|буд|провулок|duong|pho|ngo|hem|ngach|phuong|quan|ap|xa|thon|khu pho
|mtaa|nyumba|barabara|kitalu|jalan|jl|gang|gg|komplek|kompleks|perumahan|perum|blok|rt|rw|cadde*|cad|sokak|sokagi|sok
|mahalle*|mah|bulvar*|apartmani|kat|daire|οδος|οδου|οδο|λεωφορος|λεωφορου|πλατεια|utca|ut|ter|korut|namesti|trida
|sidliste
|gatan|vagen|veien|gata|katu|tie|شارع|محلة|زقاق|دار|زنقة|قطعة|الطابق|حي|طريق|مبنى|شقة|بناية|منزل|عمارة|خیابان|کوچه
|پلاک|واحد|بلوار`,
);
export const way = new RegExp(
  `(?<!\\p{L})(?:${ways}|\\p{L}{2,24}(?:strase|strasse|str|gasse|weg|platz|allee|ring|damm|ufer|straat|laan|plein
|kade|dijk|gatan|vagen|veien|gata|katu|tie))\\.?(?!\\p{L})`.replace(/\n/g, ''),
  'u',
);
/** Ways that stand before a name, never right before a number: "via 12 hubs" is none. */
export const onlyBeforeName = /(?:^|[^\p{L}])(?:via|way|drive|close|place|cours|passage|route|road|street)[\s.]*$/u;
/** Signs of a street, a quarter or a house in scripts that set no words apart. */
export const signOfWay =
  /[路街道巷弄号號栋棟室座村组町丁番地동로길호읍면리]|ถนน|ซอย|ซ\.|หม|ตาบล|ต\.|बलोक|गली|मारग|मकान|सकटर|फलट|नगर|सडक/u;
/** "no.", "#" before the number of a house. */
export const signOfNumber = new RegExp(
  `(?:^|[\\s,(])(?:no|nr|n|n°|n\\.?o|num|numero|number|nummer|numer|namba|nomor|na|so|#|№|br|c\\.?p
|${wordList('رقم|बं|नं')})[.:°]{0,2}\\s?$`.replace(/\n/g, ''),
  'u',
);
/** A code of the post and the beginning of its place. */
const codes = [
  '\\d{4,6}',
  '\\d{2,4}-\\d{3}',
  '\\d{3} \\d\\d',
  '\\d{4} \\p{Lu}{2}',
  '\\p{Lu}{1,2}\\d[\\p{Lu}\\d]? ?\\d\\p{Lu}{2}',
];
export const postcode = new RegExp(`(?<![\\p{L}\\d/-])(?:${codes.join('|')})(?:\\s\\p{Lu}\\p{Ll}|\\s?$)`, 'u');

/** Words of homes and of a parcel's way: they give cause to look for an address. */
export const wordsOfHome = `
habit* abit* resid* wohn* lodg* mieszk* zamieszk* прожив* wohnsitz domicili* lodged lodging lodges dwell* sent
ingeschreven ingezetene снимает квартир* oturduğu oturdu سكنه سكنها يسكنون nyumbani kwake viven alojado alojada
hospedado moradia sito adresinde adresine ikametgah lakása lakhelye lakcíme bostad bolig kotona zamieszkuje prebiva
stanovnik locuia habitaba residía vivía residait logeait abitano woonplaats verblijft wohnend wohnte meldet rent
search searched perquisition room apartment ging lieferung slip buscas durchsuchung обыск* kiriman dikirim nơi
destinatario consignee recipient receiver empfänger odbiorca получател* penerima alıcı destinataire ubicó
allanamiento stays staying stayed rents meldeadresse afleveradres woonadres huisadres hausanschrift postanschrift
жив* живет живёт живут проживавший sống ngụ encomenda paquet* paket* paczka parcel* colis pacco pakket* ожив
aufgehalten domiciled house habita dirección gemeldet abita indirizzo woonachtig wonende woont zameldowan*
зарегистрирована проживають мешкає мешка* проживає зареєстрован* mukim anwani beralamat berdomisili thường κάτοικος
κατοικεί κατοίκου διεύθυνση διαμένει διαμένων locuiește domiciliat domiciliată adresa adresă stanuje prebivalište
nastanjen lakcím* lakik lakos lakhely* bytem bydliště bydlí bosatt bopæl bosat asuu asuva osoite kotiosoite القاطن
المقيم عنوانه العنوان ساکن نشانی آدرس مقیم destined destiné destinée deliver* label livré livraison étiquette
entrega* zustell* consegna bezorg* dostavk* доставк* teslim packstation postfach apartado casilla box pobox bp
residence dwelling living adresse ikamet oturan trú địa kediaman mieszka зарегистрирован residing resides resident
lives address addressee domicilié domiciliée domicile demeurant demeure résidant réside habitant habite adressé
domicilio vive reside residente morador moradora mora endereço domiciliado wohnhaft wohnt anschrift wohnanschrift
zamieszkały zamieszkała zamieszkałego zam mieszkający adres проживает проживающий проживающая проживающего прописан
адрес адресу адресат жительств* ulipelekwa kupelekwa ulitumwa kutumwa الإقامة الاقامة تسكن يقطن تقطن تقيم القاطنة
المقيمة anapoishi anakoishi aliishi wohnort
lieferanschrift lieferadresse
empfängeradresse empfängeranschrift absenderadresse absenderanschrift wohnadresse privatadresse zustelladresse
privatanschrift`;
