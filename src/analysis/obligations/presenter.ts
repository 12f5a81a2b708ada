import type { Words } from '../../reference/index.ts';
import { reports } from './reports.ts';

/** To whom a Member reports, from which heading, and when. Pure. */
export function presentObligations({ t }: Words) {
  return {
    title: t('obligations:title'),
    head: { title: t('obligations:title'), scope: t('obligations:scope') },
    rows: reports.map(({ key }) => ({
      title: t(`obligations:report.${key}.title`),
      text: t(`obligations:report.${key}.to`),
      end: t(`obligations:report.${key}.due`),
    })),
  };
}
