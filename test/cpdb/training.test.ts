import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { pictureOfTheDay } from '../../src/cpdb/training/of-the-day.ts';
import { cellRegion, isLate, scoreCell, scorePoint } from '../../src/cpdb/training/score.ts';
import { examined, published } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let [trainer, pupil, stranger]: Browser[] = [];
const refs: string[] = [];
const region = [{ x: 0.6, y: 0.5, w: 0.2, h: 0.2, note: { en: 'Blocks' } }];
const setFields = (more: Readonly<Record<string, string>> = {}) => ({
  clientUuid: randomUUID(),
  version: '0',
  titleEn: 'Lorries',
  titleFr: '',
  descriptionEn: '',
  descriptionFr: '',
  seconds: 'none',
  draws: 'inOrder',
  feedback: 'each',
  audience: 'office',
  ...more,
});
const actionsOn = async (subject: string): Promise<string[]> =>
  (await portal.owner.query('select action from audit_events where subject = $1 order by id', [subject])).rows.map(
    ({ action }) => action,
  );

/** Five published X-rays, four of them with a clean twin. */
beforeAll(async () => {
  portal = await testPortal();
  [trainer, pupil, stranger] = (await Promise.all([
    portal.as('ke.officer'),
    portal.as('ke.limited'),
    portal.as('vn.reader'),
  ])) as [Browser, Browser, Browser];
  for (let at = 0; at < 5; at += 1) {
    const ref = await published(portal, trainer, { captionEn: `Secret caption ${at}` });
    const [image] = await examined(portal, ref);
    await portal.owner.query(`update cpdb_images set role = 'xray', regions = $2 where id = $1`, [
      image?.id,
      JSON.stringify(region),
    ]);
    if (at > 0)
      await portal.owner.query(
        `
          insert into cpdb_twins (image_id, width, height, derivatives) select id, width, height, derivatives
          from cpdb_images where id = $1`,
        [image?.id],
      );
    refs.push(ref);
  }
}, 400_000);

async function newSet(
  more: Readonly<Record<string, string>> = {},
  exercises: readonly Readonly<Record<string, string>>[] = [
    { kind: 'mark' },
    { kind: 'which' },
    { kind: 'what', asks: 'place' },
  ],
  open = true,
): Promise<string> {
  const made = await trainer!.post('/cpdb/training/new', setFields(more));
  const ref = /(CT-\d{4}-\d+)/.exec(made.headers.location ?? '')?.[1] ?? '';
  for (const one of exercises) {
    const added = await trainer!.post(`/cpdb/training/sets/${ref}/exercises`, {
      picture: refs[0]!,
      role: 'xray',
      asks: 'goods',
      others: '',
      ...one,
    });
    if (added.status !== 303) throw new Error(`${added.status} ${added.text.match(/field-error[\s\S]{0,300}/)?.[0]}`);
  }
  if (open) expect((await trainer!.post(`/cpdb/training/sets/${ref}/open`)).headers.location).toContain('done=opened');
  return ref;
}

async function begin(browser: Browser, ref: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const run = randomUUID();
  const answer = await browser.post(`/cpdb/training/sets/${ref}/start`, { run, ...more });
  expect([answer.status, answer.headers.location]).toEqual([303, `/cpdb/training/runs/${run}/1`]);
  return `/cpdb/training/runs/${run}`;
}

/** Where the right choice stands in a run. */
const rightChoice = async (run: string, kind: string): Promise<string> =>
  String(
    (
      await portal.owner.query(
        `select array_position(array(select jsonb_array_elements_text(r.orders -> e.id::text)::int), e.answer) - 1 as at
          from cpdb_runs r join cpdb_exercises e on e.id = any(r.exercises) where r.id = $1 and e.kind = $2`,
        [run.split('/').at(-1), kind],
      )
    ).rows[0].at,
  );

