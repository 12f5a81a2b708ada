import { fold } from './words.ts';

const other = `other,others,inne,inny,inna,inna inne,autre,autres,otro,otros,otra,otras,outro,outros,outra,
outras,andere,anderes,sonstige,sonstiges,другое,прочее,прочие,иное`;
const unknown = `unknown,not known,n a,none,no,yes,nieznany,nieznane,unbekannt,inconnu,inconnue,desconocido,
desconhecido,неизвестно`;

const otherWords = new Set(other.split(/,\n?/));
const genericWords = new Set([...otherWords, ...unknown.split(/,\n?/)]);

/** Whether a word says nothing but "other". */
export function saysOther(word: string): boolean {
  return otherWords.has(fold(word));
}

/** Whether a word stands in lists of every kind, and so tells nothing about the kind of a column. */
export function isGeneric(word: string): boolean {
  return genericWords.has(fold(word));
}
