import { describe, expect, test } from 'vitest';
import type { Outcome } from '#kernel/refusal.ts';
import { regulationChanges, changedParts } from './rules.changes.ts';
import { checkRegulation } from './rules.check.ts';
import {
  editDirections,
  editDocument,
  editMilestones,
  editQuotas,
  editRequisites,
  editStandardPlan,
  editTargets,
  editTerms,
  editTransferForms,
  planRow,
} from './rules.edits.ts';
import { pointOptions } from './rules.dates.ts';
import { operatorParty } from './rules.ts';
import { regulationSchema, type RegulationDocument } from './schema.ts';
import { readRegulation } from './use-cases/reference.server.ts';

const document = readRegulation('volgograd');
const before = structuredClone(document);

const directionRows = document.directions.map((one) => ({ ...one, archived: one.archived ?? false }));
const formRows = document.transferForms.map((one) => ({ ...one, archived: one.archived ?? false }));
const milestoneRows = document.milestones.map(({ key, title, on, role, step }) => ({
  key,
  title,
  day: on.day,
  month: on.month,
  yearOffset: on.yearOffset,
  role,
  step: step === null ? null : String(step),
}));
const planRows = document.standardPlan.map(planRow).map((row) => ({ ...row, stage: row.stage as '1' | '2' | '3' }));
const terms = {
  minMonths: 3,
  maxMonths: 12,
  extensionMaxMonths: 12,
  extensionTimes: 1,
  daysToSumUp: 30,
  coordinatorEmployer: 'operator' as const,
};
const quotas = { byKind: document.quotas.byKind, byUnit: document.quotas.byUnit, experienced: 1, developing: 1 };

function value(outcome: Outcome<RegulationDocument>): RegulationDocument {
  if (!outcome.ok) throw new Error(outcome.error.message);
  expect(regulationSchema.safeParse(outcome.value).error?.issues ?? []).toEqual([]);
  expect(document).toEqual(before);
  return outcome.value;
}

describe('an edit that changes nothing', () => {
  test.each<[string, () => Outcome<RegulationDocument>]>([
    ['directions', () => editDirections(document, { directions: directionRows })],
    ['forms', () => editTransferForms(document, { forms: formRows })],
    ['terms', () => editTerms(document, terms)],
    ['quotas', () => editQuotas(document, quotas)],
    ['targets', () => editTargets(document, { targets: document.targets, kinds: document.organisationKinds })],
    ['milestones', () => editMilestones(document, { milestones: milestoneRows })],
    ['plan', () => editStandardPlan(document, { plan: planRows })],
  ])('of %s gives the same regulation', (_name, edit) => {
    expect(regulationChanges(document, value(edit()))).toEqual([]);
  });
});

describe('directions', () => {
  test('[K-2.5] a direction left out is retired and keeps its code; a new one gets a code of its own', () => {
    const own = {
      code: null,
      title: 'работа с родителями',
      shortTitle: 'родители',
      aliases: [],
      workingGroup: [],
      archived: false,
    };
    const edited = value(editDirections(document, { directions: [...directionRows.slice(1), own] }));
    expect(edited.directions.find(({ code }) => code === 'development')).toMatchObject({ archived: true });
    expect(edited.directions.find(({ title }) => title === own.title)).toMatchObject({ code: 'direction-1' });
    const again = value(
      editDirections(edited, {
        directions: [...edited.directions.map((one) => ({ ...one, archived: false })), { ...own, title: 'ещё одно' }],
      }),
    );
    expect(again.directions.at(-1)!.code).toBe('direction-2');
    expect(again.directions.some(({ archived }) => archived)).toBe(false);
  });

  test('a code that no direction has is not believed', () => {
    const edited = value(
      editDirections(document, {
        directions: [...directionRows, { ...directionRows[0]!, code: 'stolen', title: 'чужое' }],
      }),
    );
    expect(edited.directions.at(-1)!.code).toBe('direction-1');
  });

  test('all retired, or two of one name: refused', () => {
    expect(
      editDirections(document, { directions: directionRows.map((one) => ({ ...one, archived: true })) }),
    ).toMatchObject({ ok: false, error: { clause: 'directions' } });
    expect(
      editDirections(document, { directions: [...directionRows, { ...directionRows[0]!, code: null }] }),
    ).toMatchObject({ ok: false, error: { clause: 'directions' } });
    expect(editDirections(document, { directions: [directionRows[0]!, ...directionRows] })).toMatchObject({
      ok: false,
    });
  });
});