describe('score', () => {
  const [one] = region;
  test('a point is right inside a region and within 3 % of the width beside it', () => {
    expect(scorePoint(region, { x: 0.7, y: 0.6 }, 0.75)).toEqual({ isRight: true, distance: 0 });
    expect(scorePoint(region, { x: 0.575, y: 0.6 }, 0.75).isRight).toBe(true);
    expect(scorePoint(region, { x: 0.56, y: 0.6 }, 0.75).isRight).toBe(false);
    // Down the image a part is shorter by its proportions: 0.035 of a flat image is 0.026 of its width.
    expect(scorePoint(region, { x: 0.7, y: 0.735 }, 0.75).isRight).toBe(true);
    expect(scorePoint(region, { x: 0.5, y: 0.6 }, 0.75).distance).toBeCloseTo(0.1);
    expect(scorePoint([], { x: 0.5, y: 0.5 }, 1).isRight).toBe(false);
  });
  test('a cell is right when its middle is, or when it holds a quarter of the region', () => {
    expect(scoreCell(region, cellRegion('F', '4'), 0.75).isRight).toBe(true);
    expect(scoreCell([{ ...one!, x: 0.63, y: 0.51, w: 0.01, h: 0.01 }], cellRegion('F', '4'), 0.75).isRight).toBe(true);
    expect(scoreCell(region, cellRegion('A', '1'), 0.75).isRight).toBe(false);
  });
  test('late is after the limit and two seconds on the way', () => {
    const shown = new Date('2026-01-01T00:00:00Z');
    expect([
      isLate(shown, new Date('2026-01-01T00:00:16Z'), 15),
      isLate(shown, new Date('2026-01-01T00:00:18Z'), 15),
      isLate(shown, new Date('2027-01-01T00:00:00Z'), null),
    ]).toEqual([false, true, false]);
  });
});

