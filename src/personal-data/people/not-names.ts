import { folded } from '../normalize-text.ts';
import { isNameWord } from './name-words.ts';

/** Words in capitals that are no part of a person's name: authorities, firms, carriers, places, goods, days. */
const words = `
horadada
the a an and or of for from with this that these those his her their our its it he she they we i one two three four
five six seven eight nine ten both all some any no not if when after before during while on at in by to as is was
customs police officer officers border guard guards navy army coast court ministry department agency authority
authorities revenue service services interpol europol office bureau unit brigade team station post checkpoint
checkpoints gate terminal airport seaport port harbour harbor bay island islands river lake mount mountain falls
bridge cape gulf sea ocean street road avenue square market mall hotel hospital university school church mosque
house building tower park zone area region province state county district city town village north south east west
northern southern eastern western central upper lower airpark airstrip airfield state mayor prof dr heliport amalie
new old great grand republic kingdom united national nationals international global federal royal general public
democratic union harmonized system systems convention european african asian american british french german kenyan
airways airlines air aviation cargo express logistics freight forwarding shipping lines line
transport transports travel tours trading traders trade
import imports export exports company companies corporation corp inc ltd limited llc plc pty gmbh ag kg sarl sas sa
spa srl bv nv oy ab as jsc ooo oao zao pjsc pt tbk sdn bhd ltda eireli cv ste societe firma firm group holding
holdings industries industrial industry enterprise enterprises solutions systems technologies technology electronics
electric motors auto foods food farms farm products product supplies supply stores store shop pharma pharmacy
pharmaceuticals medical laboratories laboratory chemicals chemical textile textiles bank insurance consulting
brothers sons partners ventures commercial comercial business club football team star sky ocean blue red green gold
golden silver black white grey gray sunshine royal vessel ship boat dhow yacht ferry tanker captain truck lorry car
vehicle container trailer van bus train flight toyota nissan mercedes benz volvo scania renault peugeot ford isuzu
mitsubishi mazda honda hyundai kia bmw audi vw volkswagen man daf iveco fiat opel skoda lada gazelle hilux prado
actros sprinter samsung nokia apple huawei sony nike adidas puma gucci chanel prada rolex omega marlboro winston
camel dunhill rothmans sportsman pfizer sanofi novartis bayer viagra cialis heroin cocaine cannabis ketamine
tramadol ivory pangolin rosewood parrot macaw tortoise python monday tuesday wednesday thursday friday saturday
sunday january february march april may june july august september october november december passport passports visa
number plate phone mobile suspect suspects driver drivers passenger passengers courier traveller owner consignee
shipper sender receiver male female man men woman women person persons unknown anonymous bcp kapitan sant dera
parque colegio mv mt ss tss imo mmsi iso un hs cas awb nil none n/a tba same self cash dog scanner x-ray operation
phase project case seal batch lot invoice douane douanes gendarmerie police brigade bureau direction poste frontiere
aeroport gare port rue avenue boulevard place ville village region province republique nationale national generale
general societe entreprise etablissement etablissements ets groupe transit import export negoce commerce
laboratoires laboratoire hopital ministere navire bateau camion voiture conteneur lundi mardi mercredi jeudi
vendredi samedi dimanche janvier fevrier mars avril juin juillet aout septembre octobre decembre les un une des du
au aux et ou monsieur madame inconnu aduana aduanas policia guardia civil nacional fiscalia fiscal puerto aeropuerto
calle avenida ruta carretera ciudad pueblo provincia departamento municipio barrio vereda finca sociedad empresa
compania comercializadora distribuidora importadora exportadora importaciones exportaciones industrias transportes
transporte grupo hermanos hijos banco buque barco lancha camion vehiculo contenedor el los las una y del santa santo
san sao lunes martes miercoles jueves viernes enero febrero marzo abril mayo junio julio agosto septiembre octubre
noviembre diciembre desconocido estado federal alfandega receita porto aeroporto rua rodovia estrada cidade
frigorifico comercio industria navio caminhao veiculo o os zoll zollamt hauptzollamt bundespolizei polizei hafen
flughafen bahnhof strasse autobahn parkplatz stadt land firma spedition logistik handel handels grosshandel verein
schiff lkw pkw fahrzeug der die das ein eine einen einem und am im vom zum zur beim richtung aus nach von straz
graniczna celna celny urzad policja port lotnisko ulica miasto hurtownia przedsiebiorstwo spolka sklep krajowa
administracja skarbowa do na w z таможня таможенный пост порт аэропорт вокзал станция
улица проспект город область
край район республика россия узбекистана таджикистана киргизии
кыргызстана казахстана украины беларуси китая турции
грузии армении азербайджана молдовы ирана афганистана вьетнама индии
пакистана германии польши литвы латвии эстонии
россии рф нигерии ukrainy федерация москва санкт петербург ооо оао зао пао ип
компания завод судно теплоход корабль
автомобиль грузовик фура лада камаз маз газ газель прицеп контейнер
северная северный южная южный восточный
восточная западный верхний нижний новгород звезда рейс поезд сигареты
прима люкс золотая министерство полиция
управление отдел в на из с по к у за и о от до был gumruk mudurlugu limani havalimani polis jandarma
sirketi sanayi
ticaret tekstil nakliyat hava yollari tir turk kampuni bandari kituo uwanja mamlaka mapato polisi meli gari mzigo
bea cukai pelabuhan bandara kapal jalan kota tanjung kepolisian perusahaan negara warga indonesia malaysia cong ty
tnhh thuong mai co phan hai quan cuc cang cua khau san bay thanh pho tinh kenya uganda tanzania rwanda burundi
ethiopia somalia sudan nigeria ghana senegal mali niger benin togo cameroon congo angola zambia zimbabwe mozambique
malawi botswana namibia africa egypt morocco algeria tunisia libya mauritius madagascar china hong kong taiwan japan
korea india pakistan bangladesh sri lanka nepal vietnam viet nam thailand laos cambodia myanmar philippines
singapore dubai emirates qatar doha oman muscat yemen aden saudi arabia riyadh jeddah jebel iran iraq turkey turkiye
istanbul ankara israel jordan lebanon syria russia ukraine belarus poland germany france spain portugal italy greece
belgium netherlands holland sweden norway denmark finland england ireland scotland wales switzerland austria hungary
romania bulgaria serbia croatia albania moldova georgia armenia azerbaijan kazakhstan uzbekistan brazil argentina
chile peru bolivia ecuador colombia venezuela mexico guatemala honduras panama cuba jamaica haiti dominican canada
australia zealand nairobi mombasa malaba busia namanga kampala entebbe dar salaam tanga zanzibar kigali bujumbura
addis ababa mogadishu kismayo djibouti khartoum juba lagos abuja accra tema abidjan dakar bamako lome cotonou douala
yaounde luanda lusaka harare beira maputo durban johannesburg pretoria cape cairo alexandria casablanca tangier
tunis algiers guangzhou shenzhen shanghai beijing xiamen ningbo yiwu tokyo seoul busan mumbai delhi chennai kolkata
karachi lahore dhaka colombo hanoi haiphong bangkok manila jakarta surabaya kuala lumpur penang london paris
marseille lyon hamburg bremen berlin munich frankfurt vienna rotterdam antwerp amsterdam brussels madrid barcelona
valencia lisbon rome naples genoa milan athens piraeus warsaw gdynia moscow odessa sofia bucharest york miami
houston angeles toronto bogota cartagena lima callao quito guayaquil santos paulo rio janeiro buenos aires
montevideo asuncion caracas abu dhabi sharjah louis victoria helena denis aliwal ingested swallowed arrested
detained charged lkws aktiengesellschaft llp ooo тоо чп شركة ميناء مطار جمارك منفذ مدينة دولة
الملك الخليج الدولي
الخطوط مؤسسة`;

