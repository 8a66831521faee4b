import type { ButtonView, Card, CardPart, Fact } from '../../chat/card.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import { own } from '../../chat/text.ts';
import type { Access } from './access.ts';
import type { Describe } from './describe.ts';
import { routeFactsOf } from './routes.ts';
import { inOtherHands, keptUntil } from './rules.ts';
import type { Incident } from './schema.ts';
import { say } from './texts.en.ts';

/** How a report looks where it is posted. No posted card holds anybody's words: those are read by a press. */
export function createIncidentCards(describe: Describe, access: Access) {
  /** @returns undefined when this viewer has no part in it (any more). */
  function draw(incident: Incident, view: View, viewer: PersonId | undefined): Card | undefined {
    const isDraft = incident.state === 'draft';
    if (view === 'channel') return isDraft ? undefined : channelCard(incident, describe);
    if (viewer === undefined) return undefined;
    // Posted cards depend on who somebody is, not on whether they are in charge just now: any moment will do.
    const reader = access.readerOf(viewer, incident.createdAt);
    if (view === 'author') {
      const isAuthor = reader.isAuthor(incident) && reader.sight(incident) === 'all';
      return isAuthor ? authorCard(incident, describe) : undefined;
    }
    if (view !== 'supervisor' || isDraft) return undefined;
    if (access.mayReview(viewer, incident)) return supervisorCard(incident, describe, reader.person);
    // Whoever has lost the right gets what the channel shows, in place of what they saw.
    return channelCard(incident, describe);
  }

  return { draw };
}

function authorCard(incident: Incident, describe: Describe): Card {
  const place = describe.place(incident);
  if (incident.state === 'draft') {
    return {
      summary: say('incident.draft.card.summary', { place }),
      parts: [
        { type: 'heading', text: say('incident.draft.heading', { place }) },
        {
          type: 'facts',
          // What has not been chosen yet is not told.
          facts: [
            happened(incident, describe),
            ...(incident.report.kind === undefined ? [] : [kind(incident, describe)]),
          ],
        },
        {
          type: 'context',
          text: say('incident.draft.only', { until: describe.at(incident, keptUntil(incident), 'day') }),
        },
        { type: 'buttons', buttons: draftButtons(incident, describe) },
      ],
    };
  }
  const state = describe.whereabouts(incident, true);
  const answer = incident.state === 'returned' ? [button('answer', incident, 'primary')] : [];
  return {
    summary: say('incident.author.summary', { number: describe.number(incident), state }),
    tone: incident.state === 'closed' ? 'over' : incident.state === 'returned' ? 'urgent' : 'plain',
    parts: [
      { type: 'heading', text: heading(incident, describe) },
      { type: 'text', text: state, strong: true },
      {
        type: 'facts',
        facts: [
          happened(incident, describe),
          kind(incident, describe),
          ...call(incident),
          ...added(incident),
          ...routeFactsOf(incident, describe),
        ],
      },
      { type: 'buttons', buttons: [...answer, button('read', incident), button('add', incident)] },
    ],
  };
}

function supervisorCard(incident: Incident, describe: Describe, viewer: PersonId): Card {
  const number = describe.number(incident);
  const state = describe.whereabouts(incident, false);
  const place = describe.place(incident);
  return {
    summary: say('incident.supervisor.summary', { number, place, state }),
    tone: incident.state === 'closed' ? 'over' : incident.state === 'submitted' ? 'urgent' : 'plain',
    parts: [
      {
        type: 'heading',
        text: say('incident.heading.kind', { number, kind: describe.kind(incident), place }),
      },
      { type: 'text', text: state, strong: true },
      {
        type: 'facts',
        facts: [
          happened(incident, describe),
          ...severity(incident),
          author(incident, describe),
          ...call(incident),
          ...added(incident),
          ...routeFactsOf(incident, describe),
        ],
      },
      { type: 'buttons', buttons: reviewButtons(incident, viewer) },
    ],
  };
}

