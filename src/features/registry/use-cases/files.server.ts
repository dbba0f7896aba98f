import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query } from '#platform/use-case.server.ts';
import { canWithTeam } from '../permissions.ts';
import { registryStore } from '../store.server.ts';

/** Whether the actor may open a file as evidence of a team they may see. */
export const mayReadEvidence = query(async ({ tx, actor }, { fileId }: { fileId: string }) => {
  const store = registryStore(tx);
  const teamId = await store.teamOfFile(fileId);
  const team = teamId ? await store.facts(teamId) : null;
  if (!team) return refuse(notFound);
  const allowed = canWithTeam(actor, 'view', team);
  return allowed.ok ? ok({ teamId: team.id }) : allowed;
});
