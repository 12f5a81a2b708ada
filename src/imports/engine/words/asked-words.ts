import { hardFields } from '../columns/import-fields.ts';
import type { Answer, ImportPlan } from '../plan.ts';
import { goodsOfBareUnit } from './bare-units.ts';

/** What is asked about, as far as it matters for what is asked first. */
interface Askable {
  readonly kind: string;
  readonly word: string;
  readonly heading: string;
  readonly state: 'answered' | 'auto' | 'preselected' | 'ask';
  readonly answer?: Answer;
  readonly match: { readonly candidates: readonly { readonly code: string; readonly score: number }[] };
}

/** Words of one kind asked one by one, and of all kinds together. */
const asked = { ofKind: 6, together: 7 } as const;

const hardKinds: ReadonlySet<string> = new Set(hardFields);

/**
 * A file may hold hundreds of words no list has (new substances, species, hiding places): those that hold most rows
 * back are asked, what keeps rows out before what does not. The rest are proposed to be kept as they are, and confirmed
 * in one block; a unit is always asked, as nothing stands for it.
 */
export function keepRareWords<Word extends Askable>(questions: readonly Word[], { others }: ImportPlan): Word[] {
  const open = questions.filter(({ state }) => state === 'ask');
  const isHard = ({ kind }: Word): boolean => hardKinds.has(kind) && kind !== 'country';
  const ranked = [...open.filter(isHard), ...open.filter(word => !isHard(word))];
  const counts = new Map<string, number>();
  let all = 0;
  const kept = new Set(
    ranked.filter(question => {
      const place = placeOf(question);
      const before = counts.get(place) ?? 0;
      const isKept = !isUnitOfFile(question) && (before >= asked.ofKind || all >= asked.together);
      counts.set(place, before + 1);
      if (!isKept) all += 1;
      return isKept;
    }),
  );
  return questions.map(question =>
    kept.has(question) ? { ...question, state: 'preselected', answer: keptAs(question, others) } : question,
  );
}

/** A unit as written, for which nothing stands; goods without one stay out where there are too many to ask about. */
function isUnitOfFile({ kind, word }: Askable): boolean {
  return kind === 'unit' && goodsOfBareUnit(word) === undefined;
}

/** The one meaning that part of a word for goods has: "heroin (swallowed bags)". */
function likelyCode({ kind, match }: Askable): string | undefined {
  const [best, next] = match.candidates;
  if (kind !== 'product' || !best || best.score < leastLikely) return undefined;
  return next && next.code !== best.code && next.score > best.score - 0.05 ? undefined : best.code;
}

const leastLikely = 0.8;

/** As "other" of its list; goods of no known heading as other goods; where a list has no "other", in the source. */
function keptAs(question: Askable, others: ImportPlan['others']): Answer {
  const likely = likelyCode(question);
  if (likely !== undefined) return { code: likely };
  if (others[placeOf(question)] !== undefined) return { other: question.word };
  const goods = question.kind === 'product' ? others['product:OTH'] : undefined;
  return goods === undefined ? { blank: true } : { code: goods };
}

function placeOf({ kind, heading }: Askable): string {
  return kind === 'product' ? `product:${heading}` : kind;
}
