import type { OperationEvent } from '../../../audit/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { CencommContext } from '../../context.ts';
import { pathOf } from '../../pages-frame.ts';
import { officeName, personText } from '../../words.ts';
import type { Entered } from '../operation.ts';

interface EventSources {
  readonly entered: Entered;
  readonly rows: readonly OperationEvent[];
  readonly hasMore: boolean;
  readonly scope: 'all' | 'office' | 'own';
  readonly context: Pick<CencommContext, 'offices'>;
  readonly words: Words;
}

/** Events of an operation, the newest first. Pure. */
export function presentEvents({ entered, rows, hasMore, scope, context, words }: EventSources) {
  const { t } = words;
  const base = pathOf(entered.operation.id);
  return {
    title: t('cencommops:events.title'),
    lead: t(`cencommops:events.lead.${scope}`),
    crumbs: [{ label: t('cencomm:tabs.members'), href: `${base}/members` }, { label: t('cencommops:events.title') }],
    events: rows.map(({ at, action, outcome, login, personName, about, aboutName, officeId }) => {
      const [noun, verb] = action.split('.');
      const what = t(`audit:actions.${noun}.${verb}`);
      return {
        time: words.time(`${at.slice(0, 19)}Z`),
        iso: at,
        who: login === null ? t('cencommops:events.system') : personText({ login, personName }),
        office: officeId === null ? '' : officeName(officeId, context.offices, words),
        what:
          about === null || about === login ? what : `${what}: ${personText({ login: about, personName: aboutName })}`,
        isRefused: outcome !== 'done',
      };
    }),
    older: hasMore ? `${base}/events?before=${rows.at(-1)?.id}` : undefined,
  };
}
