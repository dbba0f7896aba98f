import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { readFile } from '#platform/files.server.ts';
import { query } from '#platform/use-case.server.ts';
import { canWithTeam } from '../permissions.ts';
import { registryStore } from '../store.server.ts';

/** A file given as evidence, for those who may see the team. */
export const openEvidence = query(async ({ tx, actor }, { fileId }: { fileId: string }) => {
  const store = registryStore(tx);
  const teamId = await store.teamOfFile(fileId);
  const team = teamId ? await store.facts(teamId) : null;
  if (!team) return refuse(notFound);
  const allowed = canWithTeam(actor, 'view', team);
  if (!allowed.ok) return allowed;
  const file = await readFile(tx, fileId);
  return file ? ok(file) : refuse(notFound);
});
