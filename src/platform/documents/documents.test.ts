import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { readReferenceRegion } from '#features/regulation/use-cases/reference.server.ts';
import { checkWriting, documentPerson, renderDocument, toDocx, toHtml } from './index.server.ts';
import { docxParts, docxText } from '#tests/docx.ts';
import type { DocumentTree } from './tree.server.ts';

function tree(body: string, data: Record<string, unknown> = {}): DocumentTree {
  const rendered = renderDocument({ format: 'liquid-markdown', body }, data);
  if (!rendered.ok) throw new Error(`${rendered.error.line}: ${rendered.error.message}`);
  return rendered.value;
}

function errorOf(body: string, data: Record<string, unknown> = {}) {
  const rendered = renderDocument({ format: 'liquid-markdown', body }, data);
  return rendered.ok ? null : rendered.error;
}

const textOf = async (body: string, data: Record<string, unknown> = {}) => docxText(await toDocx(tree(body, data)));

const anna = documentPerson({ lastName: 'Седова', firstName: 'Анна', patronymic: 'Ильинична', gender: 'female' });
const ivan = documentPerson({ lastName: 'Черных', firstName: 'Пётр', patronymic: 'Львович', gender: 'male' });

describe('errors of a template are values with their line', () => {
  test.each([
    [
      'an unknown field',
      'один\n\n{{ organisation.name }}',
      3,
      'В документе нет поля «organisation»: возьмите поле из списка под текстом',
    ],
    [
      'an unknown field in depth',
      'один\n{{ head.nick }}',
      2,
      'В документе нет поля «head.nick»: возьмите поле из списка под текстом',
    ],
    [
      'a field of the prototype',
      '{{ head.constructor }}',
      1,
      'В документе нет поля «head.constructor»: возьмите поле из списка под текстом',
    ],
    [
      'an unknown list',
      '{% for team in teams %}\n{% endfor %}',
      1,
      'В документе нет поля «teams»: возьмите поле из списка под текстом',
    ],
    [
      'an unknown field in a condition',
      'а\nб\n{% if absent %}в{% endif %}',
      3,
      'В документе нет поля «absent»: возьмите поле из списка под текстом',
    ],
    ['an unknown filter', 'а\n{{ head | звательный }}', 2, /^Нет фильтра «звательный». Есть: дата, /],
    ['the filter that would let markup through', '{{ head | raw }}', 1, /^Нет фильтра «raw»/],
    ['a tag that reads files', 'а\n\n{% include "/etc/passwd" %}', 3, /^Нет такой команды: «include». Есть: if, /],
    ['an unclosed condition', 'а\n{% if head %}\nб', 2, 'Команда «if» не закрыта: поставьте ниже {% endif %}'],
    ['an unclosed loop', '{% for x in (1..2) %}', 1, 'Команда «for» не закрыта: поставьте ниже {% endfor %}'],
    ['an end of nothing', 'а\n{% endfor %}', 2, 'Команда «endfor» стоит без своего начала: уберите её'],
    [
      'a loop over what is no list',
      '{% for x in head %}{% endfor %}',
      1,
      'Повторять можно только список, а «head» — одно значение',
    ],
    ['a case that is not named', "{{ 'директор' | должность }}", 1, /^Назовите падеж в кавычках: родительный, /],
    ['an unclosed value', 'а\n{{ head\nб {{ head }}', 2, 'Скобки {{ не закрыты: поставьте }} в той же строке'],
    ['a case of what is no person', 'а\n{{ "школа" | дательный }}', 2, 'Фильтр падежа применён не к человеку'],
    ['a date of what is no date', '{{ "31 февраля" | дата }}', 1, 'Фильтр даты применён не к дате'],
    ['an unknown block', 'а\n\n:::снизу\nб\n:::', 3, /^Нет блока «снизу». Есть: справа, /],
    ['an unclosed block', 'а\n:::справа\nб', 2, 'Блок «справа» не закрыт: поставьте после него строку «:::»'],
    ['a block closed twice', ':::справа\nб\n:::\n\n:::', 5, 'Закрывается блок, который не был открыт'],
    ['an unknown leaf', '::печать{}', 1, /^Нет вставки «печать». Есть: подпись, /],
  ])('%s', (what, body, line, message) => {
    const said = typeof message === 'string' ? message : expect.stringMatching(message);
    const wrong = errorOf(body, { head: anna });
    expect(wrong).toMatchObject({ line, message: said });
    expect(wrong!.unknownName ?? false).toBe(/^an unknown (?:field|list|filter)|^a field of|^the filter/.test(what));
  });

  test('an endless loop is stopped', () => {
    expect(errorOf('{% for i in (1..900000000) %}x{% endfor %}')?.message).toMatch('слишком');
  });
});

