import { describe, expect, it } from 'vitest';
import { sameMunicipality } from './rules.municipality.ts';
import { planRows, summaryOf, type KnownTeam, type PlanGround } from './rules.plan.ts';
import {
  firstValues,
  writtenOf,
  kindByName,
  type KnownOrganisation,
  type PaperForm,
  type PaperTeam,
} from './rules.rows.ts';
import type { RowValues } from './schema.ts';

const head = {
  fullName: 'Лаврова Ольга Петровна',
  post: 'директор',
  phones: ['+78445701122'],
  emails: ['one@example.org'],
};
const school = (number: number, more: Partial<KnownOrganisation> = {}): KnownOrganisation => ({
  id: `id-${number}`,
  name: `МБОУ «Средняя школа № ${number}»`,
  shortName: `СШ № ${number}`,
  kind: 'school',
  head,
  ...more,
});
const ground = (teams: readonly KnownTeam[] = []): PlanGround => ({
  choices: [school(1), school(2), school(3, { kind: 'college' })],
  teams,
  directions: [{ code: 'development', title: 'управление развитием ОО' }],
  kinds: [{ kind: 'school', title: 'школа' }],
  places: { experienced: 1, developing: 1 },
  taken: { experienced: 0, developing: 0 },
});
const team = (number: number, more: Partial<PaperTeam> = {}): PaperTeam => ({
  organisation: `СШ № ${number}`,
  head: { name: head.fullName, post: 'Директор', phones: [...head.phones], emails: [] },
  standing: 'experienced',
  directions: [{ text: 'управление развитием ОО', code: 'development' }],
  note: '',
  ...more,
});
const known = (number: number, more: Partial<KnownTeam> = {}): KnownTeam => ({
  id: `team-${number}`,
  organisationId: `id-${number}`,
  standing: 'experienced',
  state: 'draft',
  directions: [{ key: 'development', title: 'управление развитием ОО' }],
  note: '',
  revision: 3,
  ...more,
});

function plan(
  teams: readonly PaperTeam[],
  {
    of = ground(),
    doubts = [],
    change = {},
  }: { of?: PlanGround; doubts?: PaperForm['doubts']; change?: Partial<RowValues> } = {},
) {
  const paper: PaperForm = {
    municipality: null,
    teams,
    doubts,
    places: { 'teams[0].head.phones[0]': 'таблица 1, строка 2, столбец 3' },
  };
  const first = teams.map((one, index) => {
    const meant = of.choices.find(({ shortName }) => shortName === one.organisation);
    return firstValues(one, writtenOf(paper, index), meant?.id ?? 'new', meant ?? null);
  });
  const rows = first.map((values) => ({ ...values, ...change }));
  const plans = planRows(paper, rows, first, of);
  return { plans, summary: summaryOf(rows, plans, of) };
}
const fields = (plans: ReturnType<typeof plan>['plans']) => plans.map(({ doubts }) => doubts.map(({ field }) => field));

