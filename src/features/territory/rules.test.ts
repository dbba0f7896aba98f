import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, formatDate, isAfter, type IsoDate } from '#kernel/dates.ts';
import { roles } from '#kernel/roles.ts';
import {
  decideHead,
  endPeriod,
  formsTeams,
  lasts,
  organisationKinds,
  parties,
  shortUnitName,
  tenureMonths,
  type HeadAppointment,
} from './rules.ts';

const on = (offset: number): IsoDate => addDays('2027-01-01', offset);
const headed = (heads: HeadAppointment[], given: Partial<Parameters<typeof decideHead>[0]> = {}) =>
  decideHead({
    personId: 'new',
    startsOn: '2027-03-01',
    seen: null,
    closedOn: null,
    heads,
    sinceText: formatDate,
    ...given,
  });
const former: HeadAppointment = { appointmentId: 'a', personId: 'old', startsOn: '2020-09-01', endsOn: null };

describe('the parties of the system', () => {
  test('[K-2.1] there are four: the committee, the operator, municipal authorities, organisations', () => {
    expect(parties.map((party) => party.key)).toEqual(['committee', 'operator', 'municipality', 'organisation']);
  });

  test('[K-2.1] every role but the administrator of the platform acts for one of the parties', () => {
    const acting = new Set<string>(parties.flatMap((party) => party.roles));
    expect(roles.filter((role) => !acting.has(role))).toEqual(['administrator']);
  });

  test('[K-2.1] the operator and the authorities are organisations that form no teams', () => {
    expect(organisationKinds.filter((kind) => !formsTeams(kind))).toEqual(['operator', 'authority']);
  });
});

describe('one head at a time', () => {
  test('the first head replaces nobody', () => {
    expect(headed([])).toEqual({ ok: true, value: { former: null } });
  });

  test('a new head ends the work of the former one', () => {
    expect(headed([former], { seen: 'a' })).toEqual({ ok: true, value: { former } });
  });

  test.each([
    ['the same person', headed([former], { seen: 'a', personId: 'old' }), 'territory.head-already'],
    ['somebody appointed since the form was opened', headed([former], { seen: null }), 'territory.head-changed'],
    ['the former head is gone since the form was opened', headed([], { seen: 'a' }), 'territory.head-changed'],
    [
      'a day before the former head began',
      headed([former], { seen: 'a', startsOn: '2020-08-31' }),
      'territory.older-head',
    ],
    ['a closed organisation', headed([], { closedOn: '2027-01-01' }), 'territory.organisation-closed'],
    [
      'another head is appointed for later',
      headed(
        [
          { ...former, endsOn: '2027-05-01' },
          { appointmentId: 'b', personId: 'next', startsOn: '2027-05-01', endsOn: null },
        ],
        { seen: 'a', startsOn: '2027-04-01' },
      ),
      'territory.future-head',
    ],
  ])('is refused: %s', (_name, outcome, code) => {
    expect(outcome).toMatchObject({ ok: false, error: { code } });
  });

  test('whatever the order of appointments, the periods of heads never overlap', () => {
    const dates = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(dates, (offsets) => {
        let heads: HeadAppointment[] = [];
        offsets.forEach((offset, index) => {
          const startsOn = on(offset);
          const open = heads.filter((head) => head.endsOn === null || isAfter(head.endsOn, startsOn));
          const decided = headed(open, { personId: `p${index}`, startsOn, seen: open.at(-1)?.appointmentId ?? null });
          if (!decided.ok) return;
          const ended = decided.value.former?.appointmentId;
          heads = heads.map((head) => (head.appointmentId === ended ? { ...head, endsOn: startsOn } : head));
          heads.push({ appointmentId: `a${index}`, personId: `p${index}`, startsOn, endsOn: null });
        });
        for (let day = 0; day <= 400; day += 1)
          expect(heads.filter((head) => lasts(head, on(day))).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('periods', () => {
  test('the end is the first day after the work', () => {
    const period = { startsOn: '2027-01-10', endsOn: '2027-02-10' };
    expect(['2027-01-09', '2027-01-10', '2027-02-09', '2027-02-10'].map((day) => lasts(period, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('tenure is counted in whole months until today or until the end', () => {
    expect(tenureMonths({ startsOn: '2020-09-01', endsOn: null }, '2027-03-12')).toBe(78);
    expect(tenureMonths({ startsOn: '2020-09-01', endsOn: '2021-09-01' }, '2027-03-12')).toBe(12);
    expect(tenureMonths({ startsOn: '2027-09-01', endsOn: null }, '2027-03-12')).toBe(0);
  });

  test('work ends once and never before it began', () => {
    expect(endPeriod({ startsOn: '2027-01-10', endsOn: null }, '2027-01-10')).toEqual({
      ok: true,
      value: { endsOn: '2027-01-10' },
    });
    expect(endPeriod({ startsOn: '2027-01-10', endsOn: null }, '2027-01-09')).toMatchObject({ ok: false });
    expect(endPeriod({ startsOn: '2027-01-10', endsOn: '2027-02-01' }, '2027-03-01')).toMatchObject({
      ok: false,
      error: { code: 'territory.appointment-ended' },
    });
  });
});

test('names of units are short in lists', () => {
  expect(shortUnitName('Иловлинский муниципальный район')).toBe('Иловлинский район');
  expect(shortUnitName('городской округ Камышин')).toBe('г.\u00a0о.\u00a0Камышин');
  expect(shortUnitName('Советский район Волгограда')).toBe('Советский район Волгограда');
});
