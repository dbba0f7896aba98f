import type { RequestEvent } from '@sveltejs/kit';
import type { Invitation } from '#features/accounts/index.server.ts';
import { app } from '#platform/app.server.ts';

const cookie = 'one-time-link';

/** Lets the next page show a link just made, once: whoever invited can hand it over without mail. */
export function showLink(event: RequestEvent, invitation: Pick<Invitation, 'email' | 'path'> | null): void {
  if (!invitation) return;
  const value = JSON.stringify({ email: invitation.email, url: `${app().config.origin}${invitation.path}` });
  event.cookies.set(cookie, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.url.protocol === 'https:',
    maxAge: 300,
  });
}

/** The link to show, forgotten by the browser at once. */
export function takeLink({ cookies }: Pick<RequestEvent, 'cookies'>): { email: string; url: string } | null {
  const value = cookies.get(cookie);
  if (!value) return null;
  cookies.delete(cookie, { path: '/' });
  try {
    return JSON.parse(value) as { email: string; url: string };
  } catch {
    return null;
  }
}
