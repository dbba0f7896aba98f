import { expect, test } from 'vitest';
import { parseInput } from '#kernel/input.ts';
import { markSchema } from './schema.ts';

const mark = (count: number) =>
  parseInput(markSchema, {
    revision: '0',
    state: 'done',
    onDate: '20.11.2026',
    files: Array.from({ length: count }, (_, index) => new File(['%PDF-'], `${index}.pdf`)),
  });

test('more files than are taken at once are refused, not left out in silence', () => {
  const taken = mark(20);
  expect(taken.ok && taken.value.files).toHaveLength(20);
  const refused = mark(21);
  expect(refused.ok ? null : refused.error.fields).toEqual({ files: 'За один раз — не больше 20 файлов, выбрано 21' });
});