describe('a text that is being written is looked at more strictly than one already published', () => {
  test.each([
    ['HTML', 'а\n<b>б</b>', 2, 'Теги HTML'],
    ['a script', '<script>alert(1)</script>', 1, 'Теги HTML'],
    ['a comment', '<!-- а -->', 1, 'Теги HTML'],
    ['a picture', '![а](https://example.org/a.png)', 1, 'Картинок'],
    ['a link', 'а\n\n[б](javascript:alert(1))', 3, 'Ссылки'],
    ['a list in a list without end', `- а\n${' '.repeat(30)}- б`, 2, 'Отступ слишком велик'],
    ['an unknown property', '::подпись{пост="а" имя="б"}', 1, 'У вставки «подпись» нет свойства «пост»'],
    ['words after an insert', '::новая-страница конец', 1, 'Вставка «новая-страница» написана неверно'],
    ['a quotation mark left open', '::подпись{должность="а}', 1, 'Вставка «подпись» написана неверно'],
  ])('%s', (_, body, line, message) => {
    expect(checkWriting(body)).toEqual({ line, message: expect.stringContaining(message) as string });
    expect(errorOf(body)).toBeNull();
  });

  test('texts of the regulation are written well', () => {
    const { documents } = readReferenceRegion('volgograd')!.regulation;
    expect(Object.values(documents).map(({ body }) => checkWriting(body))).toEqual(
      Object.values(documents).map(() => null),
    );
    expect(checkWriting('а<br>б {{ a | default: "x" }} {% if a < 3 and b > 2 %}::{% endif %} [1] 5 < 6')).toBeNull();
  });
});

