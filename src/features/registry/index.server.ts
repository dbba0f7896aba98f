import type { Transaction, Work } from '#platform/use-case.server.ts';
import { journal } from '#features/journal/index.server.ts';
import type { Assessment, TeamStanding } from './rules.ts';
import { registryStore, type TeamSummary } from './store.server.ts';

export type { TeamDirection, TeamSummary } from './store.server.ts';
export { canEnterTeams, mayEnterTeams } from './permissions.ts';
export {
  registryState,
  writeTeams,
  type RegistryState,
  type RegistryTerritory,
  type TeamList,
} from './use-cases/bulk.server.ts';
export { enterTeams, groundOfForm } from './use-cases/enter.server.ts';
export {
  enterRows,
  groundOfRows,
  type RowEntered,
  type RowsGround,
  type RowToEnter,
} from './use-cases/enter-rows.server.ts';
export { editTeam, type StoredForm } from './use-cases/edit.server.ts';
export { registerTeam, returnTeam, submitTeam, withdrawTeam } from './use-cases/decide.server.ts';
export { addEvidence, assessTeam, describeResults, removeEvidence } from './use-cases/supplement.server.ts';
export { compareTeams, exportRegistry, listRegistry, openForm, openTeam, viewTeam } from './use-cases/read.server.ts';
export { participantsForm, printRegistry } from './use-cases/print.server.ts';
export { openEvidence } from './use-cases/files.server.ts';
export {
  assessmentSchema,
  editTeamSchema,
  enterTeamsSchema,
  evidenceSchema,
  readComparedIds,
  readFilters,
  remarksSchema,
  removeEvidenceSchema,
  resultsSchema,
  revisionSchema,
  withdrawSchema,
} from './schema.ts';

/** The registry as other features read it, bound to their transaction. */
export function teams(tx: Transaction) {
  const store = registryStore(tx);
  return {
    byIds: (ids: readonly string[]): Promise<TeamSummary[]> => store.byIds(ids),

    /** Teams of a cycle already in the registry; `exceptIds` are left out. */
    registered: ({
      cycleId,
      standing = null,
      exceptIds = [],
    }: {
      cycleId: string;
      standing?: TeamStanding | null;
      exceptIds?: readonly string[];
    }): Promise<TeamSummary[]> => store.registered(cycleId, standing, exceptIds),

    /** The organisation's team in a cycle, whatever its state but withdrawn. */
    ofOrganisation: (organisationId: string, cycleId: string): Promise<TeamSummary | null> =>
      store.ofOrganisation(organisationId, cycleId),

    /** One more or one fewer group for a registered team; false when the team has left the registry meanwhile. */
    changeLoad: (teamId: string, by: 1 | -1): Promise<boolean> => store.changeLoad(teamId, by),

    /** Management staff the team is made of. */
    members: (teamId: string) => store.members(teamId),
  };
}

/** Self-assessments of difficulties by direction; the caller has checked the rights. */
export function supervision(tx: Transaction) {
  const store = registryStore(tx);
  return {
    /** Answers at entry or exit; without a group, those given for the registry. */
    ofTeam: (teamId: string, kind: 'entry' | 'exit', groupId: string | null = null) =>
      store.supervision(teamId, kind, groupId),

    /** Saves a whole set of answers in place of the earlier one. */
    async save(
      { actor, now }: Work,
      about: { teamId: string; groupId: string | null; kind: 'entry' | 'exit'; answers: readonly Assessment[] },
    ): Promise<void> {
      const { answers, ...subject } = about;
      await store.saveSupervision(subject, answers, { personId: actor.personId, now });
      await journal(tx).write(
        { actor, now },
        {
          subject: { type: 'team', id: about.teamId },
          groupId: about.groupId,
          action: `supervision-${about.kind}`,
          summary: about.kind === 'entry' ? 'Заполнена супервизия «на входе»' : 'Заполнена супервизия «на выходе»',
        },
      );
    },
  };
}
