import pg from 'pg';
import type { QueryResult } from 'pg';
import type { Queryable } from './pool.ts';
import { nameOf } from './sql.ts';

/** A statement as src/db/sql.ts gives it. */
interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
interface Asked {
  readonly statement: Statement;
  readonly answer: (rows: QueryResult | Promise<QueryResult>) => void;
  readonly refuse: (error: unknown) => void;
}
type Row = Record<string, unknown>;

/** Types, by their numbers, that JSON carries as the driver reads them, and how the others are made of it. */
const asTheyAre = [16, 21, 23, 25, 114, 1000, 1005, 1007, 1009, 1015, 1042, 1043, 1082, 2950, 3802];
const readers: ReadonlyMap<number, (value: unknown) => unknown> = new Map([
  ...asTheyAre.map(type => [type, (value: unknown) => value] as const),
  ...[20, 700, 701, 1700].map(type => [type, Number] as const),
  [1184, (value: unknown) => new Date(String(value))] as const,
  [17, (value: unknown) => pg.types.getTypeParser(17)(String(value)) as unknown] as const,
]);

type Columns = readonly (readonly [name: string, type: number])[];

/** Columns of statements that were asked before; undefined where they cannot go along. Texts are ours, and few. */
const known = new Map<string, Columns | undefined>();

/**
 * What reads and is asked in one go is sent as one statement, and each gets its own rows: a page of ten small reads
 * costs one. A statement goes along once its columns are known, and only with a name: it is one of few forms, whose
 * plan does not hang on its values. What writes never goes along.
 */
export function together(on: Queryable): Queryable {
  let asked: Asked[] = [];
  const send = (): void => {
    const all = asked;
    asked = [];
    const joined = all.filter(({ statement }) => known.get(statement.text) !== undefined);
    const alone = joined.length < 2 ? all : all.filter(one => !joined.includes(one));
    for (const { statement, answer } of alone) answer(askAlone(on, statement));
    if (joined.length >= 2) void askJoined(on, joined);
  };
  const query = (statement: Statement): Promise<QueryResult> =>
    new Promise((answer, refuse) => {
      if (asked.length === 0) queueMicrotask(send);
      asked.push({ statement, answer, refuse });
    });
  return { query: query as unknown as Queryable['query'] };
}

async function askAlone(on: Queryable, statement: Statement): Promise<QueryResult> {
  const { text, name } = statement;
  const result = await on.query({ ...statement, values: [...statement.values] });
  if (!known.has(text)) known.set(text, name === undefined || writes(text) ? undefined : columnsOf(result));
  return result;
}

const writes = (text: string): boolean => /\b(?:insert|update|delete|merge)\b|\bfor (?:update|share)\b/i.test(text);

function columnsOf({ fields }: QueryResult): Columns | undefined {
  const names = new Set(fields.map(({ name }) => name));
  const canGo = names.size === fields.length && fields.every(({ dataTypeID }) => readers.has(dataTypeID));
  return canGo ? fields.map(({ name, dataTypeID }) => [name, dataTypeID] as const) : undefined;
}

async function askJoined(on: Queryable, joined: readonly Asked[]): Promise<void> {
  try {
    const { text, values } = join(joined.map(({ statement }) => statement));
    const result = await on.query<Record<string, Row[] | null>>({
      ...{ name: nameOf('together', text), text, values },
    });
    joined.forEach(({ statement, answer }, at) => {
      const rows = (result.rows[0]?.[`r${at}`] ?? []).map(row => read(row, known.get(statement.text) ?? []));
      answer({ ...result, rows, rowCount: rows.length });
    });
  } catch (error) {
    for (const { refuse } of joined) refuse(error);
  }
}

/** One statement of one row, a column of JSON for each part; the places of their values are counted on. */
function join(parts: readonly Statement[]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const texts = parts.map((part, at) => {
    const before = values.length;
    values.push(...part.values);
    const text = part.text.replaceAll(/\$(\d+)/g, (_all, place: string) => `$${Number(place) + before}`);
    return `(select json_agg(x) from (${text}) x) as r${at}`;
  });
  return { text: `select ${texts.join(', ')}`, values };
}

function read(row: Row, columns: Columns): Row {
  for (const [name, type] of columns) if (row[name] !== null) row[name] = readers.get(type)?.(row[name]);
  return row;
}
