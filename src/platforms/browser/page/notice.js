import { h } from './elements.js';

const soundKey = 'deskbell:sound';

/** Seconds of one tone of the bell, and its two pitches in hertz. */
const toneSeconds = 0.18;
const pitches = [660, 880];

/** Milliseconds after which a screen reader has noticed that a voice stands elsewhere: it tells what is put there then. */
const noticedMs = 150;

/**
 * What tells somebody who looks elsewhere that a message rang: the tab's title, a voice for screen readers and, once
 * switched on by hand, a short sound.
 *
 * @param {string} title
 * @param {Readonly<Record<string, string>>} words
 */
export function createNotice(title, words) {
  const voice = h('div', { className: 'unseen', 'aria-live': 'polite' });
  const toggle = h('button', { type: 'button', className: 'quiet sound', onclick: () => setSound(!isOn()) });
  /** @type {AudioContext | undefined} */
  let audio;
  /** What was said last where the voice stands now. */
  let last = '';
  document.body.append(voice);

  const isOn = () => localStorage.getItem(soundKey) === 'on';

  /** @param {boolean} on */
  function setSound(on) {
    localStorage.setItem(soundKey, on ? 'on' : 'off');
    drawToggle();
    if (on) beep();
  }

  function drawToggle() {
    toggle.textContent = (isOn() ? words.soundOn : words.soundOff) ?? '';
  }

  function beep() {
    audio ??= new AudioContext();
    for (const [index, pitch] of pitches.entries()) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      const from = audio.currentTime + index * toneSeconds;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.12, from);
      volume.gain.exponentialRampToValueAtTime(0.001, from + toneSeconds);
      tone.connect(volume).connect(audio.destination);
      tone.start(from);
      tone.stop(from + toneSeconds);
    }
  }

  /** @param {string} sentence */
  function say(sentence) {
    voice.replaceChildren(h('p', {}, sentence));
  }

  drawToggle();
  // It is one setting for all tabs of the browser.
  addEventListener('storage', drawToggle);
  return {
    toggle,
    /** @param {string} summary */
    announce(summary) {
      last = summary;
      say(summary);
    },
    /** For what the page tells by itself, which nobody hears under a sheet. @param {string} sentence */
    announceOnSheet(sentence) {
      if (voice.parentElement !== document.body) say(sentence);
    },
    /**
     * The voice goes to the sheet that is open now. Closed, the page says again what was said last on the sheet: somebody
     * may have been typing.
     *
     * @param {HTMLElement | undefined} sheet
     */
    setSheet(sheet) {
      const place = sheet ?? document.body;
      if (voice.parentElement === place) return;
      const again = sheet === undefined ? last : '';
      last = '';
      voice.replaceChildren();
      place.append(voice);
      if (again === '') return;
      setTimeout(() => {
        if (voice.childElementCount === 0) say(again);
      }, noticedMs);
    },
    ring() {
      // Browsers keep a page silent until it has been touched.
      if (isOn() && navigator.userActivation.hasBeenActive) beep();
    },
    /** @param {number} fresh @param {boolean} hasProblem something did not arrive */
    setCount(fresh, hasProblem) {
      const news = [hasProblem ? words.notSentMark : '', fresh > 0 ? `(${fresh}) ${words.newMessages}` : ''];
      document.title = [...news, title].filter((each) => each).join(' · ');
    },
  };
}

/** @typedef {ReturnType<typeof createNotice>} Notice */
