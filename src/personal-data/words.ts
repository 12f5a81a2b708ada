import { foldOf, lowOf } from './normalize-text.ts';

/** What a word makes the reader expect; one bit each. */
export const TITLE = 1;
export const NAMED = 2;
export const ROLE = 4;
export const AT = 8;
export const HANDLE = 16;
export const PHONE = 32;
export const PASSPORT = 64;
export const IDENTITY = 128;
export const PLATE = 256;
export const VEHICLE = 512;
export const BIRTH = 1024;
export const ACCOUNT = 2048;
export const HOME = 4096;
export const CHASSIS = 8192;
const STREET = 16384;

/** Cues that mean something without any number after them. */
export const ALONE = TITLE | NAMED | ROLE | AT | HANDLE;

/**
 * Words by cue in English, French, Spanish, Portuguese, German, Polish, Russian; `*` after a stem of four letters or
 * more.
 */
const words: readonly (readonly [number, string])[] = [
  [
    TITLE,
    `mr mrs ms miss dr prof mme mlle m monsieur madame mademoiselle sr sra srta señor señora señorita don doña dona
    senhor senhora dra herr herrn frau fräulein pan pana panu panem pani panią г гр господин господина господину
    госпожа госпожу госпожи госпоже гражданин гражданина гражданину гражданка гражданку гражданки`,
  ],
  [
    NAMED,
    `named nommé nommée dénommé dénommée prénommé prénommée llamado llamada chamado chamada namens nazwisku imieniu
    alias aka identified identifié identifiée identificado identificada nombre name имени фамилии фамилия`,
  ],
  [
    ROLE,
    `driver passenger courier suspect traveller traveler chauffeur passager passagère conductor conductora pasajero
    pasajera sospechoso motorista passageiro passageira kierowca pasażer kurier podejrzany водитель водителя пассажир
    пассажира курьер подозреваемый`,
  ],
  [AT, `at arroba arobase malpa małpa sobaka собака собачка chez`],
  [
    HANDLE,
    `telegram instagram facebook tiktok twitter wechat weixin snapchat wickr signal skype viber whatsapp username
    pseudo handle nickname usuario usuário benutzername телеграм вконтакте`,
  ],
  [
    PHONE,
    `phone phones telephone tel mobile cell cellphone call called calling dial sms whatsapp viber telegram wechat fax
    msisdn handset téléphone portable appeler appelé appel joignable teléfono móvil celular llamar llamó telefone
    telemóvel ligar ligou telefon handy handynummer rufnummer telefonnummer mobilnummer anrufen komórka komórkowy
    telefonu zadzwonić тел телефон* моб мобильный позвонить звонил факс ватсап вотсап`,
  ],
  [PASSPORT, `passport* passeport* pasaporte* passaporte* reisepass* paszport* паспорт*`],
  [
    IDENTITY,
    `id identity identité identidad identidade cni dni nie cédula cedula rg cpf curp rut nif nik nin ssn nid bvn
    personalausweis ausweis ausweisnummer personalausweisnummer identitätskarte dowód dowodu pesel osobisty
    удостоверени* снилс инн licence license permis licencia carné carnet carteira führerschein* prawo prawa sécurité
    security sozialversicherung*`,
  ],
  [
    PLATE,
    `plate plates registration registered reg immatriculation immatriculé immatriculée plaque plaques matrícula
    matrículas matricula placa placas chapa kennzeichen nummernschild autokennzeichen rejestracyjny rejestracyjnym
    rejestracyjnych rejestracyjne rej tablice tablicach госномер* госзнак* номер номером номера номерной рег`,
  ],
  [
    VEHICLE,
    `car truck lorry trailer vehicle van motorcycle motorbike saloon pickup bus minibus tractor camion voiture
    véhicule remorque tracteur camionnette fourgon moto autocar camión vehículo vehiculo camioneta cabezal furgoneta
    remolque carro automóvil tractocamión veículo caminhão carreta reboque carrinha viatura ônibus lkw pkw fahrzeug
    anhänger sattelzug sattelauflieger transporter kfz wagen samochód samochodu pojazd pojazdu naczepa naczepy ciągnik
    автомобил* машина машины грузовик* прицеп* фура фуры фуре микроавтобус* toyota nissan mercedes volvo scania
    renault mitsubishi isuzu`,
  ],
  [
    BIRTH,
    `born dob d birth birthdate birthday né née naissance nacido nacida nació nacimiento nascido nascida nasceu
    nascimento geboren geb geborene geborener geburtsdatum geburtstag ur urodzony urodzona urodzonego urodzonej
    urodzenia родился родилась рожд рождения г гр`,
  ],
  [
    ACCOUNT,
    `account accounts acct compte cuenta conta corrente konto konta kontonummer rachunek rachunku счет счёт счёта
    счета wallet bitcoin btc ethereum usdt paypal`,
  ],
  [
    HOME,
    `residing resides resident lives address addressee domicilié domiciliée domicile demeurant demeure résidant réside
    habitant habite adresse adressé domicilio vive reside residente dirección morador moradora mora endereço
    domiciliado wohnhaft wohnt anschrift wohnanschrift zamieszkały zamieszkała zamieszkałego zam mieszka mieszkający
    adres проживает проживающий проживающая проживающего прописан адрес адресу адресат`,
  ],
  [
    STREET,
    `street road avenue lane flat apt apartment rue boulevard appartement appt calle avenida carrera piso rua apto ul
    ulica ulicy улица улице ул кв strasse straße wohnung`,
  ],
  [CHASSIS, `vin chassis châssis bastidor chasis chassi fahrgestell* fahrgestellnummer nadwozia шасси`],
];

const exact = new Map<string, number>();
const stems = new Map<string, { stem: string; mask: number }[]>();
/** Cue bits by the first four letters, five bits a letter: the quick look before any reading. */
export const heads = new Uint16Array(1 << 20);

/** A word as `fold` reads it, lower case. */
function folded(word: string): string {
  return String.fromCharCode(...Array.from(word.normalize('NFC'), char => lowOf[foldOf[char.charCodeAt(0)]!]!));
}

function headKey(word: string): number {
  let key = 0;
  for (let at = 0; at < 4; at += 1) key = (key << 5) | (at < word.length ? word.charCodeAt(at) & 31 : 0);
  return key;
}

function enter(mask: number, word: string): void {
  const stem = folded(word.replace('*', ''));
  const key = headKey(stem);
  heads[key] = heads[key]! | mask;
  if (!word.endsWith('*')) {
    exact.set(stem, (exact.get(stem) ?? 0) | mask);
    return;
  }
  const head = stem.slice(0, 4);
  stems.set(head, [...(stems.get(head) ?? []), { stem, mask }]);
}
for (const [mask, list] of words) for (const word of list.split(/\s+/)) enter(mask, word);

/** The cues a folded lower-case word gives, 0 for none. */
export function cueOf(word: string): number {
  const known = exact.get(word);
  if (known !== undefined || word.length < 4) return known ?? 0;
  return stems.get(word.slice(0, 4))?.find(entry => word.startsWith(entry.stem))?.mask ?? 0;
}
