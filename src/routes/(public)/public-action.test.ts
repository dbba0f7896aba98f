import { expect, test } from 'vitest';
import { safeNext } from './public-action.server.ts';

test.each([
  ['/groups/1?view=plan', '/groups/1?view=plan'],
  [null, '/desk'],
  ['', '/desk'],
  ['https://evil.example', '/desk'],
  ['//evil.example', '/desk'],
  ['/\\evil.example', '/desk'],
  ['/a\nb', '/desk'],
  ['/sign-in?next=/x', '/desk'],
  ['/', '/desk'],
])('after signing in %s leads to %s', (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});