describe('forms, terms, quotas, targets', () => {
  test('[K-2.9] a form the standard plan uses cannot be retired; another can', () => {
    const retire = (code: string) =>
      editTransferForms(document, { forms: formRows.map((one) => ({ ...one, archived: one.code === code })) });
    expect(retire('supervision')).toMatchObject({ ok: false, error: { clause: 'transfer-forms' } });
    expect(value(retire('motivation')).transferForms.find(({ code }) => code === 'motivation')).toMatchObject({
      archived: true,
    });
    expect(editTransferForms(document, { forms: [...formRows, { ...formRows[0]!, code: null }] })).toMatchObject({
      ok: false,
    });
  });

  test('terms that contradict each other are refused', () => {
    expect(editTerms(document, { ...terms, minMonths: 13 })).toMatchObject({
      ok: false,
      error: { field: 'minMonths', clause: 'term' },
    });
    expect(editTerms(document, { ...terms, extensionMaxMonths: 0 })).toMatchObject({
      ok: false,
      error: { clause: 'extension' },
    });
    expect(value(editTerms(document, { ...terms, maxMonths: 18 })).term.maxMonths).toBe(18);
  });

  test('[K-1.7.coordinator] the region changes whose employee the coordinator is', () => {
    const edited = value(editTerms(document, { ...terms, coordinatorEmployer: 'municipality' }));
    expect(regulationChanges(document, edited)).toEqual([
      expect.objectContaining({
        part: 'Координатор',
        before: 'сотрудник регионального оператора',
        after: 'сотрудник муниципального органа управления образованием',
      }),
    ]);
  });

  test('[D-F.quota] quotas are edited by kind and by unit; a unit stands once', () => {
    const edited = value(
      editQuotas(document, { ...quotas, byUnit: [...quotas.byUnit, { unit: 'городской округ Волжский', groups: 2 }] }),
    );
    expect(edited.quotas.byUnit).toHaveLength(2);
    expect(editQuotas(document, { ...quotas, byUnit: [quotas.byUnit[0]!, quotas.byUnit[0]!] })).toMatchObject({
      ok: false,
      error: { clause: 'quota' },
    });
  });

  test('[V-targets] targets are ordered by year and a year stands once; kinds join in the year given', () => {
    const next = { year: 2020, percent: 5, organisations: 10, total: 10 };
    const edited = value(
      editTargets(document, { targets: [...document.targets, next], kinds: [{ kind: 'college', fromYear: 2025 }] }),
    );
    expect(edited.targets[0]).toEqual(next);
    expect(edited.organisationKinds.find(({ kind }) => kind === 'college')!.fromYear).toBe(2025);
    expect(editTargets(document, { targets: [next, next], kinds: [] })).toMatchObject({ ok: false });
  });
});

