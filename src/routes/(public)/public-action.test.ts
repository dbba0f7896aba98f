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
  ['/..//evil.example', '/desk'],
  ['/.//evil.example', '/desk'],
  ['/\t/evil.example', '/desk'],
  ['/sign-out#x', '/desk'],
  ['/registry?q=школа#ж', '/registry?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0#%D0%B6'],
  ['/\u2028/x', '/%E2%80%A8/x'],
])('after signing in %s leads to %s', (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});
