import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { normalEmail, refusals } from '../rules.ts';
import { accountStore } from '../store/accounts.server.ts';
import { hashPassword } from '../store/passwords.server.ts';

interface Opening {
  readonly personId: string;
  readonly email: string;
  readonly password: string;
}

/** Opens an account with a password at once: for demonstration and test data, which invite nobody. */
export async function openAccount(
  work: { tx: Transaction; now: Date },
  { personId, email, password }: Opening,
): Promise<Outcome<true>> {
  const passwordHash = await hashPassword(password);
  const added = await accountStore(work.tx).add({ personId, email: normalEmail(email), passwordHash }, work.now);
  return added ? ok(true) : refuse(refusals.emailTaken);
}
