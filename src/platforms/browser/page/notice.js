import { h } from './elements.js';

const soundKey = 'deskbell:sound';

/** Seconds of one tone of the bell, and its two pitches in hertz. */
const toneSeconds = 0.18;
const pitches = [660, 880];

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

  drawToggle();
  // It is one setting for all tabs of the browser.
  addEventListener('storage', drawToggle);
  return {
    toggle,
    /** @param {string} summary */
    announce(summary) {
      voice.replaceChildren(h('p', {}, summary));
    },
    ring() {
      // Browsers keep a page silent until it has been touched.
      if (isOn() && navigator.userActivation.hasBeenActive) beep();
    },
    /** @param {number} fresh */
    setCount(fresh) {
      document.title = fresh > 0 ? `(${fresh}) ${words.newMessages} · ${title}` : title;
    },
  };
}

/** @typedef {ReturnType<typeof createNotice>} Notice */
