/*
 * What makes figures no person's: words before them that say what they number or measure, and the units after them.
 * `*` after a stem of four letters or more. Words that persons' papers have as well (licence, card) are left out.
 */
export const explaining = `
amm aic ordino sh insurance assurance seguro versicherung* assicurazione ubezpieczen* страхов* груза грузов sigorta*
asuransi bima verzekering agrement agrements
vrachtverzekering cover drawing plan plano zeichnung* чертеж* deposit depot filter filters hull delivery lieferung
lieferungen planilla lagerplatz* reg registration stellplatz* regal magasin weighbridge slip slips cheque cheques
check notice notices resolution* purchase credit print stamped firmware order orders balanza pesee pesage pesada
acquit balance aforo orden resolucion motor motors moteur* motore motora motorului motornummer* motori silnik*
двигател* двигун* мотор* wiegeschein* bestell weegbon* inkooporder* kwit kwitu квитанц* талон* замовлен* заказ*
kantar fisi fis siparis* risiti mzani agizo ununuzi timbangan mesin pesanan ζυγολογι* παραγγελι* cantar vagarsk*
potvrd* merlegjegy* merleg* vazni listek vagsedel* punnituslappu* tilaus* bestallning* ordrenummer* ordre narudzb*
objednavk* rendeles* comanda إيصال ايصال المحرك محرك أمر امر الشراء باسكول engine engines machine receipt gazette
coil coils ingot ingots plate reel reels casting castings barrel container* seal seals sealed hts voucher* exhibit*
receipt* series imei file files fiscal lading bill bills bl mbl hbl awb mawb hawb waybill* consignment* airway hs
tariff heading subheading commodity declaration* entry entries import* export* transit manifest* invoice* lot lots
batch* serial* serials sn model* part parts type types ref refs reference* case cases docket dossier* seizure*
report* certificate* phytosanitary veterinary cites imo mmsi voyage* flight* vessel* ship ships wagon* railway train
cas ean gtin upc barcode* article* regulation* directive law act section annex page pages line lines item items
sample* stamp stamps roll rolls position coordinates latitude longitude gps temperature weight* weigh weighing
weighed gross net worth value* valued amount* total totalling totals sum sums fine fined fines duty duties tax taxes
price* cost* evaded freight insured quantity quantities volume* trademark* mark marks patent* design eori vat aeo
firm siren siret kvk booking* tracking parcel* shipment* pallet* carton* drum drums cylinder* bottle* tag tags
scanner image images alert* bulletin operation km kilometre* kilometer* mile miles motorway highway channel
frequency version iso norm standard class size sizes cal calibre caliber gauge ammunition pistol rifle* firearm*
weapon* meter* terminal* warehouse* gate berth hangar rotation claim quota carnet tir ata cmr mrn sad lrn ucr rfid
permit panels numbered numbering odometer catalogue sku asin isbn issn fcc battery appendix resolution conteneur*
plomb* scelle* serie connaissement* aerien* aerienne lta manifeste* facture* facturation commande* modele* affaire*
pv proces verbal rapport* saisie* saisies certificat* navire* vol vols voyage reglement* valeur* montant* poids
amende* droits taxe* compromis prix cout* quantite* marque* brevet* tva timbre* vignette* code codes tarifaire
nomenclature colis palette* pk kilometr* quittance* bordereau* bon rccm cnpj echantillon* lettre contenedor*
precinto* marchamo* conocimiento* embarque guia aerea dua dam manifiesto* factura* pedido* lote* modelo* referencia*
expediente* acta actas informe* caso permiso certificado* buque* vuelo* viaje* articulo* reglamento* pagina*
subpartida* partida* arancel* fraccion valor* importe* monto* suma peso pesos multa* precio* cantidad* marca*
patente* sello* codigo* operativo kilometro* pedimento* declaracion* decomiso* incautacion* remision* muestra* rif
conteiner* contentor* lacre* conhecimento* fatura* nota processo* termo boletim navio* voo viagem artigo*
regulamento* ncm montante* preco* quantidade* selo selos due dsi apreensao* amostra* corrida peca peça parte partes
plombe* siegel* frachtbrief* konnossement* luftfracht* rechnung* bestellung* bestellnummer* charge* serien* modell*
typ artikel* akten* aktenzeichen* az vorgang* verfahren* bericht* sicherstellung* bescheinigung* schiff* flug fluges
reise waggon* verordnung* seite seiten warennummer* zolltarif* tarif* anmeldung* zollanmeldung* wert wertes betrag*
summe gesamt* gewicht* geldbusse preis* menge mengen marke marken steuerzeichen* steuer steuern banderol* paket
pakete sendung* lieferschein* auftrag* probe sigill* polizza* carico bolla bolle bolletta* fattura* ordine lotto
lotti matricola* riferimento* pratica* verbale* sequestro* certificato* nave navi volo viaggio articolo*
regolamento* codice* taric totale somma prezzo* quantita marchio* brevetto* contrassegn* campione* zegel* verzegel*
factuur* order* partij* referentie* zaak zaken vracht* vlucht* schip reis verordening* goederencode* waarde* bedrag*
totaal boete* prijs* hoeveelheid* merk* octrooi* aangifte* accijns* monster* pallets faktur* zamowien* parti partii
seryj* sygnatur* decyzja decyzji decyzj* akt sprawa sprawy raport* protokol* konosament* list listu przewozow* rejs
rejsu statek statku artykul* rozporzadzen* stron* kod kodu kody taryf* wartosc* kwot* masa masy waga wagi grzywn*
cena ceny ilosc* zgloszen* akcyz* uszczuplen* probka probki numery lotu контейнер* пломб* накладн* авианакладн*
коносамент* инвойс* фактур* декларац* дт гтд партия партии партию серийн* серіин* модел* решени* постановлен*
решением артикул* дело дела делу дел протокол* акт акта акту рапорт* рейс рейса рейсом судно судна вагон* поезд*
стать* кодекс* страниц* код кода коду коды тн вэд стоимост* сумм* сумма вес веса весом масса массой массы штраф*
цена цены цене количеств* марк* акциз* сертификат* разрешен* трасс* км ущерб* изделие заказ заказа образец пробы
квота цмр митн* справ* партії партія вартіст* суму рейсу вага вагою статт* конвертован* konteyner* muhur* muhru
beyanname* dosya* rapor* tutanak* tutanagi konsimento* ucus seferi gemi gemisi vagon* madde* sayfa* gtip deger*
degeri tutar* toplam agirlig* agirlik* ceza cezasi fiyat* miktar* marka* sayili bandrol* numune koli حاوية الحاوية
حاويه الحاويه ختم الختم رصاص الرصاص بوليصة البوليصة الشحن شحن بيان البيان فاتورة الفاتورة دفعة الدفعة التشغيلة
تشغيلة تسلسلي التسلسلي طراز ملف الملف محضر المحضر قضية القضية رحلة الرحلة سفينة السفينة مادة المادة صفحة بند البند
تعرفة التعرفة قيمة القيمة بقيمة قيمتها مبلغ المبلغ مجموع وزن الوزن بوزن غرامة كمية الكمية بكمية شهادة تصريح الجمركي
طرد الطرد رمز الرمز عينة کانتینر پلمب بارنامه فاکتور اظهارنامه سریال مدل پرونده پرواز کشتی ارزش جریمه تعرفه کوتاژ
قبض مجوز کد کالا kontena muhuri lakiri ankara tamko shehena kundi toleo kesi jalada ripoti safari meli ndege kifungu
ukurasa thamani jumla uzito faini bei kiasi kibali hati mzigo ushuru forodha kontainer* kontener* peti segel pib peb
pemberitahuan seri perkara laporan penerbangan kapal pasal halaman tarif nilai jumlah berat denda harga merek pita
cukai kerugian resi dokumen dinas surat εμπορευματοκιβωτ* σφραγιδ* φορτωτικ* τιμολογι* διασαφησ* παρτιδ* σειρα
σειρας μοντελ* υποθεσ* πρωτοκολλ* πτηση πτησης πλοιο πλοιου αρθρο κωδικος αξια αξιας ποσο βαρος προστιμ* τιμη
sigili* conosament* declaratie* declaratia dosar* zbor zborul nava articol* valoare* valoarea scrisoare trasura
greutate* amenda pret pretul cantitate* timbr* marfa kontejner* tovarn* deklaracij* carinsk* predmet* zapisnik* brod
brodu clan vrednost* vrijednost* iznos iznosu tezin* kazn* cijena kolicin* pecat zarszam* fuvarlevel* szamla*
nyilatkozat* tetel* sorozat* ugyszam* jegyzokonyv* jarat* hajo vamtarifa* ertek* osszeg* suly birsag* mennyiseg*
vonalkod sarze spis spisu spisova letu lod clanek hodnot* castk* hmotnost* pokut* mnozstv* celkem partiet arende*
flyg fartyg* varde vardet belopp* vikt bot mangd* sandning* varunummer fraktsedel* deklaration* kontti kontin
sinett* lasku laskun era eran asia mall* lento laiva artikla koodi arvo arvon summa paino sakko hinta maara
rahtikirja* tulli tullausnumero tupakka* sag sagsnr parti* vaegt vardi kolli`;

