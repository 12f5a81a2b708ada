import { rights, type Right, type Viewer } from '../access/index.ts';
import { renderMarkdown } from '../markup/index.ts';
import type { pointAtHome } from '../network/index.ts';
import type { Words } from '../reference/index.ts';
import type { Article, Articles } from './articles.ts';
import { topics, type Topic } from './topics.ts';

interface HelpSources {
  /** None where the reader is not signed in. */
  readonly viewer: Viewer | undefined;
  readonly article: Article;
  readonly articles: Articles;
  /** None for the overview. */
  readonly topic: Topic | undefined;
  readonly contact: Awaited<ReturnType<typeof pointAtHome>> | undefined;
  readonly words: Words;
}

/** A help page: what the reader can do in full, and what takes another level by name only. Pure. */
export function presentHelp({ viewer, article, articles, topic, contact, words }: HelpSources) {
  const { t, lang } = words;
  const opens = (access: Right): boolean => (viewer ? rights[access](viewer) : access === 'public');
  const own = article.sections.filter(({ access }) => !viewer || opens(access));
  const leadOf = ({ name, access }: Topic): string =>
    [articles[lang].get(name)?.lead, opens(access) ? '' : t('help:onlyFor', { who: whoOf(access, words) })]
      .filter(Boolean)
      .join(' ');
  const others = article.sections.filter(section => !own.includes(section));
  return {
    title: t('help:of', { title: article.title }),
    isSignedIn: viewer !== undefined,
    head: {
      title: article.title,
      scope: article.lead,
      ...(topic && viewer ? { crumbs: [{ label: t('help:title'), href: '/help' }, { label: article.title }] } : {}),
    },
    closed: topic && viewer && !opens(topic.access) ? t('help:closed', { who: whoOf(topic.access, words) }) : undefined,
    about: { html: htmlOf(article.body, 'about-', words) },
    sections: own.map(({ title, access, body }, at) => ({
      id: `help-${at + 1}`,
      title,
      note: ['account', topic?.access].includes(access) ? undefined : whoOf(access, words),
      html: htmlOf(body, `help-${at + 1}-`, words),
    })),
    others: others.map(({ title, access }) => ({ label: title, value: whoOf(access, words) })),
    topics: (viewer ? topics : topics.filter(({ access }) => access === 'public')).map(one => ({
      title: articles[lang].get(one.name)?.title ?? '',
      text: topic ? undefined : leadOf(one),
      href: `/help/${one.name}`,
      icon: one.icon,
      current: one === topic,
    })),
    isOverview: topic === undefined,
    contact: contact && {
      name: contact.name,
      function: contact.function,
      items: contact.items,
      note: t(`help:ask.${asked(viewer)}`),
    },
  };
}

/** Who answers this reader: `whoAnswers` of the network. */
function asked(viewer: Viewer | undefined): 'contact' | 'rilo' | 'secretariat' | 'partner' {
  if (viewer?.level === 'partner') return 'partner';
  if (viewer?.office.kind !== 'administration') return 'secretariat';
  return rights.ncp(viewer) ? 'rilo' : 'contact';
}

/** Who has a right, in words. */
function whoOf(access: Right, { t }: Words): string {
  return t(`help:who.${access.replace(':', '-')}`);
}

/** Articles are files of ours: each part is rendered once, for each place it stands in. */
const rendered = new Map<string, string>();

function htmlOf(markdown: string, idPrefix: string, { t, lang }: Words): string {
  if (markdown === '') return '';
  const key = [lang, idPrefix, markdown].join('\n');
  const html =
    rendered.get(key) ??
    renderMarkdown(markdown, { externalLabel: t('help:externalLabel'), tableLabel: t('help:tableLabel'), idPrefix });
  rendered.set(key, html);
  return html;
}
