import { describe, expect, test } from 'vitest';
import { clauseKeys } from '#kernel/clauses.ts';
import { formatDue, parseDue, sameDue } from '#kernel/due.ts';
import { renderDocument } from '#platform/documents/index.server.ts';
import { sampleFacts } from './print/samples.ts';
import { checkCycle, milestonesToRemind } from './rules.cycles.ts';
import { checkRegulation } from './rules.check.ts';
import {
  cycleDates,
  cycleTitle,
  dayOf,
  measureDue,
  milestonesFor,
  pointCode,
  pointOf,
  pointOptions,
  stagesFor,
  standardPlanFor,
} from './rules.dates.ts';
import {
  admittedKinds,
  anchorOf,
  cite,
  coordinatorEmployerName,
  directionsInUse,
  documentTemplate,
  isKindAdmitted,
  mergeOverlay,
  placesFor,
  quotaFor,
  transferFormsInUse,
} from './rules.ts';
import { documentKeys, overlaySchema, regulationSchema } from './schema.ts';
import { readReferenceRegion, referenceRegions } from './use-cases/reference.server.ts';

const reference = readReferenceRegion('volgograd')!;
const regional = reference.regulation;
const kalach = reference.overlays.find(({ code }) => code === 'kalach')!;
const dubovka = reference.overlays.find(({ code }) => code === 'dubovka')!;

describe('reference data', () => {
  test('the region is read whole and hangs together', () => {
    expect(referenceRegions()).toEqual([{ code: 'volgograd', name: 'Волгоградская область' }]);
    expect(reference.units).toHaveLength(47);
    expect(reference.units[0]).toEqual({ kind: 'region', name: 'Волгоградская область', parent: null });
    expect(checkRegulation(regional).ok).toBe(true);
    expect(readReferenceRegion('nowhere')).toBeNull();
    expect(readReferenceRegion('__proto__')).toBeNull();
  });

  test('neighbours are units of the region, and every unit has one', () => {
    const names = new Set(reference.units.map(({ name }) => name));
    const seen = new Set(reference.neighbours.flat());
    expect([...seen].filter((name) => !names.has(name))).toEqual([]);
    expect([...names].filter((name) => !seen.has(name))).toEqual(['Волгоградская область']);
    expect(reference.neighbours.some(([a, b]) => a === b)).toBe(false);
  });

  test('a new region begins with data: an unknown field or a missing one is refused', () => {
    expect(regulationSchema.safeParse({ ...regional, invented: 1 }).success).toBe(false);
    const { directions: _directions, ...without } = regional;
    expect(regulationSchema.safeParse(without).success).toBe(false);
    expect(overlaySchema.safeParse({ ...kalach, quotas: {} }).success).toBe(false);
  });

  test('the quota column of the reference list agrees with the quotas of the regulation', () => {
    expect(
      reference.units
        .filter(({ kind }) => kind !== 'region')
        .map((unit) => quotaFor(regional, unit))
        .reduce((a, b) => a + b),
    ).toBe(53);
  });

  test.each(documentKeys)('document %s is printed by its own text', (key) => {
    const printed = renderDocument(documentTemplate(regional, key), sampleFacts(regional, key));
    expect(printed.ok ? null : printed.error).toBeNull();
  });
});

