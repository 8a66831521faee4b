import type { WaitingSource } from '../../chat/waiting.ts';
import { reviewButtons } from './cards.ts';
import type { IncidentDesk } from './incident-desk.ts';
import type { Incident } from './schema.ts';
import { say } from './texts.en.ts';

/** The submitted reports that nobody has closed, as far as the viewer may see them. */
export function createWaitingReports({ access, describe, incidents }: IncidentDesk): WaitingSource {
  /** The branch stands beside it. */
  function inFull(incident: Incident) {
    const params = {
      kind: describe.kind(incident),
      at: describe.happened(incident),
      state: describe.whereabouts(incident, false),
    };
    const { zone } = incident.report;
    return zone === undefined
      ? say('incident.waiting', params)
      : say('incident.waiting.zone', { ...params, zone });
  }

  return ({ viewer, branches, now }) => {
    const reader = access.readerOf(viewer, now);
    return incidents.open().flatMap((incident) => {
      const { branch } = incident.report;
      const sight = reader.sight(incident);
      if (branch === undefined || sight === 'none') return [];
      const mayReview = access.mayReview(viewer, incident);
      // Nobody answers for a branch that was taken out of the list: its reports are for whoever may review them.
      if (!branches.includes(branch) && !mayReview) return [];
      const params = { place: describe.place(incident), at: describe.happened(incident) };
      const what =
        sight === 'summary'
          ? say('incident.waiting.summary', { ...params, state: describe.state(incident) })
          : inFull(incident);
      return [
        {
          record: { kind: 'incident', id: incident.id },
          number: describe.number(incident),
          what,
          since: incident.submittedAt ?? incident.createdAt,
          branch,
          buttons: mayReview ? reviewButtons(incident, reader.person) : [],
        },
      ];
    });
  };
}