describe('words of a document', () => {
  test('names stand in their cases, initials and gender', async () => {
    const [text] = await textOf(
      '{{ a | родительный }}; {{ b | дательный }}; {{ a | творительный | инициалы }}; {{ b | фамилия_инициалы }}; ' +
        "{{ a | по_роду: 'действующего', 'действующей' }}",
      { a: anna, b: ivan },
    );
    expect(text).toBe(
      'Седовой Анны Ильиничны; Черных Петру Львовичу; А.\u00A0И.\u00A0Седовой; Черных\u00A0П.\u00A0Л.; действующей',
    );
  });

  test('a name may come as plain data', async () => {
    const plain = { lastName: 'Черных', firstName: 'Лев', patronymic: null, gender: 'male', nameCases: {} };
    expect(await textOf('{{ p }}, {{ p | дательный }}, {{ p | инициалы }}', { p: plain })).toEqual([
      'Черных Лев, Черных Льву, Л.\u00A0Черных',
    ]);
  });

  test('a hand-written case wins over the library', async () => {
    const person = documentPerson({
      lastName: 'Дергачёва',
      firstName: 'Любовь',
      patronymic: 'Петровна',
      gender: 'female',
      nameCases: { dative: 'Дергачевой Любови Петровне' },
    });
    const [text] = await textOf('{{ p | дательный }}; {{ p | дательный | инициалы }}; {{ p | родительный }}', {
      p: person,
    });
    expect(text).toBe('Дергачевой Любови Петровне; Л.\u00A0П.\u00A0Дергачевой; Дергачёвой Любови Петровны');
  });

  test('dates, numbers and posts', async () => {
    const [text] = await textOf(
      "{{ d | дата }}|{{ d | дата_цифрами }}|{{ d | дата_кавычки }}|{{ 11 | слово: 'месяц', 'месяца', 'месяцев' }}|" +
        "{{ 122 | прописью }}|{{ 'заведующий МДОУ' | должность: 'родительный' }}|" +
        "{{ 'исполняющая обязанности директора' | должность: 'дательный' }}|{{ 'звеньевой' | должность: 'дательный' }}",
      { d: '2027-03-12' },
    );
    expect(text?.replaceAll('\u00A0', ' ').split('|')).toEqual([
      '12 марта 2027 г.',
      '12.03.2027',
      '«12» марта 2027 г.',
      '11 месяцев',
      'сто двадцать два',
      'заведующего МДОУ',
      'исполняющей обязанности директора',
      'звеньевой',
    ]);
  });

  test('a line never breaks after №, before г. and between initials', async () => {
    const [text] = await textOf('МОУ СОШ № 1, 2027 г., А. И. Седова, п. 2.6, № {{ n }}', { n: 5 });
    expect(text).toBe('МОУ СОШ №\u00A01, 2027\u00A0г., А.\u00A0И.\u00A0Седова, п.\u00A02.6, №\u00A05');
    expect(await textOf('{{ v }}', { v: 'СШ № 1 г. Камышина — А. И. Седова, 2027 г.' })).toEqual([
      'СШ №\u00A01 г.\u00A0Камышина\u00A0— А.\u00A0И.\u00A0Седова, 2027\u00A0г.',
    ]);
  });

  test('numbered clauses, hours and words with a colon stay words', async () => {
    expect(await textOf('1.1. Начало в 10:30, ФИО:Седова, _______\n\n2. пункт\n\n____')).toEqual([
      '1.1. Начало в 10:30, ФИО:Седова, _______',
      'пункт',
      '____',
    ]);
  });

  test('a loop makes the rows of one table, empty values make empty cells', () => {
    const body =
      '| № | Имя |\n|:-:|---|\n{% for x in list %}\n| {{ forloop.index }} | {{ x }} |\n{% endfor %}\n\nпосле';
    const [table, after] = tree(body, { list: ['а|б', null, 'в'] }).sections[0]!.blocks;
    expect(table).toMatchObject({ kind: 'table', align: ['center', 'left'], rows: [{}, {}, {}] });
    expect(after).toMatchObject({ kind: 'paragraph' });
  });
});

describe('rows of a loop keep their own values', () => {
  const list = ['**а**', 'б', '', 'г, д', '| е |'];
  const loop = '{% for x in list %}\n| {{ x }} | {% if x %}**{{ x }}**{% endif %} |\n{% endfor %}';
  const textsOf = (body: string) => toHtml(tree(body, { list })).match(/[^<>]+(?=<)/g);
  const cells = ['**а**', '**а**', 'б', 'б', 'г, д', 'г, д', '| е |', '| е |'];

  test.each([
    ['in a table', `| А | Б |\n|---|---|\n${loop}\n\nпосле`, ['А', 'Б', ...cells, 'после']],
    ['in a block', `:::альбомная\n\n| А | Б |\n|---|---|\n${loop}\n:::`, ['А', 'Б', ...cells]],
    ['with a row that has no bars', `| А | Б |\n|---|---|\n${loop}\nитог`, ['А', 'Б', ...cells, 'итог']],
    ['in two tables', `| А |\n|---|\n| {{ list[1] }} |\n\n| Б |\n|---|\n| {{ list[0] }} |`, ['А', 'б', 'Б', '**а**']],
  ])('%s', (_, body, texts) => {
    expect(textsOf(body)).toEqual(texts);
  });

  test('where the head has other columns and there is no table', () => {
    expect(toHtml(tree(`| А |\n|---|---|\n${loop}`, { list }))).toContain('| б | <strong>б</strong> |');
  });
});

