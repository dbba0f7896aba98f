import { notFound, refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor, Role } from '#kernel/roles.ts';
import { inTerritory, isWithin } from '#kernel/scope.ts';

/** What can be done with a region's regulation and cycles. */
export const regulationActions = ['view', 'edit', 'open-cycle', 'edit-cycle', 'install'] as const;
export type RegulationAction = (typeof regulationActions)[number];

/** What can be done with a territory's plan of measures. */
export const measureActions = ['view', 'edit'] as const;
export type MeasureAction = (typeof measureActions)[number];

/** The table of rights, to be read aloud: everybody signed in reads, the operator and the administrator write. */
export const regulationRights: Readonly<Record<Role, readonly RegulationAction[]>> = {
  administrator: regulationActions,
  operator: regulationActions,
  committee: ['view'],
  'municipal-curator': ['view'],
  coordinator: ['view'],
  'organisation-head': ['view'],
  'team-member': ['view'],
};

const operatorOnly: Refusal = {
  code: 'regulation.operator-only',
  kind: 'forbidden',
  message: 'Положение и цикл меняет региональный оператор',
  clause: 'coordination',
};

/** Whether the actor may do it with the regulation of a region; another region's does not exist for them. */
export function canWithRegulation(actor: Actor, action: RegulationAction, regionId: string): Outcome<true> {
  const everywhere = actor.role === 'administrator';
  if (!everywhere && actor.regionId !== regionId) return refuse(notFound);
  return regulationRights[actor.role].includes(action) ? ok(true) : refuse(operatorOnly);
}

/** Where a plan of measures belongs. */
export interface MeasurePlace {
  readonly unitId: string;
  readonly unitPath: string;
  readonly regionId: string;
}

const ownCuratorOnly: Refusal = {
  code: 'regulation.own-curator-only',
  kind: 'forbidden',
  message: 'План мероприятий ведёт муниципальный куратор территории, план области — региональный оператор',
  clause: 'measures',
};

/** Whether the actor may see or change the measures of a unit: its curator its own, the operator those of the region. */
export function canWithMeasures(actor: Actor, action: MeasureAction, place: MeasurePlace): Outcome<true> {
  if (actor.role !== 'administrator' && actor.regionId !== place.regionId) return refuse(notFound);
  const own = actor.role === 'municipal-curator' && inTerritory(actor, place.unitPath);
  const regional = actor.role === 'operator' && place.unitId === place.regionId;
  if (action === 'edit') return own || regional || actor.role === 'administrator' ? ok(true) : refuse(ownCuratorOnly);
  const everywhere = ['operator', 'committee', 'administrator'].includes(actor.role);
  const near = inTerritory(actor, place.unitPath) || isWithin(actor.unitPath, place.unitPath);
  return everywhere || near ? ok(true) : refuse(notFound);
}
