import type { WaitingSource } from '../../chat/waiting.ts';
import { reviewButtons } from './cards.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { say } from './texts.en.ts';

/** The submitted reports that nobody has closed, as far as the viewer may see them. */
export function createWaitingReports({ access, describe, incidents }: IncidentDesk): WaitingSource {
  return ({ viewer, branches, now }) => {
    const reader = access.readerOf(viewer, now);
    return incidents.open().flatMap((incident) => {
      const { branch } = incident.report;
      const sight = reader.sight(incident);
      if (branch === undefined || !branches.includes(branch) || sight === 'none') return [];
      const params = { place: describe.place(incident), at: describe.happened(incident) };
      const what =
        sight === 'summary'
          ? say('incident.row.summary', { ...params, state: describe.state(incident) })
          : say('incident.waiting', {
              ...params,
              kind: describe.kind(incident),
              state: describe.whereabouts(incident, false),
            });
      return [
        {
          record: { kind: 'incident', id: incident.id },
          number: describe.number(incident),
          what,
          since: incident.submittedAt ?? incident.createdAt,
          branch,
          buttons: access.mayReview(viewer, incident) ? reviewButtons(incident) : [],
        },
      ];
    });
  };
}
