import type { CatalogueText } from '../../chat/text.ts';
import { isEnough } from './coming.ts';
import type { Describe } from './describe.ts';
import { type Changed, mayAnswer } from './rules.ts';
import { say } from './texts.en.ts';

/** What somebody who can't come is told: who still comes, and whom the call has gone to. */
export function declinedText(changed: Changed, describe: Describe): CatalogueText {
  return say('help.press.declined', { number: changed.call.number, rest: declinedRest(changed, describe) });
}

/** Who still comes to the call that somebody can't come to, and whom it has gone to. */
export function declinedRest({ call, news }: Changed, describe: Describe): CatalogueText {
  const state = describe.state(call);
  return isEnough(call) ? say('help.declined.coming', { state }) : others();

  function others(): CatalogueText {
    const asked = whoIsAsked();
    return call.responders.length === 0 ? asked : say('help.declined.some', { state, rest: asked });
  }

  function whoIsAsked(): CatalogueText {
    const now = news.find((one) => one.type === 'asked');
    if (now !== undefined) {
      const people = describe.names([...now.people, ...now.again]);
      return say(now.people.length > 0 ? 'help.declined.asked' : 'help.declined.again', { people });
    }
    const people = describe.names(mayAnswer(call));
    return people.length > 0 ? say('help.declined.waiting', { people }) : say('help.declined.last');
  }
}
