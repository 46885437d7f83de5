/** The microphone: a voice message of at most three minutes, with how long and how loud it is by now. */

const MOST_SECONDS = 180;
const BITS_A_SECOND = 32000;
const FORMS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

/** Whether this browser can record at all; some can only on a secure address. */
export function canRecord() {
  const asks = navigator.mediaDevices && typeof navigator.mediaDevices.getUserMedia === "function";
  return Boolean(asks && typeof MediaRecorder === "function" && MediaRecorder.isTypeSupported);
}

/**
 * Ask for the microphone and begin. `tells` hears passed(seconds, loudness from 0 to 1) and done(blob, seconds).
 * The recording it gives has stop() and cancel(). Rejects where the microphone is refused.
 */
export async function record(tells) {
  const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
  const form = FORMS.find((each) => MediaRecorder.isTypeSupported(each));
  const machine = new MediaRecorder(sound, { mimeType: form, audioBitsPerSecond: BITS_A_SECOND });
  const loudness = meter(sound);
  const pieces = [];
  const since = performance.now();
  let wanted = true;
  let length = 0;

  function seconds() {
    return Math.min(MOST_SECONDS, (performance.now() - since) / 1000);
  }

  function pass() {
    tells.passed(seconds(), loudness.now());
    if (seconds() >= MOST_SECONDS) stop();
  }

  function stop() {
    if (machine.state === "inactive") return;
    length = Math.max(1, Math.round(seconds()));
    machine.stop();
  }

  function end() {
    clearInterval(timer);
    loudness.end();
    sound.getTracks().forEach((track) => track.stop()); // the phone's own sign that somebody listens goes out
    if (wanted) tells.done(new Blob(pieces, { type: machine.mimeType }), length || Math.round(seconds()));
  }

  machine.addEventListener("dataavailable", (event) => event.data.size && pieces.push(event.data));
  machine.addEventListener("stop", end);
  sound.getTracks().forEach((track) => track.addEventListener("ended", stop)); // a call came in between
  const timer = setInterval(pass, 100);
  machine.start(1000);

  return {
    stop,
    cancel() {
      wanted = false;
      if (machine.state !== "inactive") machine.stop();
    },
  };
}

/** How loud it is at this moment; silent where the browser cannot tell. */
function meter(sound) {
  const Ears = window.AudioContext || window.webkitAudioContext;
  if (!Ears) return { now: () => 0, end() {} };
  const ears = new Ears();
  const ear = ears.createAnalyser();
  ear.fftSize = 512;
  ears.createMediaStreamSource(sound).connect(ear);
  const wave = new Uint8Array(ear.fftSize);
  return {
    now() {
      ear.getByteTimeDomainData(wave);
      const far = wave.reduce((most, each) => Math.max(most, Math.abs(each - 128)), 0);
      return Math.min(1, far / 80);
    },
    end() {
      ears.close();
    },
  };
}
