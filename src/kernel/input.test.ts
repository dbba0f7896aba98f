import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as input from '#kernel/input.ts';

/** The value, or the messages by field. */
function read(schema: z.ZodType, raw: unknown): unknown {
  const result = input.parseInput(z.object({ field: schema }), { field: raw });
  const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
  return result.ok ? result.value.field : plain(Object.values(result.error.fields ?? {}).join('; '));
}
const form = (...pairs: [string, string | Blob][]): FormData => {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  return data;
};
const id = '0190c0de-0000-7000-8000-00000000000a';

describe('texts', () => {
  it('cleans and limits', () => {
    expect(read(input.text('Название'), ' <b>Школа</b>\u0000\n№ 1 ')).toBe('<b>Школа</b> № 1');
    expect(read(input.longText('Причина'), 'а\r\nб\u202e')).toBe('а\nб');
    expect(read(input.text('Название'), undefined)).toBe('Заполните поле «Название»');
    expect(read(input.text('Название', { ask: 'Укажите название' }), ' \u200b ')).toBe('Укажите название');
    expect(read(input.text('Название', { max: 5 }), 'длинное')).toBe(
      '«Название» — не длиннее 5 знаков, сейчас 7 знаков',
    );
    expect(read(input.text('Пароль', { min: 10 }), 'коротко')).toBe('«Пароль» — не короче 10 знаков');
    expect(read(input.text('Название'), ['а', 'б'])).toBe('В поле «Название» нужен текст');
    expect(read(input.optionalText('Примечание'), '  ')).toBeNull();
    expect(read(input.optionalText('Примечание'), undefined)).toBeNull();
    expect(read(input.optionalLongText('Примечание'), 'а\nб')).toBe('а\nб');
    expect(read(input.texts('Темы'), 'Первая\n\n Вторая ')).toEqual(['Первая', 'Вторая']);
    expect(read(input.texts('Темы'), ['Первая', ''])).toEqual(['Первая']);
    expect(read(input.texts('Темы', { minItems: 1 }), undefined)).toBe('Заполните поле «Темы»');
    expect(read(input.texts('Темы', { maxItems: 1 }), 'а\nб')).toBe('«Темы» — не больше 1 строк');
  });
});

