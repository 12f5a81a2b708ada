import type { Words } from '../../reference/index.ts';
import type { Message } from '../mail/message.ts';
import type { CencommRoom } from '../room.ts';

/** What a form says, for views/cencomm/forms/_message.ejs; undefined for a plain message. */
export function presentFormMessage(_room: CencommRoom, { fields }: Message, _words: Words): Promise<object | undefined> {
  if (!fields) return Promise.resolve(undefined);
  const items = Object.entries(fields).map(([label, value]) => ({ label, value: typeof value === 'string' ? value : JSON.stringify(value) }));
  return Promise.resolve({ items });
}
