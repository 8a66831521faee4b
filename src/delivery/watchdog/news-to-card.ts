import { type Card, type CardPart, sentenceCard } from '../../chat/card.ts';
import type { RouteName } from '../../chat/request.ts';
import { own, type Params } from '../../chat/text.ts';
import type { News } from './findings.ts';
import { say } from './texts.en.ts';

/** What is found of a platform or messenger. */
const ofRoutes = ['standsStill', 'late', 'platform', 'route', 'silent'] as const;
/** Records named in one message; of the others it says how many they are. */
const longestList = 10;

/**
 * One calm message about findings of the same sort: what was found, what was done, what to do.
 *
 * @param zone the organisation's, for times.
 */
export function newsToCard(news: readonly [News, ...News[]], zone: string): Card {
  const { tell, finding } = news[0];
  const { what, reason, mended, foundAt } = finding;
  const params = paramsOf(news);
  if (tell === 'over') return sentenceCard(say(`watchdog.${what}.over`, params));
  const found = say(`watchdog.${what}.found`, params);
  const isMended = mended && (what === 'noStep' || what === 'lostStep' || what === 'lostMessages');
  const parts: CardPart[] = [
    { type: 'heading', text: say('watchdog.heading') },
    { type: 'text', text: found, strong: true },
    { type: 'text', text: say(isMended ? `watchdog.${what}.mended` : `watchdog.${what}.do`) },
  ];
  if (tell === 'lasts') {
    const since = { instant: foundAt, zone, style: 'full' as const };
    parts.push({ type: 'text', text: say('watchdog.lasts', { since }) });
  }
  if (reason !== undefined)
    parts.push({ type: 'context', text: say('watchdog.reason', { reason: own(reason) }) });
  return { summary: found, tone: mended ? 'plain' : 'urgent', parts };
}

function paramsOf(news: readonly [News, ...News[]]): Params {
  const { what, about } = news[0].finding;
  if (ofRoutes.some((one) => one === what)) return { place: say(`watchdog.place.${about as RouteName}`) };
  const named = news.slice(0, longestList).map(({ finding }) => finding.about);
  const others = news.length - named.length;
  return { about: others === 0 ? named : [...named, say('watchdog.others', { count: others })] };
}
