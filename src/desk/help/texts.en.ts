import { textsOf } from '../../chat/text.ts';
import { addedTexts } from './added.texts.en.ts';
import { buildingTexts } from './building.texts.en.ts';
import { drillTexts } from './drill.texts.en.ts';

/** The words of a call for help. */
export const helpTexts = {
  ...drillTexts,
  ...addedTexts,
  ...buildingTexts,

  'help.urgency.assist': 'When you can',
  'help.urgency.now': 'Come now',
  'help.urgency.emergency': 'Emergency',
  'help.urgency.checkIn': 'Check-in not answered',

  'help.command.summary': 'Call a colleague to where you are.',
  'help.command.label': 'Call for help',
  'help.example.now': 'asks everyone on shift to come to the teen area now',
  'help.example.assist': 'asks for help when somebody can, with a note',
  'help.example.emergency': 'shows what to dial first, then asks everyone',

  'help.form.title': 'Call for help',
  'help.form.submit': 'Call for help',
  'help.form.urgency': 'How soon',
  'help.form.urgency.assist': 'When somebody can',
  'help.form.urgency.now': 'Come now',
  'help.form.urgency.emergency': 'Emergency',
  'help.form.place': 'Where',
  'help.form.place.hint': 'The building, and the part of it if you can say.',
  'help.form.note': 'What those who come should know',
  'help.form.note.hint':
    'Optional; the first 200 characters are sent. Only those who are asked to come see it. Leave out names.',
  'help.form.urgency.missing': 'Choose how soon somebody should come.',
  'help.form.place.missing': 'Choose where you are.',

  'help.cut': 'Only the first {count} characters of your words were sent.',
  'help.cut.add':
    'Only the first {count} characters of your words were sent. To add the rest, send Deskbell “<type>{typed}</type>” and these words:',

  'help.place.unknown': 'Building unknown',
  'help.place.branch': '{branch}',
  'help.place.zone': '{branch}, {zone}',

  'help.dial': 'In an emergency: {dial}',
  'help.dial.first': '{dial}',
  'help.dial.summary': 'First: {dial}',
  'help.typed.goesOn': 'Call {number} goes on. To end it, press “Cancel”.',
  'help.typed.button': 'Nothing has changed yet: press “{button}” on the card of the call.',
  'help.alarm.untold': 'Nobody has been told yet. This button calls colleagues:',
  'help.dial.then': 'What becomes of your call follows here.',

  'help.sent.summary': 'Call {number} has been sent.',
  'help.sent.to':
    '{number} is saved and goes to {people} at {branch}: “{urgency}”. Your card in your messages with Deskbell shows who is coming.',
  'help.sent.elsewhere':
    '{number} is saved. Nobody else on shift at {branch} could be asked, so it goes to {people}: “{urgency}”. Your card in your messages with Deskbell shows who is coming.',
  'help.sent.nobody': '{number} is saved, but nobody could be asked. {dial}',
  'help.earlier': 'Your earlier call {number} of {at} is still open. If it is over, cancel it here.',
  'help.goesOn': 'Your call {number} goes on. If nobody need come, cancel it here.',
  'help.button.cancelEarlier': 'Cancel {number}',
  'help.elsewhere':
    'Your call {number} at {place} is still open, and those asked for it have not been told this. If you are there, press the button. In an emergency there: {dial}',
  'help.button.meant': 'I mean {number}',
  'help.button.meant.describe': 'These words belong to {number} at {place}; {made} is cancelled',
  'help.raise': 'It was sent as “{sent}”. If it is more urgent, press the button. In an emergency: {dial}',
  'help.button.raise': 'Make it “{urgency}”',
  'help.button.raise.describe': 'Make call {number} “{urgency}”',

  'help.state.unsent': 'Not sent to anyone yet',
  'help.state.open': 'Nobody has answered yet',
  'help.state.declined': 'Nobody is coming yet',
  'help.state.coming': '{people} {count, plural, one {is} other {are}} coming',
  'help.state.coming.some': '{count} of {needs} coming: {people}',
  'help.state.quiet': '{people} said “I’m coming”, and nothing has been heard since',
  'help.state.quiet.there':
    '{people} {count, plural, one {was} other {were}} there, and nothing has been heard since',
  'help.state.onScene': '{people} {count, plural, one {is} other {are}} there',
  'help.state.onScene.some': '{people} {there, plural, one {is} other {are}} there ({count} of {needs})',
  'help.state.onScene.others':
    '{people} {there, plural, one {is} other {are}} there, {others} {coming, plural, one {is} other {are}} coming ({count} of {needs})',
  'help.state.unanswered': 'Nobody has confirmed',
  'help.state.allRight': 'They have answered and are all right',
  'help.state.done': 'Done',
  'help.state.cancelled': 'Cancelled by the caller',
  'help.state.closed': 'Closed by a supervisor',
  'help.state.by': '{state} ({person}, {at})',

  'help.heading': '{number}: {urgency} · {place}',
  'help.fact.called': 'Called',
  'help.fact.checkIn': 'Check-in',
  'help.fact.before': 'Called before',
  'help.fact.moved': 'Moved',
  'help.fact.asked': 'Asked',
  'help.fact.coming': 'Coming',
  'help.fact.declined': 'Can’t come',
  'help.fact.unreached': 'Could not be reached',
  'help.fact.left': 'No longer on the staff list',
  'help.fact.note': 'Note',
  'help.fact.next': 'Next',
  'help.fact.skipped': 'Not asked',
  'help.fact.reason': 'Reason',
  'help.fact.report': 'Report',
  'help.list': '{people}',
  'help.coming.since': '{person}, since {at}',
  'help.coming.onScene': '{person}, there since {at}',
  'help.coming.quiet': '{person}, said so at {at}, no word since',
  'help.coming.quiet.there': '{person}, there at {at}, no word since',
  'help.coming.leads': '{person} (leads), since {at}',
  'help.called.by': '{at} by {person}',
  'help.skipped': 'Nobody else on shift here could be asked, so the next were asked at once',
  'help.next.step': 'More people are asked at {at}',
  'help.next.step.again': 'Those who were asked are asked again at {at}',
  'help.next.last': 'If nobody has answered by {at}, you are told',
  'help.next.last.some': 'If nobody else has answered by {at}, you are told',
  'help.next.fallback': '{person} is asked at {at}',
  'help.next.quiet.ask': 'If {person} is not there by {at}, Deskbell asks whether they are still coming',
  'help.next.quiet.more': 'If there is no word from {person} by {at}, more people are asked',
  'help.next.quiet.tell': 'If there is no word from {person} by {at}, you are told',
  'help.nobody': 'Nobody has confirmed. Do not wait for an answer here. {dial}',
  'help.nobody.else': 'Nobody else has confirmed, and nobody else is being asked. {dial}',

  'help.caller.summary': 'Your call {number}: {state}.',
  'help.asked.summary': '{urgency}: {person} asks for help at {place} ({number}).',
  'help.moved': 'Until {at} it was {zone}.',
  'help.asked.declined': 'It is noted that you can’t come.',
  'help.asked.coming': 'You said that you are coming. Press On scene when you are there.',
  'help.asked.there': 'You said that you are there. Press Done when it is over.',
  'help.asked.wasThere': 'You said at {at} that you were there. If you still are, press On scene.',
  'help.asked.again': 'You were asked again at {at}.',
  'help.asked.over': 'Call {number} at {place}: {state}.',
  'help.channel.summary': '{number}: {urgency}, {place}. {state}.',

  'help.button.claim': 'I’m coming',
  'help.button.claim.describe': 'I’m coming to call {number}, {place}',
  'help.button.decline': 'Can’t come',
  'help.button.decline.describe': 'I can’t come to call {number}, {place}',
  'help.button.onScene': 'On scene',
  'help.button.onScene.describe': 'I am on scene at call {number}, {place}',
  'help.button.done': 'Done',
  'help.button.done.describe': 'Call {number}, {place}, is done',
  'help.button.cancel': 'Cancel',
  'help.button.cancel.describe': 'Cancel my call {number}',
  'help.button.more': 'Ask more people now',
  'help.button.more.describe': 'Ask more people now for my call {number}',
  'help.button.askNow': 'Ask somebody now',
  'help.button.askNow.describe': 'Ask somebody now for my call {number}, whichever building I am in',
  'help.button.writeUp': 'Write this up',
  'help.button.writeUp.describe': 'Write up what happened at call {number}',
  'help.button.close': 'Close with a reason',
  'help.button.close.describe': 'Close call {number} with a reason',

  'help.press.coming': 'Thank you. {caller} can see that you are coming to {place} ({number}).',
  'help.press.coming.unknown':
    'Thank you. {caller} can see that you are coming ({number}). The building is not known yet: you are asked again as soon as it is.',
  'help.press.coming.some':
    'Thank you. {caller} can see that you are coming to {place} ({number}): {count} of {needs}. Others are still being asked.',
  'help.press.coming.short':
    'Thank you. {caller} can see that you are coming to {place} ({number}): {count} of {needs}. Nobody else has confirmed, and nobody else is being asked. {dial}',
  'help.press.comingToo': 'Thank you. {leader} leads; {caller} can see that you are coming too.',
  'help.press.alreadyComing': '{caller} can already see that you are coming to {number}.',
  'help.press.onScene': 'Noted: you are at {place} ({number}). Press Done when it is over.',
  'help.press.declined': 'Noted: you can’t come to {number}. {rest}',
  'help.declined.coming': '{state}.',
  'help.declined.some': '{state}. {rest}',
  'help.declined.asked': 'Now asked: {people}.',
  'help.declined.again': 'Asked again: {people}.',
  'help.declined.waiting': 'Asked too, and no answer yet: {people}.',
  'help.declined.last': 'Nobody else is left to ask.',
  'help.left': 'You are noted as not coming to {number}, {place}. {rest}',
  'help.notToldThere':
    'Nobody at {place} was told this, where you answered {number}. If you are there, type “<type>{words}</type>” and what happens. In an emergency there: {dial}',
  'help.alsoComing':
    'You also said “I’m coming” to {number}, {place}. If you can’t go there, press the button, and others are asked.',
  'help.button.declineOther': 'Can’t come to {number}',
  'help.press.done': 'Call {number} is done. Thank you.',
  'help.press.cancelled': 'Call {number} is cancelled. Those who were asked are told.',
  'help.press.more': 'Asked for {number}: {people}.',
  'help.press.moreAgain': 'Nobody new is left to ask for {number}. Asked again: {people}. {dial}',
  'help.press.moreNobody': 'There is nobody else to ask for {number}. {dial}',
  'help.press.askedNow': '{number} has now gone to {people}.',
  'help.press.askedAlready': '{number} has already gone to {people}.',
  'help.press.closed': 'Call {number} is closed. Those who were asked are told.',
  'help.press.over': 'Call {number} is over: {state}. There is nothing left to do.',
  'help.press.over.again':
    'Call {number} is over: {state}. Nobody is asked by it any more. If help is still needed, call again: “<type>{words}</type>”.',
  'help.press.ownCall':
    'This is your own call. Those you asked can answer it; you can cancel it on your card.',
  'help.press.onlyCaller': 'Only {caller}, who made call {number}, can do that.',
  'help.press.onlyAsked':
    'Only those who were asked or are coming can end call {number}. {caller} can cancel it.',
  'help.press.onlySupervisor': 'Only a supervisor of that branch can close call {number}.',
  'help.press.gone':
    'That call is not here any more, and nobody is asked by it. If help is still needed, call again: “<type>assist now</type>”.',
  'help.press.branchSet': 'Call {number} already went out for {branch}.',
  'help.press.branchSet.instead':
    'Nobody at {other} was asked by it. To call there instead, press “Cancel” and type “<type>{words}</type>” and what happens.',

  'help.ring.coming': '{person} {how, select, there {is there} other {is coming to you}} ({number}).',
  'help.ring.coming.unknown': '{said} They do not know which building you are in: choose it on your card.',
  'help.ring.coming.some':
    '{person} {how, select, there {is there} other {is coming to you}} ({number}): {count} of {needs}. Others are still being asked.',
  'help.ring.coming.short':
    '{person} {how, select, there {is there} other {is coming to you}} ({number}): {count} of {needs}. Nobody else has confirmed, and nobody else is being asked. {dial}',
  'help.ring.coming.enough':
    '{person} {how, select, there {is there too} other {is coming too}} ({number}): {count} of {needs}.',
  'help.ring.movedOn': '{so} Now also asked: {people}.',
  'help.ring.movedOn.again': '{so} Asked again: {people}.',
  'help.ring.movedOn.first': '{number} has now gone to {people}.',
  'help.ring.movedOn.some': 'Now also asked for {number}: {people}. {state}.',
  'help.ring.movedOn.some.again': 'Asked again for {number}: {people}. {state}.',
  'help.movedOn.unanswered': 'No answer yet for {number}.',
  'help.movedOn.declined': '{number} still waits for an “I’m coming”.',
  'help.ring.nobody': 'Nobody has confirmed call {number}. Do not wait for an answer here. {dial}',
  'help.ring.nobody.some': 'Nobody else has confirmed call {number}. {state}. {dial}',
  'help.ring.nobody.responder':
    '{person} said “I’m coming” to {number} but has not said that they are there, and nobody else has confirmed. {dial}',
  'help.ring.nobody.there':
    'Nobody has confirmed call {number} since {person} was there at {at}. Do not wait for an answer here. {dial}',
  'help.ring.nobody.gaveUp': '{so} Nobody else has confirmed. Do not wait for an answer here. {dial}',
  'help.ring.gaveUp': '{person} can’t come to {number} after all.',
  'help.ring.gaveUpOthers': '{so} {state}.',
  'help.ring.gaveUp.elsewhere': '{person} is at another call now and can’t come to {number}.',
  'help.ring.gaveUp.notTheirs':
    'That {person} is coming to {number} was said at an account that is not theirs: do not count on it.',
  'help.ring.again': 'Asked again: {urgency}, {person} at {place} ({number}).',
  'help.ring.quiet':
    'Are you at {place} yet? {caller} is waiting ({number}). Press On scene, or Can’t come so that others are asked.',
  'help.ring.quiet.checkIn':
    'Are you at {place} yet? Nothing has been heard of {caller} ({number}). Press On scene, or Can’t come so that others are asked.',
  'help.ring.stillOn': 'Is call {number} at {place} over? Press Done when it is.',
  'help.ring.over': 'No longer needed: call {number} at {place}. {state}.',
  'help.ring.ended': '{said} If you still need help, type “<type>{words}</type>”. In an emergency: {dial}',
  'help.ring.ended.coming':
    '{said} Nobody is coming for it any more. If you still need help, type “<type>{words}</type>”. In an emergency: {dial}',
  'help.ring.ended.checkIn': '{said} If you need help, type “<type>{words}</type>”. In an emergency: {dial}',
  'help.ended.done': '{person} says that your call {number} is done.',
  'help.ended.closed': '{person} has closed your call {number}. The reason is on your card.',
  'help.ended.checkIn.done':
    '{person} says that {number} is done. It was made because you had not answered a check-in.',
  'help.ended.checkIn.closed':
    '{person} has closed {number}. It was made because you had not answered a check-in.',
  'help.ring.reminder': 'Call {number} at {place} is still open: {state}. Called {at} by {person}.',
  'help.ring.reminder.checkIn': 'Call {number} at {place} is still open: {state}. {missed}',

  'help.checkIn':
    '{person} has not answered the check-in at {at} at {place}, where they are alone until {until}.',
  'help.checkIn.unheard':
    'No answer from {person} can be recorded either, so they may be all right. Phone them, or look.',
  'help.checkIn.by': '{at}, not answered by {person}',
  'help.checkIn.before': '{number}, at {at}',
  'help.checkIn.caller':
    'You have not answered a check-in, so these people are asked to look. If you are all right, say so: they are told.',
  'help.checkIn.nobody': 'Nobody has confirmed that they look after you. If you need help: {dial}',
  'help.checkIn.nobody.else':
    '{state}. Nobody else has confirmed that they look after you. If you need help: {dial}',
  'help.checkIn.ring.nobody.else':
    '{number}: {state}. Nobody else has confirmed that they look after somebody who is alone at {place} and has not answered a check-in. Phone, or send somebody. {dial}',
  'help.checkIn.ring.nobody':
    '{number}: nobody has confirmed that they look after somebody who is alone at {place} and has not answered a check-in. Phone, or send somebody. {dial}',
  'help.button.allRight': 'I’m all right',
  'help.button.allRight.describe': 'I’m all right at {place}: end {number}',
  'help.button.needHelp': 'I need help now',
  'help.button.needHelp.describe': 'I need help now at {place}',

  'help.home.own': 'Your open calls',
  'help.home.waiting': 'Waiting for you',
  'help.home.more': '{count, plural, one {# more is open.} other {# more are open.}}',

  'help.waiting.checkIn': '{missed} {state}.',
  'help.waiting': '{urgency} · {place}. Called by {person}. {state}.',

  'help.close.title': 'Close a call',
  'help.close.submit': 'Close the call',
  'help.close.reason': 'Why it is closed',
  'help.close.reason.hint': 'Seen by those who can see the call. Leave out patrons’ names.',
  'help.close.reason.missing': 'Say in a few words why it is closed.',

  'help.unsaved.summary': 'Your call could not be saved.',
  'help.unsaved':
    'Your call could not be saved. It was sent once to {people}, without buttons, and nobody can answer it here.',
  'help.unsaved.nobody': 'Your call could not be saved and could not be sent to anyone.',
  'help.unsaved.do': 'Go to someone or phone. {dial}',
  'help.unsaved.ask': '{urgency}: {person} asks for help at {place}.',
  'help.unsaved.ask.why':
    'This call could not be recorded, so there is no button to press: go there or phone.',
} as const;

export const say = textsOf(helpTexts);