describe('milestones and the plan', () => {
  test('[V-milestones] a date is moved and added; those the cycle needs stay', () => {
    const own = {
      key: null,
      title: 'Итоговая конференция',
      day: 15,
      month: 12,
      yearOffset: 1,
      role: 'operator' as const,
      step: null,
    };
    const moved = milestoneRows.map((row) => (row.key === 'agreement-signed' ? { ...row, day: 28 } : row));
    const edited = value(editMilestones(document, { milestones: [...moved, own] }));
    expect(edited.milestones.find(({ key }) => key === 'agreement-signed')!.on.day).toBe(28);
    expect(edited.milestones.at(-1)).toMatchObject({ key: 'milestone-1', step: null });
    expect(edited.milestones.find(({ key }) => key === 'courses')!.from).toEqual({ month: 12, day: 5, yearOffset: 0 });
    const without = milestoneRows.filter(({ key }) => key !== 'programme');
    expect(editMilestones(document, { milestones: without })).toMatchObject({
      ok: false,
      error: { clause: 'milestones' },
    });
  });

  test('31 February, and signing before sending, are refused', () => {
    const set = (key: string, change: object) =>
      editMilestones(document, {
        milestones: milestoneRows.map((row) => (row.key === key ? { ...row, ...change } : row)),
      });
    expect(set('registry', { day: 31, month: 2 })).toMatchObject({ ok: false, error: { field: 'milestones[0].day' } });
    expect(set('agreement-signed', { day: 1 })).toMatchObject({ ok: false, error: { clause: 'milestones' } });
  });

  test('[D-P.template] rows of the plan are put in the order of stages and numbered anew', () => {
    const added = {
      ...planRows[0]!,
      title: 'Встреча с учредителем',
      dueKind: 'span' as const,
      first: 'start+1',
      second: 'end-1',
    };
    const edited = value(editStandardPlan(document, { plan: [...planRows, added] }));
    expect(edited.standardPlan).toHaveLength(19);
    expect(edited.standardPlan.map(({ number }) => number)).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
    expect(edited.standardPlan[5]).toMatchObject({ title: added.title, due: { kind: 'span' } });
  });

  test('a month not chosen, an unknown form, an empty stage are refused', () => {
    const set = (index: number, change: object) =>
      editStandardPlan(document, { plan: planRows.map((row, i) => (i === index ? { ...row, ...change } : row)) });
    expect(set(1, { first: null })).toMatchObject({ ok: false, error: { field: 'plan[1].first' } });
    expect(set(10, { dueKind: 'months', second: 'soon' })).toMatchObject({ ok: false });
    expect(set(2, { transferForm: 'invented' })).toMatchObject({ ok: false, error: { clause: 'transfer-forms' } });
    expect(editStandardPlan(document, { plan: planRows.filter(({ stage }) => stage !== '3') })).toMatchObject({
      ok: false,
      error: { clause: 'plan' },
    });
  });

  test('every date of the standard plan is among those a form offers', () => {
    const offered = new Set(pointOptions.map(({ value: code }) => code));
    for (const { first, second } of planRows)
      expect([first, second].filter(Boolean).every((code) => offered.has(code))).toBe(true);
  });
});

describe('texts, requisites, differences', () => {
  test('the text and the requisites change; a broken e-mail is refused', () => {
    const edited = value(editDocument(document, { key: 'service-memo', title: 'Записка', body: '# Записка' }));
    expect(changedParts(regulationChanges(document, edited))).toEqual(['Тексты документов']);
    const { head, ...operator } = document.requisites.operator;
    expect(value(editRequisites(document, { ...operator, ...head, city: 'Волжский' })).requisites.operator.city).toBe(
      'Волжский',
    );
    expect(editRequisites(document, { ...operator, ...head, emails: ['nonsense'] })).toMatchObject({
      ok: false,
      error: { field: 'emails' },
    });
    const own = { genitive: 'Соколовой Ирины Викторовны' };
    const named = value(editRequisites(document, { ...operator, ...head, nameCases: own }));
    expect(operatorParty(named).head.nameCases).toEqual(own);
    expect(changedParts(regulationChanges(document, named))).toEqual(['Реквизиты']);
    const former = { ...operator, ...head, lastName: 'Ярцева', nameCases: own };
    expect(editRequisites(document, former)).toMatchObject({ ok: false, error: { field: 'nameCases.genitive' } });
  });

  test('differences name what was added, removed and changed, in Russian', () => {
    const after: RegulationDocument = {
      ...document,
      quotas: { ...document.quotas, byUnit: [] },
      targets: [...document.targets, { year: 2025, percent: 20, organisations: 140, total: 600 }],
    };
    expect(regulationChanges(document, after)).toEqual([
      { part: 'Показатели', title: '2025 год', before: null, after: '20 %, организаций 140, всего 600' },
      { part: 'Квоты', title: 'городской округ Волгоград', before: 'групп: 0', after: null },
    ]);
  });

  test('a rule that points at no clause is a flaw', () => {
    const broken = {
      ...document,
      clauses: { ...document.clauses, term: { act: 'regulation' as const, number: '9.9' } },
    };
    expect(checkRegulation(broken)).toMatchObject({ ok: false, error: { field: 'clauses' } });
  });
});
