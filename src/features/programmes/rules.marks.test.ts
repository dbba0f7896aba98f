import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentionOf, checkMark, figuresOf, markStates, type MarkFacts } from './rules.marks.ts';

const facts: MarkFacts = { groupState: 'running', cancelled: false, since: '2026-11-11', today: '2027-03-12' };
const mark = { state: 'done' as const, onDate: '2027-03-08', result: 'Проведена', reason: '' };
const codeOf = (outcome: ReturnType<typeof checkMark>) => (outcome.ok ? null : outcome.error.code);

describe('marks of completion', () => {
  it.each(['running', 'summing-up'])('[V-step5] are taken while the group is %s', (groupState) => {
    expect(checkMark(mark, { ...facts, groupState }).ok).toBe(true);
  });

  it.each(['proposed', 'agreed', 'ordered', 'contracted'])(
    '[D-A.run] are refused before the approval (%s)',
    (groupState) => {
      expect(checkMark(mark, { ...facts, groupState })).toMatchObject({
        ok: false,
        error: { code: 'programmes.mark-before-approval', clause: 'implementation', kind: 'conflict' },
      });
    },
  );

  it.each(['closed', 'dissolved'])('are refused when the group is %s', (groupState) => {
    expect(codeOf(checkMark(mark, { ...facts, groupState }))).toBe('programmes.mark-after-end');
  });

  it('a cancelled activity is not marked', () => {
    expect(codeOf(checkMark(mark, { ...facts, cancelled: true }))).toBe('programmes.cancelled');
  });

  it('the date lies between the order and today, both included', () => {
    expect(checkMark({ ...mark, onDate: facts.today }, facts).ok).toBe(true);
    expect(checkMark({ ...mark, onDate: facts.since }, facts).ok).toBe(true);
    expect(codeOf(checkMark({ ...mark, onDate: '2027-03-13' }, facts))).toBe('programmes.mark-in-future');
    expect(codeOf(checkMark({ ...mark, onDate: '2026-11-10' }, facts))).toBe('programmes.mark-before-start');
  });

  it('a result is needed where something was done, a reason where not all of it was', () => {
    expect(codeOf(checkMark({ ...mark, result: '' }, facts))).toBe('programmes.result-needed');
    expect(codeOf(checkMark({ ...mark, state: 'part', result: '', reason: 'Болезнь' }, facts))).toBe(
      'programmes.result-needed',
    );
    expect(codeOf(checkMark({ ...mark, state: 'part' }, facts))).toBe('programmes.reason-needed');
    expect(codeOf(checkMark({ ...mark, state: 'not-done', result: '' }, facts))).toBe('programmes.reason-needed');
    expect(checkMark({ ...mark, state: 'not-done', result: '', reason: 'Карантин' }, facts).ok).toBe(true);
  });
});

describe('what asks for a mark', () => {
  it.each([
    ['2027-03-11', 'late'],
    ['2027-03-12', 'soon'],
    ['2027-03-26', 'soon'],
    ['2027-03-27', null],
    [null, null],
  ])('an unmarked activity due on %s on 12 March 2027: %s', (dueTo, attention) => {
    expect(attentionOf({ marked: false, dueTo }, '2027-03-12')).toBe(attention);
    expect(attentionOf({ marked: true, dueTo }, '2027-03-12')).toBeNull();
  });
});

describe('figures of carrying out', () => {
  it('[D-A.run] 5 of 18 done and 1 partly', () => {
    const marks = [...Array<'done'>(5).fill('done'), 'part' as const, ...Array<null>(12).fill(null)];
    expect(figuresOf(marks)).toEqual({
      total: 18,
      done: 5,
      part: 1,
      notDone: 0,
      unmarked: 12,
      percentDone: 28,
      percentPart: 6,
      percentNotDone: 66,
    });
  });

  it('an empty plan has no per cents', () => {
    expect(figuresOf([])).toMatchObject({ total: 0, percentDone: 0, percentPart: 0, percentNotDone: 0 });
  });

  it('per cents never exceed a hundred and counts add up', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...markStates, null), { minLength: 1, maxLength: 60 }), (marks) => {
        const figures = figuresOf(marks);
        expect(figures.done + figures.part + figures.notDone + figures.unmarked).toBe(marks.length);
        const sum = figures.percentDone + figures.percentPart + figures.percentNotDone;
        expect(sum).toBeGreaterThanOrEqual(100);
        expect(sum).toBeLessThanOrEqual(101);
      }),
    );
  });
});
