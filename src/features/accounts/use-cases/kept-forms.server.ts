import type { Kysely } from 'kysely';
import { clock } from '#platform/clock.server.ts';
import type { Database } from '#platform/database-types.ts';
import { keepable, keptFormTerm } from '../rules.ts';
import { linkStore, type KeptForm } from '../store/links.server.ts';

/** Keeps a form that came after the session had expired; passwords are left out. Gives the token for the browser. */
export function keepForm(database: Kysely<Database>, form: KeptForm, now: Date): Promise<string> {
  const kept = { path: form.path, fields: keepable(form.fields) };
  return database.transaction().execute((tx) => linkStore(tx).keep(kept, now, new Date(now.getTime() + keptFormTerm)));
}

/** The kept form of a token; it stays until its day is over. */
export function readKeptForm(database: Kysely<Database>, token: string, now: Date = clock()): Promise<KeptForm | null> {
  return database.transaction().execute((tx) => linkStore(tx).kept(token, now));
}
