/** Reading aloud, by the browser's own voice where it has one. */

const VOICES = { zh: "zh-CN", en: "en-GB" };

/** Whether this browser can speak at all. */
export function canSpeak() {
  return "speechSynthesis" in window && typeof SpeechSynthesisUtterance === "function";
}

/** Read lines in a language; `done` is called at the end or when stopped. Short pieces: long ones fall silent. */
export function readAloud(lines, language, done) {
  const voice = VOICES[language] || language;
  const pieces = [].concat.apply([], lines.map(cut));
  window.speechSynthesis.cancel();
  if (!pieces.length) return done();
  pieces.forEach((piece, index) => {
    const utterance = new SpeechSynthesisUtterance(piece);
    utterance.lang = voice;
    utterance.rate = 0.9;
    if (index === pieces.length - 1) {
      utterance.onend = done;
      utterance.onerror = done;
    }
    window.speechSynthesis.speak(utterance);
  });
  return undefined;
}

export function stopReading() {
  if (canSpeak()) window.speechSynthesis.cancel();
}

function cut(line) {
  return (line.match(/[^。！？；!?;\n]+[。！？；!?;]*/g) || []).filter((piece) => piece.trim());
}
