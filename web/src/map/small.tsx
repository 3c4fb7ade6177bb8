// Where in the country a site or cluster is: the outlines around its regions, which are lit; a tile
// where a region has no shape. The way to what else is there stands below, for the keyboard too.
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import shapes from 'virtual:region-shapes';
import { message } from '../messages';
import './small.css';

export interface SmallRegion {
  code: string | null;
  name: string;
}

/** So much of the map is seen at least, and so much of it around the regions. */
const LEAST = { width: 200, height: 112 };
const AROUND = 1.8;

/** What is seen of the map: a box of its proportions around that of the regions, within the map. */
export function viewAround(
  box: { x: number; y: number; width: number; height: number },
  whole: { width: number; height: number },
): string {
  const width = Math.min(
    whole.width,
    Math.max(LEAST.width, box.width * AROUND, (box.height * AROUND * LEAST.width) / LEAST.height),
  );
  const height = Math.min(whole.height, (width * LEAST.height) / LEAST.width);
  const within = (middle: number, size: number, most: number) =>
    Math.max(0, Math.min(most - size, middle - size / 2));
  const x = within(box.x + box.width / 2, width, whole.width);
  const y = within(box.y + box.height / 2, height, whole.height);
  return [x, y, width, height].map((number) => Math.round(number)).join(' ');
}

export function SmallMap(props: { regions: SmallRegion[]; list: string }): VNode {
  const { regions, list } = props;
  const lit = useRef<SVGGElement>(null);
  const shapeOf = ({ code, name }: SmallRegion) => shapes.shapes[code ?? ''] ?? shapes.shapes[name];
  const drawn = regions.filter(shapeOf);
  const names = regions.map(({ name }) => name);
  useLayoutEffect(() => {
    const group = lit.current;
    group?.ownerSVGElement?.setAttribute('viewBox', viewAround(group.getBBox(), shapes));
  }, [names.join()]);
  return (
    <figure class="small-map">
      {drawn.length > 0 && (
        <svg viewBox={`0 0 ${shapes.width} ${shapes.height}`} aria-hidden="true">
          {Object.entries(shapes.shapes).map(([key, path]) => (
            <path key={key} class="small-map-region" d={path} />
          ))}
          <path class="small-map-borders" d={shapes.borders} />
          <g ref={lit}>
            {drawn.map((region) => (
              <path key={region.name} class="small-map-lit" d={shapeOf(region)} />
            ))}
          </g>
        </svg>
      )}
      <figcaption>
        {regions.map((region) => (
          <a
            key={region.name}
            class={shapeOf(region) ? '' : 'small-map-tile'}
            href={`/${list}?region=${encodeURIComponent(region.code ?? region.name)}`}
          >
            {region.name}
          </a>
        ))}{' '}
        <span class="faint">
          {message(drawn.length > 0 ? 'web.map.small' : 'web.map.small_tile')}
        </span>
      </figcaption>
    </figure>
  );
}
