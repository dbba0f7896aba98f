import { readConfig } from './config.server.ts';
import { StartFailure } from './start-failure.server.ts';

/**
 * The public address of the program (setting ORIGIN), without a trailing slash: what printed documents carry. Use cases
 * ask it here, so that no form or job has to bring it along.
 */
export function publicOrigin(): string {
  const config = readConfig(process.env);
  if (!config.ok) throw new StartFailure(config.error.join('\n'));
  return config.value.origin;
}
