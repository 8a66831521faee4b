import { textsOf } from '../../chat/text.ts';

/** What the administrators' channel is told: what was found, what was done about it, and what to do. */
export const watchdogTexts = {
  'watchdog.heading': 'From the desk’s own check',
  'watchdog.lasts': 'This has been so since {since}.',
  'watchdog.reason': 'The desk’s own words: {reason}',

  'watchdog.others': '{count, plural, one {# other} other {# others}}',

  'watchdog.noStep.found': 'Open without a next step, so that nobody more would have been asked: {about}.',
  'watchdog.noStep.mended':
    'The next step is being taken now. Nothing needs to be done; if this comes again, tell whoever looks after the desk.',
  'watchdog.noStep.do':
    'That could not be mended. Please find out by phone what it is about, and tell whoever looks after the desk.',
  'watchdog.noStep.over': 'With a next step again, or over: {about}.',

  'watchdog.lostStep.found': 'The next step was due and was not taken: {about}.',
  'watchdog.lostStep.mended':
    'It is being taken now. Nothing needs to be done; if this comes again, tell whoever looks after the desk.',
  'watchdog.lostStep.do':
    'Taking it again did not help. Please find out by phone what it is about, and tell whoever looks after the desk.',
  'watchdog.lostStep.over': 'Going on again, or over: {about}.',

  'watchdog.lostMessages.found': 'Messages were waiting to be sent and had been lost sight of: {about}.',
  'watchdog.lostMessages.mended':
    'They are being sent now. One that may have arrived before says so. Nothing needs to be done.',
  'watchdog.lostMessages.do':
    'Sending them again did not help. Please start the desk again: nothing that is saved is lost.',
  'watchdog.lostMessages.over': 'No message is lost sight of any more.',

  'watchdog.standsStill.found': 'Messages for {place} are waiting and none has gone out for some minutes.',
  'watchdog.standsStill.do':
    'Other ways to reach people are not held up. Please start the desk again: nothing that is saved is lost.',
  'watchdog.standsStill.over': 'Messages for {place} go out again.',

  'watchdog.late.found': 'Messages for {place} have been waiting for more than a quarter of an hour.',
  'watchdog.late.do':
    'The desk goes on trying, and takes the other ways to reach people where they have one. The desk’s log says why it does not succeed.',
  'watchdog.late.over': 'No message for {place} has been waiting for long any more.',

  'watchdog.platform.found': 'The desk cannot use {place} at the moment.',
  'watchdog.platform.do':
    'The desk goes on trying, and takes the other ways to reach people where they have one. If this stays so, please look at the reason below.',
  'watchdog.platform.over': '{place} can be used again.',

  'watchdog.route.found': 'The last messages that were to go out by {place} have all failed.',
  'watchdog.route.do':
    'The desk goes on trying. People whom no chat platform reaches are not told of calls until this is mended: please look at the reason below and at the settings.',
  'watchdog.route.over': 'Messages go out by {place} again.',

  'watchdog.silent.found': 'Nothing has come in from {place} for longer than usual.',
  'watchdog.silent.do':
    'It may just be quiet. To be sure, ask the desk something there, such as who is on shift. If no answer comes, look at the connection and its settings.',
  'watchdog.silent.over': 'Something has come in from {place} again.',

  'watchdog.store.found': 'The desk cannot save anything at the moment.',
  'watchdog.store.do':
    'Calls for help still go out once, and callers are told that theirs is not saved. Please look at the disk now.',
  'watchdog.store.over': 'The desk can save again.',

  'watchdog.file.found': 'Mistakes keep the desk from taking over {about}.',
  'watchdog.file.do':
    'The desk goes on with what it took over last, so what was changed there does not count yet. The desk’s log says what to correct, and so does deskbell check.',
  'watchdog.file.over': 'Taken over again: {about}.',

  'watchdog.place.slack': 'Slack',
  'watchdog.place.teams': 'Teams',
  'watchdog.place.browser': 'the desk page',
  'watchdog.place.email': 'e-mail',
  'watchdog.place.webhook': 'the gateway for text messages',
} as const;

export const say = textsOf(watchdogTexts);
