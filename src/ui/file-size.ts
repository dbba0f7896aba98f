/** The largest file that may be sent, in bytes. */
export const fileLimit = 20 * 1024 * 1024;

/** «12 КБ», «3,4 МБ», with a no-break space. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes}\u00a0Б`;
  const kilobytes = bytes / 1024;
  if (kilobytes < 1024) return `${Math.round(kilobytes)}\u00a0КБ`;
  return `${(kilobytes / 1024).toFixed(1).replace('.', ',').replace(/,0$/, '')}\u00a0МБ`;
}
