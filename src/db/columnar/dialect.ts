/** One word written out, which a copy may have ready; it says so itself where it has not. */
const oneWord = /\bs\.document @@ '''[^'\\]+'''::tsquery/g;
/** What the copy cannot answer: it has no search documents. */
const beyondCopy = /@@|tsquery|tsvector(?!_to_array)|json_agg|jsonb|pg_/;

/** Whether a statement can be asked of the copy: it reads nothing but what the copy has. */
export function isPortable(text: string): boolean {
  return !beyondCopy.test(text.replaceAll(oneWord, ''));
}

/** What a copy has ready, as statements of PostgreSQL call it. */
export interface ReadyInCopy {
  /** Columns by the expression they stand for, word for word. */
  readonly columns: ReadonlyMap<string, string>;
  /** Two tables that the copy has joined already. */
  readonly joined?: JoinedTables;
}

/** Two tables side by side in one: rows of the first with the columns of the second beside them. */
export interface JoinedTables {
  /** How a statement joins them: "records r join lines l on l.record = r.id". */
  readonly join: string;
  /** What it reads in their place, by the alias of the first: "both r". */
  readonly table: string;
  /** The second as any statement reads it: "lines l". */
  readonly second: string;
  /** What its columns are called in a statement, and what there: "l." and "r.line_". */
  readonly columns: readonly [column: RegExp, there: string];
}

interface Ready extends ReadyInCopy {
  /** By the name of a list: its entries, taken out of the text that a column holds of them. */
  readonly lists: ReadonlyMap<string, string>;
}

/**
 * Reads what a copy has ready. A list that it has as one text, too, is looked into there: what a text holds is worked
 * out once for each text there is, what a list holds once for each row.
 */
export function readyIn({ columns, joined }: ReadyInCopy): Ready {
  const lists = [...columns].flatMap(([expression, column]) => {
    const [, list, sign] = /^array_to_string\((\w+\.\w+), ('.')\)$/.exec(expression) ?? [];
    return list === undefined ? [] : [[list, `string_split(${column}, ${sign})`] as const];
  });
  return { columns, ...(joined && { joined }), lists: new Map(lists) };
}

/** Values of a list that are looked for one after the other; of more, each row is joined to them. */
const fewValues = 64;

/**
 * A statement of PostgreSQL as the columnar engine takes it. Both read the same words but for these: the day is the
 * one the portal goes by, exact numbers are double, the fence that keeps PostgreSQL's planner from joining is none,
 * what is looked for in a list is looked for by functions made for it (the engine would join `= any` as a table), what
 * a column holds `ready` is not worked out again, and tables that are joined already are read as one.
 */
export function toColumnar(text: string, values: readonly unknown[], today: string, ready: Ready): string {
  let columnar = text;
  for (const [expression, column] of ready.columns) columnar = columnar.replaceAll(expression, column);
  const isShort = (place: string): boolean =>
    ((values[Number(place) - 1] ?? []) as readonly unknown[]).length <= fewValues;
  const listOf = (name: string): string => ready.lists.get(name) ?? name;
  return sideBySide(columnar, ready.joined)
    .replaceAll(/(\w+\.\w+) @> array\[([^\]]+)\]/g, (_all, list, value) => `list_contains(${listOf(list)}, ${value})`)
    .replaceAll(/(\w+\.\w+) && (\$\d+::text\[\])/g, (_all, list, some) => `list_has_any(${listOf(list)}, ${some})`)
    .replaceAll(/(\w+\.\w+) = any\((\$(\d+)::text\[\])\)/g, (all, column, list, place) =>
      isShort(place) ? `list_contains(${list}, ${column})` : all,
    )
    .replaceAll(/\bcurrent_date\b/gi, `(date '${today}')`)
    .replaceAll(/::numeric\b/g, '::double')
    .replaceAll(/\boffset 0\b/g, '');
}

/** Reads one table in place of two that a statement joins, unless it has other rows by the alias of the second. */
function sideBySide(text: string, joined: JoinedTables | undefined): string {
  if (!joined || !text.includes(joined.join)) return text;
  const together = text.replaceAll(joined.join, joined.table);
  return together.includes(joined.second) ? text : together.replaceAll(...joined.columns);
}
