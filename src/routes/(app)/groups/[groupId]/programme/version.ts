/** The version asked for in the address; null means the page's own choice. */
export function versionOf(url: URL): number | null {
  const version = Number(url.searchParams.get('version'));
  return Number.isInteger(version) && version > 0 && version < 10_000 ? version : null;
}
