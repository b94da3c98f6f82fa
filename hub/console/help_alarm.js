// Calls for help, wherever staff are looking: the page's title flashes and it rings until somebody goes.
import { live, say } from './common.js';

let state = null;
let audio = null;
const title = document.title;

/** Somebody may be lying there and nobody is on the way. */
export const unanswered = () => (state ? state.calls.filter((call) => call.is_emergency && call.is_unanswered) : []);
/** A browser gives no sound before somebody touched the page. */
export const isSilent = () => !audio || audio.state !== 'running';

function beep(hertz, from, seconds) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = hertz;
  volume.gain.value = 0.3;
  tone.connect(volume).connect(audio.destination);
  tone.start(audio.currentTime + from);
  tone.stop(audio.currentTime + from + seconds);
}

function ring() {
  const isRinging = unanswered().length > 0;
  document.title = isRinging && document.title === title ? say('help.alarm') : title;
  document.body.classList.toggle('alarm', isRinging);
  if (!isRinging || isSilent()) return;
  for (const at of [0, 0.44]) {
    beep(660, at, 0.2);
    beep(990, at + 0.22, 0.2);
  }
}

/** Keeps `draw` informed of the station's calls; `link` hears whether the hub is there. */
export function watchHelp(draw, link = () => {}) {
  addEventListener('pointerdown', () => {
    audio ??= new AudioContext();
    audio.resume();
  });
  live('/api/console/v1/help/stream', (fresh) => {
    state = fresh;
    ring();
    draw(fresh);
  }, link);
  setInterval(ring, 1500);
}
