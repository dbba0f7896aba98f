import { mkdirSync, rmSync } from 'node:fs';
import { pictures } from './crawl.ts';

/** Pictures are of this run. */
export default function clean(): void {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures);
}
