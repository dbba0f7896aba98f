import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits, fit for a cookie and an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
