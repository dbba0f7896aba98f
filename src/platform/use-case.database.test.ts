import { afterAll, beforeAll, expect, it } from 'vitest';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { newId } from './ids.server.ts';
import { useCase, type Context } from './use-case.server.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const done: unknown[] = [];
const write = useCase('test.write', (_work, input: { text: string; bytes?: Uint8Array }) => {
  done.push(input.text);
  return Promise.resolve(ok({ text: input.text, number: done.length }));
});
const other = useCase('test.other', (_work, input: { text: string }) => {
  done.push(input.text);
  return Promise.resolve(ok({ text: input.text, number: done.length }));
});

const person = newId();
const as = (submission: string, personId = person): Context => ({
  actor: { personId } as Actor,
  now: new Date('2026-11-20T09:00:00Z'),
  database: test.database,
  submission,
});

it('a form sent twice is done once, and answered alike', async () => {
  const submission = newId();
  done.length = 0;
  const answers = await Promise.all(Array.from({ length: 20 }, () => write(as(submission), { text: 'раз' })));
  expect(done).toEqual(['раз']);
  expect(answers).toEqual(answers.map(() => ({ ok: true, value: { text: 'раз', number: 1 } })));
});

it('another form of the same page, the same one written anew, or another person is no repetition', async () => {
  const submission = newId();
  done.length = 0;
  await write(as(submission), { text: 'раз' });
  expect(await write(as(submission), { text: 'раз, исправлено' })).toMatchObject({ ok: true, value: { number: 2 } });
  expect(await other(as(submission), { text: 'раз' })).toMatchObject({ ok: true, value: { number: 3 } });
  expect(await write(as(submission, newId()), { text: 'раз' })).toMatchObject({ ok: true, value: { number: 4 } });
  const scan = (sign: number) => ({ text: 'скан', bytes: new Uint8Array([sign]) });
  await write(as(submission), scan(1));
  await write(as(submission), scan(1));
  expect(await write(as(submission), scan(2))).toMatchObject({ ok: true, value: { number: 6 } });
});
