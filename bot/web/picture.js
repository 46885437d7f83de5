/** A photo made small enough to send before it is sent: an old phone pays for every byte. */

const LONGEST_SIDE = 2000;
const QUALITY = 0.85;

/** The chosen file as a JPEG of at most LONGEST_SIDE, upright. Rejects what the browser cannot open. */
export async function shrink(file) {
  const address = URL.createObjectURL(file);
  try {
    return await drawn(await opened(address));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function opened(address) {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = failed;
    image.src = address;
  });
}

function drawn(image) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff"; // what one can see through would become black
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("not drawn"))), "image/jpeg", QUALITY);
  });
}
