import { dutyRolesOf, type Duty } from '#features/duties/index.ts';
import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { joinAnd } from '#kernel/plural.ts';
import type { Actor } from '#kernel/roles.ts';
import type { Work } from '#platform/use-case.server.ts';
import { finalNames, isOpen, isReturned } from '../rules.states.ts';
import { awaitedInformation, isExitSupervised, silentTeams, type SummingUp } from './access.server.ts';
import { expectedOf } from './duties.server.ts';

/** A part of the summing-up on its way. */
export interface SummingStep {
  readonly key: 'supervision' | 'information' | 'survey' | 'final' | 'presentation';
  readonly title: string;
  readonly page: string;
  readonly done: boolean;
  readonly note: string;
}

/** The parts of step 6 in their order (V-step6), each with who is still awaited. */
export function stepsOf(facts: GroupFacts, known: SummingUp): SummingStep[] {
  const unsupervised = activeTeams(facts, 'developing').filter((team) => !isExitSupervised(facts, known, team.teamId));
  const awaited = awaitedInformation(facts, known);
  const silent = silentTeams(facts, known);
  const final = known.finalReport;
  const waiting = (teams: readonly { organisationShortName: string }[], done: string): string =>
    teams.length === 0 ? done : `ждём: ${joinAnd(teams.map((team) => team.organisationShortName))}`;
  return [
    {
      key: 'supervision',
      title: 'Супервизия',
      page: 'supervision/exit',
      done: unsupervised.length === 0,
      note: waiting(unsupervised, 'заполнена'),
    },
    {
      key: 'information',
      title: 'Справка',
      page: 'information-report',
      done: awaited.length === 0,
      note: waiting(awaited, 'представлена'),
    },
    {
      key: 'survey',
      title: 'Отношения',
      page: 'survey',
      done: silent.length === 0,
      note: waiting(silent, 'команды ответили'),
    },
    {
      key: 'final',
      title: 'Итоговый отчёт',
      page: 'final-report',
      done: final !== null && !isOpen(final.state),
      note: final ? finalNames[final.state] : 'ещё не составлен',
    },
    {
      key: 'presentation',
      title: 'Представление',
      page: 'presentation',
      done: known.presentations.length > 0,
      note: known.presentations.length > 0 ? 'записано' : 'ещё не было',
    },
  ].map((step) => ({
    ...step,
    note: step.key === 'final' && final && isReturned(final.state) ? 'возвращён' : step.note,
  })) as SummingStep[];
}

/** What is expected next in this group: of the actor first, otherwise of others. */
export function nextOf({ actor }: Pick<Work, 'actor'>, facts: GroupFacts, known: SummingUp) {
  const all = expectedOf(facts, known);
  const mine = all.filter((duty) => isOwn(actor, duty));
  return (mine.length > 0 ? mine : all).map(({ kind, title, href, action, who, clause, dueOn }) => ({
    kind,
    title,
    href,
    action,
    who,
    clause,
    dueOn,
    own: mine.length > 0,
  }));
}

function isOwn(actor: Actor, duty: Duty): boolean {
  if (!dutyRolesOf(actor).includes(duty.role)) return false;
  return duty.personId ? duty.personId === actor.personId : duty.unitId === actor.unitId;
}