const listed = new Set(folded(words).trim().split(/\s+/));

const firm = new RegExp(
  '^(?:comerciali|distribui|importad|exportad|transport|logisti|handels|pharma|electro|techno|industr|international' +
    '|enterpri|trading|limited|hurtown|laborato|frigori|shipping|airline|restauran|supermar|company|compagni)',
);

/** A folded lower-case word that no person is called. */
export function isNoName(word: string): boolean {
  return (listed.has(word) && !isNameWord(word)) || firm.test(word);
}

/** Right holders and places that carry a person's name: the first two words, folded. */
const known = new Set(
  folded(`
hugo boss|calvin klein|tommy hilfiger|michael kors|ralph lauren|jack daniel|jack daniels|jim beam|johnnie walker
|philip morris|paco rabanne|yves saint|yves rocher|jean paul|karl lagerfeld|jil sander|christian dior
|giorgio armani|jimmy choo|tom ford|paul smith|marc jacobs|louis vuitton|john deere|john player|peter stuyvesant
|benson hedges|carolina herrera|stella mccartney|roberto cavalli|kenneth cole|vera wang|levi strauss
|harley davidson|jose cuervo|romeo julieta|captain morgan|king edward|pierre fabre|pierre cardin|pierre balmain
|guy laroche|nina ricci|elizabeth arden|estee lauder|helena rubinstein|mary kay|bobbi brown|emilio pucci
|oscar renta|donna karan|salvatore ferragamo|bruno banani|robert bosch|johnson johnson|eli lilly|henry clay
|alec bradley|arturo fuente|carlos torano|daniel wellington|patek philippe|franck muller|jose piedra|jose marti
|john f|pedro aguirre|charles gaulle|jorge chavez|simon bolivar|benito juarez|jomo kenyatta|julius nyerere
|murtala muhammed
|felix faure|ernesto cortissoz|humberto delgado|francisco carneiro|antonio carlos|george town|george bush
|saint denis|karl marx|johan cruyff|pedro juan|santiago de|santiago compostela|santiago tolu|carmen de|rahim yar
|ismail khan|arturo merino|maria elena|leonardo vinci|marco polo|cristoforo colombo|rafael nunez|alfonso bonilla
|jose cordova|juan santamaria|daniel oduber|ahmed ben|mohammed v|ibrahim nasir|sabiha gokcen|adnan menderes
|ali sabieh|ho chi|santos dumont|abdul aziz|king khalid|rolls royce|smith wesson|heckler koch|mercedes benz
|massey ferguson|william grant|william lawson|johnny walker|jean lafitte|martin brower|paul mitchell|dolce gabbana
|alexander mcqueen|alexander wang|vivienne westwood|issey miyake|robert cavalli|henri wintermans|la prairie
|gloria vanderbilt|ed hardy|ben sherman|fred perry|jack jones|jack wolfskin|helly hansen|peter england
|sergio rossi|sergio tacchini|diego dalla|carlo rossi|jacob creek|rémy martin|remy martin|ivan kupala|ice mint`)
    .replace(/\n/g, '')
    .split('|'),
);

/** "Hugo Boss", "Jomo Kenyatta": a brand or a place by its first two words. */
export function isBrandOrPlace(words: readonly string[]): boolean {
  return known.has(words.slice(0, 2).join(' ').replace(/'s$/, "'s"));
}
