import { gunzipSync } from 'node:zlib';
import { isHttpError } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { formatOf, formOf, packed } from './web.server.ts';

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

test('a large page is packed where the browser unpacks it, nothing else is', async () => {
  const page = '<p>Команда</p>'.repeat(5000);
  const answer = (body: string, type = 'text/html') =>
    new Response(body, {
      headers: { 'content-type': type, 'content-length': String(Buffer.byteLength(body)), etag: '"1"' },
    });
  const asked = (encodings: string) => new Request('http://127.0.0.1/x', { headers: { 'accept-encoding': encodings } });
  const short = packed(answer(page), asked('br, gzip'));
  expect(Object.fromEntries(short.headers)).toEqual({
    'content-type': 'text/html',
    'content-encoding': 'gzip',
    vary: 'accept-encoding',
  });
  const bytes = Buffer.from(await short.arrayBuffer());
  expect(bytes.length).toBeLessThan(page.length / 20);
  expect(gunzipSync(bytes).toString()).toBe(page);
  for (const left of [
    packed(answer(page), asked('br')),
    packed(answer('<p>Команда</p>'), asked('gzip')),
    packed(answer(page, 'application/pdf'), asked('gzip')),
  ])
    expect(left.headers.get('content-encoding')).toBeNull();
});
