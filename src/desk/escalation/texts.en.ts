import { textsOf } from '../../chat/text.ts';

/** The words of asking a supervisor. */
export const escalationTexts = {
  'escalation.command.summary': 'Ask a supervisor to decide, with a time by which you need the answer.',
  'escalation.command.label': 'Ask a supervisor',
  'escalation.example.about': 'asks about a report, and closes at 18:30 if nobody has answered',
  'escalation.example.in': 'asks for a decision within 20 minutes',
  'escalation.example.form': 'opens a form',

  'escalation.wants.decision': 'Decision wanted',
  'escalation.wants.acknowledgement': 'Please acknowledge',

  'escalation.form.title': 'Ask a supervisor',
  'escalation.form.submit': 'Ask',
  'escalation.form.branch': 'Where',
  'escalation.form.branch.hint': 'The supervisors of this building are asked.',
  'escalation.form.branch.missing': 'Choose the building.',
  'escalation.form.about': 'Number of the call or report',
  'escalation.form.about.hint': 'Optional, such as H-0007 or CEN-2026-00042.',
  'escalation.form.about.wrong':
    'That is not a number such as H-0007 or CEN-2026-00042. Leave it empty if there is none.',
  'escalation.form.reason': 'What needs deciding',
  'escalation.form.reason.hint': 'At most 1,000 characters. Only those who are asked see it.',
  'escalation.form.reason.missing': 'Say what needs deciding.',
  'escalation.form.reason.long': 'That has {count} characters and 1,000 fit. Shorten it and send again.',
  'escalation.form.wants': 'What you need',
  'escalation.form.wants.missing': 'Choose what you need.',
  'escalation.form.wants.decision': 'A decision: yes or no',
  'escalation.form.wants.acknowledgement': 'That somebody in charge has seen it',
  'escalation.form.deadline': 'By when',
  'escalation.form.deadline.hint': 'Optional, such as “before 18:30”, “in 20 minutes” or “tomorrow 9”.',
  'escalation.form.deadline.wrong':
    'I could not read that as a time. Write it like “before 18:30”, “in 20 minutes” or “tomorrow 9”.',
  'escalation.form.deadline.past': '{at} is over. Write a time that lies ahead.',
  'escalation.form.concerns': 'Is it about a colleague?',
  'escalation.form.concerns.hint': 'Optional. That person is not asked and does not see it.',
  'escalation.form.concerns.wrong': 'Choose somebody from the list, or leave it empty.',

  'escalation.place': '{branch}',
  'escalation.place.unknown': 'Building unknown',

  'escalation.sent.summary': '{number} has been sent.',
  'escalation.sent.to':
    '{number} is saved and goes to {people}. Your card in your messages with Deskbell shows the answer.',
  'escalation.sent.nobody':
    '{number} is saved, but nobody could be asked. {person} decides: phone or go there.',
  'escalation.sent.nobodyAtAll':
    '{number} is saved, but there is nobody to ask. Phone or go to someone in charge.',
  'escalation.sent.deadline': 'An answer is wanted by {at}.',
  'escalation.sent.unknown':
    'No record with the number {about} was found here. It is passed on all the same.',
  'escalation.unsent.summary': 'At {at}, {number} was not sent to anyone yet. Say which building.',
  'escalation.unsent': 'Not sent to anyone yet at {at}.',
  'escalation.unsent.why':
    'Deskbell does not know which building you are in. Choose it here and it goes out at once.',
  'escalation.unsent.fallback': 'If you choose none by {at}, {person} is asked.',
  'escalation.button.branch': '{branch}',
  'escalation.button.branch.describe': 'I am at {branch}: send {number}',
  'escalation.building.why': 'Which building are you in? Choose it, so that its supervisors are asked.',
  'escalation.button.building': 'Choose the building',
  'escalation.button.building.another': 'Another building',
  'escalation.button.building.describe': 'Choose the building of {number} from a list',
  'escalation.building.title': 'Choose the building',
  'escalation.building.submit': 'Send',
  'escalation.building.field': 'Which building are you in?',

  'escalation.deadline.skipped':
    'The clocks skip the time you wrote; {at} is the last before it. It has no deadline yet. Which time do you mean?',
  'escalation.deadline.twice':
    'That time comes twice that night: the clocks go back. It has no deadline yet. Which one do you mean?',
  'escalation.deadline.past': '{at} is over, so it has no deadline yet. Do you mean another time?',
  'escalation.deadline.first': 'The first {time}',
  'escalation.deadline.second': 'The second {time}',
  'escalation.deadline.exact': '{at}',
  'escalation.deadline.none': 'No deadline',
  'escalation.deadline.choose.describe': 'An answer to {number} is wanted by {at}',
  'escalation.deadline.none.describe': 'Wait for an answer to {number} without a deadline',

  'escalation.state.unsent': 'Not sent to anyone yet',
  'escalation.state.open': 'Nobody has answered yet',
  'escalation.state.taken': '{person} has acknowledged it',
  'escalation.state.unanswered': 'Nobody has answered',
  'escalation.state.yes': 'Decided: Yes',
  'escalation.state.no': 'Decided: No',
  'escalation.state.acknowledged': 'Acknowledged',
  'escalation.state.noDecision': 'No {wants, select, decision {decision} other {answer}} in time',
  'escalation.state.withdrawn': 'Withdrawn by the asker',
  'escalation.state.by': '{state} ({person}, {at})',
  'escalation.state.at': '{state} ({at})',

  'escalation.noDecision':
    'No {wants, select, decision {decision} other {answer}} in time. Tell the {patron}: “A supervisor has to decide this and could not be reached in time. For now it stays as it is.”',
  'escalation.nobody':
    'Nobody has answered. In their absence {person} decides{asked, select, now { and has been asked now} unreached { and could not be reached} other {}}. Tell the {patron}: “A supervisor has to decide this and could not be reached yet. For now it stays as it is.”',
  'escalation.nobodyAtAll':
    'Nobody has answered, and there is nobody else to ask. Tell the {patron}: “A supervisor has to decide this and could not be reached yet. For now it stays as it is.”',

  'escalation.heading': '{number}: {wants} · {place}',
  'escalation.fact.reason': 'What it is about',
  'escalation.fact.about': 'Number',
  'escalation.fact.asker': 'Asked',
  'escalation.fact.deadline': 'Answer wanted by',
  'escalation.fact.asked': 'Goes to',
  'escalation.fact.acknowledged': 'Acknowledged',
  'escalation.fact.passedOn': 'Passed on',
  'escalation.fact.unreached': 'Could not be reached',
  'escalation.fact.why': 'Reason',
  'escalation.fact.next': 'Next',
  'escalation.about.help': 'Call {number}',
  'escalation.about.incident': 'Report {number}',
  'escalation.asker': '{at} by {person}',
  'escalation.since': '{person}, {at}',
  'escalation.list': '{people}',
  'escalation.why': '{person}, {at}: {text}',
  'escalation.next.step': 'More people are asked at {at}',
  'escalation.next.last': 'If nobody has answered by {at}, you are told who decides',
  'escalation.next.deadline': 'If nobody has answered by {at}, you are told what to say',
  'escalation.next.quiet.ask': 'If there is no answer by {at}, {person} is asked for it once more',
  'escalation.next.quiet.more': 'If there is no answer by {at}, more people are asked',
  'escalation.next.fallback': '{person} is asked at {at}',

  'escalation.caller.summary': '{number}: {state}.',
  'escalation.asked.summary': '{wants}: {person} at {place} asks you ({number}).',
  'escalation.asked.summary.by': '{wants} by {at}: {person} at {place} asks you ({number}).',
  'escalation.asked.over': '{number} at {place}: {state}.',
  'escalation.asked.left':
    'You are not on the list of staff any more, so {number} is not shown to you and not yours to answer.',

  'escalation.button.yes': 'Yes',
  'escalation.button.yes.describe': 'Decide yes on {number}, {place}',
  'escalation.button.no': 'No',
  'escalation.button.no.describe': 'Decide no on {number}, {place}',
  'escalation.button.acknowledge': 'Acknowledge',
  'escalation.button.acknowledge.describe': 'Acknowledge {number}, {place}',
  'escalation.button.passOn': 'Pass on',
  'escalation.button.passOn.describe': 'Pass {number}, {place}, on to the next person',
  'escalation.button.reason': 'Add a reason',
  'escalation.button.reason.describe': 'Add a reason to your answer on {number}, {place}',
  'escalation.button.withdraw': 'Withdraw',
  'escalation.button.withdraw.describe': 'Withdraw {number}: no answer is needed any more',
  'escalation.button.more': 'Ask the next person now',
  'escalation.button.more.describe': 'Ask the next person now about {number}',
  'escalation.button.open': 'Show it to me',
  'escalation.button.open.describe': 'Show me {number}, {place}, so that I can answer',
  'escalation.button.seen': 'I have seen it',
  'escalation.button.seen.describe': 'I have seen that {number}, {place}, ended without a decision',

  'escalation.press.yes': '{number} is decided: Yes. {asker} is told.',
  'escalation.press.no': '{number} is decided: No. {asker} is told.',
  'escalation.press.acknowledged':
    '{asker} can see that you have acknowledged {number}. Press Yes or No when you have decided.',
  'escalation.press.acknowledgedOver': '{asker} can see that you have acknowledged {number}. Thank you.',
  'escalation.press.acknowledgedAlready': '{asker} can already see that you have acknowledged {number}.',
  'escalation.press.passedOn': '{number} is passed on to {people}.',
  'escalation.press.passedOnHeld': 'Noted. {person} has acknowledged {number}, so nobody else is asked yet.',
  'escalation.press.passedOnNobody': 'Noted. There is nobody else to ask about {number}; {asker} is told.',
  'escalation.press.passedOnOthers': 'Noted. The others who were asked about {number} can still answer.',
  'escalation.press.passedOnAlready': 'You have passed {number} on already.',
  'escalation.press.withdrawn': '{number} is withdrawn. Those who were asked are told.',
  'escalation.press.more': 'Asked about {number}: {people}.',
  'escalation.press.moreAgain': 'Nobody new is left to ask about {number}. Asked again: {people}.',
  'escalation.press.moreNobody': 'There is nobody else to ask about {number}.',
  'escalation.press.deadline': 'An answer to {number} is wanted by {at}.',
  'escalation.press.noDeadline': '{number} has no deadline.',
  'escalation.press.deadlinePast': '{at} is over. {number} has no deadline.',
  'escalation.press.deadlineStays': '{at} is over. An answer to {number} is still wanted by {until}.',
  'escalation.press.shown': '{number} is in your messages with Deskbell.',
  'escalation.press.seen': 'Noted. {number} is off the list.',
  'escalation.press.seenAlready': '{person} has seen {number} already.',
  'escalation.press.over': '{number} is over: {state}. There is nothing left to do.',
  'escalation.press.late':
    '{number} ended at {at} without an answer, and {asker} was told so. Speak to {asker} if you want to decide now.',
  'escalation.press.onlyAsked': 'Only those who were asked can answer {number}.',
  'escalation.press.left':
    'You are not on the list of staff any more, so {number} is not yours to answer. Nothing has changed.',
  'escalation.press.onlyAsker': 'Only {asker}, who asked, can do that.',
  'escalation.press.onlySupervisor': 'Only a supervisor of that branch can do that.',
  'escalation.press.gone': 'That question is not here any more.',
  'escalation.press.branchSet': '{number} already went out for {branch}.',
  'escalation.press.noBranch':
    'That building is not in the list any more. Type it again, from that building’s channel.',

  'escalation.reason.title': 'Add a reason',
  'escalation.reason.submit': 'Add',
  'escalation.reason.text': 'Reason',
  'escalation.reason.hint': 'Seen by the asker and those who were asked, and by nobody else.',
  'escalation.reason.missing': 'Say in a few words why.',
  'escalation.reason.added': 'Added to {number}. {asker} can see it.',
  'escalation.reason.notYours': 'Only those who have answered {number} can add a reason.',

  'escalation.ring.yes': '{person} decided: Yes ({number}).',
  'escalation.ring.no': '{person} decided: No ({number}).',
  'escalation.ring.acknowledged': '{person} has acknowledged {number}.',
  'escalation.ring.taken': '{person} has acknowledged {number}. The decision is still to come.',
  'escalation.ring.noDecision':
    '{number}: No {wants, select, decision {decision} other {answer}} in time. Tell the {patron}: “A supervisor has to decide this and could not be reached in time. For now it stays as it is.”',
  'escalation.ring.nobody':
    'Nobody has answered {number}. In their absence {person} decides{asked, select, now { and has been asked now} unreached { and could not be reached} other {}}. Tell the {patron}: “A supervisor has to decide this and could not be reached yet. For now it stays as it is.”',
  'escalation.ring.nobodyAtAll':
    'Nobody has answered {number}, and there is nobody else to ask. Tell the {patron}: “A supervisor has to decide this and could not be reached yet. For now it stays as it is.”',
  'escalation.ring.nobodyTaken':
    '{holder} acknowledged {number} but has not answered, and nobody else has. In their absence {person} decides{asked, select, now { and has been asked now} unreached { and could not be reached} other {}}. Tell the {patron}: “A supervisor has to decide this and could not be reached yet. For now it stays as it is.”',
  'escalation.ring.movedOn.first': '{number} has now gone to {people}.',
  'escalation.ring.movedOn': 'No answer yet to {number}. Now also asked: {people}.',
  'escalation.ring.passedOn': '{person} passed {number} on. Now asked: {people}.',
  'escalation.ring.again': 'Asked again: {wants}, {person} at {place} ({number}).',
  'escalation.ring.quiet':
    '{asker} is still waiting for your answer to {number}. Press Yes or No, or pass it on.',
  'escalation.ring.reasonAdded': '{person} added a reason to {number}. It is on your card.',
  'escalation.ring.over': 'No longer needed: {number} at {place}. {state}.',
  'escalation.ring.late.decision': 'Too late to decide: {number} at {place}. {state}.',
  'escalation.ring.late.acknowledgement': 'Too late to answer: {number} at {place}. {state}.',
  'escalation.ring.reminder': '{number} at {place} still waits for an answer. Asked {at} by {person}.',

  'escalation.home.waiting': 'Questions that wait for your answer',
  'escalation.home.own': 'What you have asked a supervisor',
  'escalation.home.more': '{count, plural, one {# more is open.} other {# more are open.}}',

  'escalation.waiting': '{wants} for {person}. {state}.',
  'escalation.waiting.by': '{wants} by {at}, for {person}. {state}.',
} as const;

export const say = textsOf(escalationTexts);
