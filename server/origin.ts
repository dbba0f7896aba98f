import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { defaultOrigin, type Config } from '#platform/config.server.ts';

const everywhere = new Set(['0.0.0.0', '::']);
const bare = (name: string): string => name.replace(/^\[|\]$/g, '');

/**
 * The address the browser used, as protocol and host. With ORIGIN given it is ORIGIN, whatever the request says.
 * Without it, the request's Host is believed only where nobody can forge it into another site's: this machine's own
 * names, and bare IP addresses when listening everywhere.
 */
export function originOf(config: Pick<Config, 'origin' | 'originGiven' | 'host'>, host: string | undefined): URL {
  if (config.originGiven || !host) return new URL(config.origin);
  const asked = URL.parse(`http://${host}`);
  if (!asked || asked.host !== host.toLowerCase()) return new URL(config.origin);
  const name = bare(asked.hostname);
  const own = name === 'localhost' || name === '127.0.0.1' || name === '::1' || name === bare(config.host);
  const reachable = everywhere.has(config.host) && (isIP(name) !== 0 || name === hostname().toLowerCase());
  return own || reachable ? asked : new URL(config.origin);
}

/** The configuration once the port is known: PORT=0 takes any free one. */
export function withPort(config: Config, port: number): Config {
  return { ...config, port, origin: config.originGiven ? config.origin : defaultOrigin(config.host, port) };
}
