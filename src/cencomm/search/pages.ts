import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { BadRequest, NotVisible, type FieldProblem } from '../../errors.ts';
import { addressOf, freeText, readForm, readQuery, text } from '../../fields/index.ts';
import { withoutMarks } from '../../text/fold.ts';
import { render } from '../../web/render.ts';
import type { CencommContext } from '../context.ts';
import { openAll } from '../mail/pages/pages-inbox.ts';
import { openMail } from '../mail/pages/pages-side.ts';
import { placeOf } from '../mail/reading/mailbox.ts';
import { allInboxPath, mailPath } from '../mail/writing/addresses.ts';
import { provenOf } from '../operations/members/proven.ts';
import type { Entered } from '../operations/operation.ts';
import { enter, listEntered } from '../operations/store.ts';
import { noteSearch } from './note-search.ts';
import { presentSearch } from './presenter.ts';
import { openFields, searchFields, searchProblems, timesOf, type SearchName, type Wanted } from './query.ts';
import { openWords, sealWords, type SoughtWords } from './sealed-words.ts';
import { openSearch, type Found } from './search.ts';
import { listPersons } from './store-search.ts';
import { wordsOfQuery } from './words.ts';

/** Where somebody searches: one operation they entered, or all they are in. */
interface Ground {
  readonly viewer: Viewer;
  readonly inside: Entered | undefined;
  readonly entered: readonly Entered[];
  readonly path: string;
}

/** A search and what it found. */
interface Searched {
  readonly typed: Readonly<Record<SearchName, string>>;
  readonly problems: readonly FieldProblem[];
  readonly found?: Found;
  /** The address of this search, and whether it begins at the newest. */
  readonly address: string;
  readonly isFirst: boolean;
}

const parameters = {
  /** The sealed words. */
  w: text({ max: 3000, screened: false, pattern: /^[\w-]+$/ }),
  ...openFields,
  operation: freeText,
  after: freeText,
};
const nothing = { q: '', person: '' };

/** What the address of a search says. */
interface Said {
  readonly typed: Searched['typed'];
  /** Undefined where its words can no longer be read. */
  readonly sought: SoughtWords | undefined;
  /** The operations that are searched. */
  readonly within: readonly Entered[];
  readonly wanted: Pick<Wanted, 'fromMs' | 'beforeMs' | 'kind' | 'after'>;
  readonly address: string;
}

/**
 * Search in what is sealed. Words and persons are posted and stand in the address sealed, so that no log or history
 * holds them, and the address can still be opened again by its owner.
 */
export function searchPages(context: CencommContext) {
  const searcher = openSearch(context);

  /** Reads the form, and leads to the address of the search. */
  async function find(req: Request, res: Response, isInside: boolean): Promise<void> {
    const ground = await groundOf(context, req, isInside);
    const ids = ground.inside ? [] : ground.entered.map(({ operation }) => operation.id);
    const form = readForm(req.body, searchFields(ids), searchProblems);
    const typed: Searched['typed'] = Object.assign({ operation: '' }, form.typed);
    const [first] = ground.entered;
    if (!form.values || !first) {
      res.status(form.values ? 200 : 422);
      return show(context, req, res, ground, { typed, problems: form.problems, address: '', isFirst: true });
    }
    const { q, person, from, to, kind } = form.values;
    const w = q === '' && person === '' ? '' : await sealWords(context, ground.viewer, first, { q, person });
    res.redirect(303, addressOf(ground.path, { w, from, to, kind, operation: typed.operation }));
  }

  /** Searches what the address says, from the newest on or behind a place. */
  async function look(req: Request, res: Response, isInside: boolean): Promise<void> {
    const ground = await groundOf(context, req, isInside);
    const { typed, sought, within, wanted, address } = await readAddress(context, req, ground);
    const searched = { typed, address, isFirst: wanted.after === undefined, problems: [] };
    if (!sought) {
      res.status(422);
      const problems = [{ path: 'q', key: 'cencommmail:search.wordsGone' }];
      return show(context, req, res, ground, { ...searched, problems });
    }
    const [keyOwner] = ground.entered;
    if (address === ground.path || !keyOwner) return show(context, req, res, ground, searched);
    const ids = within.map(({ operation }) => operation.id);
    const senderIds = await personsNamed(context, ground.viewer, ids, sought.person);
    const words = wordsOfQuery(sought.q);
    const found = await searcher.search(ground.viewer, ids, { ...wanted, words, senderIds });
    const subject = ids.length === 1 ? within[0] : undefined;
    await noteSearch(context, ground.viewer, { subject, keyOwner }, sought, found);
    return show(context, req, res, ground, { ...searched, found });
  }

  return {
    ask: (req: Request, res: Response): Promise<void> => look(req, res, true),
    find: (req: Request, res: Response): Promise<void> => find(req, res, true),
    askAll: (req: Request, res: Response): Promise<void> => look(req, res, false),
    findAll: (req: Request, res: Response): Promise<void> => find(req, res, false),
  };
}

async function groundOf(context: CencommContext, req: Request, isInside: boolean): Promise<Ground> {
  const viewer = viewerOf(req);
  const inside = isInside ? await enter(context.pool, viewer, req.params.id) : undefined;
  const entered = inside ? [inside] : await provenOf(context, viewer, await listEntered(context.pool, viewer));
  return { viewer, inside, entered, path: `${inside ? mailPath(inside.operation.id) : allInboxPath}/search` };
}

/** Throws BadRequest, and NotVisible for an operation the viewer is not in. */
async function readAddress(
  context: CencommContext,
  req: Request,
  { viewer, inside, entered, path }: Ground,
): Promise<Said> {
  const { w, after, ...open } = readQuery(req.query, parameters);
  const one = entered.find(({ operation }) => operation.id === open.operation);
  if (open.operation !== '' && (inside || !one)) throw new NotVisible('no such operation');
  const sought = w === '' ? nothing : await openWords(context, viewer, entered, w);
  const typed = { ...(sought ?? nothing), ...open };
  const problems = searchProblems(typed).filter(({ path: field }) => field !== 'q');
  if (problems.length > 0) throw new BadRequest(problems);
  return {
    typed,
    sought,
    within: one ? [one] : entered,
    wanted: { ...timesOf(open.from, open.to), kind: open.kind, after: placeOf('after', after) },
    address: addressOf(path, { w, ...open }),
  };
}

/** Those whose login or name holds every word; undefined where nobody is named. */
async function personsNamed(
  { pool }: Pick<CencommContext, 'pool'>,
  viewer: Viewer,
  ids: readonly string[],
  person: string,
): Promise<number[] | undefined> {
  const words = wordsOfQuery(person);
  if (words.length === 0) return undefined;
  const persons = await listPersons(pool, viewer, ids);
  return persons
    .filter(({ login, personName }) => {
      const told = withoutMarks(`${login} ${personName ?? ''}`);
      return words.every(word => told.includes(word));
    })
    .map(({ id }) => id);
}

async function show(
  context: CencommContext,
  req: Request,
  res: Response,
  { inside, entered, path }: Ground,
  searched: Searched,
): Promise<void> {
  const page = inside ? await openMail(context, req, res, 'search', inside) : await openAll(context, req, res);
  render(res, 'cencomm/mail/search', {
    ...page,
    back: inside ? mailPath(inside.operation.id) : allInboxPath,
    action: path,
    ...presentSearch({ ...searched, inside, entered, offices: context.offices, words: page.words }),
  });
}
