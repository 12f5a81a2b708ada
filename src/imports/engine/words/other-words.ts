import { fold } from './words.ts';

const other = `other,others,inne,inny,inna,inna inne,autre,autres,otro,otros,otra,otras,outro,outros,outra,
outras,andere,anderes,sonstige,sonstiges,другое,прочее,прочие,иное,інше,інші,інша,інший,diğer,diğerleri,其他,其它,
أخرى,اخرى,غير ذلك,lainnya,lain lain,altro,altri,altra,overig,overige,kita,altele,ostatní,jiné,khác,อื่นๆ,기타,その他,
سایر,άλλο,άλλα,друго,други,ostalo,остало`;
const unknown = `unspecified,unidentified,not specified,unknown species,unknown sp,sin especificar,no especificado,
não especificado,non spécifié,
unknown,not known,n a,none,no,yes,nieznany,nieznane,unbekannt,inconnu,inconnue,desconocido,
desconhecido,неизвестно,невідомо,не встановлено,bilinmiyor,未知,不详,不明,غير معروف,مجهول,tidak diketahui,sconosciuto,
onbekend,nežinoma,necunoscut,neznámé,không rõ,ไม่ทราบ,미상,نامشخص,άγνωστο,неизвестен,nepoznato,непознато,無し,無,没有`;

const otherWords = new Set(other.split(/,\n?/).map(fold));
const genericWords = new Set([...otherWords, ...unknown.split(/,\n?/).map(fold)]);

/** Whether a word says nothing but "other". */
export function saysOther(word: string): boolean {
  return otherWords.has(fold(word));
}

/** Whether a word stands in lists of every kind, and so tells nothing about the kind of a column. */
export function isGeneric(word: string): boolean {
  return genericWords.has(fold(word));
}
