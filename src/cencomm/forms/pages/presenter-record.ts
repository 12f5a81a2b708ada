import type { Viewer } from '../../../access/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { usualAudience, type DraftState, type RecordWords } from '../../../seizures/index.ts';
import type { Message } from '../../mail/message.ts';
import { pathOf } from '../../pages-frame.ts';
import { carriedOver } from '../carry-over.ts';
import { carryingFrom } from '../nominal/origin.ts';
import { mayRecord } from '../record.ts';
import { holdsSeizure, type Chain } from '../shipment.ts';
import type { ShownChain } from './presenter-chain.ts';

interface RecordPanel {
  readonly title: string;
  readonly text: string;
  readonly link?: { readonly href: string; readonly label: string };
  readonly action?: string;
  readonly submit?: string;
  /** Of a record to be made: who will read it, what goes and what stays. */
  readonly lines?: readonly { readonly label: string; readonly value: string }[];
  /** What is taken out of the texts. */
  readonly taken?: readonly { readonly text: string; readonly why: string }[];
}

/** Words of pages and of records, and the offices that will read. */
export interface PanelSources {
  readonly words: Words;
  readonly say: RecordWords;
  readonly offices: Offices;
}

/**
 * The step from a seizure message to a record, for those who may take it; once there is a record, its reference, and
 * what a later version of the message asks of it.
 */
export function recordPanel(
  viewer: Viewer,
  message: Message,
  shown: ShownChain,
  sources: PanelSources,
): RecordPanel | undefined {
  const { words } = sources;
  const { found, draft } = shown;
  if (found?.chain.lastSeizureId !== message.id) return undefined;
  const isAllowed = mayRecord(viewer, message);
  const { recordRef } = found.chain;
  const isWithdrawn = draft?.record?.status === 'withdrawn';
  if (recordRef !== null && !(isWithdrawn && isAllowed && holdsSeizure(found.chain)))
    return madePanel(found.chain, recordRef, { ...shown, isAllowed, message, words });
  if (!isAllowed || !holdsSeizure(found.chain)) return undefined;
  if (draft && !draft.isDiscarded && !isWithdrawn) return begunPanel(draft, found.chain.draftId, words);
  return newPanel(message, shown, sources);
}

type Sources = ShownChain & { readonly isAllowed: boolean; readonly message: Message; readonly words: Words };

/** What is said of the record of a seizure message. */
function madePanel(chain: Chain, ref: string, { draft, amendment, isAllowed, message, operation, words }: Sources) {
  const { t } = words;
  const record = `/seizures/${encodeURIComponent(ref)}`;
  const made = {
    title: t('cencommforms:record.made'),
    text: t('cencommforms:record.madeText', { ref }),
    ...(draft?.record?.isOpen ? { link: { href: record, label: ref } } : {}),
  };
  if (draft?.record?.status === 'withdrawn') return { ...made, text: t('cencommforms:record.goneText', { ref }) };
  if (!holdsSeizure(chain))
    return {
      title: t('cencommforms:record.stands', { ref }),
      text: t('cencommforms:record.standsText'),
      ...(isAllowed ? { link: { href: `${record}/withdrawal`, label: t('cencommforms:record.withdraw') } } : {}),
    };
  const isOfThis = chain.amendmentFrom === message.id && amendment !== undefined && !amendment.isDiscarded;
  if (chain.recordedFrom === message.id || (isOfThis && amendment.isSubmitted)) return made;
  if (isOfThis)
    return {
      ...begunPanel(amendment, chain.amendmentId, words),
      title: t('cencommforms:record.amendmentBegun', { ref }),
    };
  return {
    title: t('cencommforms:record.behind', { ref }),
    text: t(`cencommforms:record.${isAllowed ? 'behindText' : 'behindOther'}`),
    ...(isAllowed
      ? {
          action: `${pathOf(operation.id)}/mail/${message.id}/record-amendment`,
          submit: t('cencommforms:record.amend'),
        }
      : {}),
  };
}

function begunPanel(draft: DraftState, draftId: string | null, words: Words): RecordPanel {
  const { t } = words;
  const title = t('cencommforms:record.begun');
  const time = words.time(draft.savedAt);
  return draft.isOwn
    ? {
        title,
        text: t('cencommforms:record.begunText', { time }),
        link: { href: `/seizures/drafts/${draftId ?? ''}`, label: t('cencommforms:record.open') },
      }
    : { title, text: t('cencommforms:record.begunOther', { login: draft.login, time }) };
}

/** Before a record is made: what goes, what stays, what is taken out, who will read it. */
function newPanel(message: Message, shown: ShownChain, sources: PanelSources): RecordPanel | undefined {
  const { words, say, offices } = sources;
  const { t } = words;
  const carried = carriedOver(message, carryingFrom(shown.forms, message, shown.operation, words.lang));
  if (!carried) return undefined;
  const { told } = carried;
  const list = (parts: readonly string[]): string => new Intl.ListFormat(words.lang).format(parts);
  const readers = usualAudience(
    { country: String(told.facts.country ?? ''), heading: told.heading, seizureDate: String(told.facts.seizureDate) },
    offices,
    say,
  );
  const left = [
    ...(carried.persons > 0 ? [t('cencommforms:left.persons', { count: carried.persons })] : []),
    ...carried.fields.map(name => t(`cencommforms:left.${name}`)),
  ];
  const labels = Object.keys({ ...told.facts, ...told.goods })
    .filter(name => name !== 'narrativeLang')
    .map(name => say.label(name.replace('details.', ''), name.startsWith('details.') ? told.heading : undefined));
  return {
    title: t('cencommforms:record.title'),
    action: `${pathOf(shown.operation.id)}/mail/${message.id}/record`,
    submit: t('cencommforms:record.submit'),
    text: t('cencommforms:record.filled', { filled: carried.filled, asked: carried.asked }),
    lines: [
      { label: t('cencommforms:record.readers'), value: t('cencommforms:record.readersText', { who: list(readers) }) },
      { label: t('cencommforms:record.heading'), value: say.names.heading(told.heading).label },
      {
        label: t('cencommforms:record.operation'),
        value: t(`cencommforms:record.${told.facts.operation === undefined ? 'notNamed' : 'named'}`, {
          title: told.facts.operation,
        }),
      },
      { label: t('cencommforms:record.goes'), value: list(labels) },
      {
        label: t('cencommforms:record.stays'),
        value: left.length === 0 ? t('cencommforms:record.nothingLeft') : list(left),
      },
    ],
    taken: carried.taken.map(({ field, text, cause }) => ({
      text,
      why: t('cencommforms:record.takenWhy', { field: say.label(field), cause: t(`cencommforms:left.${cause}`) }),
    })),
  };
}
