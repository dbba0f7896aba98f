import type { Duty } from '#features/duties/index.ts';
import { duties } from '#features/duties/index.server.ts';
import type { Cycle } from '#features/regulation/index.server.ts';
import type { Work } from '#platform/use-case.server.ts';
import { registrationLack, standingNames, type TeamFacts, type TeamState } from '../rules.ts';

/** The date by which the municipality's form is expected. */
export function registryDueOn(cycle: Cycle): string | null {
  return cycle.milestones.find((milestone) => milestone.key === 'registry')?.dueOn ?? null;
}

/** What the registry expects of whom about a team in a state. */
export function teamDuties(team: TeamFacts, state: TeamState, dueOn: string | null, remarks = ''): Duty[] {
  const href = `/registry/${team.id}`;
  const curator = { role: 'municipal-curator', unitId: team.municipalityId, who: 'муниципальный куратор' } as const;
  const about = { href, dueOn, detail: `${team.organisationName}, ${standingNames[team.standing]} команда` };
  const lack = lackDuties(team, about);
  switch (state) {
    case 'draft':
      return [
        {
          ...about,
          ...curator,
          kind: 'submit-team',
          clause: 'municipal-information',
          action: 'Открыть черновик',
          title: `Подать сведения о команде: ${team.organisationName}`,
        },
      ];
    case 'returned':
      return [
        {
          ...about,
          ...curator,
          kind: 'correct-team',
          clause: 'registry',
          action: 'Исправить',
          href: `${href}/edit`,
          title: `Исправить заявку команды: ${team.organisationName}`,
          detail: remarks || about.detail,
        },
      ];
    case 'submitted':
      return [
        {
          ...about,
          kind: 'register-team',
          clause: 'registry',
          action: 'Рассмотреть',
          role: 'operator',
          unitId: team.regionId,
          who: 'региональный оператор',
          title: `Внести в реестр или вернуть: ${team.organisationName}`,
          detail: lack.length > 0 ? `${about.detail} · ${waiting(team)}` : about.detail,
        },
        ...lack,
      ];
    default:
      return [];
  }
}

function waiting(team: TeamFacts): string {
  return team.standing === 'experienced' ? 'ждёт подтверждений результатов' : 'ждёт самооценки затруднений';
}

/** What the team itself, or its curator for it, must add before registration. */
function lackDuties(team: TeamFacts, about: Pick<Duty, 'href' | 'dueOn' | 'detail'>): Duty[] {
  if (!registrationLack(team)) return [];
  const what: Omit<Duty, 'role' | 'who'> =
    team.standing === 'experienced'
      ? {
          ...about,
          kind: 'add-evidence',
          clause: 'experienced-evidence',
          action: 'Приложить',
          href: `${about.href}/evidence`,
          title: `Подтвердить результаты: ${team.organisationName}`,
        }
      : {
          ...about,
          kind: 'assess',
          clause: 'supervision',
          action: 'Заполнить',
          href: `${about.href}/supervision`,
          title: `Самооценка затруднений по направлениям: ${team.organisationName}`,
        };
  return [
    { ...what, role: 'team', unitId: team.organisationId, who: `команда ${team.organisationName}` },
    { ...what, role: 'municipal-curator', unitId: team.municipalityId, who: 'муниципальный куратор' },
  ];
}

/** Writes the duties that follow from the state a team has come to. */
export async function replaceTeamDuties(
  { tx, now }: Work,
  team: TeamFacts,
  state: TeamState,
  dueOn: string | null,
  remarks?: string,
): Promise<void> {
  const expected = teamDuties(team, state, dueOn, remarks);
  await duties(tx).replace({ source: 'registry', subjectId: team.id }, expected, now);
}
