import type { Actor } from './roles.ts';

declare const minted: unique symbol;

/** What part of the region a list may show. */
export type ScopeReach =
  | { readonly kind: 'region'; readonly regionId: string }
  | { readonly kind: 'subtree'; readonly path: string }
  | { readonly kind: 'organisation'; readonly organisationId: string }
  | { readonly kind: 'coordinator'; readonly personId: string }
  | { readonly kind: 'nothing' };

/**
 * Proof that the permission layer has decided what a list query may return. Only `permissions.ts` files may call
 * `mintScope` (a dependency rule checks it); list queries of stores demand it by type.
 */
export type Scope<Subject extends string> = ScopeReach & { readonly [minted]: Subject };

/** Mints the scope of `subject`. For `permissions.ts` files only. */
export function mintScope<Subject extends string>(_subject: Subject, reach: ScopeReach): Scope<Subject> {
  return reach as Scope<Subject>;
}

/** Whether unit path `path` lies at or below `root` (both ltree paths with dots). */
export function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}.`);
}

/** Whether a unit lies in the actor's territory. */
export function inTerritory(actor: Actor, path: string): boolean {
  return isWithin(path, actor.unitPath);
}
