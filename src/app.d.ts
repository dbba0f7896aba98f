import type { Actor } from '#kernel/roles.ts';
import type { Clauses } from '#platform/web.server.ts';
import type { Context } from '#platform/use-case.server.ts';
import type { SignedIn } from '#features/accounts/index.server.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      requestId?: string;
    }
    interface Locals {
      requestId: string;
      now: Date;
      signedIn: SignedIn | null;
      actor: Actor | null;
      /** The actor's context; sends a person who has not signed in to the sign-in page. */
      context: () => Context;
      /** The citations of the regulation in force in the actor's region. */
      clauses: () => Promise<Clauses>;
    }
  }
}

export {};