/** In scripts that set no words apart: anywhere in the few characters before. */
export const explainingUnspaced = `保险|保険|보험|図面|图纸|箱号|磅单|地磅|订单|訂單|发动机|發動機|机号|机身|収据|收据|注文|計量|発注|エンジン|계량|발주|주문|엔진
|ใบสั่ง|ใบชั่ง|เครื่องยนต์|पर्ची|ऑर्डर|इंजन|柜号|集装箱|货柜|封条|封志|铅封|关封|提单|运单|空运单|报关单|申报单|发票|批号|批次|编号|序列号|型号|案号|案件|立案|航班
|航次|船|货物|第|条款|编码|税号|税则|价值|货值|案值|金额|总计|共计|重量|净重|毛重|罚款|数量|合同|许可证|证明书|商标|专利|邮件号|快件|条码|车次|集裝箱|封條|報關單|批號|價值|コンテナ|封印|シール
|船荷証券|運送状|インボイス|申告|許可|ロット|製造番号|型番|事件|便名|航海|品目|価格|末端|金額|総額|罰金|商標|特許|管理番号|荷物|컨테이너|봉인|씰|선하증권|운송장|송장|신고|허가|로트|제조번호
|일련번호|모델|사건|항차|품목|가격|시가|금액|총액|중량|벌금|수량|세번|상표|특허|배치|ตู้|ซีล|เครื่อง|ตราส่ง|ใบตรา|ใบขน|ใบกำกับ|ล็อต|รุ่น|คดี
|เที่ยวบิน|เรือ|พิกัด|มูลค่า|ราคา|น้ำหนัก|จำนวน|ค่าปรับ|ใบอนุญาต|พัสดุ|อากร|कंटेनर|सील|बिल|चालान|घोषणा|बैच|लॉट
|मामला|उड़ान|जहाज|कोड|मूल्य|कीमत|वजन|जुर्माना|मात्रा|शुल्क|माल|परमिट|חותם|מכולה|שטר|חשבונית|אצווה|שווי|ערך|משקל
|תיק|טיסה`;

