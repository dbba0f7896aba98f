import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentTemplate } from '#features/regulation/index.ts';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { participantsFormData } from '#features/registry/print/participants-form.ts';
import type { TeamRow } from '#features/registry/store.server.ts';
import { fullName } from '#kernel/names.ts';
import { capitalise, cleanText } from '#kernel/text.ts';
import { renderDocument, toDocx } from '#platform/documents/index.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { isNothing } from './rules.cells.ts';
import { matchDirection } from './rules.matching.ts';
import { readParticipants } from './rules.participants.ts';

const regulation = readRegulation('volgograd');
const { directions } = regulation;

interface Team {
  readonly organisation: string;
  readonly head: { readonly name: string; readonly post: string; readonly phones: string[]; readonly emails: string[] };
  readonly standing: 'experienced' | 'developing';
  readonly directions: readonly { readonly text: string; readonly code: string | null }[];
  readonly note: string;
}

async function printed(municipality: string, teams: readonly Team[]): Promise<Uint8Array> {
  const rows = teams.map((team) => ({
    organisationName: team.organisation,
    head: { personId: '', fullName: team.head.name, post: team.head.post },
    headPhones: team.head.phones,
    headEmails: team.head.emails,
    standing: team.standing,
    directions: team.directions.map(({ text }) => ({ title: text })),
    note: team.note,
  })) as unknown as TeamRow[];
  const curator = {
    post: 'главный специалист',
    head: { lastName: 'Белов', firstName: 'Семён', patronymic: 'Андреевич', gender: 'male' as const },
  };
  const data = participantsFormData({
    municipality,
    cycleTitle: '2026/27 учебный год',
    rows,
    curator,
    datedOn: '2026-10-28',
  });
  const tree = renderDocument(documentTemplate(regulation, 'participants-form'), data);
  if (!tree.ok) throw new Error(`${tree.error.line}: ${tree.error.message}`);
  return new Uint8Array(await toDocx(tree.value));
}