describe('values', () => {
  it('reads dates and refuses those the calendar lacks', () => {
    expect(read(input.isoDate('Дата'), '31.12.2026')).toBe('2026-12-31');
    expect(read(input.isoDate('Дата'), '2026-12-31')).toBe('2026-12-31');
    expect(read(input.isoDate('Дата'), '31.02.2027')).toBe('31 февраля не бывает: в феврале 2027 г. 28 дней');
    expect(read(input.isoDate('Дата'), '')).toBe('Заполните поле «Дата»');
    expect(read(input.isoDate('Дата', { max: '2027-01-01' }), '02.01.2027')).toBe('«Дата» — не позже 1 января 2027 г.');
    expect(read(input.isoDate('Дата', { min: '2027-01-02' }), '01.01.2027')).toBe(
      '«Дата» — не раньше 2 января 2027 г.',
    );
    expect(read(input.optionalIsoDate('Дата'), '')).toBeNull();
  });

  it('reads whole numbers', () => {
    const months = input.integer('Срок', { min: 3, max: 12 });
    expect(read(months, ' 11 ')).toBe(11);
    expect(read(months, 12)).toBe(12);
    expect(read(months, '2')).toBe('«Срок» — от 3 до 12');
    expect(read(months, '3,5')).toBe('«Срок» — целое число');
    expect(read(months, '1e1')).toBe('«Срок» — целое число');
    expect(read(months, '')).toBe('Заполните поле «Срок»');
    expect(read(input.optionalInteger('Срок', { min: 0, max: 9 }), undefined)).toBeNull();
  });

  it('reads choices', () => {
    const values = ['done', 'part'] as const;
    expect(read(input.choice('Отметка', values), 'done')).toBe('done');
    expect(read(input.choice('Отметка', values), 'toString')).toBe('Выберите значение поля «Отметка» из списка');
    expect(read(input.choice('Отметка', values), undefined)).toBe('Выберите значение поля «Отметка»');
    expect(read(input.optionalChoice('Отметка', values), '')).toBeNull();
    expect(read(input.choices('Отметки', values), 'part')).toEqual(['part']);
    expect(read(input.choices('Отметки', values), ['part', 'done', 'part'])).toEqual(['part', 'done']);
    expect(read(input.choices('Отметки', values), undefined)).toEqual([]);
    expect(read(input.choices('Отметки', values, { min: 1, ask: 'Отметьте хотя бы одно' }), [])).toBe(
      'Отметьте хотя бы одно',
    );
    expect(read(input.uuid('Команда'), id.toUpperCase())).toBe(id);
    expect(read(input.uuid('Команда'), "1' or 1=1")).toBe('Выберите значение поля «Команда» из списка');
    expect(read(input.optionalUuid('Команда'), '')).toBeNull();
    expect(read(input.uuids('Команды', { min: 1 }), id)).toEqual([id]);
    expect(read(input.uuids('Команды', { min: 1 }), undefined)).toBe('Выберите значение поля «Команды»');
  });

  it('reads contacts and checkboxes', () => {
    expect(read(input.phonesField('Телефоны'), '8 (84457) 0-11-22, 89000000002')).toEqual([
      '+78445701122',
      '+79000000002',
    ]);
    expect(read(input.phonesField('Телефоны'), '5-11-22')).toBe(
      '«5-11-22» не похоже на телефон. Напишите с кодом, например 8 (8442) 00-00-00',
    );
    expect(read(input.phonesField('Телефоны', { required: true }), '')).toBe('Заполните поле «Телефоны»');
    expect(read(input.emailField(), 'Sedova@Example.org ')).toBe('sedova@example.org');
    expect(read(input.emailField(), 'sedova')).toBe('«sedova» не похоже на адрес электронной почты');
    expect(read(input.optionalEmail(), '')).toBeNull();
    expect(read(input.emailsField('Почта'), 'a@example.org; b@example.org')).toEqual([
      'a@example.org',
      'b@example.org',
    ]);
    expect([undefined, 'on', '0', ['', 'on']].map((raw) => read(input.checkbox(), raw))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(read(input.agreed('Подтвердите согласие'), undefined)).toBe('Подтвердите согласие');
  });

  it('reads files', () => {
    const scan = new File(['x'], 'скан.pdf');
    expect(read(input.file('Скан'), scan)).toBe(scan);
    expect(read(input.file('Скан'), undefined)).toBe('Выберите файл: «Скан»');
    expect(read(input.file('Скан', { required: false }), undefined)).toBeNull();
  });

  it('accepts an absent field where it is optional', () => {
    const schema = z.object({
      note: input.optionalText('Примечание'),
      flag: input.checkbox(),
      people: input.rows('Люди', z.object({})),
    });
    expect(input.parseInput(schema, {})).toEqual({ ok: true, value: { note: null, flag: false, people: [] } });
  });
});

describe('rows', () => {
  const schema = z.object({
    members: input.rows(
      'Рабочая группа',
      z.object({ name: input.text('Фамилия, имя, отчество'), leader: input.checkbox() }),
      { min: 1, max: 3 },
    ),
  });

  it('drops blank rows and keeps the index of errors', () => {
    const raw = input.readFields(
      form(['members[0].name', ''], ['members[2].name', 'Седова'], ['members[2].leader', 'on']),
    );
    expect(input.parseInput(schema, raw)).toEqual({ ok: true, value: { members: [{ name: 'Седова', leader: true }] } });
    const wrong = input.parseInput(
      schema,
      input.readFields(form(['members[0].name', ''], ['members[2].name', ' '], ['members[2].leader', 'on'])),
    );
    expect(wrong.ok ? {} : wrong.error).toEqual({
      code: 'input',
      kind: 'invalid',
      clause: 'platform-input',
      message: 'Проверьте отмеченные поля',
      fields: { 'members[2].name': 'Заполните поле «Фамилия, имя, отчество»' },
    });
  });

  it('counts filled rows', () => {
    const none = input.parseInput(schema, {});
    expect(none.ok ? {} : none.error.fields).toEqual({ members: 'Заполните поле «Рабочая группа»' });
    const many = input.parseInput(schema, { members: Array.from({ length: 4 }, () => ({ name: 'А' })) });
    expect(many.ok ? {} : many.error.fields).toEqual({ members: '«Рабочая группа» — не больше 3 строк' });
  });

  it('speaks Russian where a schema says nothing', () => {
    const result = input.parseInput(z.object({ n: z.number() }), { n: 'x' });
    expect(result.ok ? {} : result.error.fields).toEqual({ n: 'Проверьте значение' });
    const whole = input.parseInput(z.object({}), 'x');
    expect(whole.ok ? {} : whole.error.fields).toEqual({ '': 'Проверьте значение' });
  });
});

describe('readFields', () => {
  it('nests names, gathers repeated ones, keeps files', () => {
    const scan = new File(['x'], 'скан.pdf');
    const fields = input.readFields(
      form(
        ['title', 'А'],
        ['members[0].post', 'директор'],
        ['members[1].post', 'завуч'],
        ['directions', 'a'],
        ['directions', 'b'],
        ['forms[]', 'one'],
        ['due.text', 'март'],
        ['scan', scan],
        ['other', new File([], '')],
        ['parts[0].themes[1]', 'т'],
      ),
    );
    expect(fields).toMatchObject({
      title: 'А',
      members: [{ post: 'директор' }, { post: 'завуч' }],
      directions: ['a', 'b'],
      forms: ['one'],
      due: { text: 'март' },
    });
    expect(fields['scan']).toBeInstanceOf(File);
    expect('other' in fields).toBe(false);
    expect((fields['parts'] as { themes: string[] }[])[0]?.themes[1]).toBe('т');
  });

  it('passes over names that reach too far', () => {
    const fields = input.readFields(
      form(
        ['__proto__.polluted', 'x'],
        ['a.__proto__.polluted', 'x'],
        ['constructor.prototype.polluted', 'x'],
        ['m[500].a', 'x'],
        ['m[999999999].a', 'x'],
        ['a.b.c.d.e.f.g', 'x'],
        ['a[', 'x'],
        ['a..b', 'x'],
        ['', 'x'],
        ['ok', 'да'],
      ),
    );
    expect(fields).toEqual({ ok: 'да' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('does not let a leaf and a branch of one name overwrite each other', () => {
    expect(input.readFields(form(['a', 'x'], ['a.b', 'y'], ['a[0]', 'z']))).toEqual({ a: 'x' });
    expect(input.readFields(form(['a.b', 'y'], ['a', 'x'], ['a[0]', 'z']))).toEqual({ a: { b: 'y' } });
    expect(input.readFields(form(['toString.a', 'x']))).toEqual({ toString: { a: 'x' } });
  });

  it('never throws nor touches prototypes', () => {
    const step = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'prototype', 'toString', 'length');
    const name = fc
      .array(
        fc.oneof(
          step,
          fc.nat(600).map((i) => `[${i}]`),
          fc.string({ maxLength: 4 }),
        ),
        { maxLength: 7 },
      )
      .map((steps) => steps.join('.').replaceAll('.[', '['));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ maxLength: 5 })), { maxLength: 12 }), (pairs) => {
        const fields = input.readFields(form(...pairs));
        expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as Record<string, unknown>)['a']).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

describe('changeRows', () => {
  it('adds and removes a row, deep ones too', () => {
    expect(input.changeRows({}, 'add:members')).toEqual({ members: [{}] });
    expect(input.changeRows({ members: [{ name: 'а' }, { name: 'б' }] }, 'remove:members:0')).toEqual({
      members: [{ name: 'б' }],
    });
    expect(input.changeRows({ teams: [{ phones: ['1'] }] }, 'add:teams[0].phones')).toEqual({
      teams: [{ phones: ['1', {}] }],
    });
    expect(input.changeRows({}, 'add:teams[0].phones')).toEqual({ teams: [{ phones: [{}] }] });
  });

  it.each([
    'add:__proto__.polluted',
    'add:constructor.prototype.polluted',
    'remove:__proto__:0',
    'add:',
    'add',
    'add:q.w.e',
    'add:q.w.e.r.t',
    'drop:members',
    'add:members[900000000]',
    'remove:members:x',
    'add:a[0',
    'add:toString.call',
    'add:members.length',
  ])('is left unmoved by %s', (command) => {
    const values = () => ({ q: 'text', members: [{ name: 'а' }] });
    const changed = input.changeRows(values(), command);
    expect(changed).toMatchObject(values());
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
