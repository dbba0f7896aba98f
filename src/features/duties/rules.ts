import type { ClauseKey } from '#kernel/clauses.ts';
import type { IsoDate } from '#kernel/dates.ts';
import type { Actor, Role } from '#kernel/roles.ts';

/** Which part of the work a duty belongs to; a transition replaces all duties of one source and subject at once. */
export type DutySource =
  | 'registry'
  | 'groups'
  | 'agreements'
  | 'programmes'
  | 'marks'
  | 'reports'
  | 'consultations'
  | 'memos'
  | 'extensions'
  | 'cycle';

/** `team` is whoever works in the organisation's team: its head and its members. */
export type DutyRole = Role | 'team';

/**
 * What the regulation expects of somebody now.
 * Of a role at a unit (`unitId`: the region for the operator, the municipality for a curator, the organisation for a
 * head or a team), or of one person (`personId`: a coordinator). `who` names the one who acts for others' eyes,
 * `action` is the caption of the one button, `href` where it leads.
 */
export interface Duty {
  readonly kind: string;
  readonly title: string;
  readonly detail?: string;
  readonly clause: ClauseKey;
  readonly href: string;
  readonly action: string;
  readonly who: string;
  readonly role: DutyRole;
  readonly unitId?: string | null;
  readonly personId?: string | null;
  readonly dueOn: IsoDate | null;
}

/** The duty roles an actor answers for. */
export function dutyRolesOf(actor: Actor): DutyRole[] {
  const inTeam = actor.role === 'organisation-head' || actor.role === 'team-member';
  return inTeam ? [actor.role, 'team'] : [actor.role];
}
