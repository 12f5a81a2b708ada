import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest, type FieldProblem } from '../../../errors.ts';
import { anyTexts, readForm, readQuery } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { wordsOf } from '../../../reference/index.ts';
import { render } from '../../../web/render.ts';
import type { SeizuresContext } from '../../context.ts';
import { recode, type NewCode } from '../change.ts';
import { sumOf, type OfficeCount } from '../store-recode.ts';
import { readWordGroups, type WordGroup } from '../words.ts';
import { base, wordsFields, wordsForm } from './form.ts';
import { listOf } from './load.ts';
import { showRecode } from './pages-recode.ts';
import { presentWords } from './presenter.ts';

/** Groups of words on one page, and turned into a code by one act. */
const [mostGroups, mostChosen] = [200, 30];

/** `/access/code-lists/words`: words typed under "other", which become codes. */
export function wordPages(context: SeizuresContext) {
  const { pool, lists, offices } = context;

  /** The groups of words an address names, of those that are still said. Throws BadRequest where none is. */
  async function chosenGroups(req: Request): Promise<readonly WordGroup[]> {
    const { keys } = readQuery(req.query, { keys: anyTexts });
    const groups = await readWordGroups(context, viewerOf(req), [listOf(req)]);
    const chosen = groups.filter(({ key }) => keys.includes(key));
    if (chosen.length === 0 || chosen.length > mostChosen)
      throw new BadRequest([{ path: 'keys', key: 'codes:problem.noWords', values: { most: mostChosen } }]);
    return chosen;
  }

  return {
    async list(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const groups = await readWordGroups(context, viewer);
      await note(pool, viewer, { action: 'code.wordsListed', detail: { groups: groups.length } });
      const shown = presentWords(groups, mostGroups, { offices, words: wordsOf(context, res) });
      render(res, 'seizures/codes/words', shown);
    },

    async ask(req: Request, res: Response): Promise<void> {
      const list = listOf(req);
      const groups = await chosenGroups(req);
      const typed = { clientUuid: randomUUID(), nameEn: groups[0]?.text ?? '' };
      const form = wordsForm({ words: wordsOf(context, res), lists, list, typed }, keysOf(groups));
      showRecode(context, res, form, { counts: officesOf(groups), said: textsOf(groups) });
    },

    async turn(req: Request, res: Response): Promise<void> {
      const list = listOf(req);
      const groups = await chosenGroups(req);
      const { typed, values, problems } = readForm(req.body, wordsFields(lists, list));
      const form = wordsForm({ words: wordsOf(context, res), lists, list, typed }, keysOf(groups));
      const refuse = (some: readonly FieldProblem[]): void =>
        showRecode(context, res, form, { counts: officesOf(groups), problems: some, said: textsOf(groups) });
      if (!values) return refuse(problems);
      const from = groups[0]?.code ?? '';
      const { to, made, missing } = targetOf(values, from);
      if (missing.length > 0) return refuse(missing);
      const { clientUuid, reason } = values;
      const asked = { clientUuid, list, from, to, reason, words: keysOf(groups), total: sumOf(groups) };
      try {
        const id = await recode(context, viewerOf(req), asked, made);
        res.redirect(303, `${base}/recodings/${id}`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refuse([error.problem]);
      }
    },
  };
}

type WordsValues = Readonly<Record<'to' | 'code' | 'nameEn' | 'nameFr' | 'beside', string>>;

/** The code that words become: one of the list, or a new one with all that it needs. */
function targetOf({ to, code, nameEn, nameFr, beside }: WordsValues, from: string) {
  if (to !== '')
    return { to, made: undefined, missing: to === from ? [{ path: 'to', key: 'codes:problem.same' }] : [] };
  if (code === '') return { to, made: undefined, missing: [{ path: 'code', key: 'codes:problem.target' }] };
  const made: NewCode = { code, nameEn, nameFr, beside };
  const missing = Object.entries(made).flatMap(([path, value]) =>
    value === '' ? [{ path, key: 'forms:problem.missing' }] : [],
  );
  return { to: code, made, missing };
}

const keysOf = (groups: readonly WordGroup[]): string[] => groups.map(({ key }) => key);
const textsOf = (groups: readonly WordGroup[]): string[] => groups.map(({ text }) => text);

function officesOf(groups: readonly WordGroup[]): OfficeCount[] {
  const all = groups.flatMap(({ offices }) => offices);
  return [...Map.groupBy(all, ({ office }) => office)]
    .map(([office, some]) => ({ office, records: sumOf(some) }))
    .sort((a, b) => b.records - a.records);
}
