// Stops what the global setup started, and nothing else.
export default async function stopServers() {
  await globalThis.stopTestServers?.();
}
