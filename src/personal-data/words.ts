import { explaining, units } from './figures/words.ts';
import { folded } from './normalize-text.ts';
import { givenNames, surnameWords } from './people/name-words.ts';
import { wordsOfPapers } from './world/names-of-papers.ts';
import { wordsOfHome } from './world/streets.ts';

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
export const STREET = 16384;
/** A word before a name: "arrested", "interpellation de". */
export const ARREST = 32768;
/** "national", "citizen": a name may follow after a comma. */
export const NATIONAL = 65536;
/** Consignee, sender, owner: a person or a firm. */
export const PARTY = 131072;
/** A word after a name: "was arrested", "a été interpellé". */
export const CAUGHT = 262144;
/** A given name or surname of the lists. */
export const NAME = 524288;

/** A word of a phrase in `world/`; it counts with a digit. */
export const WORLD = 1048576;
/** Says what figures number or measure: "seal", "invoice", "total". */
export const EXPLAINS = 2097152;
/** Counts or measures what stands before it: "cartons", "евро". */
export const UNIT = 4194304;

/** Cues that mean something without any number after them. */
export const ALONE = TITLE | NAMED | ROLE | AT | HANDLE | ARREST | NATIONAL | PARTY | CAUGHT | NAME;

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
    `witness testigo testemunha témoin zeuge zeugin halter halterin titulaire titular свидетель свидетельница понятой
    tanık gözaltında msafiri mshtakiwa utingo shahidi mchuuzi nhân chứng cook engineer mate bosun oiler pilot guard
    farmer interviewee stevedore docker porter cashier lorryman turnboy
    turnman cuisinier mécanicien gardien matelot cocinero maquinista marinero estibador guardia cozinheiro
    marinheiro estivador koch maschinist matrose lagerarbeiter marynarz kucharz mechanik моряк матрос повар механик
    грузчик сторож экспедитор экспедитора моряка denizci aşçı makinist hamal nelayan mualim juru thuyền selon según
    complices кем рулём рулем kierujący kierująca prowadzący loader clerk rider stowaway conducente conducenti
    autista passeggero passeggera indagato indagata sospettato sospettata viaggiatore corriere comandante marinaio
    verdachte bestuurder bestuurster chauffeuse reiziger reizigster koerier kapitein пасажир пасажирка водій водія
    водієм громадянин громадянка підозрюваний мандрівник șofer șoferul pasager pasagerul pasageră suspectul călător
    vozač vozača putnik osumnjičeni sofőr sofőrje utas gyanúsított řidič řidiče cestující podezřelý förare föraren
    resande misstänkt kuljettaja matkustaja epäilty οδηγός οδηγού επιβάτης επιβάτη ύποπτος راننده مسافر متهم سائقها
    السائقة سائقة водителю водителе пассажиру пассажиром гражданкой perevozchik перевозчик курьера tripulante
    carregador entregador driver drivers passenger passengers courier couriers suspect suspects traveller travellers
    traveler accused defendant offender smuggler captain skipper master crewmember sailor seaman broker agent trader
    dealer declarant chauffeur passager passagère passagers conducteur conductrice prévenu prévenue cause suspecte
    voyageur voyageuse capitaine marin gérant commerçant transitaire mule conductor conductora pasajero pasajera
    pasajeros sospechoso sospechosa imputado imputada acusado acusada capitán viajero viajera chofer chófer
    comerciante motorista passageiro passageira condutor condutora suspeito suspeita arguido arguida capitão
    viajante fahrer fahrerin reisende reisender reisenden beschuldigter beschuldigte verdächtiger verdächtige
    beifahrer beifahrerin kapitän kurierin händler kierowca kierowcy kierowcę pasażer pasażerka kurier podejrzany
    podejrzana kapitan przemytnik водитель водителя водителем пассажир пассажира пассажирка пассажиры курьер
    подозреваемый подозреваемая обвиняемый капитан экипажа sürücü şüpheli yolcu kaptan şoför sanık dereva mtuhumiwa
    abiria mshukiwa nahodha mfanyabiashara sopir tersangka penumpang pengemudi kurir nahkoda wife husband brother
    sister son daughter father mother uncle cousin accomplice girlfriend boyfriend nicknamed épouse époux frère sœur
    fils complice esposa esposo hermano hermana hijo hija cómplice bruder schwester sohn tochter ehefrau ehemann
    жена муж брат сын дочь kardeşi eşi oğlu mke mume ndugu istri suami xe tượng khách hàng nghi السائق سائق المتهم
    المسافر المسافرة الراكب القبطان التاجر المدعو المدعوة السيد السيدة`,
  ],
  [AT, `at arroba arobase malpa małpa sobaka собака собачка chez`],
  [
    HANDLE,
    `telegram instagram facebook tiktok twitter wechat weixin snapchat wickr signal skype viber whatsapp username
    pseudo handle nickname usuario usuário benutzername телеграм вконтакте`,
  ],
  [
    PHONE,
    `contact* kontakt* contacto contato contatto liên utenza bereikbaar erreichbar recapito nomer nambari phone
    phones telephone tel mobile cell cel cellphone call called calling dial sms whatsapp viber telegram wechat fax
    msisdn handset téléphone portable appeler appelé appel joignable teléfono móvil celular llamar llamó telefone
    telemóvel ligar ligou telefon handy handynummer rufnummer telefonnummer mobilnummer anrufen komórka komórkowy
    telefonu zadzwonić тел телефон* моб мобильный позвонить звонил факс ватсап вотсап`,
  ],
  [
    PASSPORT,
    `pasoš* passport* passeport* pasaporte* passaporte* passaporto reisepass* paszport* паспорт* загранпаспорт*`,
  ],
  [
    IDENTITY,
    `tckn worker employee staff member customer client kundennummer asile allocataire permit id identity identité
    identidad identidade cni dni nie cédula cedula rg cpf curp rut nif nik nin ssn nid bvn personalausweis ausweis
    ausweisnummer personalausweisnummer identitätskarte dowód dowodu pesel osobisty удостоверени* снилс инн licence
    license permis licencia carné carnet carteira führerschein* führerausweis fahrausweis lernfahrausweis
    fahrerlaubnis lenkerberechtigung prawo prawa sécurité security sozialversicherung*`,
  ],
  [
    PLATE,
    `zugelassen zulassung tablica tablicami plates ταμπέλα plakalı plakali targato targati registarskih registarske
    registracija rendszám*
    rendszámú spz poznávací státní registreringsnummer rekisterinumero rekisteritunnus πινακίδα πινακίδες
    κυκλοφορίας înmatriculare înmatriculat numărul plakası plakasıyla регистрационн* номерним держномер* plate
    registration
    registered reg immatriculation immatriculé immatriculée plaque plaques matrícula matrículas matricula placa
    placas chapa kennzeichen nummernschild autokennzeichen rejestracyjny rejestracyjnym kenteken targata targa mobil
    truk rejestracyjnych rejestracyjne rej tablice tablicach госномер* госзнак* номер номером номера номерной рег`,
  ],
  [
    VEHICLE,
    `camião camiões bajaji mazda honda suzuki hyundai peugeot citroën fiat volkswagen dacia subaru chevrolet opel
    lexus hino
    kleintransporter kleinbus laster motorcycles landcruiser boda tricycle tuk tuktuk bajaj autoarticolato
    semirimorchio motrice çekici dorse máy kombi bilen bil caminhões caminhao reboques véhicule trattore autotreno
    camper minivan minibus autokar autocars autobús colectivo micro ómnibus motoneta mototaxi okada keke quad
    tracteurs semi remorques tankero cisterna żuk naczepą ciągnikiem motorower motorky motorkář motocykl* traktor*
    lkws pkws sattelzugmaschine auflieger zugmaschine wohnmobil krad roller άμαξι ιχ δίκυκλο μηχανή камион ремарке
    прицепом прицепа автопоезд легковой седан пикап джип автомашин* вагончик gerbong angkot bentor becak mikrolet
    tronton kontainerwagen sprinter transit ducato iveco hilux corolla lada ваз газель камаз bestelbus vito actros
    moto motociclo motocicleta pikipiki motosikal motor tải ciągnika pick furgão bestelauto vetura véhicules тягач
    тягача полуприцеп* мотоцикл* авто вантажівк* причіп напівпричіп мопед скутер kendaraan truk boks saloon sedan
    jeep suv wagon camionnettes berline autobus autobuze minibuss kisbusz busz személygépkocsi vontató pótkocsi
    dodávka tahač přívěs osobní släpvagn linja-auto mopo тракторная autocarro vettura furgone autovettura camioncino
    rimorchio voertuig vrachtwagen bestelwagen auto oplegger автомобіль автомобіля вантажівка мікроавтобус vozilo
    kamion automobil tovornjak autoturism camionul autocar járművet jármű teherautó gépkocsi vozidlo kamión nákladní
    lastbil fordon skåp kuorma-auto rekka pakettiauto όχημα φορτηγό αυτοκίνητο сomione araç aracın kamyon otomobil
    tır minibüs gari lori mobil xe cabezal scooter bodaboda matatu taxi ambulance car truck lorry trailer vehicle
    van motorcycle motorbike pickup bus tractor camion voiture remorque tracteur camionnette fourgon camión vehículo
    vehiculo camioneta furgoneta remolque carro automóvil tractocamión veículo caminhão carreta reboque carrinha
    viatura ônibus lkw pkw fahrzeug anhänger sattelzug sattelauflieger transporter kfz wagen samochód samochodu
    pojazd pojazdu naczepa naczepy ciągnik автомобил* машина машины грузовик* прицеп* фура фуры фуре микроавтобус*
    toyota nissan mercedes volvo scania renault mitsubishi isuzu`,
  ],
  [
    BIRTH,
    `born dob d birth birthdate birthday né née naissance nacido nacida nació nacimiento nascido nascida nasceu
    nascimento nac nasc naiss geboren geb geborene geborener geburtsdatum geburtstag ur urodzony urodzona urodzonego
    urodzonej
    urodzenia родился родилась родившийся родившаяся рожд рождения уроженец уроженка г гр народився народилась
    народження alizaliwa amezaliwa aliyezaliwa kuzaliwa doğum doğumlu doğumlular doğdu sinh lahir kelahiran nato
    nata nascita
    geboortedatum geboorte născut născută nașterii rođen rođena rođenja narozen narozena narození születési
    született szül född
    födelsedatum født fødselsdato syntynyt syntymäaika γεννήθηκε γεννηθείς γέννησης туған ميلاد الميلاد ميلاده ميلادها
    مواليد ولد ولدت الولادة ولادته ولادتها مولود مولودة المولود المولودة تولد متولد`,
  ],
  [
    ACCOUNT,
    `kontonr account accounts acct compte cuenta conta corrente konto konta kontonummer rachunek rachunku счет счёт
    счёта счета wallet bitcoin btc ethereum usdt paypal`,
  ],
  [HOME, wordsOfHome],
  [
    STREET,
    `phường quận street road avenue lane estate jalan jiron carrera mtaa barabara sokak caddesi cadde mahallesi cad
    flat apt
    apartment rue boulevard appartement appt calle avenida piso rua apto ul ulica ulicy улица улице ул кв strasse
    straße wohnung`,
  ],
  [
    ARREST,
    `festgenommen verhaftet festgehalten zatrzymany zatrzymana aresztowany aangehouden odebrał odebrała otrzymał
    otrzymała nadał nadała получил получила забрал забрала отправил отправила recibió recogió recebeu aanhouding
    abgeholt fermati yakalanan fermato fermata arrestato arrestata detienen detuvieron capturaron задержали
    interpellent arrestano zatrzymali rented intestato intestata bagaglio valigia bagage walizka bagaż bagaj багаж
    сумка чемодан arrested arrest arresting detained detention interviewed interview interrogated questioned charged
    convicted statement belonged belongs belonging owned bought suitcase luggage interpellé interpellée
    interpellation arrestation arrêté audition appartient appartenait détenu valise bagages expédié detenido
    detenida detuvo detención captura capturado pertenecía pertenece maleta equipaje aprehendido declaración prisão
    detido detida detenção preso presa pertencia pertence bagagem mala festnahme verhaftung vernehmung gehört
    gehörte war koffer gepäck zatrzymano zatrzymania aresztowano należał należy задержан задержана задержание
    арестован арестована арестовали принадлежит принадлежал walimkamata walimtia tangkap menangkap giữ توقيف القبض
    اعتقال`,
  ],
  [
    NATIONAL,
    `obywatelkę obywatelem obywatelce cittadino cittadina nigeriano nigeriana marocchino albanese громадянин
    громадянка громадянина гражданке гражданином гражданкой državljanin državljanina občan állampolgár cetățean
    cetățeanul burger onderdaan medborgare kansalainen υπήκοος شهروند تبعه national nationals citizen citizens
    ressortissant ressortissante ressortissants ciudadano ciudadana nacional cidadão cidadã staatsangehöriger
    staatsangehörige staatsbürger obywatel obywatelka obywatela vatandaşı uyruklu raia warga malien malienne
    sénégalais ivoirien nigérian guinéen camerounais marocain algérien tunisien congolais kenyan tanzanian ugandan
    nigerian ghanaian congolese ethiopian somali chinese indian pakistani vietnamese brazilian гражданин гражданина
    гражданину гражданка гражданку гражданки colombian mexican russian ukrainian polish turkish moroccan algerian
    egyptian`,
  ],
  [
    PARTY,
    `mittente destinatario proprietario ontvanger afzender eigenaar одержувач відправник власник отправителя
    получателя получателю odbiorcy nadawcy właściciela primalac pošiljalac vlasnik címzett feladó tulajdonos
    příjemce odesílatel majitel mottagare avsändare ägare vastaanottaja lähettäjä omistaja destinatarul expeditor
    expeditorul proprietar proprietarul παραλήπτης αποστολέας ιδιοκτήτης گیرنده فرستنده مالک المستلمة declared
    signed presented submitted packed carried présenté consignee consignor shipper sender receiver recipient
    addressee exporter importer owner addressed consigned name names behalf destinataire expéditeur expéditrice
    propriétaire adressé nom consignatario consignataria remitente destinataria propietario propietaria dueño dueña
    nombre destinatário destinatária remetente proprietário nome empfänger empfängerin absender absenderin
    eigentümer besitzer halter odbiorca nadawca właściciel nazwisko получатель отправитель владелец имя alıcı
    gönderen sahibi adına mpokeaji mtumaji mmiliki jina penerima pengirim pemilik nama nhận gửi إليه اليه باسم
    المرسل المستلم`,
  ],
  [
    CAUGHT,
    `told سائق سائقة صاحب صاحبة مالك signé signa firmó assinou unterschrieb подписал подписала imzaladı reçu recibió
    recebeu received bestätigte
    подтвердил
    подтвердила alikataa alikiri alidai alisema alieleza alikubali declarou tentou admitiu negou confessou fugiu
    afirmou alegou disse declaró intentó admitió negó confesó huyó
    manifestó afirmó aseguró alegó dijo reconoció avoué nié affirmé prétendu tenté fui refusé dichiarato denunciato
    arrestato fermato ammesso negato tentato fuggito aangehouden verklaarde ontkende bekende vluchtte erklärte
    versuchte flüchtete gestand leugnete bestritt gab oświadczył oświadczyła zeznał zeznała uciekł przyznał
    przyznała заявил заявила пояснил пояснила сообщил сообщила пытался пыталась скрылся признался призналась отрицал
    прибыл прибыла прилетел прилетела следовал следовала предъявил предъявила пояснив заявив намагався намагалась
    затриманий затримана задекларував задекларувала said stated claimed
    explained tried attempted refused ran arrested detained charged convicted questioned interviewed fled escaped
    confessed admitted swallowed ingested denied pleaded arrived travelled traveled carried drove held interpellé
    interpellée arrêté arrêtée placés placé placée ingéré reconnu detenido detenida detenidos capturado arrestado
    arrestada aprehendido detido detida preso presa festgenommen verhaftet zatrzymany zatrzymana aresztowany
    задержан задержана арестован арестована yakalandı alındı tutuklandı bắt giữ alikamatwa walikamatwa ditangkap
    driver passenger courier`,
  ],
  [WORLD, wordsOfPapers],
  [CHASSIS, `vin chassis châssis bastidor chasis chassi fahrgestell* fahrgestellnummer nadwozia шасси`],
];