const word = fc.constantFrom(
  ...'работа родителями школьный театр клуб детей семья село музей «Отцы, вперёд; за мной» "Лидер" (лекторий, клуб) наставничество Россия 2027 ФГОС выпуск спорт № 5 сад'.split(
    ' ',
  ),
);
const phrase = (maxLength: number) =>
  fc
    .array(fc.tuple(word, fc.constantFrom(' ', ' ', ', ', '; ', ' – ', ': ')), { minLength: 1, maxLength })
    .map((parts) => parts.map(([text, gap], index) => (index === parts.length - 1 ? text : text + gap)).join(''))
    .map(cleanText)
    .filter((text) => /^\p{L}.*[\p{L}\d»")]$/u.test(text) && !isNothing(text));
const own = phrase(7).filter((text) => matchDirection(text, directions).code === null);
const direction = fc.oneof(
  fc.constantFrom(...directions).map(({ title, code }) => ({ text: title, code: code as string | null })),
  own.map((text) => ({ text, code: null })),
);
const name = fc
  .record({
    lastName: fc.constantFrom(
      'Лаврова',
      'Гусев',
      'Дёмин',
      'Черных',
      'Заяц',
      'Петрова-Водкина',
      'Коваленко',
      'Абрамович',
    ),
    firstName: fc.constantFrom('Анна', 'Пётр', 'Лев', 'Семён', 'Любовь', 'Илья', 'Мария-Анна'),
    patronymic: fc.constantFrom(
      'Ильинична',
      'Кузьмич',
      'Львович',
      'Андреевна',
      'Фомич',
      'Гасан оглы',
      'Гасан кызы',
      null,
    ),
  })
  .map(fullName);
const team: fc.Arbitrary<Team> = fc.record({
  organisation: fc
    .tuple(
      fc.constantFrom('МБОУ СШ № 2', 'МКДОУ детский сад «Ласточка»', 'Гимназия', 'Муниципальное учреждение "ЦДТ"'),
      phrase(4),
    )
    .map((parts) => cleanText(parts.join(' '))),
  head: fc.record({
    name,
    post: fc.constantFrom(
      'Директор',
      'директор',
      'И.о. директора',
      'Заведующий МБДОУ «Ласточка»',
      'Директор, учитель истории',
      'Руководитель структурного подразделения – методист',
      'Врио директора школы № 5',
    ),
    phones: fc.uniqueArray(fc.stringMatching(/^\+7[3489]\d{9}$/), { maxLength: 3 }),
    emails: fc.uniqueArray(fc.constantFrom('a@example.org', 'school-2@example.org', 'b.c@sub.example.org'), {
      maxLength: 3,
    }),
  }),
  standing: fc.constantFrom('experienced', 'developing'),
  directions: fc.uniqueArray(direction, { selector: ({ text }) => text.toLowerCase(), maxLength: 8 }),
  note: fc
    .array(phrase(30), { maxLength: 6 })
    .map((lines) => cleanText(lines.join('\n')))
    .chain((note) => fc.constantFrom(note, note.replace('\n', '\n\n'))),
});

describe('the printed form is read back', () => {
  it('[D-F.form] with nothing lost', { timeout: 120_000 }, async () => {
    const municipality = fc.constantFrom(
      'городской округ Камышин',
      'Калачёвский муниципальный район',
      'Дзержинский район Волгограда',
      'городской округ – город Волжский',
    );
    await fc.assert(
      fc.asyncProperty(municipality, fc.array(team, { minLength: 1, maxLength: 5 }), async (place, teams) => {
        const paper = readPaper(await printed(place, teams));
        const read = paper.ok ? readParticipants(paper.value, directions) : paper;
        if (!read.ok) throw new Error(read.error);
        expect(read.value.municipality).toBe(place);
        expect(read.value.teams).toEqual(
          teams.map((one) => ({ ...one, head: { ...one.head, post: capitalise(one.head.post) } })),
        );
        const whole = teams.every(
          ({ head, directions: chosen }) => head.phones.length > 0 && head.emails.length > 0 && chosen.length > 0,
        );
        const kept = read.value.doubts.filter(({ path }) => !/head\.name$/.test(path) && !/directions\[/.test(path));
        if (whole) expect(kept).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('[D-F.form] also by the text printed before, as old files are', async () => {
    const template = {
      ...documentTemplate(regulation, 'participants-form'),
      body: `# Информация об участниках менторской группы

:::по-центру
{{ municipality }}
:::

| № п/п | Наименование образовательной организации | Руководитель, контактный телефон, электронная почта | Управленческая команда | Направления менторства | Примечание |
|:-:|:--|:--|:--|:--|:--|
{% for row in rows %}
| {{ forloop.index }}. | {{ row.organisation }} | {{ row.post | capitalize }} {{ row.head }}<br>{{ row.phones | join: ', ' }}<br>{{ row.emails | join: ', ' }} | {{ row.standing | capitalize }} | {{ row.directions | join: '; ' }} | {{ row.note }} |
{% endfor %}
`,
    };
    const tree = renderDocument(template, {
      municipality: 'Еланский муниципальный район',
      rows: [
        {
          organisation: 'МБОУ СШ № 2',
          post: 'директор',
          head: 'Лаврова Ольга Петровна',
          phones: ['+7 (84457) 0-11-22', '+7 900 000-00-02'],
          emails: ['school1@example.org'],
          standing: 'опытная',
          directions: directions.map(({ title }) => title),
          note: '',
        },
      ],
    });
    if (!tree.ok) throw new Error(tree.error.message);
    const paper = readPaper(new Uint8Array(await toDocx(tree.value)));
    expect(paper.ok && readParticipants(paper.value, directions)).toMatchObject({
      ok: true,
      value: {
        municipality: 'Еланский муниципальный район',
        teams: [
          {
            head: { name: 'Лаврова Ольга Петровна', post: 'Директор', phones: ['+78445701122', '+79000000002'] },
            standing: 'experienced',
            directions: directions.map(({ code }) => ({ code })),
          },
        ],
      },
    });
  });
});
