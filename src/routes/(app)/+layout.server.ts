import { duties } from '#features/duties/index.server.ts';
import { readKeptForm } from '#features/accounts/index.server.ts';
import { addDays, today } from '#kernel/dates.ts';
import { app } from '#platform/app.server.ts';
import { newId } from '#platform/ids.server.ts';
import { actionName, keptState, keptToken, takeNotice } from '#platform/web.server.ts';
import type { LayoutServerLoad } from './$types';

/** The count beside «Рабочий стол» looks this many days ahead. */
const soonDays = 14;

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const { database, config } = app();
  const { actor, signedIn, now } = locals;
  // reading the address makes every page ask anew: a notice is shown once, counts and form numbers are fresh
  const { pathname } = url;
  const date = today(now);
  const dutyCount = actor
    ? await database.transaction().execute((tx) => duties(tx).countOfActor(actor, addDays(date, soonDays)))
    : 0;
  return {
    actor,
    person: signedIn?.person ?? null,
    roles: signedIn?.grants ?? [],
    clauses: await locals.clauses(),
    today: date,
    now,
    kept: await keptFormHere(keptToken(cookies), url, pathname),
    notice: takeNotice(cookies),
    dutyCount,
    submission: newId(),
    demonstration: config.demo,
  };
};

/** What was typed on this page before the session expired. */
async function keptFormHere(token: string | null, url: URL, pathname: string) {
  if (!token) return null;
  const kept = await readKeptForm(app().database, token);
  if (!kept) return null;
  const address = new URL(kept.path, url);
  return address.pathname === pathname ? keptState(actionName(address), kept.fields) : null;
}
