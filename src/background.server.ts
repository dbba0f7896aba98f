// Registers the work done apart from requests; each feature's job is idempotent.
import './platform/mail.server.ts';
