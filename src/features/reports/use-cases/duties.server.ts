import type { Duty } from '#features/duties/index.ts';
import { duties } from '#features/duties/index.server.ts';
import { activeTeams, type GroupFacts, type GroupTeam } from '#features/groups/index.ts';
import type { Work } from '#platform/use-case.server.ts';
import { checkSummingUp } from '../rules.ts';
import { firstState, isAccepted, isOpen, isReturned, isSent, isSubmitted } from '../rules.states.ts';
import { awaitedInformation, isExitSupervised, silentTeams, summingUp, type SummingUp } from './access.server.ts';

/** What is still expected before the group can be closed, all of it within the days the regulation gives. */
export async function keepDuties(work: Work, facts: GroupFacts): Promise<void> {
  const expected = expectedOf(facts, await summingUp(work, facts));
  await duties(work.tx).replace({ source: 'reports', subjectId: facts.id, groupId: facts.id }, expected, work.now);
}

/** The duties a group that sums up waits for, in the order they are to be done. */
export function expectedOf(facts: GroupFacts, state: SummingUp): Duty[] {
  if (!checkSummingUp(facts.state).ok) return [];
  const final = state.finalReport?.state ?? firstState;
  if (isSent(final)) return [acceptance(facts)];
  if (isAccepted(final)) return [receipt(facts)];
  if (!isOpen(final)) return [];
  const informed = awaitedInformation(facts, state).length === 0;
  return [
    ...activeTeams(facts, 'developing').flatMap((team) => developingDuties(facts, state, team)),
    ...surveyDuties(facts, state),
    ...(informed
      ? activeTeams(facts, 'experienced')
          .slice(0, 1)
          .flatMap((team) => finalDuties(facts, state, team))
      : []),
  ];
}

function developingDuties(facts: GroupFacts, state: SummingUp, team: GroupTeam): Duty[] {
  const report = state.informationReports.find((candidate) => candidate.teamId === team.teamId);
  if (report && isSubmitted(report.state)) return [];
  const supervised = isExitSupervised(facts, state, team.teamId);
  return [
    ...(supervised
      ? []
      : [
          duty(facts, team, {
            kind: 'exit-supervision',
            title: 'Заполнить супервизию «на выходе»',
            clause: 'supervision',
            page: 'supervision/exit',
            action: 'Заполнить',
          }),
        ]),
    duty(facts, team, {
      kind: 'information-report',
      title: 'Представить информационную справку',
      clause: 'information-report',
      page: 'information-report',
      action: 'Составить справку',
    }),
  ];
}

function surveyDuties(facts: GroupFacts, state: SummingUp): Duty[] {
  return silentTeams(facts, state).map((team) =>
    duty(facts, team, {
      kind: 'survey',
      title: 'Ответить на вопросы об отношениях в группе',
      clause: 'criteria-relations',
      page: 'survey',
      action: 'Ответить',
    }),
  );
}

/** The experienced team analyses its own work first, then writes the report of the group. */
function finalDuties(facts: GroupFacts, { finalReport, analyses }: SummingUp, team: GroupTeam): Duty[] {
  const returned = finalReport !== null && isReturned(finalReport.state);
  return [
    ...(analyses.some((analysis) => analysis.teamId === team.teamId)
      ? []
      : [
          duty(facts, team, {
            kind: 'critical-analysis',
            title: 'Написать критический анализ работы команды',
            clause: 'supervision',
            page: 'supervision/exit',
            action: 'Написать',
          }),
        ]),
    duty(facts, team, {
      kind: 'final-report',
      title: returned ? 'Исправить итоговый отчёт по замечаниям' : 'Составить и направить итоговый отчёт',
      clause: 'final-report',
      page: 'final-report',
      action: returned ? 'Исправить' : 'Составить отчёт',
    }),
  ];
}

function acceptance(facts: GroupFacts): Duty {
  return {
    ...common(facts, 'final-report'),
    kind: 'accept-report',
    title: 'Принять итоговый отчёт или вернуть с замечаниями',
    clause: 'control',
    action: 'Рассмотреть',
    who: 'муниципальный куратор',
    role: 'municipal-curator',
    unitId: facts.municipalityId,
  };
}

/** A group without a coordinator hands its report to the operator. */
function receipt(facts: GroupFacts): Duty {
  const receiver = facts.coordinatorId
    ? ({ who: 'координатор', role: 'coordinator', personId: facts.coordinatorId } as const)
    : ({ who: 'региональный оператор', role: 'operator', unitId: facts.regionId } as const);
  return {
    ...common(facts, 'final-report'),
    ...receiver,
    kind: 'receive-report',
    title: 'Получить итоговый отчёт и завершить работу группы',
    clause: 'final-report',
    action: 'Открыть отчёт',
  };
}

function duty(
  facts: GroupFacts,
  team: GroupTeam,
  what: Pick<Duty, 'kind' | 'title' | 'clause' | 'action'> & { readonly page: string },
): Duty {
  const { page, ...rest } = what;
  return {
    ...common(facts, page),
    ...rest,
    who: team.organisationShortName,
    role: 'team',
    unitId: team.organisationId,
  };
}

function common(facts: GroupFacts, page: string): Pick<Duty, 'detail' | 'href' | 'dueOn'> {
  return { detail: `Группа «${facts.title}»`, href: `/groups/${facts.id}/${page}`, dueOn: facts.sumUpBy };
}
