// Images on their way to a network.

const blank = (width, height) => Object.assign(document.createElement('canvas'), { width, height });

/** A file as a canvas of at most 1024 pixels a side, turned upright where a camera said so; rejects what is no image. */
export async function read(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, 1024 / Math.max(bitmap.width, bitmap.height));
  const canvas = blank(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
  canvas.getContext('2d', { willReadFrequently: true }).drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** The same image with at most so many pixels a side. */
export function fitted(source, side) {
  const scale = Math.min(1, side / Math.max(source.width, source.height));
  return scaled(source, 0, 0, source.width, source.height,
    Math.max(1, Math.round(source.width * scale)), Math.max(1, Math.round(source.height * scale)));
}

/** A part of an image in another size. Halved step by step, so that each pixel of the source counts. */
function scaled(source, x, y, width, height, toWidth, toHeight) {
  let [from, fx, fy, fw, fh] = [source, x, y, width, height];
  for (;;) {
    const [w, h] = [Math.max(toWidth, Math.ceil(fw / 2)), Math.max(toHeight, Math.ceil(fh / 2))];
    const step = blank(w, h);
    const pen = step.getContext('2d', { willReadFrequently: true });
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(from, fx, fy, fw, fh, 0, 0, w, h);
    if (w === toWidth && h === toHeight) return step;
    [from, fx, fy, fw, fh] = [step, 0, 0, w, h];
  }
}

/**
 * White strokes on black as MNIST was made: cut out, scaled to 20 of 28 pixels, and placed so that the centre of their
 * mass is the centre of the image.
 */
export function centred(source, width, height) {
  const { data } = source.getContext('2d', { willReadFrequently: true }).getImageData(0, 0, source.width, source.height);
  let [left, top, right, bottom] = [source.width, source.height, -1, -1];
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < source.width; x++) {
      if (data[4 * (y * source.width + x)] > 32) {
        left = Math.min(left, x); right = Math.max(right, x);
        top = Math.min(top, y); bottom = Math.max(bottom, y);
      }
    }
  }
  const out = blank(width, height);
  const pen = out.getContext('2d', { willReadFrequently: true });
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, width, height);
  if (right < 0) return out;
  const [w, h] = [right - left + 1, bottom - top + 1];
  const scale = Math.min(width * 20 / 28 / w, height * 20 / 28 / h);
  const small = scaled(source, left, top, w, h, Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)));
  const [mx, my] = centreOfMass(small);
  // Whole pixels, since half ones would blur the strokes; within the frame, however lopsided the drawing.
  const place = (size, inner, mass) => Math.max(0, Math.min(size - inner, Math.round(size / 2 - mass)));
  pen.drawImage(small, place(width, small.width, mx), place(height, small.height, my));
  return out;
}

function centreOfMass(canvas) {
  const { data } = canvas.getContext('2d', { willReadFrequently: true }).getImageData(0, 0, canvas.width, canvas.height);
  let [mass, x, y] = [0, 0, 0];
  for (let i = 0; i < canvas.width * canvas.height; i++) {
    const value = data[4 * i];
    mass += value;
    x += value * (i % canvas.width + 0.5);
    y += value * (Math.floor(i / canvas.width) + 0.5);
  }
  return mass === 0 ? [canvas.width / 2, canvas.height / 2] : [x / mass, y / mass];
}