describe('what a person typed is text, never markup', () => {
  const wicked = [
    '**жирно** _курсив_',
    '# заголовок',
    '| ячейка | другая |',
    '{{ secret }} {% if x %}',
    '<b>x</b><script>alert(1)</script>',
    '::новая-страница',
    ':::справа',
    '[ссылка](http://example.org)',
    '&amp; &#x41;',
    '\\*',
    '\uE0000\uE001',
    '1. пункт',
    '----',
    '  пробелы   внутри  ',
    ']]>',
    '\u202Eназад',
    '😀',
    'строка\nвторая\n\nтретья',
    '\t',
    '`код`',
  ];
  const places = [
    '{{ v }}',
    '**{{ v }}**',
    '# {{ v }}',
    '- {{ v }}',
    '| а |\n|---|\n| {{ v }} |',
    '::подпись{должность="{{ v }}" имя=""}',
  ];

  test.each(wicked)('%j', async (value) => {
    // in running text typed lines are paragraphs, and there are no empty ones
    const lines = (text: string) => text.replace(/\n+/g, '\n');
    for (const body of places) expect(lines((await textOf(body, { v: value })).join('\n'))).toContain(lines(value));
    expect(toHtml(tree('{{ v }}', { v: value }))).not.toMatch(/<(script|b|a|h\d|table)\b/);
  });

  test('any string comes out of the DOCX as it went in', async () => {
    const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    const syntax = fc.string({
      unit: fc.constantFrom(...'*_#|{}%<>&"\'\\[]()`~:-=!.1\n аЯ\uE000\uE001'),
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, syntax), async (value) => {
        // characters that XML cannot carry are dropped; the edge refuses them before

        const expected = value
          .toWellFormed()
          .replace(/\r\n?/g, '\n')
          .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
        // where a line may break is no part of what was typed
        const bare = (text: string) => text.replaceAll('\u00A0', ' ').replace(/\n+/g, '\n');
        expect(bare((await textOf('[{{ v }}]', { v: value })).join('\n'))).toBe(bare(`[${expected}]`));
      }),
      { numRuns: 60 },
    );
  });
});

test('paragraphs typed by a person are paragraphs of the document; in a cell they are lines', () => {
  const { blocks } = tree('Итог: {{ v }}\n\n| а |\n|---|\n| {{ v }} |', { v: 'первый\n\nвторой' }).sections[0]!;
  expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'table']);
  expect(blocks[1]).toMatchObject({ indent: true, align: 'justify' });
});

test.each(['[a](', '[', ']', '[^a]'])('a text full of «%s» is words, and is read at once', (piece) => {
  // half a minute, when every bracket looks for its pair
  const words = piece.repeat(39_000 / piece.length);
  expect(toHtml(tree(words))).toContain(words);
});

test('an empty value counts as absent in a condition; a full stop is never doubled', async () => {
  const [text] = await textOf('{% if none %}есть{% endif %}до {{ d | дата }}. И {{ d | дата }}...', {
    none: '',
    d: '2027-03-12',
  });
  expect(text?.replaceAll('\u00A0', ' ')).toBe('до 12 марта 2027 г. И 12 марта 2027 г....');
});

test('the page follows GOST R 7.0.97-2016', async () => {
  const files = docxParts(
    await toDocx(tree('# Приказ\n\nТекст\n\n:::альбомная\n| а |\n|---|\n| б |\n:::\n\nКонец', {})),
  );
  const xml = files['word/document.xml']!;
  expect(xml.match(/<w:pgMar [^>]*>/g)).toHaveLength(3);
  expect(xml).toMatch(/<w:pgMar w:top="1134" w:right="567" w:bottom="1134" w:left="1134"/);
  expect(xml.match(/<w:titlePg\/>/g)).toHaveLength(1);
  expect(xml.match(/w:orient="landscape"/g)).toHaveLength(1);
  expect(xml).toContain('<w:tblHeader/>');
  expect(files['word/styles.xml']).toContain('Times New Roman');
  expect(Object.keys(files).some((name) => /header\d\.xml/.test(name) && files[name]!.includes('PAGE'))).toBe(true);
});
