import { expect, test } from 'vitest';
import { typedTexts } from './typed-texts.ts';

test('gathers the words of a form, deep ones too, and nothing of its machinery', () => {
  const values = {
    reason: 'Нет времени',
    revision: '3',
    team: '0190c0de-0000-7000-8000-00000000000a',
    ground: 'resignation',
    _choices: ['Направления'],
    members: [{ fullName: 'Седова Анна' }, { fullName: '' }],
  };
  expect(typedTexts(values)).toEqual(['Нет времени', 'Седова Анна']);
  expect(typedTexts(undefined)).toEqual([]);
});
