import { Readable } from 'node:stream';
import { uuidOfText } from '../../src/crypto/uuid-of-text.ts';
import type { Viewer } from '../../src/access/index.ts';
import { galleryKinds } from '../../src/files/kinds/kinds.ts';
import { storedIdsOf } from '../../src/files/store-derivatives.ts';
import { largestImage } from '../../src/cpdb/images/image.ts';
import { listImages } from '../../src/cpdb/images/store.ts';
import type { CpdbContext } from '../../src/cpdb/context.ts';
import { viewerNamed } from './viewer-named.ts';
import { sampleUuid, type SamplePair } from './publish-pictures.ts';
import { addExercise, makeSet, turn } from '../../src/cpdb/training/change.ts';
import type { Wanted } from '../../src/cpdb/training/compose.ts';
import { getExercise } from '../../src/cpdb/training/store/store-sets.ts';
import { answer, imageOf, show, standing, start } from '../../src/cpdb/training/run.ts';
import type { Exercise } from '../../src/cpdb/training/set.ts';
import type { Given } from '../../src/cpdb/training/store/store-runs.ts';
import { execute, queryRow, queryRows, sql } from '../../src/db/sql.ts';

interface TrainingPair extends SamplePair {
  drawClean(): Promise<Buffer>;
}

const queue = 'cpdb-training-samples';
const setKey = 'sample training set';
/** Pictures that get a clean twin, for exercises that show some. */
const twins = 14;

const exercises: readonly Omit<Wanted, 'picture' | 'others'>[] = [
  { kind: 'mark', role: 'xray', asks: 'goods' },
  { kind: 'which', role: 'xray', asks: 'goods' },
  { kind: 'what', role: 'xray', asks: 'goods' },
  { kind: 'mark', role: 'photo', asks: 'goods' },
  { kind: 'which', role: 'xray', asks: 'goods' },
  { kind: 'mark', role: 'xray', asks: 'goods' },
  { kind: 'what', role: 'photo', asks: 'place' },
  { kind: 'which', role: 'xray', asks: 'goods' },
  { kind: 'mark', role: 'xray', asks: 'goods' },
];

/** Runs of demo accounts: days ago, and which of the exercises are answered rightly (one digit each). */
const runs: readonly (readonly [login: string, days: number, right: string])[] = [
  ['ke.limited', 34, '100100100'],
  ['ke.limited', 21, '101100110'],
  ['ke.limited', 9, '111101110'],
  ['ke.reader', 28, '110101100'],
  ['ke.reader', 12, '111101101'],
  ['ke.officer', 16, '111111101'],
  ['vn.reader', 14, '101101010'],
  ['rilo.esa', 6, '111101111'],
];

/** For evaluation: a set over drawn pictures, once these are published, and what demo accounts made of it. */
export async function startSampleTraining(context: CpdbContext, pairs: readonly TrainingPair[]): Promise<void> {
  await context.jobs.work<object>(queue, () => publishSampleSet(context, pairs));
  await context.jobs.every(queue, '* * * * *');
}

/** Makes the set unless it is there; answers nothing as long as its pictures are not. */
async function publishSampleSet(context: CpdbContext, pairs: readonly TrainingPair[]): Promise<void> {
  const known = await queryRow(
    context.jobPool,
    sql`select from cpdb_sets where client_uuid = ${uuidOfText(setKey)} and state <> ${'draft'}`,
  );
  const trainer = known ? undefined : await viewerNamed(context.jobPool, 'ke.ncp');
  if (!trainer) return;
  const wanted = pairs.slice(0, twins);
  const refs = await publishedRefs(context, wanted);
  if (refs.length < wanted.length) return;
  for (const pair of wanted) await giveTwin(context, pair);
  const ref = await makeSet(context, trainer, uuidOfText(setKey), {
    title: {
      en: 'First looks: X-rays of vehicles, freight and baggage',
      fr: 'Premiers regards : radiographies de véhicules, de fret et de bagages',
    },
    description: {
      en:
        'Nine exercises for new targeting officers, over drawn pictures. ' +
        'Take it more than once and look at your results.',
      fr:
        'Neuf exercices pour les nouveaux agents de ciblage, sur des images dessinées. ' +
        'Faites-la plusieurs fois et comparez vos résultats.',
    },
    seconds: 60,
    draws: 40,
    feedback: 'each',
    audience: 'all',
  });
  await execute(
    context.jobPool,
    sql`update cpdb_exercises e set removed = true from cpdb_sets s where s.id = e.set_id and s.ref = ${ref}`,
  );
  for (const [at, one] of exercises.entries())
    await addExercise(context, trainer, ref, { ...one, picture: refs[at] ?? '', others: [] });
  await turn(context, trainer, ref, 'open');
  await execute(
    context.jobPool,
    sql`
      update cpdb_sets set synthetic = true, made_at = now() - interval '41 days',
        opened_at = now() - interval '40 days' where ref = ${ref}`,
  );
  for (const [at, [login, days, right]] of runs.entries()) {
    const viewer = await viewerNamed(context.jobPool, login);
    if (viewer) await take(context, viewer, ref, { id: uuidOfText(`${setKey} ${at}`), days, right });
  }
}

