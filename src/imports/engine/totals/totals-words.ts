import { foldHeader } from '../words/words.ts';

/** Words of headers over counts of cases: general knowledge, in the languages of the column list. */
const counts = `number of seizures,no of seizures,seizure count,seizures count,number of cases,case count,cases,
count of event,count of events,number of incidents,incidents,number of events,event count,
occurrences,count,nombre de saisies,nombre de cas,nombre d affaires,nombre d incidents,
numero de casos,casos,numero de incautaciones,numero de decomisos,numero de procedimientos,
procedimientos,cantidad de procedimientos,total casos,numero de apreensoes,numero de ocorrencias,
ocorrencias,quantidade de ocorrencias,apreensoes,liczba przypadkow,liczba spraw,liczba ujawnien,
liczba zdarzen,anzahl der falle,anzahl falle,falle,anzahl aufgriffe,aufgriffe,anzahl der aufgriffe,
количество случаев,количество дел,случаев,число случаев,кількість випадків,кількість справ,випадків,
olay sayısı,vaka sayısı,dosya sayısı,olay adedi,عدد القضايا,عدد الضبطيات,عدد الحالات,عدد المضبوطات,
件数,案件数,宗数,起数,案件数量,查获数量起,jumlah kasus,jumlah penindakan,jumlah perkara,jumlah tangkapan`;

const totals = `total,totals,subtotal,sub total,grand total,sum,sum of,average,mean,summe,gesamt,insgesamt,ensemble,
somme,totaux,totales,totais,suma,razem,ogolem,łacznie,итого,всего,сумма,усього,разом,toplam,
összesen,mindösszesen,celkem,spolu,ukupno,укупно,общо,вкупно,σύνολο,iš viso,viso,kopā,kokku,yhteensä,
totalt,i alt,skupaj,gjithsej,tổng,tổng cộng,รวม,합계,총계,סה"כ,jumla,कुल,মোট,totale,totaal,ჯამი,cəmi,jami,барлығы,нийт,
genel toplam,المجموع,الإجمالي,اجمالي,合计,总计,小计,合計,總計,jumlah total`;

const licences = `licence,license,permit,licence number,permit number,permit no,licence no,licenca,licença,permiso,
licencia,permis,autorisation,lizenz,genehmigung,zezwolenie,pozwolenie,лицензия,разрешение,ліцензія,
дозвіл,ruhsat,izin,lisans,ترخيص,رخصة,许可证,izin usaha`;

const list = (words: string): ReadonlySet<string> => new Set(words.split(/,\n?/).map(foldHeader));

const countWords = list(counts);
const totalWords = list(totals);
const licenceWords = list(licences);

/** Whether a header counts cases: the whole header, or a phrase it begins or ends with. */
export function countsCases(header: string): boolean {
  return phrases(header).some(
    phrase => countWords.has(phrase) && (phrase.includes(' ') || phrase === foldHeader(header)),
  );
}

/** Whether a header or a cell says that its figure is a sum. */
export function saysTotal(text: string): boolean {
  const words = foldHeader(text).split(' ');
  return (
    words.length <= 6 &&
    (totalWords.has(words.join(' ')) || totalWords.has(words[0] ?? '') || totalWords.has(words.at(-1) ?? ''))
  );
}

export function namesLicence(header: string): boolean {
  return phrases(header).some(phrase => licenceWords.has(phrase));
}

/** Beginnings and ends of a header, in words. */
function phrases(header: string): string[] {
  const words = foldHeader(header).split(' ');
  return words.flatMap((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at).join(' ')]);
}
