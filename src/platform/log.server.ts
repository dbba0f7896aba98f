import { pino } from 'pino';

/**
 * The log of the program: JSON lines on stderr (stdout belongs to the launcher's words to a person). Requests are
 * logged at `debug`; set LOG_LEVEL to see them.
 */
export const log = pino(
  {
    name: 'estafeta',
    level: process.env['LOG_LEVEL'] ?? (process.env['NODE_ENV'] === 'test' ? 'silent' : 'info'),
    redact: { paths: ['password', 'token', 'cookie', '*.password', '*.token', '*.cookie'], censor: '…' },
  },
  pino.destination({ dest: 2, sync: true }),
);
