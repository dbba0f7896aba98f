import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters recommended by OWASP: 19 MiB, two passes. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of a password; takes about 30 ms on purpose. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let stranger: Promise<string> | null = null;

/** Checks a password; without a hash it works just as long, so that time does not tell whether the account exists. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await stranger), password);
  return matches && passwordHash !== null;
}
