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

/** Everything that can be done with a programme and its marks. */
export const programmeActions = [
  'view',
  'write',
  'write-team',
  'endorse',
  'submit',
  'decide',
  'amend',
  'mark',
] as const;

export type ProgrammeAction = (typeof programmeActions)[number];

/** The table of rights, to be read aloud. Teams write together, the coordinator helps, the curator decides (K-2.8). */
export const programmeRights: Readonly<Record<GroupRelation, readonly ProgrammeAction[]>> = {
  operator: ['view'],
  curator: ['view', 'decide'],
  coordinator: ['view', 'write', 'amend'],
  'experienced-head': ['view', 'write', 'write-team', 'endorse', 'submit', 'amend', 'mark'],
  'developing-head': ['view', 'write', 'write-team', 'endorse', 'submit', 'amend', 'mark'],
  'experienced-team': ['view', 'write', 'write-team', 'amend', 'mark'],
  'developing-team': ['view', 'write', 'write-team', 'amend', 'mark'],
  'invited-head': [],
  'numbers-only': [],
};

const whoMay: Readonly<Record<ProgrammeAction, string>> = {
  view: 'Программу читают участники группы',
  write: 'Программу пишут команды группы с помощью координатора',
  'write-team': 'Состав рабочей группы заполняет сама команда',
  endorse: 'Программу согласуют руководители команд группы',
  submit: 'Программу направляют на утверждение руководители команд группы',
  decide: 'Программу утверждает муниципальный куратор',
  amend: 'Изменения готовят команды группы с помощью координатора',
  mark: 'Выполнение отмечают команды группы',
};

const forbidden = (action: ProgrammeAction): Refusal => ({
  code: `programmes.forbidden.${action}`,
  kind: 'forbidden',
  message: whoMay[action],
  clause: action === 'decide' ? 'programme-approval' : 'programme-together',
});

/** Whether the actor may do this with the programme of the group; a group one cannot read does not exist (K-3.4). */
export function canInProgramme(actor: Actor, action: ProgrammeAction, facts: GroupFacts): Outcome<true> {
  const rights = new Set([...relationTo(actor, facts)].flatMap((relation) => programmeRights[relation]));
  if (!rights.has('view')) return refuse(notFound);
  if (!rights.has(action)) return refuse(forbidden(action));
  if (action === 'decide' && !answersForDeveloping(actor, facts)) return refuse(refusals.foreignMunicipality);
  return ok(true);
}

/** The team whose working group the actor writes and in whose name the actor endorses. */
export function writingTeam(actor: Actor, facts: GroupFacts): GroupTeam | null {
  return ownTeam(actor, facts);
}

/** Only the curator of the developing team's municipality approves (K-2.3.approve). */
function answersForDeveloping(actor: Actor, facts: GroupFacts): boolean {
  return activeTeams(facts, 'developing').some((team) => inTerritory(actor, team.municipalityPath));
}