async function publishedRefs({ jobPool }: CpdbContext, pairs: readonly SamplePair[]): Promise<string[]> {
  const rows = await queryRows<{ ref: string; uuid: string }>(
    jobPool,
    sql`
      select ref, client_uuid as uuid from cpdb_pictures
      where client_uuid = any(${pairs.map(({ key }) => sampleUuid(key))}::uuid[]) and state = 'published'`,
  );
  return pairs.flatMap(({ key }) => rows.find(({ uuid }) => uuid === sampleUuid(key))?.ref ?? []);
}

/** The clean scan of a drawn X-ray: made small as any picture, its original is not kept. */
async function giveTwin({ jobPool, intake }: CpdbContext, pair: TrainingPair): Promise<void> {
  const picture = await queryRow<{ id: number }>(
    jobPool,
    sql`select id from cpdb_pictures where client_uuid = ${sampleUuid(pair.key)}`,
  );
  const xray = (await listImages(jobPool, picture?.id ?? -1)).find(
    ({ role, state }) => role === 'xray' && state === 'ready',
  );
  if (!xray || (await execute(jobPool, sql`select from cpdb_twins where image_id = ${xray.id}`))) return;
  const receipt = await intake.receive(Readable.from([await pair.drawClean()]), {
    name: `${pair.key}-clean.${pair.xrayType === 'image/tiff' ? 'tif' : 'png'}`,
    limit: largestImage,
    kinds: galleryKinds,
  });
  if ('refusal' in receipt) throw new Error(`a clean scan was refused: ${pair.key}`);
  const { storedId, kind } = receipt.file;
  const found = await intake.examine(storedId, kind, 'gallery');
  if (found.verdict !== 'clean') throw new Error(`a clean scan was not taken: ${pair.key}`);
  await execute(
    jobPool,
    sql`
      insert into cpdb_twins (image_id, width, height, derivatives)
      values (${xray.id}, ${found.width ?? xray.width}, ${found.height ?? xray.height},
        ${JSON.stringify(found.derivatives ?? [])}) on conflict do nothing`,
  );
  await intake.remove(
    storedId,
    ...storedIdsOf({
      derivatives: [],
      ...(found.tiles ? { tiles: found.tiles } : {}),
      ...(found.depth ? { depth: found.depth } : {}),
    }),
  );
}

async function take(
  context: CpdbContext,
  viewer: Viewer,
  ref: string,
  { id, days, right }: { id: string; days: number; right: string },
): Promise<void> {
  await start(context, viewer, ref, { id, untimed: false });
  const { run } = await standing(context.jobPool, viewer, id);
  for (const [at, one] of run.exercises.entries()) {
    const exercise = await getExercise(context.jobPool, one);
    await show(context, viewer, run, exercise);
    await answer(context, viewer, run, exercise, await given(context, exercise, right[at] === '1'));
  }
  await execute(
    context.jobPool,
    sql`
      update cpdb_runs set started_at = started_at - make_interval(days => ${days}),
        finished_at = finished_at - make_interval(days => ${days}) where id = ${id}`,
  );
  await execute(
    context.jobPool,
    sql`
      update cpdb_answers set shown_at = shown_at - make_interval(days => ${days}),
        answered_at = answered_at - make_interval(days => ${days}) where run_id = ${id}`,
  );
}

/** A right answer, or one that is not. */
async function given({ jobPool }: CpdbContext, exercise: Exercise, isRight: boolean): Promise<Given> {
  if (exercise.answer !== null) {
    const choices = exercise.kind === 'which' ? exercise.shown.length : exercise.options.length;
    return { choice: isRight ? exercise.answer : (exercise.answer + 1) % choices };
  }
  const [region] = (await imageOf(jobPool, exercise)).regions;
  if (!region) return { x: 0.5, y: 0.5 };
  const middle = { x: region.x + region.w / 2, y: region.y + region.h / 2 };
  return isRight ? middle : { x: middle.x > 0.5 ? middle.x - 0.42 : middle.x + 0.42, y: middle.y };
}
