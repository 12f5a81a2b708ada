import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CpdbContext } from '../context.ts';
import { dayPages } from './pages/pages-day.ts';
import { resultPages } from './pages/pages-results.ts';
import { setFormPages } from './pages/pages-set-form.ts';
import { setPages } from './pages/pages-sets.ts';
import { takePages } from './pages/pages-take.ts';
import { path } from './set.ts';

/** The addresses of training: every member takes sets, who contributes pictures makes them. */
export function trainingRoutes(context: CpdbContext): Route<Right>[] {
  const [sets, form] = [setPages(context), setFormPages(context)];
  const [take, results] = [takePages(context), resultPages(context)];
  const [set, run] = [`${path}/sets/:ref`, `${path}/runs/:id`];
  return [
    { method: 'get', path, access: 'member', handler: sets.index },
    { method: 'get', path: `${path}/results`, access: 'member', handler: results.own },
    { method: 'post', path: `${path}/day`, access: 'member', handler: dayPages(context).answer },
    { method: 'get', path: `${path}/new`, access: 'database:write', handler: form.ask },
    { method: 'post', path: `${path}/new`, access: 'database:write', handler: form.make },
    { method: 'get', path: set, access: 'member', handler: sets.show },
    { method: 'post', path: `${set}/start`, access: 'member', handler: take.start },
    { method: 'get', path: `${set}/edit`, access: 'database:write', handler: form.edit },
    { method: 'post', path: `${set}/edit`, access: 'database:write', handler: form.save },
    { method: 'post', path: `${set}/exercises`, access: 'database:write', handler: sets.add },
    {
      method: 'get',
      path: `${set}/exercises/:exercise/images/:at/:size`,
      access: 'database:write',
      answers: 'data',
      counts: 'image',
      handler: sets.image,
    },
    { method: 'post', path: `${set}/move`, access: 'database:write', handler: sets.move },
    { method: 'post', path: `${set}/open`, access: 'database:write', handler: sets.open },
    { method: 'post', path: `${set}/close`, access: 'database:write', handler: sets.close },
    { method: 'post', path: `${set}/copy`, access: 'database:write', handler: sets.copy },
    { method: 'get', path: `${set}/handout`, access: 'database:write', handler: results.handout },
    { method: 'get', path: `${set}/class`, access: 'database:write', handler: results.class },
    {
      method: 'get',
      path: `${set}/class.csv`,
      access: 'database:write',
      answers: 'data',
      counts: 'export',
      handler: results.export,
    },
    { method: 'get', path: run, access: 'member', handler: take.result },
    { method: 'get', path: `${run}/:number`, access: 'member', handler: take.exercise },
    { method: 'post', path: `${run}/:number`, access: 'member', handler: take.answer },
    {
      method: 'get',
      path: `${run}/:number/images/:at`,
      access: 'member',
      answers: 'data',
      counts: 'image',
      handler: take.image,
    },
  ];
}