export const explainingVietnamese = `nhãn hiệu|nhãn hiệu đăng ký số|mẫu|bảo hiểm|giấy chứng nhận|phiếu|phiếu cân
|đơn hàng|số máy|số chì|vận đơn
|hóa đơn|tờ khai|số lô|lô hàng|mã hs|mã hàng|trị giá|giá trị|biên bản|vụ việc|chuyến bay|trọng lượng|số lượng|tem
|số seri
|niêm phong|giấy phép|tiền phạt|mã vạch|hợp đồng`;

/** After the figures: what is counted or measured. */
export const units = `
cigarette* sticks stick carton* cartouche* pack packs packet* packaging pouch* sachet* box boxes case crate* bag
bags bale* pallet* piece* item items unit* tablet* pill pills capsule* ampoule* vial vials strip strips blister*
bottle* can cans drum drums litre* liter* kilo* gram* gramme* tonne* tons ton pound* ounce* metre* meter* feet
inches round rounds cartridge* bullet* dollar* euro* shilling* franc francs fcfa cfa naira cedi cedis rand rands yen
yuan rupee* rupiah ringgit baht dong peso pesos real reais sol soles lempira* quetzal* colon colones balboa*
guarani* bolivar* boliviano* dinar* dirham* riyal* riyals rial rials lira lire leva lei kronor kroner korun forint
zloty* hryvnia* grn tenge som sum manat lari dram kip kyat taka usd eur gbp kes tzs ugx ngn xof xaf zar inr cny brl
pln rub chf jpy krw idr vnd thb php myr aed sar egp mad dzd tnd try tl cop mxn pen clp ars ghs etb rwf bif zmw mwk
mzn aoa cdf nok sek dkk czk huf ron rsd uah kzt uzs irr iqd pkr bdt lkr npr comprim* gelule* pilule* flacon* sac
sacs paquet* boite* baguette* munition* litres billet* unites cajetilla* cigarrillo* cajas caja paquetes unidades
pastilla* tableta* bultos bolsas piezas frascos libras galones litros gramos kilogramos municiones cartucho*
billetes dolares cigarro* macos comprimido* caixas volumes unidade* gramas quilos pacotes pecas zigarett* stangen
stuck stk packung* schachtel* tabletten pillen flaschen kisten patronen liter gramm kilogramm schuss sigarett*
stecche compresse pezzi confezioni bottiglie scatole grammi litri chili cartucce pacchett* sigaret* sloffen stuks
pakjes dozen flessen szt sztuk* papieros* paczek paczki kartonow tabletek litrow gram gramow nabojow zl zlotych шт
штук* сигарет* пачк* пачек блок* коробк* коробок таблет* ампул* упаков* бутыл* литр* кг грамм* тонн* патрон* руб
рубл* долл* долларов евро гривен* гривень грн тенге сом сум сомов сумов мест место единиц* стик* флакон* штуки пляш*
цигарок adet tane paket karton* koli kutu sise litre kilogram dal dolar avro hap mermi desik حبة حبه كرتون قطعة قطعه
علبة علبه دولار دينار درهم ريال جنيه كيلو كيلوغرام غرام جرام طن لتر سيجارة سيجاره كيس صندوق طلقة زجاجة يورو ليرة قرص
أقراص عبوة عدد نخ ریال تومان بسته کیلو لیتر sigara vipande katoni boksi lita shilingi batang bungkus slop butir dus
karung botol lembar buah ekor bao vien cay chiec thung kien goi lo tut dieu hop chai kg τσιγαρ* ευρω τεμαχ* κουτ*
πακετ* λιτρ* κιλα δισκ* χαπι* tigarete tigari* bucati cutii pachete comprimate komada kom kutija paklica cigareta
dinara evra litara tableta szal doboz darab ft tabletta ks krabicek tablet litru kr cigarett* tabletter flaskor
styck kpl savuk* euroa litraa pakkaus* pulleria kartonkia stykker pakker persons people men hours days years ohm
volts watt watts kw kwh mah hz mhz bq mbq gbq sievert rpm dpi pixels bytes gb mb tb`;

