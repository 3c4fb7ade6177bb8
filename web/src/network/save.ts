// The network as files: what is seen as PNG or SVG, with what it is, its legend and its source on
// it; all of it as GEXF and CSV comes from the server.
import { api } from '../api';
import { dateText, today } from '../format';
import { message } from '../messages';
import { saveFile, textWidth, toPng, toSvg, type Drawing, type Mark } from './drawing';
import { familyColour, type Colours } from './colours';
import { FAMILIES } from './filter';
import type { Network } from './model';
import type { Handle } from './picture';

const HEAD = 62;
const FOOT = 58;
const SIDE = 20;
/** Dots of the PNG to one of the screen, as far as browsers can make such a picture. */
const DOTS = 2;
const MOST_DOTS = 16_000;

/** The families of what is seen, each with its shape, in a line. */
function legend(network: Network, colours: Colours, y: number): Mark[] {
  const there = new Set(network.nodes.map((node) => node.family));
  const marks: Mark[] = [];
  let x = SIDE;
  for (const family of FAMILIES) {
    if (!there.has(family)) continue;
    const text = message(`web.family.${family}`);
    const colour = familyColour(colours, family);
    marks.push({ is: 'shape', x: x + 5, y: y - 4, radius: 5, family, colour });
    marks.push({ is: 'text', x: x + 16, y, text, size: 12, weight: 400, colour: colours.ink });
    x += 16 + textWidth(text, 12, 400) + 20;
  }
  return marks;
}

function moved(mark: Mark, down: number): Mark {
  return mark.is === 'line'
    ? { ...mark, y: mark.y + down, toY: mark.toY + down }
    : { ...mark, y: mark.y + down };
}

async function drawingOf(
  handle: Handle,
  network: Network,
  title: string,
  under: string,
): Promise<Drawing> {
  const { width, height, marks, colours } = handle.marks();
  const registry = await api.overview().then(
    (overview) => overview.registry,
    () => '',
  );
  const text = (words: string, y: number, size: number, weight: number, colour: string): Mark => ({
    is: 'text',
    x: SIDE,
    y,
    text: words,
    size,
    weight,
    colour,
  });
  const source = message('web.network.source', { registry, day: dateText(today()) });
  const bottom = HEAD + height;
  return {
    width,
    height: height + HEAD + FOOT,
    ground: colours.paper,
    marks: [
      ...marks.map((mark) => moved(mark, HEAD)),
      text(title, 30, 20, 600, colours.ink),
      text(under, 50, 13, 400, colours.soft),
      ...legend(network, colours, bottom + 24),
      text(source, bottom + 46, 12, 400, colours.soft),
    ],
  };
}

export async function savePicture(
  as: 'png' | 'svg',
  handle: Handle,
  network: Network,
  title: string,
  under: string,
): Promise<void> {
  const drawing = await drawingOf(handle, network, title, under);
  const dots = Math.min(DOTS, MOST_DOTS / Math.max(drawing.width, drawing.height));
  const content =
    as === 'svg'
      ? new Blob([toSvg(drawing, title)], { type: 'image/svg+xml' })
      : await toPng(drawing, dots);
  saveFile(`network.${as}`, content);
}
