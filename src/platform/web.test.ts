import { isHttpError } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { formatOf, formOf } from './web.server.ts';

const sent = (body: string, type: string) =>
  new Request('http://127.0.0.1/x', { method: 'POST', body, headers: { 'content-type': type } });

test('reads a form', async () => {
  const form = await formOf(sent('name=%D0%98%D1%80%D0%B0', 'application/x-www-form-urlencoded'));
  expect(form.get('name')).toBe('Ира');
});

test.each([
  ['{}', 'application/json'],
  ['x', 'text/plain'],
  ['x', 'multipart/form-data'],
  ['--x\r\nhalf', 'multipart/form-data; boundary=x'],
])('what is no whole form is answered 400 in Russian: %j as %s', async (body, type) => {
  const failure: unknown = await formOf(sent(body, type)).catch((reason: unknown) => reason);
  expect(isHttpError(failure, 400)).toBe(true);
  expect((failure as { body: { message: string } }).body.message).toMatch(/^Форма пришла не целиком/);
});

test('the format asked for, else the first of those offered', () => {
  const at = (query: string) => new URL(`http://127.0.0.1/x${query}`);
  expect(['', '?format=pdf', '?format=PDF', '?format=exe'].map((query) => formatOf(at(query)))).toEqual([
    'docx',
    'pdf',
    'pdf',
    'docx',
  ]);
  expect(formatOf(at('?format=pdf'), ['xlsx', 'docx'])).toBe('xlsx');
});