describe('citing', () => {
  test('every rule has its clause, and the clause exists', () => {
    for (const key of clauseKeys) {
      const { number, text, href } = cite(regional, key);
      expect(text).toContain(number);
      expect(href).toMatch(/^\/regulation#[\w.-]+$/);
    }
    expect(cite(regional, 'term')).toEqual({ number: '2.6', text: 'п.\u00a02.6 Положения', href: '/regulation#2.6' });
    expect(cite(regional, 'amendment')).toEqual({
      number: '6',
      text: 'п.\u00a06 алгоритма',
      href: '/regulation#algorithm-6',
    });
    expect(cite(regional, 'platform-input').text).toBe('п.\u00a0П-2 Правил платформы');
    expect(anchorOf('platform', 'П-2')).toBe('platform-2');
  });
});

describe('lists', () => {
  test('[K-2.5] the directions are data: ten in the region, nine in Kalach', () => {
    expect(directionsInUse(regional)).toHaveLength(10);
    expect(directionsInUse(mergeOverlay(regional, kalach))).toHaveLength(9);
    expect(mergeOverlay(regional, kalach).directions).toHaveLength(10);
  });

  test('[K-2.9] the forms of passing experience are data: twenty of them, and every activity of the plan names one', () => {
    expect(transferFormsInUse(regional)).toHaveLength(20);
    const codes = new Set(regional.transferForms.map(({ code }) => code));
    expect(regional.standardPlan.every(({ transferForm }) => codes.has(transferForm))).toBe(true);
  });

  test('[K-1.7.coordinator] a territory says whose employee the coordinator is', () => {
    expect(mergeOverlay(regional, kalach).coordinatorEmployer).toBe('municipality');
    expect(mergeOverlay(regional, dubovka).coordinatorEmployer).toBe('operator');
    expect(mergeOverlay(regional, null)).toBe(regional);
    expect(coordinatorEmployerName(mergeOverlay(regional, kalach))).toContain('муниципального');
    const definition = mergeOverlay(regional, kalach).acts.regulation.sections[0]!.clauses.find(
      ({ number }) => number === '1.7',
    )!;
    expect(definition.items!.some((item) => item.startsWith('координатор — сотрудник муниципального'))).toBe(true);
  });

  test('[D-F.quota] one group from a district or a city, two from a district of Volgograd, by its own number where given', () => {
    expect(quotaFor(regional, { kind: 'municipal-district', name: 'Дубовский муниципальный район' })).toBe(1);
    expect(quotaFor(regional, { kind: 'city-district', name: 'городской округ Камышин' })).toBe(1);
    expect(quotaFor(regional, { kind: 'city-territorial-department', name: 'Советский район Волгограда' })).toBe(2);
    expect(quotaFor(regional, { kind: 'city-district', name: 'городской округ Волгоград' })).toBe(0);
    expect(quotaFor(regional, { kind: 'organisation', name: 'МОУ СШ № 1' })).toBe(0);
    expect(placesFor(regional, { kind: 'city-territorial-department', name: 'Советский район Волгограда' })).toEqual({
      experienced: 2,
      developing: 2,
    });
  });

  test('[V-targets] kinds of organisations join by years, and each year has its share and number', () => {
    expect(admittedKinds(regional, 2020)).toEqual([]);
    expect(admittedKinds(regional, 2021).map(({ kind }) => kind)).toEqual(['school']);
    expect(isKindAdmitted(regional, 'kindergarten', 2021)).toBe(false);
    expect(isKindAdmitted(regional, 'kindergarten', 2022)).toBe(true);
    expect(isKindAdmitted(regional, 'additional-education', 2023)).toBe(true);
    expect(isKindAdmitted(regional, 'operator', 2030)).toBe(false);
    expect(regional.targets[0]).toEqual({ year: 2021, percent: 10, organisations: 70, total: 70 });
    expect(regional.targets.slice(1).map(({ percent, organisations }) => [percent, organisations])).toEqual([
      [20, 140],
      [20, 140],
      [20, 140],
    ]);
  });
});

describe('dates of the cycle', () => {
  test('[V-milestones] the milestones of 2021 fall on the days of the source, each with the role that answers', () => {
    expect(milestonesFor(regional, 2021).map(({ key, dueOn, role }) => [key, dueOn, role])).toEqual([
      ['registry', '2021-10-31', 'municipal-curator'],
      ['working-groups', '2021-11-19', 'team'],
      ['agreement-sent', '2021-11-19', 'operator'],
      ['platform', '2021-11-25', 'team'],
      ['agreement-signed', '2021-11-26', 'organisation-head'],
      ['opening-meeting', '2021-11-30', 'team'],
      ['courses', '2021-12-15', 'team'],
      ['programme', '2021-12-20', 'team'],
      ['broadcast', '2021-12-20', 'team'],
    ]);
    expect(cycleDates(regional, 2026)).toEqual({
      startsOn: '2026-10-01',
      endsOn: '2027-12-31',
      agreementSendBy: '2026-11-19',
      agreementSignBy: '2026-11-26',
      programmeDueOn: '2026-12-20',
    });
    expect(cycleTitle(2026)).toBe('2026/27 учебный год');
    expect(cycleTitle(2099)).toBe('2099/00 учебный год');
  });

  test('a day that the month lacks becomes its last', () => {
    expect(dayOf({ month: 2, day: 30, yearOffset: 1 }, 2026)).toBe('2027-02-28');
  });

  test('[V-milestones] reminders go out a week and a day before', () => {
    const dates = milestonesFor(regional, 2026);
    expect(milestonesToRemind(dates, '2026-11-19').map(({ key }) => key)).toEqual(['agreement-signed']);
    expect(milestonesToRemind(dates, '2026-11-18').map(({ key }) => key)).toEqual([
      'working-groups',
      'agreement-sent',
      'platform',
    ]);
    expect(milestonesToRemind(dates, '2026-12-25')).toEqual([]);
  });

  test('dates of a cycle that do not hang together are refused beside their field', () => {
    const dates = cycleDates(regional, 2026);
    const milestones = milestonesFor(regional, 2026);
    expect(checkCycle(dates, milestones).ok).toBe(true);
    const wrong = [
      [{ ...dates, endsOn: dates.startsOn }, milestones, 'endsOn'],
      [{ ...dates, agreementSignBy: '2026-11-01' }, milestones, 'agreementSignBy'],
      [{ ...dates, programmeDueOn: '2029-01-01' }, milestones, 'programmeDueOn'],
      [dates, [{ dueOn: '2020-01-01' }], 'milestones[0].dueOn'],
    ] as const;
    for (const [these, those, field] of wrong) {
      expect(checkCycle(these, those)).toMatchObject({ ok: false, error: { field, clause: 'milestones' } });
    }
  });

  test('[K-P.plan] the plans of territories: ten measures of Kalach, dated by the year of the cycle', () => {
    expect(kalach.measures).toHaveLength(10);
    expect(mergeOverlay(regional, kalach).measures).toBe(kalach.measures);
    expect(mergeOverlay(regional, { ...kalach, measures: [] }).measures).toBe(regional.measures);
    expect(formatDue(measureDue(kalach.measures[3]!.due, 2022))).toBe(
      formatDue({ kind: 'span', from: '2022-10', to: '2022-11' }),
    );
    expect(measureDue(kalach.measures[9]!.due, 2022)).toEqual({ kind: 'span', from: '2023-05', to: '2023-12' });
    for (const { due } of [...kalach.measures, ...dubovka.measures, ...regional.measures]) {
      const typed = measureDue(due, 2026);
      expect(sameDue(parseDue(formatDue(typed)).due, typed)).toBe(true);
    }
  });
});

describe('the standard plan', () => {
  const year = { from: '2027-01-25', to: '2027-12-24' };

  test('[D-P.template] eighteen activities in three stages, placed within the period', () => {
    const plan = standardPlanFor(regional, year);
    expect(plan).toHaveLength(18);
    expect(plan.map(({ stage }) => stage)).toEqual([...Array(5).fill(1), ...Array(9).fill(2), ...Array(4).fill(3)]);
    expect(plan[0]!.due).toEqual({ kind: 'month', month: '2027-01' });
    expect(plan[5]!.due).toEqual({ kind: 'by-agreement' });
    expect(plan[8]!.due).toEqual({ kind: 'regular', every: 'quarter' });
    expect(plan[17]!.due).toEqual({ kind: 'month', month: '2027-12' });
    expect(plan.filter(({ themesAllowed }) => themesAllowed).map(({ number }) => number)).toEqual([5, 6, 7, 11, 13]);
    expect(stagesFor(regional, year).map(({ roman, due }) => [roman, due])).toEqual([
      ['I', { kind: 'span', from: '2027-01', to: '2027-02' }],
      ['II', { kind: 'span', from: '2027-02', to: '2027-11' }],
      ['III', { kind: 'span', from: '2027-11', to: '2027-12' }],
    ]);
  });

  test.each([3, 4, 6, 12])('a programme of %s months keeps every date within its months', (months) => {
    const to = `2027-${String(months).padStart(2, '0')}-28`;
    for (const { due } of standardPlanFor(regional, { from: '2027-01-01', to })) {
      const named = 'month' in due ? [due.month] : 'months' in due ? due.months : [];
      expect(named.every((month) => month >= '2027-01' && month <= to.slice(0, 7))).toBe(true);
    }
  });

  test('a point of the term is carried by forms and read back', () => {
    for (const { value } of pointOptions) expect(pointCode(pointOf(value)!)).toBe(value);
    for (const broken of ['', 'start', 'start+99', 'nowhere+1', 'end--1']) expect(pointOf(broken)).toBeNull();
  });
});
