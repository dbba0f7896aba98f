const startedAt = Date.now();

/** The moment set by ESTAFETA_NOW, for demonstration and tests only: in service nobody moves the clock. */
function fixedStart(): number | null {
  const { ESTAFETA_NOW, ESTAFETA_DEMO, NODE_ENV } = process.env;
  if (!ESTAFETA_NOW || (ESTAFETA_DEMO !== '1' && NODE_ENV !== 'test')) return null;
  const moment = Date.parse(ESTAFETA_NOW);
  return Number.isNaN(moment) ? null : moment;
}

/** The present moment. The only clock of the program: everything below the edge receives `now` as an argument. */
export function clock(): Date {
  const fixed = fixedStart();
  return new Date(fixed === null ? Date.now() : fixed + (Date.now() - startedAt));
}
