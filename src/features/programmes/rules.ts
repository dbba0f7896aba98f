import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { refusals } from './rules.refusals.ts';

/** States of a version of the programme; version 1 is the programme itself, later ones are amendments. */
export const programmeStates = [
  'draft',
  'endorsed',
  'on-approval',
  'returned',
  'approved',
  'superseded',
  'abandoned',
] as const;

export type ProgrammeState = (typeof programmeStates)[number];

/** What may happen to a version, from which states, and where it leads. Equal to the database's `programme` rows. */
export const programmeEvents = {
  edit: { from: ['draft', 'endorsed', 'returned'], to: 'draft' },
  endorse: { from: ['draft', 'returned'], to: 'endorsed' },
  submit: { from: ['endorsed'], to: 'on-approval' },
  approve: { from: ['on-approval'], to: 'approved' },
  return: { from: ['on-approval'], to: 'returned' },
  supersede: { from: ['approved'], to: 'superseded' },
  abandon: { from: ['draft', 'endorsed', 'on-approval', 'returned'], to: 'abandoned' },
} as const satisfies Record<string, { from: readonly ProgrammeState[]; to: ProgrammeState }>;

export type ProgrammeEvent = keyof typeof programmeEvents;

/** States in which a version is being written or decided on: at most one per group. */
export const inWork: readonly ProgrammeState[] = ['draft', 'endorsed', 'on-approval', 'returned'];

/** The state of the version the teams carry out: at most one per group. */
export const inForce: ProgrammeState = 'approved';

export const stateNames: Readonly<Record<ProgrammeState, string>> = {
  draft: 'черновик',
  endorsed: 'согласована командами',
  'on-approval': 'на утверждении',
  returned: 'возвращена с замечаниями',
  approved: 'утверждена',
  superseded: 'заменена новой версией',
  abandoned: 'изменение отозвано',
};

/** The refusal of what cannot be done with a version in its present state. */
export function wrongState(state: ProgrammeState): Refusal {
  return refusals.wrongState(stateNames[state]);
}

/** The state after `event`, or a refusal that names the present state. */
export function nextState(state: ProgrammeState, event: ProgrammeEvent): Outcome<ProgrammeState> {
  const { from, to } = programmeEvents[event];
  return (from as readonly ProgrammeState[]).includes(state) ? ok(to) : refuse(wrongState(state));
}

/** Whether a version may still be written: the programme before the term begins, an amendment while it runs (D-A.amend). */
export function checkWritable(version: number, groupState: string): Outcome<true> {
  if (version > 1) return groupState === 'running' ? ok(true) : refuse(refusals.amendmentLate);
  return groupState === 'ordered' || groupState === 'contracted' ? ok(true) : refuse(refusals.groupNotReady);
}

/** The programme itself is approved only once everybody has signed the agreement (V-step4). */
export function checkApprovable(version: number, groupState: string): Outcome<true> {
  return version === 1 && groupState !== 'contracted' ? refuse(refusals.agreementFirst) : ok(true);
}
