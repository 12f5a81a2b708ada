/** Names of papers and accounts that belong to one person, as their countries call them, before their number. */

/** Words set apart, then words of scripts that are not. Folded where they are read. */
export const papersOfCountries = [
  `badge(?: no| number)?|tax file|reisdocument|reisedokument
|fingerprint(?: record| file)?|prison(?:er)?(?: no| number)?|detenu|haftling(?:snummer)?|nis|libreta|tessera
|id-?kaart|pass
|login(?: was| is)?|police ref(?:erence)?|ob (?:no|number)|occurrence book
|work id|airside pass|member(?:ship)?(?: no| number)|customer (?:no|number|id)|client (?:no|number|id)|kundennummer
|kundennr|numero client|n° client|allocataire|asylum|v-nummer|vreemdelingennummer|osobisty|arrest file|inmate
|prisoner|detainee|frequent flyer|e-?tickets?(?: no| number)?
|(?<!weight |weighing |bridge )ticket (?:no|number)|billet (?:no|n°)
|tax pin|contribuinte|numero de contribuinte|vergi(?: kimlik)?(?: no| numarasi)|رقم الضمان(?: الاجتماعي)?
|الضمان الاجتماعي|البطاقه الضريبيه|البطاقة الضريبية
|tax id(?:entification)?(?: number)?|voter'?s? (?:id|card|number)|electoral card|seam[ae]n'?s? book
|discharge book|crew (?:pass|id)|refugee (?:id|card|certificate)|asylum seeker (?:id|card)|work permit|study permit
|student (?:id|card)|staff (?:id|card|no|number)|employee (?:id|no|number)|health (?:card|insurance)|green card
|ghana card|omang|birth certificate|death certificate|marriage certificate|social insurance(?: number)?|medicare
|cnic|nric|mykad|myk(?:ad|as)|philsys|umid|hkid|nif|nss|ipn|rnokpp|bvn|nimc
|carte de resident|permis de sejour|carte d'electeur|carte consulaire|carte d'assure|carte de refugie
|carte professionnelle
|livret de marin|livret de famille|acte de naissance|numero fiscal|numero d'etudiant|matricule|nina|nui
|clave de elector|ine|dni (?:peruano|argentino|espanol)|carnet? de extranjeria|carne de identidad
|dire|permiso de (?:conducir|conduccion)|licence de conduire|licencia de (?:conducir|conduccion|manejo)
|libreta de embarque|cuil|cuit
|nit|rfc|seguro social|afiliacion|acta de nacimiento
|identidade|cartao de cidadao|titulo de eleitor|cartao de residente|carta de conducao|bi
|autorizacao de residencia|niss|nuit|cnh|ctps|pis
|codice fiscale|carta d'identita|carta di identita|patente di guida|tessera sanitaria|permesso di soggiorno
|bsn|burgerservicenummer|sofinummer|rijbewijs|verblijfsvergunning|paspoort|identiteitskaart
|personnummer|fodselsnummer|cpr(?:-?nummer)?|henkilotunnus|kennitala|korkort|korekort
|sozialversicherungsnummer|versichertennummer|aufenthaltstitel|steuernummer
|numer pesel|karta pobytu|ksiazeczka zeglarska|rodne cislo|obcansky prukaz|cnp|carte de identitate|buletin
|egn|lichna karta|jmbg|oib|licna karta|szemelyi|igazolvany|nufus
|вид на жительство|водительское|военный билет|свидетельство о рождении|полис|іпн|посвідчення|рнокпп|жсн|иин|пинфл
|mkazi|cheti cha kuzaliwa|kitambulisho cha taifa|leseni ya udereva|gplx|giay phep lai xe|the can cuoc|ma so thue
|kartu keluarga|npwp|buku pelaut|شناختی کارڈ|کد ملی|شماره ملی|الاقامه|الرقم الوطني|هويته|هويتها|بطاقته|بطاقتها|رخصته
|رخصتها|رخصة السائق|رخصة القيادة|رخصة قيادة|رخصة سياقة|رخصة السياقة|رخصه القياده
|cestovni pas|putna isprava|رقم قومي`,
  `qq号?|居留证|居留證|居住证|回乡证|社保卡|身份卡|旅行证|证件号?|统一证号|統一證號|證件|通行证|通行證|台胞证|台胞證|海员证|社保号|驾照|学生证|军官证|住民票|在留カード|社会保険|운전면허|여권번호
|주민번호|ใบขับขี่|मतदाता पहचान|ड्राइविंग लाइसेंस
|राशन कार्ड|ת\\.ז\\.|תעודת זהות|דרכון|αφμ|αδτ|διαβατηριο|ταυτοτητα`,
] as const;

