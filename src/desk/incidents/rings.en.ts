/** What rings somebody about a report; none of it holds words of the report. */
export const ringTexts = {
  'incident.ring.asked': '{person} has a question about your report {number}.',
  'incident.ring.answered': '{person} has answered your question about {number}.',
  'incident.ring.answered.others':
    '{person} has answered a question about {number}, which waits for a review.',
  'incident.ring.added': '{person} has added something to {number}.',
  'incident.ring.takenOver': '{person} has taken over the review of {number} from you.',
  'incident.ring.reopened': '{person} has reopened report {number}.',
  'incident.ring.waiting':
    'Report {number}, {place}, has been waiting for a review since {at}. Nobody has taken it up yet.',
  'incident.ring.released':
    '{person} no longer reviews report {number}, {place}. It waits for a review again.',
  'incident.ring.authorLeft':
    '{person} is not on the list of staff any more and will not answer your question about {number}. It is with you again.',
  'incident.ring.nobodyReached':
    'None of those who review reports could be reached about {number}. It is saved: tell one of them yourself.',
  'incident.ring.closed': 'Your report {number} is closed.',
} as const;
