import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkEntryAssessment,
  checkMembers,
  chooseDirections,
  directionsLimit,
  holdsPlace,
  matchOrganisation,
  mayBeEdited,
  mayBeSupplemented,
  nextState,
  ownDirectionKey,
  refusals,
  registerTeam,
  registrationLack,
  returnTeam,
  submitTeam,
  teamStates,
  teamTransitions,
  withdrawTeam,
  type TeamEvent,
  type TeamFacts,
  type TeamState,
} from './rules.ts';

const whole: TeamFacts = {
  id: 't',
  cycleId: 'c',
  organisationId: 'o',
  organisationName: 'СШ № 1',
  municipalityId: 'm',
  path: 'r.m.o',
  regionId: 'r',
  standing: 'experienced',
  state: 'draft',
  headHasPhone: true,
  headHasEmail: true,
  directionKeys: ['development'],
  memberCategories: ['head'],
  results: 'Три года подряд рост',
  evidenceCount: 1,
  assessedKeys: [],
  groupCount: 0,
  revision: 1,
};
const team = (change: Partial<TeamFacts>): TeamFacts => ({ ...whole, ...change });
const code = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? 'ok' : outcome.error?.code);

const known = [
  {
    code: 'development',
    title: 'управление развитием образовательной организации',
    aliases: ['управление развитием ОО'],
  },
  { code: 'innovation', title: 'организация инновационной деятельности' },
];

describe('states of a team', () => {
  it('[V-step1] goes draft → submitted → registered, back with remarks, out by withdrawal, and nowhere else', () => {
    const events: TeamEvent[] = ['submit', 'register', 'return', 'withdraw'];
    const legal = new Map(teamTransitions.map(({ event, from, to }) => [`${event} ${from}`, to]));
    for (const state of teamStates) {
      for (const event of events) {
        const outcome = nextState(state, event);
        const expected = legal.get(`${event} ${state}`);
        if (expected) expect(outcome).toEqual({ ok: true, value: expected });
        else expect(code(outcome)).toBe('registry.illegal');
      }
    }
  });

  it('[V-step1] no sequence of events leaves the table or comes back from withdrawal', () => {
    const event = fc.constantFrom<TeamEvent>('submit', 'register', 'return', 'withdraw');
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let state: TeamState = 'draft';
        for (const one of events) {
          const next = nextState(state, one);
          if (!next.ok) continue;
          expect(state).not.toBe('withdrawn');
          expect(teamTransitions).toContainEqual({ event: one, from: state, to: next.value });
          state = next.value;
        }
      }),
    );
  });

  it('a returned team keeps its place, a draft and a withdrawn one have none', () => {
    expect(teamStates.filter(holdsPlace)).toEqual(['submitted', 'returned', 'registered']);
  });

  it('the form is changed while it is a draft or returned, supplemented until withdrawal', () => {
    expect(teamStates.filter((state) => mayBeEdited(state).ok)).toEqual(['draft', 'returned']);
    expect(teamStates.filter((state) => !mayBeSupplemented(state).ok)).toEqual(['withdrawn']);
  });
});

describe('submission', () => {
  it('[K-2.3.info] [D-F.form] takes a form with directions and the head’s phone and e-mail', () => {
    expect(submitTeam(whole)).toEqual({ ok: true, value: 'submitted' });
    expect(submitTeam(team({ state: 'returned' })).ok).toBe(true);
    expect(code(submitTeam(team({ headHasPhone: false })))).toBe('registry.head-without-contacts');
    expect(code(submitTeam(team({ headHasEmail: false })))).toBe('registry.head-without-contacts');
    expect(code(submitTeam(team({ state: 'registered' })))).toBe('registry.illegal');
  });

  it('[K-1.7.team] wants directions: what an experienced team passes on, what a developing one finds hard', () => {
    for (const standing of ['experienced', 'developing'] as const) {
      const outcome = submitTeam(team({ standing, directionKeys: [] }));
      expect(outcome).toEqual({ ok: false, error: refusals.noDirections(standing) });
    }
    const many = Array.from({ length: directionsLimit + 1 }, (_, index) => `own:${index}`);
    expect(code(submitTeam(team({ directionKeys: many })))).toBe('registry.too-many-directions');
  });
});

describe('registration', () => {
  it('[K-3.2] [D-A.experienced] admits an experienced team only with results and evidence', () => {
    const submitted = team({ state: 'submitted' });
    expect(registerTeam(submitted)).toEqual({ ok: true, value: 'registered' });
    for (const lack of [{ results: '  ' }, { evidenceCount: 0 }]) {
      const outcome = registerTeam({ ...submitted, ...lack });
      expect(outcome).toEqual({ ok: false, error: refusals.noEvidence });
      expect(refusals.noEvidence.clause).toBe('experienced-evidence');
    }
  });

  it('[D-A.developing] admits a developing team only with a self-assessment of every direction', () => {
    const developing = team({
      state: 'submitted',
      standing: 'developing',
      results: '',
      evidenceCount: 0,
      directionKeys: ['a', 'b'],
    });
    expect(registrationLack({ ...developing, assessedKeys: ['a'] })).toBe(refusals.noAssessment);
    expect(registerTeam({ ...developing, assessedKeys: ['a', 'b'] }).ok).toBe(true);
  });

  it('is refused before submission whatever is there', () => {
    for (const state of ['draft', 'returned', 'registered', 'withdrawn'] as const) {
      expect(code(registerTeam(team({ state })))).toBe('registry.illegal');
    }
  });

  it('returns only with remarks', () => {
    expect(code(returnTeam(team({ state: 'submitted' }), ' '))).toBe('registry.no-remarks');
    expect(returnTeam(team({ state: 'submitted' }), 'Нет телефона').ok).toBe(true);
    expect(code(returnTeam(team({ state: 'draft' }), 'Нет телефона'))).toBe('registry.illegal');
  });
});