describe('making a set', () => {
  test('bad input stays at its field; the same form twice is one set', async () => {
    const wrong = await trainer!.post(
      '/cpdb/training/new',
      setFields({ titleEn: '', seconds: '17', descriptionEn: 'kept text' }),
    );
    expect(wrong.status).toBe(422);
    for (const part of ['id="field-titleEn-error"', 'id="field-seconds-error"', 'kept text'])
      expect(wrong.text).toContain(part);
    expect((await trainer!.post('/cpdb/training/new', setFields({ other: 'x' }))).status).toBe(400);
    const fields = setFields();
    const [first, second] = [
      await trainer!.post('/cpdb/training/new', fields),
      await trainer!.post('/cpdb/training/new', fields),
    ];
    expect([first.status, second.headers.location]).toEqual([303, first.headers.location]);
  });

  test('exercises: only of published pictures with what the kind needs', async () => {
    const ref = await newSet({}, [], false);
    const add = (fields: Readonly<Record<string, string>>) =>
      trainer!.post(`/cpdb/training/sets/${ref}/exercises`, {
        picture: refs[0]!,
        kind: 'mark',
        role: 'xray',
        asks: 'goods',
        others: '',
        ...fields,
      });
    for (const [fields, field] of [
      [{ picture: 'nothing' }, 'picture'],
      [{ picture: 'CP-2026-99999' }, 'picture'],
      [{ kind: '' }, 'kind'],
      [{ role: 'photo' }, 'role'],
      [{ kind: 'which', others: 'x y' }, 'others'],
      [{ kind: 'which', others: `${refs[1]}` }, 'others'],
      [{ kind: 'which', others: `${refs[1]}, ${refs[1]}, ${refs[2]}` }, 'others'],
      [{ kind: 'which', others: `${refs[0]}, ${refs[1]}, ${refs[2]}` }, 'others'],
    ] as const) {
      const answer = await add(fields);
      expect([fields, answer.status, answer.text.includes(`id="field-${field}-error"`)]).toEqual([fields, 422, true]);
    }
    expect((await trainer!.post(`/cpdb/training/sets/${ref}/open`)).status).toBe(422);
    // What a kind has no use for is not looked at.
    expect((await add({ others: 'x y' })).status).toBe(303);
    expect((await add({ kind: 'which', others: refs.slice(1, 4).join(' '), role: '' })).status).toBe(303);
    const page = await trainer!.get(`/cpdb/training/sets/${ref}`);
    const ids = [...page.text.matchAll(/name="exercise" value="(\d+)"/g)].map(([, id]) => id ?? '');
    expect(ids).toHaveLength(2);
    expect((await trainer!.post(`/cpdb/training/sets/${ref}/move`, { exercise: ids[1]!, move: 'up' })).status).toBe(
      303,
    );
    const moved = [
      ...(await trainer!.get(`/cpdb/training/sets/${ref}`)).text.matchAll(/name="exercise" value="(\d+)"/g),
    ].map(([, id]) => id);
    expect(moved).toEqual([ids[1], ids[0]]);
    expect((await trainer!.post(`/cpdb/training/sets/${ref}/move`, { exercise: ids[0]!, move: 'remove' })).status).toBe(
      303,
    );
    expect((await trainer!.post(`/cpdb/training/sets/${ref}/move`, { exercise: ids[0]!, move: 'remove' })).status).toBe(
      409,
    );
    const thumbnail = await trainer!.get(`/cpdb/training/sets/${ref}/exercises/${ids[1]}/images/1/thumbnail`);
    expect(thumbnail.headers['content-type']).toMatch(/^image\//);
    await trainer!.post(`/cpdb/training/sets/${ref}/open`);
    expect((await add({})).status).toBe(409);
    expect((await trainer!.get(`/cpdb/training/sets/${ref}/edit`)).status).toBe(403);
    expect(await actionsOn(ref)).toEqual(
      expect.arrayContaining([
        'training.made',
        'training.exerciseAdded',
        'training.exerciseMoved',
        'training.exerciseRemoved',
        'training.opened',
        'training.setRead',
      ]),
    );
  });

  test('one that was taken is copied to be changed; the copy is a draft of its own', async () => {
    const title = 'L'.repeat(120);
    const ref = await newSet({ titleEn: title, titleFr: 'Camions', seconds: '30', audience: 'all' });
    await begin(pupil!, ref);
    const address = `/cpdb/training/sets/${ref}`;
    const clientUuid =
      /action="[^"]*\/copy"[\s\S]*?name="clientUuid" value="([^"]+)"/.exec((await trainer!.get(address)).text)?.[1] ??
      '';
    const answers = [
      await trainer!.post(`${address}/copy`, { clientUuid }),
      await trainer!.post(`${address}/copy`, { clientUuid }),
    ];
    const copy = /(CT-\d{4}-\d+)\?done=copied/.exec(answers[0]?.headers.location ?? '')?.[1] ?? '';
    expect([copy === ref, answers.map(({ status, headers }) => [status, headers.location])]).toEqual([
      false,
      Array.from({ length: 2 }, () => [303, `/cpdb/training/sets/${copy}?done=copied`]),
    ]);
    const facts = async (of: string) =>
      (
        await portal.owner.query(
          `
            select state, title, seconds, feedback, audience, opened_at is null as "isNew" from cpdb_sets where
            ref = $1`,
          [of],
        )
      ).rows[0];
    expect(await facts(copy)).toEqual({
      state: 'draft',
      title: { en: `${'L'.repeat(113)} (copy)`, fr: 'Camions (copie)' },
      seconds: 30,
      feedback: 'each',
      audience: 'all',
      isNew: true,
    });
    const exercises = async (of: string) =>
      (
        await portal.owner.query(
          `
            select e.kind, e.picture_id, e.shown, e.asks, e.options, e.answer from cpdb_exercises e join
            cpdb_sets s on s.id = e.set_id where s.ref = $1 and not e.removed order by e.place`,
          [of],
        )
      ).rows;
    expect([await exercises(copy), (await exercises(copy)).length]).toEqual([await exercises(ref), 3]);
    expect(await actionsOn(copy)).toEqual(['training.made']);
    // Changing it changes nothing of what was taken.
    const [first] = [
      ...(await trainer!.get(`/cpdb/training/sets/${copy}`)).text.matchAll(/name="exercise" value="(\d+)"/g),
    ].map(([, id]) => id ?? '');
    expect((await trainer!.post(`/cpdb/training/sets/${copy}/move`, { exercise: first!, move: 'remove' })).status).toBe(
      303,
    );
    expect([(await exercises(ref)).length, (await exercises(copy)).length]).toEqual([3, 2]);
    expect((await facts(ref)).state).toBe('open');
    expect((await trainer!.post(`${address}/copy`, { clientUuid: 'x' })).status).toBe(400);
    // Its answers are its office's: another trainer takes it only.
    expect([
      (await (await portal.as('vn.ncp')).post(`${address}/copy`, { clientUuid: randomUUID() })).status,
      (await pupil!.post(`${address}/copy`, { clientUuid: randomUUID() })).status,
    ]).toEqual([403, 403]);
    expect((await (await portal.as('ke.ncp')).post(`${address}/copy`, { clientUuid })).status).toBe(409);
  });

  test('of two trainers who save at once the second is told', async () => {
    const ref = await newSet({}, [], false);
    expect(
      (await trainer!.post(`/cpdb/training/sets/${ref}/edit`, setFields({ version: '1', titleEn: 'First' }))).status,
    ).toBe(303);
    const second = await (await portal.as('ke.ncp')).post(
      `/cpdb/training/sets/${ref}/edit`,
      setFields({ version: '1', titleEn: 'Second' }),
    );
    expect([second.status, second.text.includes('Second'), second.text.includes('First')]).toEqual([409, true, true]);
  });
});

describe('who sees a set', () => {
  const status = async (login: string, address: string): Promise<number> =>
    (await (await portal.as(login)).get(address)).status;
  test('a draft is its office’s trainers’; an open one theirs it is for', async () => {
    const ref = await newSet({}, [{ kind: 'mark' }], false);
    const address = `/cpdb/training/sets/${ref}`;
    const seen = async (): Promise<Record<string, number>> =>
      Object.fromEntries(
        await Promise.all(
          ['ke.officer', 'ke.ncp', 'ke.limited', 'ke.reader', 'rilo.esa', 'vn.reader', 'wco.admin', 'unep.partner'].map(
            async login => [login, await status(login, address)],
          ),
        ),
      );
    expect(await seen()).toEqual({
      'ke.officer': 200,
      'ke.ncp': 200,
      'ke.limited': 404,
      'ke.reader': 404,
      'rilo.esa': 404,
      'vn.reader': 404,
      'wco.admin': 404,
      'unep.partner': 403,
    });
    await trainer!.post(`${address}/open`);
    expect(await seen()).toEqual({
      'ke.officer': 200,
      'ke.ncp': 200,
      'ke.limited': 200,
      'ke.reader': 200,
      'rilo.esa': 404,
      'vn.reader': 404,
      'wco.admin': 404,
      'unep.partner': 403,
    });
    const [region, all] = [
      await newSet({ audience: 'region' }, [{ kind: 'mark' }]),
      await newSet({ audience: 'all' }, [{ kind: 'mark' }]),
    ];
    expect([
      await status('rilo.esa', `/cpdb/training/sets/${region}`),
      await status('vn.reader', `/cpdb/training/sets/${region}`),
      await status('vn.reader', `/cpdb/training/sets/${all}`),
    ]).toEqual([200, 404, 200]);
    const page = await stranger!.get(`/cpdb/training/sets/${all}`);
    expect(page.text).not.toMatch(/Secret caption|CP-\d{4}/);
    // Another office's trainer takes it, and that is all; who may not contribute makes none.
    for (const part of ['edit', 'class', 'class.csv', 'handout'])
      expect([
        part,
        await status('vn.ncp', `/cpdb/training/sets/${all}/${part}`),
        await status('ke.reader', `/cpdb/training/sets/${all}/${part}`),
        await status('vn.ncp', `/cpdb/training/sets/${ref}/${part}`),
      ]).toEqual([part, 403, 403, 404]);
    for (const part of ['open', 'close', 'exercises', 'move', 'edit', 'copy'])
      expect([part, (await (await portal.as('vn.ncp')).post(`/cpdb/training/sets/${all}/${part}`)).status]).toEqual([
        part,
        403,
      ]);
    expect((await stranger!.post(`/cpdb/training/sets/${ref}/start`, { run: randomUUID() })).status).toBe(404);
    await trainer!.post(`/cpdb/training/sets/${all}/close`);
    expect([
      await status('vn.reader', `/cpdb/training/sets/${all}`),
      await status('ke.ncp', `/cpdb/training/sets/${all}`),
    ]).toEqual([404, 200]);
    expect((await pupil!.get('/cpdb/training?x=1')).status).toBe(400);
  });
});

describe('taking a set', () => {
  test('nothing tells the answer before it is given; an answer given stays; the result is the account’s own', async () => {
    const ref = await newSet();
    const run = await begin(pupil!, ref);
    for (const number of [1, 2, 3]) {
      const page = await pupil!.get(`${run}/${number}`);
      expect([number, page.status]).toEqual([number, number === 1 ? 200 : 303]);
      expect(page.text).not.toMatch(/Secret caption|CP-\d{4}|cpdb-region|Blocks/);
    }
    expect((await pupil!.get(`${run}/2/images/1`)).status).toBe(404);
    expect((await pupil!.get(`${run}/1/images/1`)).headers['content-type']).toMatch(/^image\//);
    for (const [fields, status] of [
      [{}, 422],
      [{ 'at680.x': '0', 'at680.y': '0' }, 422],
      [{ column: 'C' }, 422],
      [{ column: 'Z', row: '1' }, 422],
      [{ 'at680.x': 'x', 'at680.y': '1' }, 422],
      [{ px: '2', py: '0.1' }, 422],
      [{ choice: '1' }, 400],
    ] as const) {
      const answer = await pupil!.post(`${run}/1`, fields as Record<string, string>);
      expect([fields, answer.status]).toEqual([fields, status]);
    }
    expect((await pupil!.post(`${run}/2`, { choice: '0' })).headers.location).toBe(`${run}/2`);
    const {
      rows: [image],
    } = await portal.owner.query(
      'select i.width, i.height from cpdb_images i join cpdb_pictures p on p.id = i.picture_id where p.ref = $1',
      [refs[0]],
    );
    const y = String(Math.round(0.6 * Math.round((680 * image.height) / image.width)));
    expect((await pupil!.post(`${run}/1`, { 'at680.x': '476', 'at680.y': y })).headers.location).toBe(`${run}/1`);
    const told = await pupil!.get(`${run}/1`);
    for (const part of ['Right.', 'Secret caption 0', 'cpdb-region', 'Blocks']) expect(told.text).toContain(part);
    await pupil!.post(`${run}/1`, { column: 'A', row: '1' });
    expect((await pupil!.get(`${run}/1`)).text).toContain('Right.');
    await pupil!.get(`${run}/2`);
    await pupil!.post(`${run}/2`, { choice: await rightChoice(run, 'which') });
    expect((await pupil!.get(`${run}/2`)).text).toContain('Right.');
    await pupil!.get(`${run}/3`);
    expect((await pupil!.post(`${run}/3`, { choice: '7' })).status).toBe(422);
    await pupil!.post(`${run}/3`, { choice: String((Number(await rightChoice(run, 'what')) + 1) % 4) });
    expect((await pupil!.get(`${run}/3`)).text).toContain('Not this one.');
    expect((await pupil!.get(run)).text).toContain('2 of 3 right');
    for (const other of [trainer!, stranger!])
      expect([
        (await other.get(run)).status,
        (await other.get(`${run}/1`)).status,
        (await other.get(`${run}/1/images/1`)).status,
      ]).toEqual([404, 404, 404]);
    expect((await pupil!.get('/cpdb/training/results')).text).toContain('2 of 3, 67%');
    expect(
      (await actionsOn(refs[0]!)).filter(action => action === 'training.exerciseShown').length,
    ).toBeGreaterThanOrEqual(3);
    expect(await actionsOn(ref)).toEqual(expect.arrayContaining(['training.started', 'training.answered']));
  });

  test('a try draws its exercises from a pool, as many of each kind, and the order of its choices stays', async () => {
    const ref = await newSet({ draws: '5' }, [
      ...Array.from({ length: 6 }, () => ({ kind: 'mark' })),
      ...Array.from({ length: 3 }, () => ({ kind: 'what', asks: 'place' })),
      { kind: 'which' },
    ]);
    const tries: { exercises: string[]; orders: Record<string, number[]>; kinds: string }[] = [];
    for (let at = 0; at < 6; at += 1) {
      const run = await begin(pupil!, ref);
      const { rows } = await portal.owner.query(
        `select r.exercises, r.orders, (select string_agg(kind, ' ' order by kind) from cpdb_exercises e
          where e.id = any(r.exercises)) as kinds from cpdb_runs r where r.id = $1`,
        [run.split('/').at(-1)],
      );
      tries.push(rows[0]);
    }
    expect(tries.every(({ exercises }) => new Set(exercises).size === 5)).toBe(true);
    expect(new Set(tries.map(({ exercises }) => exercises.join())).size).toBeGreaterThan(1);
    for (const { kinds } of tries) expect(kinds.match(/mark/g)?.length).toBe(3);
    const whatOrders = tries.flatMap(({ orders }) => Object.values(orders));
    expect(whatOrders.every(order => order.length >= 4 && new Set(order).size === order.length)).toBe(true);
    const run = await begin(pupil!, ref);
    const first = await pupil!.get(`${run}/1`);
    const stripped = (text: string): string =>
      text.replace(/name="_csrf"[^>]*|nonce="[^"]*"|<time[\s\S]*?<\/time>/g, '');
    expect(stripped((await pupil!.get(`${run}/1`)).text)).toBe(stripped(first.text));
  });

  test('an X-ray with nothing hidden in it is a question, too', async () => {
    const ref = await newSet({}, [
      { kind: 'mark', picture: refs[1]!, role: 'clean' },
      { kind: 'mark', picture: refs[1]! },
    ]);
    const run = await begin(pupil!, ref);
    expect((await pupil!.get(`${run}/1`)).text).toContain('Nothing is hidden here');
    await pupil!.post(`${run}/1`, { nothing: 'yes' });
    expect((await pupil!.get(`${run}/1`)).text).toMatch(/Right\.[\s\S]*Nothing is hidden in this one\./);
    await pupil!.get(`${run}/2`);
    await pupil!.post(`${run}/2`, { nothing: 'yes' });
    expect((await pupil!.get(`${run}/2`)).text).toMatch(/Missed\.[\s\S]*Something is hidden in this one\./);
    const none = await trainer!.post(`/cpdb/training/sets/${await newSet({}, [], false)}/exercises`, {
      kind: 'mark',
      picture: refs[0]!,
      role: 'clean',
      asks: 'goods',
      others: '',
    });
    expect([none.status, none.text.includes('has no X-ray without a hiding place')]).toEqual([422, true]);
  });

  test('the page of a picture that is asked about keeps its regions until it is answered', async () => {
    const ref = await newSet({}, [{ kind: 'mark', picture: refs[3]! }]);
    const run = await begin(pupil!, ref);
    await pupil!.get(`${run}/1`);
    const marked = async (): Promise<boolean[]> => {
      const { text } = await pupil!.get(`/cpdb/pictures/${refs[3]}`);
      return [text.includes('Blocks'), text.includes('asked about')];
    };
    expect(await marked()).toEqual([false, true]);
    expect((await stranger!.get(`/cpdb/pictures/${refs[3]}`)).text).toContain('Blocks');
    await pupil!.post(`${run}/1`, { column: 'A', row: '1' });
    expect(await marked()).toEqual([true, false]);
  });

  test('starting twice by one form is one run', async () => {
    const ref = await newSet({}, [{ kind: 'mark' }]);
    const run = randomUUID();
    for (let times = 0; times < 2; times += 1)
      expect((await pupil!.post(`/cpdb/training/sets/${ref}/start`, { run })).status).toBe(303);
    expect((await portal.owner.query('select 1 from cpdb_runs where id = $1', [run])).rowCount).toBe(1);
    expect((await (await portal.as('ke.reader')).post(`/cpdb/training/sets/${ref}/start`, { run })).status).toBe(404);
  });

  test('the server keeps the time: late counts as missed, and whoever asks has no limit', async () => {
    const ref = await newSet({ seconds: '15' }, [{ kind: 'mark' }]);
    for (const result of ['Too late', 'Right.']) {
      const run = await begin(pupil!, ref, result === 'Right.' ? { untimed: 'yes' } : {});
      const isTimed = /"15"[^>]+=" second left"[^>]+=" seconds left"/.test((await pupil!.get(`${run}/1`)).text);
      expect(isTimed).toBe(result === 'Too late');
      await portal.owner.query(`update cpdb_answers set shown_at = now() - interval '20 seconds' where run_id = $1`, [
        run.split('/').at(-1),
      ]);
      // Reloading the page gives no new time.
      await pupil!.get(`${run}/1`);
      await pupil!.post(`${run}/1`, { px: '0.7', py: '0.6' });
      expect((await pupil!.get(`${run}/1`)).text).toContain(result);
    }
  });

  test('a set that tells at its end tells nothing before', async () => {
    const ref = await newSet({ feedback: 'end' }, [{ kind: 'mark' }, { kind: 'mark' }]);
    const run = await begin(pupil!, ref);
    await pupil!.get(`${run}/1`);
    expect((await pupil!.post(`${run}/1`, { column: 'A', row: '1' })).headers.location).toBe(`${run}/2`);
    const kept = await pupil!.get(`${run}/1`);
    expect([kept.text.includes('has been saved'), /Missed|cpdb-region|Secret/.test(kept.text)]).toEqual([true, false]);
    await pupil!.get(`${run}/2`);
    expect((await pupil!.post(`${run}/2`, { column: 'F', row: '4' })).headers.location).toBe(run);
    expect((await pupil!.get(`${run}/1`)).text).toMatch(/Missed\.[\s\S]*image’s width/);
  });

  test('a picture that is withdrawn goes out of every run', async () => {
    const ref = await newSet({}, [{ kind: 'mark' }, { kind: 'mark', picture: refs[4]! }]);
    const run = await begin(pupil!, ref);
    await pupil!.get(`${run}/1`);
    await portal.owner.query(`update cpdb_pictures set state = 'withdrawn' where ref = $1`, [refs[0]]);
    expect((await pupil!.get(`${run}/1/images/1`)).status).toBe(404);
    expect((await pupil!.get(`${run}/1`)).headers.location).toBe(`${run}/2`);
    expect((await pupil!.post(`${run}/1`, { px: '0.7', py: '0.6' })).headers.location).toBe(`${run}/2`);
    await portal.owner.query(`update cpdb_pictures set state = 'published' where ref = $1`, [refs[0]]);
  });
});

describe('results and paper', () => {
  test('a class is seen and exported by its trainers; formulas stay text', async () => {
    const ref = await newSet({}, [{ kind: 'mark' }, { kind: 'mark' }]);
    const run = await begin(pupil!, ref);
    for (const [number, column] of [
      [1, 'F'],
      [2, 'A'],
    ] as const) {
      await pupil!.get(`${run}/${number}`);
      await pupil!.post(`${run}/${number}`, { column, row: '4' });
    }
    const page = await (await portal.as('ke.ncp')).get(`/cpdb/training/sets/${ref}/class`);
    expect(page.text).toMatch(/ke\.limited[\s\S]*1 of 2, 50%/);
    const file = await trainer!.get(`/cpdb/training/sets/${ref}/class.csv`);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.text).toMatch(/ke\.limited,KE,[^\r]*,2,1,0,right,wrong\r\n/);
    expect(await actionsOn(ref)).toEqual(expect.arrayContaining(['training.classRead', 'training.classExported']));
  });

  test('the handout has every exercise, and the answers after them', async () => {
    const ref = await newSet();
    const page = await trainer!.get(`/cpdb/training/sets/${ref}/handout`);
    const [questions = '', answers = ''] = page.text.split('training-answers');
    expect([...questions.matchAll(/<figure>/g)].length).toBe(1 + 5 + 1);
    expect(questions).not.toContain('Secret caption');
    expect(answers).toMatch(/Secret caption 0[\s\S]*cpdb-region/);
    const [, source = ''] = /<img src="([^"]+)"/.exec(questions) ?? [];
    expect((await trainer!.get(source)).headers['content-type']).toMatch(/^image\//);
    expect((await stranger!.get(source)).status).toBe(403);
    expect(await actionsOn(ref)).toContain('training.handoutMade');
  });
});

describe('the picture of the day', () => {
  test('is one published picture, the same all day, and not always the same', async () => {
    await portal.owner.query(
      `update cpdb_pictures set published_at = '2026-01-01'::timestamptz + (id % 5) * interval '10 days' where
        state = 'published'`,
    );
    const days = Array.from({ length: 30 }, (_, at) => `2026-05-${String(at + 1).padStart(2, '0')}`);
    const chosen = await Promise.all(days.map(async day => (await pictureOfTheDay(portal.pool, day))?.ref));
    expect(chosen.every(ref => ref !== undefined && refs.includes(ref))).toBe(true);
    expect(await Promise.all(days.map(async day => (await pictureOfTheDay(portal.pool, day))?.ref))).toEqual(chosen);
    expect(new Set(chosen).size).toBeGreaterThan(1);
    expect((await pupil!.get('/cpdb/training')).text).toContain('Picture of the day');
  });
});

test('at home of an account without the database: how far each set is, and a question before its answer', async () => {
  const ref = await newSet({ titleEn: 'At home' });
  await begin(pupil!, ref);
  const { text } = await pupil!.get('/');
  expect(text).toMatch(/At home<\/a>\s*<progress value="0" max="3" aria-label="At home">0 of 3 pictures</);
  const day = text.slice(text.indexOf('class="home-asked"'));
  expect(day).toMatch(
    /^[\s\S]*?class="home-role">(?:X-ray|Photo)<[\s\S]*?Where would you look\?[\s\S]*?<summary[\s\S]*?Secret caption/,
  );
  expect(text.slice(0, text.indexOf('<summary class="button is-primary"'))).not.toContain('Secret caption');
});

test('who would have found the picture of the day is counted once, and told the day after without names', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const answer = (found: string, day = today) => pupil!.post('/cpdb/training/day', { day, found }, '/');
  await pupil!.get('/');
  expect((await answer('yes')).headers.location).toBe('/#day');
  await answer('no');
  expect((await answer('maybe')).status).toBe(400);
  expect((await answer('yes', '2020-01-01')).status).toBe(400);
  const { text } = await pupil!.get('/');
  expect(text).toContain('You would have looked there.');
  expect(text).not.toMatch(/name="found"|answered yesterday/);
  await portal.owner.query(
    `insert into cpdb_day_answers (day, account_id, found) select day, a.id, a.id % 2 = 0 from cpdb_days,
       (select id from accounts order by id limit 4) a where day = $1::date - 1`,
    [today],
  );
  expect((await pupil!.get('/')).text).toContain('4 officers answered yesterday; 2 found it.');
});
