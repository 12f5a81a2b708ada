import { refusalOf } from '../../forms/index.ts';

const taken = { path: 'facts.nationalRef', key: 'findings:nationalRefTaken' };

/** Turns the unique constraint on national references into a problem at its field. */
export function refusalOfRef<T>(work: () => Promise<T>): Promise<T> {
  return refusalOf({ seizures_national_ref_unique: taken }, work);
}
