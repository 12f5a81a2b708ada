import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { readDetails, saveDetails } from './create.ts';
import { updateSettings } from './store-operation.ts';
import { requireManager, type Operation } from '../operation.ts';
import { enterLocked } from '../store.ts';

export type Settings = Pick<
  Operation,
  'startsOn' | 'endsOn' | 'langs' | 'joining' | 'titleInRecords' | 'forms' | 'limits'
> & {
  /** The version the owner saw. */
  readonly version: number;
  /** For the front page of the operation, in Markdown; '' for none. */
  readonly notice: string;
};

/**
 * The owner changes how the operation works. Throws ChangedMeanwhile where it was changed since its form was opened.
 */
export async function saveSettings(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  operationId: string,
  settings: Settings,
): Promise<void> {
  await inTransaction(pool, async client => {
    const entered = await enterLocked(client, viewer, operationId);
    requireManager(entered);
    if (entered.operation.version !== settings.version)
      throw new ChangedMeanwhile('the settings were changed meanwhile');
    const { aim } = await readDetails(client, keys, operationId);
    await updateSettings(client, operationId, settings);
    await saveDetails(client, keys, operationId, {
      aim,
      ...(settings.notice === '' ? {} : { notice: settings.notice }),
    });
    await note(client, viewer, {
      action: 'operation.settingsChanged',
      subject: `operation:${operationId}`,
      detail: { version: settings.version + 1, titleInRecords: settings.titleInRecords },
    });
  });
}
