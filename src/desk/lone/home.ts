import type { HomeSection } from '../../chat/home.ts';
import type { LoneCards } from './cards.ts';
import type { OpenStretches } from './open-stretches.ts';
import { type Stretch, stretchCollection } from './schema.ts';
import { say } from './texts.en.ts';

/** On the Home of somebody who is alone: until when, when they are asked next, and the answer to press. */
export function createLoneHome(open: OpenStretches, cards: LoneCards): HomeSection {
  return {
    parts(person) {
      const own = open.of(person);
      if (own.length === 0) return [];
      return [{ type: 'heading', text: say('lone.home.title') }, ...own.flatMap(cards.bodyOf)];
    },
    follows: [{ collection: stretchCollection, of: (stretch) => [(stretch as Stretch).person] }],
  };
}
