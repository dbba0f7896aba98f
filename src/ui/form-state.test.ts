import { expect, test } from 'vitest';
import { formState } from './form-state.ts';

const typed = (values: Record<string, unknown>) => ({ action: 'save', values, errors: {}, message: '', clause: null });
const defaults = { title: 'План', forms: ['a'], agreed: 'on' };

test('what was typed wins over the defaults, on its own form only', () => {
  expect(formState({ form: typed({ title: '' }), action: 'save', defaults }).values.title).toBe('');
  expect(formState({ form: typed({ title: '' }), action: 'send', defaults }).values.title).toBe('План');
  expect(formState({ form: null, kept: typed({ title: 'Иной' }), action: 'save', defaults }).values.title).toBe('Иной');
});

test('a choice taken off does not come back with a refusal', () => {
  const { values } = formState({ form: typed({ _choices: ['forms', 'agreed'] }), action: 'save', defaults });
  expect(values.forms).toEqual([]);
  expect(values.agreed).toEqual([]);
  const one = formState({ form: typed({ _choices: 'forms', forms: 'b' }), action: 'save', defaults });
  expect(one.values.forms).toBe('b');
});
