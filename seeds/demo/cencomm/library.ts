import type { SampleFile } from './fill-libraries.ts';
import type { DemoPair } from '../pictures/index.ts';

const text = (lines: readonly string[]) => async (): Promise<Buffer> => Buffer.from(`${lines.join('\r\n')}\r\n`);

const documents: readonly SampleFile[] = [
  {
    name: 'Operational plan.txt',
    content: text([
      'SYNTHETIC: invented for the evaluation of the portal.',
      '',
      'Operational plan',
      '',
      '1. Aim',
      'To find and stop consignments named in warnings of the group.',
      '',
      '2. Warnings',
      'Each warning is answered within 48 hours, also where nothing was found.',
      '',
      '3. Controls',
      'Scan first. Open where the picture and the declaration differ.',
      '',
      '4. Evidence',
      'Photographs and scans go into the folder "Scans" of this library.',
      '',
      '5. Reports',
      'The owner sends the daily tally at 07:00 UTC.',
    ]),
  },
  {
    folder: 'Reference',
    name: 'Risk indicators.csv',
    content: text([
      'SYNTHETIC indicator,Weight,Remark',
      'First consignment of this consignee,2,',
      'Weight differs from the bill of lading by over 3 %,3,Weigh twice',
      'Low value goods over a long route,2,',
      'Transhipment without need,3,Compare with usual routes',
    ]),
  },
  {
    folder: 'Reference',
    name: 'Risk indicators 2.csv',
    versionOf: 'Risk indicators.csv',
    note: 'Seal numbers added after the first week.',
    content: text([
      'SYNTHETIC indicator,Weight,Remark',
      'First consignment of this consignee,2,',
      'Weight differs from the bill of lading by over 3 %,3,Weigh twice',
      'Low value goods over a long route,2,',
      'Transhipment without need,3,Compare with usual routes',
      'Seal number not in the series of the line,4,Ask the line',
    ]),
  },
  {
    folder: 'Reference',
    name: 'How to write a warning.txt',
    content: text([
      'SYNTHETIC: invented for the evaluation of the portal.',
      '',
      'Say what is known, from where, and what is asked of whom by when.',
      'Container and vehicle numbers go into their own fields.',
      'One consignment, one warning.',
    ]),
  },
];

/**
 * Files of the libraries of the demo operations: all invented, and marked as such. Pictures are drawn when they are
 * needed.
 */
export function demoLibrary(pairs: readonly DemoPair[]): SampleFile[] {
  const scans = pairs
    .slice(0, 2)
    .map(
      ({ key, draw }, at): SampleFile => ({
        folder: 'Scans',
        name: `Control ${at + 1}, photo, ${key}.jpg`,
        note: 'Synthetic, as all of this operation.',
        content: async () => (await draw()).photo,
      }),
    );
  return [...documents, ...scans];
}
