import type { FieldProblem } from '../../errors.ts';
import type { Offices } from '../../reference/index.ts';

/** A query string as typed into a sheet, read into parameters; the region is put into the countries it has today. */
interface TypedQuery {
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** Code of the RILO whose Members the countries are. */
  readonly region?: string;
  readonly problems: readonly FieldProblem[];
}

/** Longer than any search an officer ticks together. */
const maxCharacters = 4_000;

/**
 * Reads what an author typed or pasted: "heading=DRUG&from=2026-01-01&to=2026-06-30", with or without the address of
 * the search before it. `region=RILO-ESA` stands for the countries of that RILO. The parameters are the search's own
 * check.
 */
export function readTyped(text: string, offices: Offices): TypedQuery {
  const typed = text.trim();
  if (typed === '') return refused('cwssheets:query.missing');
  if (typed.length > maxCharacters) return refused('cwssheets:query.tooLong', { most: maxCharacters });
  const query = typed.includes('?') ? typed.slice(typed.indexOf('?') + 1) : typed;
  if (!query.includes('=')) return refused('cwssheets:query.noQuery');
  const read = new URLSearchParams(query.replace(/#.*$/, ''));
  const parameters = Object.fromEntries(
    [...new Set(read.keys())].filter(name => name !== 'region').map(name => [name, valuesOf(read, name)]),
  );
  return read.has('region') ? inRegion(read, parameters, offices) : { parameters, problems: [] };
}

/** One value as text, several as a list: as the server reads a query string. */
function valuesOf(read: URLSearchParams, name: string): string | readonly string[] {
  const values = read.getAll(name);
  return values.length > 1 ? values : (values[0] ?? '');
}

function inRegion(read: URLSearchParams, parameters: TypedQuery['parameters'], offices: Offices): TypedQuery {
  const [code = '', ...more] = read.getAll('region');
  const rilo = offices.byCode(code);
  if (more.length > 0 || rilo?.kind !== 'rilo') return refused('cwssheets:query.unknownRegion', {}, 'region');
  if (parameters.country !== undefined && parameters.country !== '')
    return refused('cwssheets:query.regionAndCountry', {}, 'region');
  const countries = offices.membersOf(rilo.id);
  if (countries.length === 0) return refused('cwssheets:query.emptyRegion', {}, 'region');
  return { parameters: { ...parameters, country: [...countries].sort() }, region: code, problems: [] };
}

function refused(key: string, values: Readonly<Record<string, string | number>> = {}, path = ''): TypedQuery {
  return { parameters: {}, problems: [{ path, key, ...(Object.keys(values).length > 0 ? { values } : {}) }] };
}
