import {
  activeTeams,
  ownTeam,
  relationTo,
  type GroupFacts,
  type GroupRelation,
  type GroupTeam,
} from '#features/groups/index.ts';
import { notFound, refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { inTerritory } from '#kernel/scope.ts';
import { refusals } from './rules.refusals.ts';
import { firstState, isSubmitted, type FinalState, type InformationState } from './rules.states.ts';

/** Everything that can be done while a group sums up. */
export const reportActions = [
  'view',
  'write-information',
  'submit-information',
  'write-final',
  'send-final',
  'decide',
  'receive',
  'answer-survey',
  'supervise',
  'analyse',
  'present',
] as const;
export type ReportAction = (typeof reportActions)[number];

/** The table of rights, to be read aloud. */
export const reportRights: Readonly<Record<GroupRelation, readonly ReportAction[]>> = {
  operator: ['view', 'receive'],
  curator: ['view', 'decide'],
  coordinator: ['view', 'receive', 'present'],
  'experienced-head': ['view', 'write-final', 'send-final', 'answer-survey', 'analyse', 'present'],
  'developing-head': [
    'view',
    'write-information',
    'submit-information',
    'answer-survey',
    'supervise',
    'analyse',
    'present',
  ],
  'experienced-team': ['view', 'write-final', 'answer-survey', 'analyse', 'present'],
  'developing-team': ['view', 'write-information', 'answer-survey', 'supervise', 'analyse', 'present'],
  'invited-head': [],
  'numbers-only': [],
};

const whoMay: Readonly<Record<ReportAction, string>> = {
  view: 'Отчёты читают участники группы, её куратор, координатор и оператор',
  'write-information': 'Информационную справку готовит развивающаяся команда',
  'submit-information': 'Информационную справку представляет руководитель развивающейся команды',
  'write-final': 'Итоговый отчёт готовит опытная команда',
  'send-final': 'Итоговый отчёт направляет руководитель опытной команды',
  decide: 'Итоговый отчёт принимает муниципальный куратор',
  receive: 'Принятый отчёт получает координатор группы',
  'answer-survey': 'На вопросы об отношениях отвечают участники группы',
  supervise: 'Супервизию «на выходе» заполняет развивающаяся команда',
  analyse: 'Критический анализ пишут команды группы',
  present: 'Представление результатов записывают команды и координатор',
};

const grounds: Partial<Readonly<Record<ReportAction, Refusal['clause']>>> = {
  decide: 'control',
  receive: 'final-report',
  'answer-survey': 'criteria-relations',
  supervise: 'supervision',
  analyse: 'supervision',
};

/** Whether the actor may do this in the group's summing-up; a group one cannot read does not exist (K-3.4). */
export function canInReports(actor: Actor, action: ReportAction, facts: GroupFacts): Outcome<true> {
  const rights = new Set([...relationTo(actor, facts)].flatMap((relation) => reportRights[relation]));
  if (!rights.has('view')) return refuse(notFound);
  if (!rights.has(action)) return refuse(forbidden(action));
  const answers = activeTeams(facts, 'developing').some((team) => inTerritory(actor, team.municipalityPath));
  return action === 'decide' && !answers ? refuse(refusals.foreignMunicipality) : ok(true);
}

/** The team in whose name the actor reports and answers. */
export function reportingTeam(actor: Actor, facts: GroupFacts): GroupTeam | null {
  return ownTeam(actor, facts);
}

/** A report that is being written is its team's own paper: others read it once it has been given. */
export function maySeeInformation(
  actor: Actor,
  team: Pick<GroupTeam, 'organisationId'>,
  state: InformationState | null,
): boolean {
  return actor.organisationId === team.organisationId || (state !== null && isSubmitted(state));
}

/** The same for the final report: the experienced team's own until it is sent; what was returned stays to be read. */
export function maySeeFinal(actor: Actor, facts: GroupFacts, state: FinalState | null): boolean {
  const own = relationTo(actor, facts).has('experienced-team');
  return own || (state !== null && state !== firstState);
}

/** Words added to answers about relations are read, without names, by those who accompany the group. */
export function seesComments(actor: Actor, facts: GroupFacts): boolean {
  const relations = relationTo(actor, facts);
  return relations.has('coordinator') || relations.has('operator');
}

function forbidden(action: ReportAction): Refusal {
  return {
    code: `reports.forbidden.${action}`,
    kind: 'forbidden',
    message: whoMay[action],
    clause: grounds[action] ?? 'summing-up',
  };
}
