import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterMiss,
  attemptTerms,
  checkPassword,
  keepable,
  restingMinutes,
  sessionEnd,
  sessionTerms,
  type Attempts,
} from './rules.ts';

const now = new Date('2027-03-12T06:00:00Z');
const email = 'anna.sedova@example.org';
const codeOf = (password: string): string => {
  const outcome = checkPassword(password, email);
  return outcome.ok ? '' : outcome.error.code;
};

describe('passwords', () => {
  test.each([
    ['короткий9', 'accounts.short-password'],
    ['а'.repeat(201), 'accounts.long-password'],
    ['Qwerty123456', 'accounts.common-password'],
    ['йцукен123456', 'accounts.common-password'],
    ['аааааааааааа', 'accounts.common-password'],
    ['9876543210', 'accounts.common-password'],
    ['abcdefghijklm', 'accounts.common-password'],
    ['Anna.Sedova@Example.org', 'accounts.password-is-email'],
    ['anna.sedova', 'accounts.password-is-email'],
    ['три хомяка на лодке', ''],
    ['Tr0ub4dor&3x', ''],
  ])('%s: %s', (password, code) => {
    expect(codeOf(password)).toBe(code);
  });

  test('the length is counted in signs and not in their halves', () => {
    expect(codeOf('😀😁😂🤣😃')).toBe('accounts.short-password');
  });

  test('whatever is accepted has 10 to 200 signs and at least three different ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 240 }), (password) => {
        if (!checkPassword(password, email).ok) return;
        expect([...password].length).toBeGreaterThanOrEqual(10);
        expect([...password].length).toBeLessThanOrEqual(200);
        expect(new Set(password).size).toBeGreaterThan(2);
      }),
    );
  });
});

describe('misses', () => {
  test('the fifth in a row puts the account to rest for ten minutes', () => {
    let attempts: Attempts = { failedAttempts: 0, lockedUntil: null };
    for (let count = 1; count < attemptTerms.most; count += 1) {
      attempts = afterMiss(attempts, now);
      expect(restingMinutes(attempts, now)).toBeNull();
    }
    attempts = afterMiss(attempts, now);
    expect(restingMinutes(attempts, now)).toBe(10);
    expect(restingMinutes(attempts, new Date(now.getTime() + attemptTerms.rest - 1))).toBe(1);
    expect(restingMinutes(attempts, new Date(now.getTime() + attemptTerms.rest))).toBeNull();
  });
});

test('a session never outlives 14 days nor 12 idle hours', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: sessionTerms.longest }), (passed) => {
      const at = new Date(now.getTime() + passed);
      const end = sessionEnd(now, at).getTime();
      expect(end).toBeLessThanOrEqual(now.getTime() + sessionTerms.longest);
      expect(end).toBeLessThanOrEqual(at.getTime() + sessionTerms.idle);
    }),
  );
});

test('a kept form holds no password', () => {
  expect(
    keepable([
      ['title', 'a'],
      ['password', 'b'],
      ['newPassword', 'c'],
      ['current', 'd'],
      ['again', 'e'],
      ['title', 'f'],
    ]),
  ).toEqual([
    ['title', 'a'],
    ['title', 'f'],
  ]);
});

test('a kept form is one the database takes: no zero signs, no more than anybody types', () => {
  expect(keepable([['title', 'а\u0000б']])).toEqual([['title', 'аб']]);
  const kept = keepable(Array.from({ length: 100 }, (_, index) => [`field${index}`, 'я'.repeat(50_000)] as const));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.reduce((sum, [, value]) => sum + value.length, 0)).toBeLessThan(1_000_000);
});
