import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel/result.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import type { Actor } from '#kernel/roles.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import { readConfig } from './config.server.ts';
import { newId } from './ids.server.ts';
import { startJobs } from './jobs.server.ts';
import { registerTask, resumeTasks, runTask, startTask, taskOf, tasksOf, type TaskHandler } from './tasks.server.ts';

let test: TestDatabase;
let world: SmallRegion;
let owner: Actor;
let other: Actor;

beforeAll(async () => {
  test = await createTestDatabase();
  world = await smallRegion(test.database);
  owner = world.operator;
  other = await world.official('municipal-curator', world.unit('Иловлинский муниципальный район'));
});
afterAll(() => test.close());

const ask = (handler: TaskHandler, input: unknown = {}) => {
  registerTask('archive', handler);
  return world.inTransaction(owner, (work) => startTask(work, { kind: 'archive', title: 'Архив', total: 3, input }));
};
const run = (id: string) =>
  runTask({
    database: test.database,
    config: must2(readConfig({})),
    now: world.now,
    data: { id },
  });
const must2 = <Value>(result: { ok: boolean; value?: Value }): Value => result.value as Value;
const see = (id: string, actor = owner) => test.database.transaction().execute((tx) => taskOf(tx, actor, id));

describe('long work', () => {
  it('shows how far it is, and what came of it', async () => {
    let seen: unknown;
    const id = await ask(
      async ({ progress, input }) => {
        await progress(2, 3, 'Сделано 2 из 3');
        seen = await see(id);
        return ok({ result: { got: input }, note: 'Готово' });
      },
      [1, 'два'],
    );
    expect(must(await see(id))).toMatchObject({ state: 'waiting', done: 0, total: 3, result: null });
    await run(id);
    expect(seen).toMatchObject({ value: { state: 'running', done: 2, total: 3, note: 'Сделано 2 из 3' } });
    expect(must(await see(id))).toMatchObject({ state: 'done', note: 'Готово', result: { got: [1, 'два'] } });
    expect(must(await see(id)).finishedAt).not.toBeNull();
  });

  it('is done once, however often the queue gives it', async () => {
    let times = 0;
    const id = await ask(() => {
      times += 1;
      return Promise.resolve(ok({ result: null }));
    });
    await run(id);
    await run(id);
    expect(times).toBe(1);
  });

  it('is done by one at a time', async () => {
    let times = 0;
    const begun = Promise.withResolvers<void>();
    const let_go = Promise.withResolvers<void>();
    const id = await ask(async () => {
      times += 1;
      begun.resolve();
      await let_go.promise;
      return ok({ result: null });
    });
    const first = run(id);
    await begun.promise;
    await run(id);
    expect(must(await see(id)).state).toBe('running');
    let_go.resolve();
    await first;
    expect(times).toBe(1);
    expect(must(await see(id)).state).toBe('done');
  });

  it('tells a refusal as it is', async () => {
    const id = await ask(() =>
      Promise.resolve(
        refuse({ code: 'test.no', kind: 'invalid', message: 'Файл не читается', clause: 'platform-files' }),
      ),
    );
    await run(id);
    expect(must(await see(id))).toMatchObject({ state: 'failed', note: 'Файл не читается' });
  });

  it('tells a failure of the program by its number, and is not tried again', async () => {
    let times = 0;
    const id = await ask(() => {
      times += 1;
      throw new TypeError('a bug');
    });
    await run(id);
    await run(id);
    expect(times).toBe(1);
    const { state, note } = must(await see(id));
    expect(state).toBe('failed');
    expect(note).toContain(id);
    expect(note).not.toContain('bug');
  });

  it('goes back to the queue when the connection was lost', async () => {
    const id = await ask(() => Promise.reject(Object.assign(new Error('terminating'), { code: '57P01' })));
    await expect(run(id)).rejects.toThrow('terminating');
    expect(must(await see(id)).state).toBe('running');
    registerTask('archive', () => Promise.resolve(ok({ result: 'после' })));
    await run(id);
    expect(must(await see(id))).toMatchObject({ state: 'done', result: 'после' });
  });

  it('of a kind nobody knows any more fails in words', async () => {
    const id = await ask(() => Promise.resolve(ok({ result: null })));
    await test.database.updateTable('task').set({ kind: 'gone' }).where('id', '=', id).execute();
    await run(id);
    expect(must(await see(id))).toMatchObject({ state: 'failed', note: expect.stringContaining('не знает') });
  });

  it('begun by a program that was killed is taken again by the next one at its start', async () => {
    await test.database.deleteFrom('task').execute();
    const id = await ask(() => Promise.resolve(ok({ result: 'доведено' })));
    await test.database.updateTable('task').set({ state: 'running', done: 1 }).where('id', '=', id).execute();
    // its job is lost with the program that had taken it
    await test.database.deleteFrom('pgboss.job' as never).execute();
    const jobs = await startJobs(test.url);
    try {
      expect(await resumeTasks(test.database)).toBe(1);
      const done = Promise.withResolvers<void>();
      await jobs.work('task', async (data) => {
        await runTask({ database: test.database, config: must2(readConfig({})), now: world.now, data });
        done.resolve();
      });
      await done.promise;
      expect(must(await see(id))).toMatchObject({ state: 'done', result: 'доведено' });
    } finally {
      await jobs.stop();
    }
  });

  it('is its owner’s alone', async () => {
    const id = await ask(() => Promise.resolve(ok({ result: null })));
    expect(codeOf(await see(id, other))).toBe('not-found');
    expect(codeOf(await see(newId()))).toBe('not-found');
    expect(codeOf(await see('не номер'))).toBe('not-found');
    const of = (actor: Actor) => test.database.transaction().execute((tx) => tasksOf(tx, actor, 2));
    expect((await of(owner))[0]).toMatchObject({ id });
    expect(await of(other)).toEqual([]);
  });

  it('is nobody’s once the right to it is lost, and is there again with it', async () => {
    const id = await ask(() => Promise.resolve(ok({ result: null })), { of: 'группа' });
    await run(id);
    const of = () => test.database.transaction().execute((tx) => tasksOf(tx, owner));
    for (const may of [false, true]) {
      registerTask(
        'archive',
        () => Promise.resolve(ok({ result: null })),
        (_work, input) => {
          expect(input).toEqual({ of: 'группа' });
          return Promise.resolve(may ? ok(true) : refuse(notFound));
        },
      );
      await test.database.deleteFrom('task').where('id', '<>', id).execute();
      expect(codeOf(await see(id))).toBe(may ? 'ok' : 'not-found');
      expect((await of()).map((task) => task.id)).toEqual(may ? [id] : []);
    }
  });
});