const exact = new Map<string, number>();
const stems = new Map<string, { stem: string; mask: number }[]>();
/** Cue bits by the first four letters, five bits a letter: the quick look before any reading. */
export const heads = new Uint32Array(1 << 20);

function headKey(word: string): number {
  let key = 0;
  for (let at = 0; at < 4; at += 1) key = (key << 5) | (at < word.length ? word.charCodeAt(at) & 31 : 0);
  return key;
}

function enter(mask: number, word: string): void {
  const stem = folded(word.replace('*', ''));
  const key = headKey(stem);
  // What explains figures gives no cause to read them.
  if ((mask & (EXPLAINS | UNIT)) === 0) heads[key] = heads[key]! | mask;
  if (!word.endsWith('*')) {
    exact.set(stem, (exact.get(stem) ?? 0) | mask);
    return;
  }
  const head = stem.slice(0, 4);
  stems.set(head, [...(stems.get(head) ?? []), { stem, mask }]);
}
function enterAll(mask: number, list: string): void {
  for (const word of list.trim().split(/\s+/)) enter(mask, word);
}
for (const [mask, list] of words) enterAll(mask, list);
enterAll(EXPLAINS, explaining);
enterAll(UNIT, units);
for (const word of [...givenNames, ...surnameWords]) enter(NAME, word);

/** The cues a folded lower-case word gives, 0 for none. */
export function cueOf(word: string): number {
  const known = exact.get(word) ?? 0;
  if (word.length < 4) return known;
  const longer = stems.get(word.slice(0, 4));
  return longer?.reduce((mask, entry) => (word.startsWith(entry.stem) ? mask | entry.mask : mask), known) ?? known;
}