describe('withdrawal', () => {
  it('is free for a draft, wants a reason afterwards, and leaves a team that works in a group', () => {
    expect(withdrawTeam(team({ state: 'draft' }), '').ok).toBe(true);
    expect(code(withdrawTeam(team({ state: 'submitted' }), ' '))).toBe('registry.no-reason');
    expect(withdrawTeam(team({ state: 'registered' }), 'Организация закрывается').ok).toBe(true);
    expect(code(withdrawTeam(team({ state: 'registered', groupCount: 1 }), 'Причина'))).toBe('registry.in-group');
    expect(code(withdrawTeam(team({ state: 'withdrawn' }), 'Причина'))).toBe('registry.illegal');
  });
});

describe('directions', () => {
  const choose = (codes: string[], own: string[] = []) => chooseDirections({ codes, own, statements: {} }, known);

  it('[D-F.form] are chosen from the regulation or added in own words, each once', () => {
    const outcome = choose(
      ['innovation', 'innovation'],
      ['Работа с родительским сообществом', 'работа с  родительским сообществом!'],
    );
    expect(outcome.ok && outcome.value.map(({ key, code: own, title }) => [key, own, title])).toEqual([
      ['innovation', 'innovation', 'организация инновационной деятельности'],
      ['own:работа с родительским сообществом', null, 'Работа с родительским сообществом'],
    ]);
  });

  it('own words that repeat a direction of the regulation, or its short form, are that direction', () => {
    const outcome = choose([], ['Управление развитием ОО', 'Организация инновационной деятельности', '  ']);
    expect(outcome.ok && outcome.value.map((direction) => direction.key)).toEqual(['development', 'innovation']);
    expect(ownDirectionKey('Ёлка — сад')).toBe('own:елка сад');
  });

  it('unknown codes and too many directions are refused', () => {
    expect(code(choose(['dancing']))).toBe('registry.unknown-direction');
    expect(
      code(
        choose(
          [],
          Array.from({ length: 9 }, (_, index) => `своё ${index}`),
        ),
      ),
    ).toBe('registry.too-many-directions');
  });
});

describe('members', () => {
  it('[K-1.7.kadry] are the head, deputies and heads of units, each once', () => {
    const member = (personId: string, staffCategory: string) => ({ personId, staffCategory });
    expect(checkMembers([member('a', 'head'), member('b', 'deputy-head'), member('c', 'unit-head')]).ok).toBe(true);
    expect(code(checkMembers([member('a', 'head'), member('b', 'specialist')]))).toBe('registry.not-management');
    expect(code(checkMembers([member('a', 'head'), member('a', 'deputy-head')]))).toBe('registry.member-twice');
  });
});

describe('self-assessment at entry', () => {
  const developing = team({ standing: 'developing', directionKeys: ['a', 'b'] });
  const answer = (directionKey: string, difficulty: 0 | 1 | 2 | 3) => ({ directionKey, difficulty, comment: '' });

  it('[D-A.developing] covers every direction of the team and finds at least one difficulty', () => {
    expect(checkEntryAssessment(developing, [answer('a', 0), answer('b', 2)]).ok).toBe(true);
    expect(code(checkEntryAssessment(developing, [answer('a', 1)]))).toBe('registry.empty-assessment');
    expect(code(checkEntryAssessment(developing, [answer('a', 1), answer('b', 1), answer('x', 1)]))).toBe(
      'registry.empty-assessment',
    );
    expect(code(checkEntryAssessment(developing, [answer('a', 0), answer('b', 0)]))).toBe('registry.no-difficulty');
    expect(checkEntryAssessment({ ...developing, standing: 'experienced' }, [answer('a', 0), answer('b', 0)]).ok).toBe(
      true,
    );
  });
});

describe('organisation named in the form', () => {
  const school = { name: 'МБОУ «Средняя школа № 2»', shortName: 'СШ № 2' };
  const namesake = { name: 'МБОУ «Средняя школа № 2» посёлка', shortName: 'СШ № 2' };

  it('is found by full or short name however it is typed; two of a name must be told apart', () => {
    expect(matchOrganisation('мбоу Средняя школа №2', [school])).toEqual({ ok: true, value: school });
    expect(matchOrganisation('СШ №2', [school])).toEqual({ ok: true, value: school });
    expect(matchOrganisation('СШ № 3', [school])).toEqual({ ok: true, value: null });
    expect(code(matchOrganisation('СШ № 2', [school, namesake]))).toBe('registry.ambiguous-organisation');
    expect(matchOrganisation(school.name, [school, namesake])).toEqual({ ok: true, value: school });
  });
});
