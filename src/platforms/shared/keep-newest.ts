/** Sets an entry, and lets go of the one that was set longest ago where there are too many. */
export function keepNewest<K, V>(map: Map<K, V>, key: K, value: V, atMost: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > atMost && oldest !== undefined) map.delete(oldest);
}
