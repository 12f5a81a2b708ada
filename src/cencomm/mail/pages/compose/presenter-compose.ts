import type { FieldProblem } from '../../../../errors.ts';
import { summaryOf } from '../../../../forms/index.ts';
import type { Offices, Words } from '../../../../reference/index.ts';
import type { Addressees } from '../../../groups/groups.ts';
import type { Entered, SendQuota } from '../../../operations/operation.ts';
import { templatesFor } from '../../../forms/templates/index.ts';
import { draftPath, mailPath, messagePath } from '../../writing/addresses.ts';
import { longestBody, longestSubject } from '../../writing/compose-form.ts';
import { sizeText } from '../../reading/message-style.ts';
import { presentDraftFiles } from '../presenter-attachments.ts';
import { bodyHtml } from '../presenter-message.ts';
import type { Attachment } from '../../writing/store-attachments.ts';
import type { Draft, Typed } from '../../writing/store-drafts.ts';
import { presentOther } from './presenter-other.ts';
import { presentRecipients } from './presenter-recipients.ts';
import { field, several } from './compose-field.ts';

interface ComposeSources extends Addressees {
  readonly entered: Entered;
  readonly ownId: number;
  readonly draftId: string;
  readonly typed: Typed;
  readonly version?: number;
  readonly other?: Draft;
  readonly attachments: readonly Attachment[];
  /** Attachments of the message that is forwarded. */
  readonly carried: readonly Attachment[];
  readonly problems: readonly FieldProblem[];
  /** What the writer may still send within the hour. */
  readonly left: SendQuota;
  readonly isPreviewed?: boolean;
  /** When it was saved last, ISO. */
  readonly savedAt?: string;
  /** Whether there is a virus scanner. */
  readonly scans: boolean;
  readonly offices: Offices;
  readonly words: Words;
  /** Nothing was typed yet: ready texts are offered. */
  readonly isBegun?: boolean;
}

/** The form of a message. Pure but for the clock. */
export function presentCompose(sources: ComposeSources) {
  const { entered, draftId, typed, attachments, problems, savedAt, words } = sources;
  const { t } = words;
  const base = mailPath(entered.operation.id);
  const kind = typed.forward ? 'forward' : typed.parent ? 'reply' : 'new';
  return {
    title: t(`cencommmail:compose.${kind}`),
    action: draftPath(entered.operation.id, draftId),
    previewUrl: `${base}/preview`,
    cancelHref: typed.parent ? messagePath(entered.operation.id, typed.parent) : base,
    hidden: {
      parent: typed.parent ?? '',
      forward: typed.forward ?? '',
      window: typed.window ?? '',
      version: String(sources.version ?? 0),
    },
    other: sources.other ? presentOther(sources.other, sources) : undefined,
    ...presentRecipients(sources),
    ...messageFields(sources),
    files: presentDraftFiles(attachments, problems, words, sources.scans),
    carry: carryField(sources),
    problems: summaryOf(
      words,
      problems,
      problems.map(({ path }) => ({ name: path, label: t(`cencommmail:field.${path}`) })),
    ).map(({ text, href }) => (href === '#field-' ? { text } : { text, href })),
    preview: sources.isPreviewed ? { html: bodyHtml(typed.body ?? '', 'preview-', words) } : undefined,
    ready: sources.isBegun
      ? templatesFor('plain', entered.operation.langs, words.lang).map(({ id, lang, dir, name }) => ({
          href: `${base}/new?template=${id}`,
          name,
          lang,
          dir,
        }))
      : [],
    sure: sources.problems.filter(({ path }) => path === 'sure').map(words.problem)[0],
    left: leftText(sources.left, words),
    saved: savedAt ? t('cencommmail:compose.savedAt', { time: `${savedAt.slice(11, 16)} UTC` }) : '',
  };
}

/** "57 messages to 2,940 recipients, 9 of them urgent, are left for this hour." */
export function leftText(left: SendQuota, words: Words): string {
  const { t, count } = words;
  return t('cencommmail:left', {
    messages: t('cencommmail:leftMessages', { count: left.messages, number: count(left.messages) }),
    recipients: count(left.recipients),
    urgent: count(left.urgent),
  });
}

function messageFields(sources: ComposeSources) {
  const hint = sources.words.t('cencommmail:hint.body');
  return {
    fields: [
      field(sources, 'subject', { type: 'text', max: longestSubject }),
      field(sources, 'body', { type: 'longtext', hint, rows: 12, max: longestBody }),
    ],
    priority: {
      isOn: sources.typed.priority === 'high',
      error: sources.problems.filter(({ path }) => path === 'priority').map(sources.words.problem)[0],
    },
    answerDate: field(sources, 'answerDate', { type: 'date', optional: true, span: 4 }),
    answerTime: field(sources, 'answerTime', { type: 'text', optional: true, placeholder: '14:00', max: 5, span: 4 }),
  };
}

/** Which attachments of the forwarded message go with it; undefined where it has none. */
function carryField(sources: ComposeSources) {
  const { carried, words } = sources;
  if (carried.length === 0) return undefined;
  return several(
    sources,
    'carry',
    carried.map(({ id, name, size }) => ({
      value: id,
      label: name ?? words.t('cencommmail:brokenName'),
      hint: sizeText(size, words),
    })),
  );
}
