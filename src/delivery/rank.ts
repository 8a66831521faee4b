import { isAsking } from './routes.ts';
import type { Target } from './schema.ts';

/** The first is sent first. */
const ranks = { urgentAsk: 0, ask: 1, rest: 2 } as const;

/**
 * How soon a message goes out among those that wait in its lane: whoever should come now is asked first; then come
 * quieter calls and what a caller must hear while the call is open; last is what can wait, such as cards of one's own
 * call, those in channels, tests and "no longer needed".
 */
export function targetToRank(
  { content, urgent = false }: Pick<Target, 'content' | 'urgent'>,
  isCall: boolean,
): number {
  const isAsk = 'view' in content && isAsking(content.view);
  if (isAsk && urgent) return ranks.urgentAsk;
  if (isAsk && isCall) return ranks.ask;
  return urgent && content.onlyWhileOpen ? ranks.ask : ranks.rest;
}
