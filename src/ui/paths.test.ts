import { expect, test } from 'vitest';
import { asList, asText, errorAt, fieldId, valueAt } from './paths.ts';

test('a field finds its value by its name, nested too', () => {
  const values = { title: 'План', members: [{ post: 'директор' }] };
  expect(valueAt(values, 'title')).toBe('План');
  expect(valueAt(values, 'members[0].post')).toBe('директор');
  expect(valueAt(values, 'members.0.post')).toBe('директор');
  expect(valueAt(values, 'members[1].post')).toBeUndefined();
  expect(valueAt(null, 'title')).toBeUndefined();
});

test('a field finds its error however the path was written', () => {
  expect(errorAt({ 'members.0.post': 'Укажите должность' }, 'members[0].post')).toBe('Укажите должность');
  expect(errorAt({ 'members[0].post': 'Укажите должность' }, 'members.0.post')).toBe('Укажите должность');
  expect(errorAt({}, 'title')).toBeUndefined();
  expect(errorAt(undefined, 'title')).toBeUndefined();
});

test('ids hold no brackets, texts no objects', () => {
  expect(fieldId('save', 'members[0].post')).toBe('save-members-0-post');
  expect(asText(12)).toBe('12');
  expect(asText({})).toBe('');
  expect(asList('a')).toEqual(['a']);
  expect(asList(['a', 'b'])).toEqual(['a', 'b']);
  expect(asList(undefined)).toEqual([]);
});
