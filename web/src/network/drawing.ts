// A picture as marks on a sheet: written as SVG, or painted for a PNG. Both are what is seen.
import { SHAPELESS, SHAPES } from '../parts/shapes';

export type Mark =
  | { is: 'line'; x: number; y: number; toX: number; toY: number; colour: string; width: number }
  | { is: 'shape'; x: number; y: number; radius: number; family: string; colour: string }
  | {
      is: 'text';
      x: number;
      y: number;
      text: string;
      size: number;
      weight: number;
      colour: string;
      /** The ground that is left around the letters. */
      halo?: string;
    };

export interface Drawing {
  width: number;
  height: number;
  ground: string;
  marks: Mark[];
}

const FONT = "'Golos Text', system-ui, sans-serif";
/** Half the side of the square in which a shape is drawn, as far as shapes fill it. */
const HALF = 4.6;
const HALO = 3;

function escaped(text: string): string {
  const names: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
  // What XML cannot hold is left out.
  return text
    .replace(/[<>&"]/g, (letter) => names[letter] ?? '')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}

const round = (number: number) => Number(number.toFixed(1));

function markSvg(mark: Mark): string {
  if (mark.is === 'line')
    return `<path d="M${round(mark.x)} ${round(mark.y)}L${round(mark.toX)} ${round(mark.toY)}" stroke="${mark.colour}" stroke-width="${round(mark.width)}"/>`;
  if (mark.is === 'shape') {
    const scale = Number((mark.radius / HALF).toFixed(3));
    return `<path d="${SHAPES[mark.family] ?? SHAPELESS}" fill="${mark.colour}" transform="translate(${round(mark.x - 6 * scale)} ${round(mark.y - 6 * scale)}) scale(${scale})"/>`;
  }
  const halo = mark.halo
    ? ` stroke="${mark.halo}" stroke-width="${HALO}" stroke-linejoin="round" paint-order="stroke"`
    : '';
  return `<text x="${round(mark.x)}" y="${round(mark.y)}" font-size="${mark.size}" font-weight="${mark.weight}" fill="${mark.colour}"${halo}>${escaped(mark.text)}</text>`;
}

export function toSvg(drawing: Drawing, title: string): string {
  const { width, height, ground, marks } = drawing;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${escaped(FONT)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    ...marks.map(markSvg),
    '</svg>\n',
  ].join('\n');
}

function paint(context: CanvasRenderingContext2D, mark: Mark, shapes: Map<string, Path2D>): void {
  if (mark.is === 'line') {
    context.strokeStyle = mark.colour;
    context.lineWidth = mark.width;
    context.beginPath();
    context.moveTo(mark.x, mark.y);
    context.lineTo(mark.toX, mark.toY);
    context.stroke();
  } else if (mark.is === 'shape') {
    let shape = shapes.get(mark.family);
    if (!shape) {
      shape = new Path2D(SHAPES[mark.family] ?? SHAPELESS);
      shapes.set(mark.family, shape);
    }
    const scale = mark.radius / HALF;
    context.save();
    context.translate(mark.x - 6 * scale, mark.y - 6 * scale);
    context.scale(scale, scale);
    context.fillStyle = mark.colour;
    context.fill(shape);
    context.restore();
  } else {
    context.font = `${mark.weight} ${mark.size}px ${FONT}`;
    if (mark.halo) {
      context.strokeStyle = mark.halo;
      context.lineWidth = HALO;
      context.lineJoin = 'round';
      context.strokeText(mark.text, mark.x, mark.y);
    }
    context.fillStyle = mark.colour;
    context.fillText(mark.text, mark.x, mark.y);
  }
}

/** The picture as PNG, so many dots to each of its units. */
export function toPng(drawing: Drawing, dots: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(drawing.width * dots);
  canvas.height = Math.round(drawing.height * dots);
  const context = canvas.getContext('2d');
  if (!context) return Promise.reject(new Error('no canvas'));
  context.scale(dots, dots);
  context.fillStyle = drawing.ground;
  context.fillRect(0, 0, drawing.width, drawing.height);
  const shapes = new Map<string, Path2D>();
  for (const mark of drawing.marks) paint(context, mark, shapes);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png');
  });
}

/** How wide a text is drawn. */
export function textWidth(text: string, size: number, weight: number): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return text.length * size * 0.6;
  context.font = `${weight} ${size}px ${FONT}`;
  return context.measureText(text).width;
}

/** Gives a file to the user's browser to keep. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
