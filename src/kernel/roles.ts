/** The roles a person can be granted, each at a unit and with dates (domain.md, «Territory, people, rights»). */
export const roles = [
  'administrator',
  'operator',
  'committee',
  'municipal-curator',
  'coordinator',
  'organisation-head',
  'team-member',
] as const;

export type Role = (typeof roles)[number];

/** Role names as the interface says them. */
export const roleNames: Readonly<Record<Role, string>> = {
  administrator: 'Администратор платформы',
  operator: 'Региональный оператор',
  committee: 'Комитет образования',
  'municipal-curator': 'Муниципальный куратор',
  coordinator: 'Координатор менторских групп',
  'organisation-head': 'Руководитель организации',
  'team-member': 'Член управленческой команды',
};

/**
 * The person who acts, under the one grant chosen in the role switch.
 * `unitPath` is the ltree path of the grant's unit: everything below it is the actor's territory.
 * `organisationId` is set for heads and team members only.
 */
export interface Actor {
  readonly personId: string;
  readonly fullName: string;
  readonly post: string;
  readonly role: Role;
  readonly grantId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly unitName: string;
  readonly regionId: string;
  readonly organisationId: string | null;
}
