import { diffLines, diffWordsWithSpace } from 'diff';
import type { Words } from '../../../reference/index.ts';
import { kinds, type KindCode } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import type { Content } from '../document.ts';
import { documentLangs } from '../editing/fields.ts';
import { valueOf } from './presenter-facts.ts';

/** A part of a text: kept, taken out or put in. */
export interface Part {
  readonly text: string;
  readonly change: 'same' | 'out' | 'in';
}

/** What two versions say differently in one place. */
export interface Difference {
  readonly label: string;
  readonly lang?: string;
  readonly parts: readonly Part[];
}

/** Milliseconds a text may be compared for; where it differs in too much, both are shown whole. */
const timeout = 20;
/** Characters up to which a text is compared word by word, and not line by line. */
const longestByWords = 4000;

/** What changed from one version to another, place by place, in the words of its page. Pure. */
export function differencesOf(
  kind: KindCode,
  before: Content,
  after: Content,
  words: Words,
  { lists }: Pick<CwsContext, 'lists'>,
): Difference[] {
  const { t, language } = words;
  const names = ['title', 'summary', ...kinds[kind].texts.map(({ name }) => name), 'body'];
  const texts = documentLangs.flatMap(lang =>
    names.map(name => ({
      label: `${t(`cws:text.${name}`)} (${language(lang)})`,
      lang,
      parts: compared(before.texts[lang]?.[name] ?? '', after.texts[lang]?.[name] ?? ''),
    })),
  );
  const fields = kinds[kind].fields.map(field => ({
    label: t(`cws:field.${field.name}`),
    parts: whole(valueOf(field, before.fields, words, lists), valueOf(field, after.fields, words, lists)),
  }));
  const files = {
    label: t('cwsfiles:crumb'),
    parts: whole(t('cws:compare.files', { count: before.files.length }), filesOf(before, after, words)),
  };
  return [...texts, ...fields, files].filter(({ parts }) => parts.some(({ change }) => change !== 'same'));
}

/** Says how many files there are now, and that they are others where only their number is the same. */
function filesOf(before: Content, after: Content, { t }: Words): string {
  const text = t('cws:compare.files', { count: after.files.length });
  const ids = ({ files }: Content): string => JSON.stringify(files);
  return before.files.length === after.files.length && ids(before) !== ids(after)
    ? `${text}, ${t('cws:compare.otherFiles')}`
    : text;
}

function whole(before: string, after: string): Part[] {
  if (before === after) return [{ text: after, change: 'same' }];
  return [
    { text: before, change: 'out' as const },
    { text: after, change: 'in' as const },
  ].filter(({ text }) => text !== '');
}

function compared(before: string, after: string): Part[] {
  if (before === after || before === '' || after === '') return whole(before, after);
  const isShort = before.length + after.length <= longestByWords;
  const changes = isShort ? diffWordsWithSpace(before, after, { timeout }) : diffLines(before, after, { timeout });
  return (
    changes?.map(({ value, added, removed }) => ({ text: value, change: added ? 'in' : removed ? 'out' : 'same' })) ??
    whole(before, after)
  );
}
