import { readFileSync } from 'node:fs';

/** A place in a sentence that tells of a person: N a name, I a number, A an address or a home. */
export interface MarkedPart {
  readonly sort: 'N' | 'I' | 'A';
  readonly start: number;
  readonly end: number;
}
export interface MarkedSentence {
  readonly lang: string;
  readonly text: string;
  readonly parts: readonly MarkedPart[];
}

/** The sentences of a file below test/fixtures/guard, marked as the head of world.txt says; all are of one line. */
export function markedSentences(name: string): MarkedSentence[] {
  return readFileSync(new URL(`../fixtures/guard/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(readLine);
}

function readLine(line: string): MarkedSentence {
  const tab = line.indexOf('\t');
  const [lang, marked] = [line.slice(0, Math.max(0, tab)), line.slice(tab + 1)];
  const parts: MarkedPart[] = [];
  let text = '';
  let past = 0;
  for (const match of marked.matchAll(/\[\[([NIA]):(.*?)\]\]/g)) {
    const [all, sort = '', part = ''] = match;
    text += marked.slice(past, match.index);
    parts.push({ sort: sort as MarkedPart['sort'], start: text.length, end: text.length + part.length });
    text += part;
    past = match.index + all.length;
  }
  return { lang, text: text + marked.slice(past), parts };
}