describe('the plan of a form', () => {
  it('[D-F.form] enters what is new and tells whose organisation and head are meant', () => {
    const { plans, summary } = plan([team(1)]);
    expect(plans[0]).toMatchObject({ fate: 'new', organisation: { id: 'id-1' }, doubts: [], headDifferences: [] });
    expect(plans[0]!.places).toEqual({ 'head.phones': 'таблица 1, строка 2, столбец 3' });
    expect(summary).toMatchObject({ doubts: 0, shortages: [], counts: { new: 1 }, ready: 1 });
  });

  it('[D-F.form] a phone or an address that is wrong stands in its field to be corrected', () => {
    const doubts = [
      { path: 'teams[0].head.phones', message: 'Номер без кода', place: 'абзац 1', written: '5-11-22' },
      { path: 'teams[1].head.emails', message: 'Нет знака', place: 'абзац 2', written: 'school.example.org' },
    ];
    const paper: PaperForm = { municipality: null, teams: [team(8), team(9)], doubts, places: {} };
    const [one, other] = paper.teams.map((told, index) => firstValues(told, writtenOf(paper, index), 'new', null));
    expect(one!.head.phones).toMatch(/^5-11-22, /u);
    expect(other!.head.emails).toBe('school.example.org');
    const { plans } = plan([team(8), team(9)], { doubts });
    expect(plans.map(({ blocked }) => blocked)).toEqual([true, true]);
    expect(fields(plans)).toEqual([['head.phones'], ['head.emails']]);
  });

  it('recognises a team already entered: the same stays, a draft changes, a submitted one is left alone', () => {
    const fate = (more: Partial<KnownTeam>) => plan([team(1)], { of: ground([known(1, more)]) }).plans[0]!;
    expect(fate({}).fate).toBe('unchanged');
    expect(fate({ state: 'registered' }).fate).toBe('unchanged');
    expect(fate({ note: 'прежнее', standing: 'developing' })).toMatchObject({
      fate: 'changed',
      team: { seen: 'team-1:3' },
      changes: [
        { field: 'standing', was: 'развивающаяся', becomes: 'опытная' },
        { field: 'note', was: 'прежнее', becomes: '' },
      ],
    });
    expect(fate({ note: 'прежнее', state: 'submitted' }).fate).toBe('left');
  });

  it('doubts an organisation named twice, of a kind not taking part, or named too shortly for a new one', () => {
    const { plans, summary } = plan([team(1), team(1), team(3), team(9, { standing: null })]);
    // what cannot be entered as it stands is not counted as to be entered
    expect(plans.map(({ blocked }) => blocked)).toEqual([false, true, false, true]);
    expect(summary).toMatchObject({ counts: { new: 4 }, ready: 2 });
    expect(fields(plans)).toEqual([[], ['organisation'], ['organisation'], ['standing']]);
    expect(plans[1]!.doubts[0]!.message).toBe('Эта организация уже есть в строке 1');
    expect(plans[3]!.newcomer).toBe(true);
    const again = plan([team(1), team(1)], { of: ground([known(1)]) }).plans;
    expect(again.map(({ fate }) => fate)).toEqual(['unchanged', 'unchanged']);
    expect(fields(again)).toEqual([[], ['organisation']]);
    expect(fields(plan([team(9, { organisation: 'Вишенка' })]).plans)).toEqual([
      ['organisation', 'newOrganisation.kind'],
    ]);
  });

  it('shows how the head differs and asks which is right', () => {
    const differences = (more: Partial<PaperTeam['head']>) =>
      plan([team(1, { head: { ...team(1).head, ...more } })]).plans[0]!;
    expect(differences({ name: 'Лаврова О.П.' }).headDifferences).toEqual([]);
    expect(differences({ name: 'Гусев Пётр Ильич' }).headDifferences).toEqual([
      'в реестре Лаврова Ольга Петровна, в файле Гусев Пётр Ильич',
    ]);
    const other = differences({ post: 'И.о. директора', emails: ['new@example.org'] });
    expect(other.headDifferences).toEqual([
      'должность в реестре «директор», в файле «И.о. директора»',
      'в реестре нет: new@example.org',
    ]);
    expect(other.doubts.map(({ field }) => field)).toEqual(['headChoice']);
  });

  it('takes contacts the registry lacks, of the same person only', () => {
    const bare = { ...ground(), choices: [school(1, { head: { ...head, emails: [] } })] };
    const choice = (name: string) => {
      const told = team(1, { head: { name, post: 'Директор', phones: [], emails: ['one@example.org'] } });
      return firstValues(told, { phones: [], emails: [] }, 'id-1', bare.choices[0]!).headChoice;
    };
    expect(choice('Лаврова О. П.')).toBe('typed');
    expect(choice('Гусев Пётр Ильич')).toBe('known');
    const { plans } = plan(
      [team(1, { head: { ...team(1).head, name: 'Лаврова О.П.', emails: ['one@example.org'] } })],
      {
        of: bare,
      },
    );
    expect(fields(plans)).toEqual([[]]);
  });

  it('forgets a doubt of the file once the person has corrected the field', () => {
    const doubts = [{ path: 'teams[0].note', message: 'Примечание обрезано', place: 'ячейка F6' }];
    expect(plan([team(1)], { doubts }).plans[0]!.doubts).toEqual([
      { field: 'note', message: 'Примечание обрезано', place: 'ячейка F6' },
    ]);
    expect(plan([team(1)], { doubts, change: { note: 'Всё верно' } }).plans[0]!.doubts).toEqual([]);
  });

  it('[V-step1] warns when the places of the territory will not suffice', () => {
    const { summary } = plan([team(1), team(2)]);
    expect(summary.shortages).toEqual(['опытных команд можно подать ещё 1, а в форме их 2']);
  });
});

describe('names in a file', () => {
  const kamyshin = { name: 'городской округ Камышин', shortName: 'г. о. Камышин' };

  it.each([
    ['городского округа – город Камышин', true],
    ['г. Камышин', true],
    ['Камышин', true],
    ['Волгоградской области', true],
    ['Камышинский муниципальный район', false],
    ['Иловлинский район', false],
    ['Камышинский городской округ', true],
    ['Камышинский р-н', false],
  ])('the municipality «%s» is Kamyshin: %s', (said, same) => {
    expect(sameMunicipality(said, kamyshin)).toBe(same);
  });

  it('a town and a district of one name differ', () => {
    const district = { name: 'Урюпинский муниципальный район', shortName: 'Урюпинский район' };
    expect(sameMunicipality('Урюпинского района', district)).toBe(true);
    expect(sameMunicipality('г. Урюпинск', district)).toBe(false);
    expect(sameMunicipality('Урюпинский район', { name: 'городской округ Урюпинск', shortName: 'Урюпинск' })).toBe(
      false,
    );
  });

  it.each([
    ['г. Волгоград, Ворошиловский район', true],
    ['Ворошиловское территориальное управление', true],
    ['администрация Ворошиловского района', true],
    ['Советский район Волгограда', false],
    ['Волгоград', false],
  ])('«%s» is a district of the big city: %s', (said, same) => {
    const district = { name: 'Ворошиловский район Волгограда', shortName: 'Ворошиловский район' };
    expect(sameMunicipality(said, district)).toBe(same);
  });

  it.each([
    ['МБОУ СШ № 2 г. Камышина', 'school'],
    ['МКОУ «Логовская СОШ»', 'school'],
    ['МБДОУ детский сад «Сказка»', 'kindergarten'],
    ['МБУДО «Дом детского творчества»', 'additional-education'],
    ['ГБПОУ «Дубовский педагогический колледж»', 'college'],
    ['Вишенка', ''],
  ])('the kind of «%s» is %s', (name, kind) => {
    expect(kindByName(name)).toBe(kind);
  });
});