/** What everybody may see. */
function channelCard(incident: Incident, describe: Describe): Card {
  const params = {
    number: describe.number(incident),
    place: describe.place(incident),
    at: describe.happened(incident),
    state: describe.state(incident),
  };
  return {
    summary: say('incident.channel.summary', params),
    tone: incident.state === 'closed' ? 'over' : 'plain',
    parts: [
      { type: 'heading', text: heading(incident, describe) },
      { type: 'facts', facts: summaryFacts(incident, describe) },
    ],
  };
}

export function summaryFacts(incident: Incident, describe: Describe): readonly Fact[] {
  return [
    happened(incident, describe),
    { label: say('incident.fact.state'), value: describe.state(incident) },
  ];
}

export function heading(incident: Incident, describe: Describe) {
  return say('incident.heading', { number: describe.number(incident), place: describe.place(incident) });
}

export function happened(incident: Incident, describe: Describe): Fact {
  return { label: say('incident.fact.happened'), value: describe.happened(incident) };
}

function kind(incident: Incident, describe: Describe): Fact {
  return { label: say('incident.fact.kind'), value: describe.kind(incident) };
}

export function severity({ report }: Incident): readonly Fact[] {
  if (report.severity === undefined) return [];
  return [{ label: say('incident.fact.severity'), value: say(`incident.severity.${report.severity}`) }];
}

export function author(incident: Incident, describe: Describe): Fact {
  const at = describe.at(incident, incident.submittedAt ?? incident.createdAt);
  return {
    label: say('incident.fact.author'),
    value: say('incident.fact.author.at', { person: describe.name(incident.author), at }),
  };
}

/** The call for help that it was written up from. */
export function call({ call: from }: Incident): readonly Fact[] {
  return from === undefined ? [] : [{ label: say('incident.fact.call'), value: own(from.number) }];
}

function added({ supplements }: Incident): readonly Fact[] {
  if (supplements.length === 0) return [];
  return [{ label: say('incident.fact.added'), value: say('incident.count', { count: supplements.length }) }];
}

/** What a reviewer can do in each state; while another has it in hand, only read it or take it over. */
export function reviewButtons(incident: Incident, viewer: PersonId): readonly ButtonView[] {
  const read = button('read', incident);
  if (inOtherHands(incident, viewer) !== undefined) return [read, button('takeOver', incident)];
  switch (incident.state) {
    case 'submitted':
      return [
        read,
        button('review', incident, 'primary'),
        button('ask', incident),
        button('close', incident),
      ];
    case 'underReview':
      return [read, button('ask', incident), button('close', incident, 'primary')];
    case 'returned':
      return [read, button('close', incident)];
    case 'closed':
      return [read, button('reopen', incident)];
    default:
      return [read];
  }
}

export function draftButtons(draft: Incident, describe: Describe): readonly ButtonView[] {
  const place = describe.place(draft);
  return [
    {
      button: 'incident.continue',
      label: say('incident.button.continue'),
      describe: say('incident.button.continue.describe', { place }),
      record: draft.id,
      style: 'primary',
    },
    {
      button: 'incident.discard',
      label: say('incident.button.discard'),
      describe: say('incident.button.discard.describe', { place }),
      record: draft.id,
    },
  ];
}

type Action = 'read' | 'review' | 'ask' | 'close' | 'reopen' | 'takeOver' | 'answer' | 'add';

export function button(action: Action, incident: Incident, style?: ButtonView['style']): ButtonView {
  return {
    button: `incident.${action}`,
    label: say(`incident.button.${action}`),
    describe: say(`incident.button.${action}.describe`, { number: incident.number ?? '' }),
    record: incident.id,
    ...(style === undefined ? {} : { style }),
  };
}

/** A sentence, and what can be done about it. */
export function line(text: ReturnType<typeof say>, buttons: readonly ButtonView[] = []): Card {
  const parts: CardPart[] = [{ type: 'text', text }];
  if (buttons.length > 0) parts.push({ type: 'buttons', buttons });
  return { summary: text, parts };
}
