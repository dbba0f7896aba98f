import { groups, regulationOf } from '#features/groups/index.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { figuresOf } from './rules.marks.ts';
import { markStore } from './store.marks.server.ts';
import { programmeStore, type ProgrammeHead } from './store.server.ts';
import { presentRow } from './use-cases/presenting.server.ts';

export { abandonAmendment, startAmendment, startProgramme } from './use-cases/start.server.ts';
export {
  moveActivity,
  removeActivity,
  restoreActivity,
  saveActivity,
  saveGeneral,
  saveWorkingGroup,
} from './use-cases/write.server.ts';
export { countReplacing, openReplacement, replaceDraft, noticeOf, type Replaced } from './use-cases/replace.server.ts';
export { approve, endorse, returnWithRemarks, submit } from './use-cases/approval.server.ts';
export { markActivity, removeEvidence, type Upload } from './use-cases/marks.server.ts';
export { compareVersions } from './use-cases/compare.server.ts';
export { printAmendment, printProgramme } from './use-cases/print.server.ts';
export type { PlanRow } from './use-cases/presenting.server.ts';
export { openDraft, readEvidence, viewActivity, viewProgramme } from './use-cases/view.server.ts';
export {
  activitySchema,
  amendmentSchema,
  decisionSchema,
  evidenceSchema,
  generalSchema,
  markSchema,
  rowSchema,
  wholeSchema,
  workingGroupSchema,
  type WholeInput,
} from './schema.ts';

/** The version in force: what the teams carry out. */
export function programmeInForce(tx: Transaction, groupId: string): Promise<ProgrammeHead | null> {
  return programmeStore(tx).inForce(groupId);
}

/** The version being written, endorsed or decided on. */
export function programmeInWork(tx: Transaction, groupId: string): Promise<ProgrammeHead | null> {
  return programmeStore(tx).inWork(groupId);
}

/** The plan in force with its marks and the figures of carrying out, for reports. */
export async function marksOf(tx: Transaction, groupId: string) {
  const facts = await groups(tx).facts(groupId);
  const head = await programmeStore(tx).inForce(groupId);
  if (!facts || !head) return { activities: [], ...figuresOf([]) };
  const regulation = await regulationOf({ tx }, facts);
  const marks = await markStore(tx).ofGroup(groupId);
  const live = (await programmeStore(tx).activities(head.id)).filter((row) => !row.cancelled);
  const activities = live.map((row, index) => presentRow(row, index + 1, marks.get(row.key) ?? null, regulation));
  return { activities, ...figuresOf(activities.map((row) => row.mark?.state ?? null)) };
}