const unspaced = `支|条|元|件|台|公斤|千克|箱|包|粒|个|双|瓶|只|美元|人民币|片|克|吨|升|枚|盒|張|张|块|部|套|根|万|人|個|円|キロ|グラム|本|点
|錠|缶|袋|トン|リットル|ドル|ユーロ|개|원|킬로|그램|kg|보루|갑|상자|대|건|정|병|달러|톤|리터|명|มวน|บาท|กิโล|เมด|ชิน|กลอง|ซอง|ลัง|ขวด|คัน|ตัว|กรัม
|ลิตร|ดอลลาร|रपय|किलो|नग|पैकेट|डिबब|सिगरेट|लीटर|ग्राम|डॉलर`;
export const unitsUnspaced = new RegExp(`^\\s?[余多]?(?:${unspaced.replace(/\n/g, '')})`);

/** Words before figures that do not say what they are: of writing and saying, and small ones. */
export const naming = `
with of to from in on at by for and or is was are were be the a an it this that he she they him her his as into
said read reads reading shows showed showing noted wrote written scribbled called calling dialled gave given saved
says number numbers found carried used using full no code entered typed sent avec de du des la le les et ou est
etait un une sur par pour dans au aux il elle lit lu ecrit note notee inscrit inscription marque montre utilise
compose con y o es era una el los las en por para se lee escribio escrito anotado anoto numero numeros dice
muestra uso com e em na nas nos um uma anotou lia mit von und oder ist war der die das ein eine auf im stand steht
geschrieben notiert lautet nummer zeigt nutzte di lo gli uno nel sul scritto annotato legge met van het op stond
staat geschreven z i jest byl w do zapisano zapisany napisano widnieje podal numer с и в на к от по был была
записано записан написано указан указано номер набрал показал з та ile ve bir yazili numara dan ke dengan tertulis
nomor cua ghi so ya kwa iliandikwa namba من على الى في مع رقم كتب مكتوب`;
