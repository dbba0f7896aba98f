import { app } from '#platform/app.server.ts';
import { takeNotice } from '#platform/web.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ cookies, url }) => {
  // reading the address makes every page ask anew: a notice is shown once
  void url.pathname;
  return { demonstration: app().config.demo, notice: takeNotice(cookies) };
};
