import { app } from '#platform/app.server.ts';
import { takeNotice } from '#platform/web.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ cookies }) => ({ demonstration: app().config.demo, notice: takeNotice(cookies) });