export const accountsOfCountries = [
  `western union|moneygram|mtcn|giro(?: enviado)?(?: con clave)?|clave|pix(?: chave)?|chave|bank account
|account (?:no|number)|acc(?:oun)?t no|sort code \\d\\d-\\d\\d-\\d\\d,? account|compte bancaire
|numero de compte
|rib|clabe|cbu|cvu|cuenta(?: bancaria| corriente| de ahorros?)?|conta(?: bancaria| corrente| poupanca)?|conto corrente
|konto(?:nummer)?|nr konta|rachunek|rekening(?:nummer)?|no ?\\.? rek(?:ening)?|akaunti|hesap(?: no)?|tai khoan|stk
|р/с|расчетный счет|номер счета|рахунок|رقم الحساب|الحساب|حسابه|حسابها|حساب بنكي|شماره حساب`,
  `银行账号|银行卡号?|账号|賬號|帳號|계좌번호|계좌|口座番号|口座|เลขที่บัญชี|बैंक खाता|खाता संख्या`,
] as const;

/** Services on which somebody has a name of their own. */
export const services =
  'snapchat|snap|instagram|insta|telegram|tiktok|facebook|wechat(?: id)?|weixin|threema|wickr|skype|телеграм|телеграмм';

/** Single words of such phrases: they give cause to look for one. */
export const wordsOfPapers = `
badge documento reisdocument reisedokument login prison détenu détenue libreta tessera id-kaart kaart pass card
boarding imprisoned nis ssnit zus sss gsis umid osca work member customer client kundennummer kundennr allocataire
western union moneygram mtcn giro clave chave locator personligt körkort personbevis nummer forsikring fingerprint
police personal személyi igazolvány igazolványszám občanský průkaz průkazu pasoš pasoša vozačka dozvola saobraćajna
licencia conducător buletinul serie seria carnet extranjería pnr booking reservation réservation reserva localizador
prenotazione buchung buchungscode бронь бронирования arrest inmate prisoner detainee ticket frequent flyer billete
billet boleto biglietto tiket útlevél* útlevélszám* cestovní pas osobní αριθμός διαβατηρίου δελτίο лична lična
pašaport pasos passport* pașaport* pașaportul passnummer passi passin lot kimlik cccd cmnd cước minh aadhaar aadhar
kitambulisho nik ktp curp rfc rut run nida pin pan tin nin bvn steuer steuernummer séjour alien iqama emirates
bilhete dowodem visa ehliyet leseni chiếu pasaport pasaportu pasipoti paspor document documents thoại sdt telefonu
cep gsm simu hp telepon ponsel pesa zalo biển bks plaka plakalı gari namba nomor nopol لوحة اللوحة هوية الهوية
البطاقة بطاقة جواز الجواز هاتف الهاتف جوال موبايل imei home house flat plot villa casa mora vivienda wohnung haus
дом домашний adresi adres ikamet evi anaishi anakaa nyumba nyumbani makazi alamat tinggal rumah يسكن يقيم عنوان منزل
trú địa nhà dwelling living demeure zero double kca kcb tax voter voters electoral seaman seamans seamen discharge
crew refugee asylum permit student staff employee health green ghana omang certificate insurance medicare cnic nric
mykad permis électeur consulaire livret matricule nina carné cuil cuit nit seguro afiliación acta cartão título niss
nuit cnh ctps pis codice carta patente permesso bsn burgerservicenummer rijbewijs paspoort personnummer
fodselsnummer cpr henkilotunnus kennitala sozialversicherungsnummer aufenthaltstitel karta książeczka rodne cnp
buletin egn jmbg oib nüfus tc вид водительское билет полис іпн посвідчення рнокпп жсн иин пинфл cheti gplx giấy thuế
kartu npwp buku rib clabe cbu cvu banc bank rekening rek akaunti hesap khoản stk рахунок snap insta money sent
transfer till الحساب حساب شماره کد ملی رقم αφμ αδτ ταυτότητα דרכון זהות الرقم القومي résident condução sim р bi ine
identidade permanent logé domiciliado abita abitava dimora indirizzo woont wonende woonachtig проживає мешкає
locuiește domiciliat bor conducir conduccion conduire kusafiria هويته هويتها بطاقته بطاقتها رخصته رخصتها رخصة
جوازه جوازها سفره سفرها هاتفه هاتفها حسابه حسابها dire fiscal vergi contribuinte الضمان الضريبية`;
