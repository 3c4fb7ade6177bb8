// The picture of the network: nodes and edges drawn by sigma over WebGL, where layout.ts has put
// them. It shows what it is told to; what is selected, lit or grown is decided above.
import { MultiUndirectedGraph } from 'graphology';
import type { Attributes } from 'graphology-types';
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import Sigma from 'sigma';
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types';
import { message } from '../messages';
import { coloursNow, familyColour, groupColour, mixed, onColours, type Colours } from './colours';
import { textWidth, type Mark } from './drawing';
import { layOut, type Positions } from './layout';
import { LineProgram } from './line_program';
import type { Camera, Look, Network } from './model';
import { ShapeProgram } from './shape_program';

/** What is shown of the network: what has grown by now, and what of it is lit, if not all. */
export interface Seen {
  nodes: Set<string>;
  edges: boolean[];
  lit?: { nodes: Set<string>; edges: Set<number> } | undefined;
  /** The selected nodes. */
  chosen: string[];
  colour: Look['colour'];
}

/** What can be done with a picture that is drawn. */
export interface Handle {
  /** Nearer (above 1) or farther. */
  zoom: (times: number) => void;
  whole: () => void;
  /** Brings a node into view, if it is not in it. */
  reach: (id: string) => void;
  /** What is seen now, as marks in dots of the screen. */
  marks: () => { width: number; height: number; marks: Mark[]; colours: Colours };
}

interface NodeLook {
  x: number;
  y: number;
  size: number;
  label: string;
  name: string;
  family: string;
  group: number;
}

const WHOLE: Camera = { x: 0.5, y: 0.5, ratio: 1 };
const NAME_LENGTH = 42;
const LABEL_SIZE = 13;
const FADED = 0.16;
const NAMED = 40;
const SETTLES = 300;
const MANY_EDGES = 5000;
const STEP = 0.12;
const NEAREST = 0.02;
const FARTHEST = 4;

function short(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH - 1).trimEnd()}…`;
}

/** The graph as sigma takes it, made while it is being laid out. */
function graphOf(network: Network): MultiUndirectedGraph<NodeLook> {
  const graph = new MultiUndirectedGraph<NodeLook>();
  const { nodes } = network;
  const scale = nodes.length > 2000 ? 0.45 : nodes.length > 400 ? 0.75 : 1;
  for (const node of nodes)
    graph.addNode(node.id, {
      x: 0,
      y: 0,
      size: scale * Math.min(20, 3.5 + 1.5 * Math.sqrt(node.ties)),
      label: short(node.label),
      name: node.label,
      family: node.family,
      group: node.community,
    });
  network.edges.forEach((edge, index) => {
    const size = scale * Math.min(5, 0.8 + 0.5 * Math.log2(Math.max(1, edge.reports)));
    graph.addEdgeWithKey(String(index), edge.from, edge.to, { size });
  });
  return graph;
}

function place(graph: MultiUndirectedGraph<NodeLook>, positions: Positions): void {
  let index = 0;
  graph.forEachNode((_id, look) => {
    look.x = positions[index++] ?? 0;
    look.y = positions[index++] ?? 0;
  });
}

type Drawn = NodeDisplayData & { name?: string };

/** How a node and an edge look: by what is seen and the colours of the page. */
function reducers(seen: () => Seen, colours: () => Colours) {
  const colourOf = (data: NodeLook) =>
    seen().colour === 'community'
      ? groupColour(colours(), data.group)
      : familyColour(colours(), data.family);
  return {
    nodeReducer: (id: string, data: NodeLook) => {
      const now = seen();
      const { paper } = colours();
      if (!now.nodes.has(id)) return { ...data, hidden: true, color: paper };
      const chosen = now.chosen.includes(id);
      if (!now.lit) return { ...data, color: colourOf(data), highlighted: chosen };
      if (!now.lit.nodes.has(id))
        return { ...data, color: mixed(colourOf(data), paper, FADED), label: '' };
      return {
        ...data,
        color: colourOf(data),
        highlighted: chosen,
        forceLabel: now.lit.nodes.size <= NAMED,
        zIndex: 1,
      };
    },
    edgeReducer: (id: string, data: Attributes) => {
      const now = seen();
      const { line, soft, paper, accent } = colours();
      const index = Number(id);
      if (!now.edges[index]) return { ...data, hidden: true };
      if (!now.lit) return { ...data, color: line };
      if (now.lit.edges.has(index)) {
        const path = now.chosen.length > 1;
        return {
          ...data,
          color: path ? accent : soft,
          size: data['size'] + Number(path),
          zIndex: 1,
        };
      }
      return { ...data, color: mixed(line, paper, 0.35) };
    },
  };
}

/** The places on the picture that names have taken: one that would cover another is left out. */
class Taken {
  private boxes: [number, number, number, number][] = [];

  clear(): void {
    this.boxes = [];
  }

  /** Takes a place, if it is free. */
  take(x: number, y: number, width: number, height: number): boolean {
    const free = this.boxes.every(
      ([left, top, right, bottom]) =>
        x > right || x + width < left || y > bottom || y + height < top,
    );
    if (free) this.boxes.push([x, y, x + width, y + height]);
    return free;
  }
}

/** Names: over a halo of the page's ground, so that edges do not cross their letters. */
function drawName(
  context: CanvasRenderingContext2D,
  data: Partial<Drawn>,
  colours: Colours,
  taken: Taken,
): void {
  if (!data.label) return;
  const [x, y] = [(data.x ?? 0) + (data.size ?? 0) + 4, (data.y ?? 0) + LABEL_SIZE / 3];
  context.font = `500 ${LABEL_SIZE}px 'Golos Text', system-ui, sans-serif`;
  const width = context.measureText(data.label).width;
  if (!taken.take(x, y - LABEL_SIZE, width, LABEL_SIZE * 1.3)) return;
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = colours.paper;
  context.strokeText(data.label, x, y);
  context.fillStyle = colours.ink;
  context.fillText(data.label, x, y);
}

/** The node under the pointer, or the selected one: its whole name on a ground of its own. */
function drawHovered(
  context: CanvasRenderingContext2D,
  data: Partial<Drawn>,
  colours: Colours,
): void {
  const name = data.name ?? data.label ?? '';
  const [x, y, size] = [data.x ?? 0, data.y ?? 0, data.size ?? 0];
  context.font = `500 ${LABEL_SIZE}px 'Golos Text', system-ui, sans-serif`;
  const width = context.measureText(name).width;
  context.beginPath();
  context.arc(x, y, size + 3, 0, Math.PI * 2);
  context.lineWidth = 2;
  context.strokeStyle = colours.accent;
  context.stroke();
  context.beginPath();
  context.roundRect(x + size + 6, y - LABEL_SIZE * 0.85, width + 12, LABEL_SIZE * 1.7, 4);
  context.fillStyle = colours.raised;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = colours.line;
  context.stroke();
  context.fillStyle = colours.ink;
  context.fillText(name, x + size + 12, y + LABEL_SIZE / 3);
}

function marksOf(sigma: Sigma<NodeLook>, colours: Colours): ReturnType<Handle['marks']> {
  const { width, height } = sigma.getDimensions();
  const graph = sigma.getGraph();
  const named = sigma.getNodeDisplayedLabels();
  const lines: Mark[] = [];
  const nodes: Mark[] = [];
  const names: Mark[] = [];
  const taken = new Taken();
  const placeOf = (id: string) => {
    const data = sigma.getNodeDisplayData(id);
    return sigma.framedGraphToViewport({ x: data?.x ?? 0, y: data?.y ?? 0 });
  };
  const byHeight = <Data extends { zIndex: number }>(left: [string, Data], right: [string, Data]) =>
    left[1].zIndex - right[1].zIndex;
  const edges: [string, EdgeDisplayData][] = [];
  graph.forEachEdge((id) => {
    const data = sigma.getEdgeDisplayData(id);
    if (data && !data.hidden) edges.push([id, data]);
  });
  for (const [id, data] of edges.sort(byHeight)) {
    const [from, to] = [placeOf(graph.source(id)), placeOf(graph.target(id))];
    if (Math.max(from.x, to.x) < 0 || Math.min(from.x, to.x) > width) continue;
    if (Math.max(from.y, to.y) < 0 || Math.min(from.y, to.y) > height) continue;
    lines.push({
      is: 'line',
      x: from.x,
      y: from.y,
      toX: to.x,
      toY: to.y,
      colour: data.color,
      width: Math.max(0.7, sigma.scaleSize(data.size)),
    });
  }
  const drawn: [string, NodeDisplayData][] = [];
  graph.forEachNode((id) => {
    const data = sigma.getNodeDisplayData(id);
    if (data && !data.hidden) drawn.push([id, data]);
  });
  const within = (x: number, y: number, radius: number) =>
    x > -radius && x < width + radius && y > -radius && y < height + radius;
  drawn.sort(byHeight);
  for (const [id, data] of drawn) {
    const { x, y } = placeOf(id);
    const radius = sigma.scaleSize(data.size);
    const { family } = graph.getNodeAttributes(id);
    if (within(x, y, radius)) nodes.push({ is: 'shape', x, y, radius, family, colour: data.color });
  }
  // What is lit takes its place for a name first, then what is tied most.
  drawn.sort((left, right) => byHeight(right, left));
  for (const [id, data] of drawn) {
    const text = data.highlighted ? graph.getNodeAttributes(id).name : data.label;
    if (!text || !(named.has(id) || data.forceLabel || data.highlighted)) continue;
    const place = placeOf(id);
    const radius = sigma.scaleSize(data.size);
    const [x, y] = [place.x + radius + 4, place.y + LABEL_SIZE / 3];
    const long = textWidth(text, LABEL_SIZE, 600);
    if (!within(place.x, place.y, radius)) continue;
    if (!taken.take(x, y - LABEL_SIZE, long, LABEL_SIZE * 1.3)) continue;
    names.push({
      is: 'text',
      x,
      y,
      text,
      size: LABEL_SIZE,
      weight: data.highlighted ? 700 : 500,
      colour: colours.ink,
      halo: colours.paper,
    });
  }
  return { width, height, marks: [...lines, ...nodes, ...names], colours };
}

function moves(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}

interface Properties {
  network: Network;
  signature: string;
  seen: Seen;
  camera: Camera | undefined;
  label: string;
  onSelect: (id: string | undefined) => void;
  onCamera: (camera: Camera | undefined) => void;
  onHandle: (handle: Handle | undefined) => void;
}

type Phase = { is: 'laying'; share: number } | { is: 'drawn' } | { is: 'failed' };

export function Picture(props: Properties): VNode {
  const box = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma<NodeLook>>();
  const colours = useRef(coloursNow());
  const latest = useRef(props);
  latest.current = props;
  const [phase, setPhase] = useState<Phase>({ is: 'laying', share: 0 });

  useEffect(() => {
    const container = box.current;
    if (!container) return undefined;
    setPhase({ is: 'laying', share: 0 });
    let ended = false;
    let end = () => undefined as void;
    const fail = () => {
      if (!ended) setPhase({ is: 'failed' });
    };
    const laying = layOut(props.network, props.signature, (share) => {
      if (!ended) setPhase({ is: 'laying', share });
    });
    const graph = graphOf(props.network);
    laying.positions.then((positions) => {
      if (ended) return;
      place(graph, positions);
      const drawn = draw(container, graph, latest, colours);
      if (!drawn) return fail();
      sigma.current = drawn.sigma;
      end = drawn.end;
      setPhase({ is: 'drawn' });
    }, fail);
    return () => {
      ended = true;
      laying.stop();
      end();
      sigma.current = undefined;
    };
  }, [props.signature]);

  const { seen } = props;
  const lit = seen.lit && [...seen.lit.nodes].join();
  useEffect(() => {
    sigma.current?.refresh();
  }, [seen.nodes, seen.edges, lit, seen.chosen.join(), seen.colour]);
  useEffect(
    () =>
      onColours(() => {
        colours.current = coloursNow();
        sigma.current?.refresh();
      }),
    [],
  );

  return (
    <>
      <div
        class="network-canvas"
        ref={box}
        data-phase={phase.is}
        role="application"
        tabIndex={0}
        aria-label={props.label}
        aria-describedby="network-keys"
        onKeyDown={(event) => {
          if (sigma.current && press(sigma.current, event, latest.current)) event.preventDefault();
        }}
      />
      {phase.is === 'laying' && (
        <p class="network-state" role="status">
          {message('web.network.laying', { percent: Math.round(phase.share * 100) })}
        </p>
      )}
      {phase.is === 'failed' && (
        <p class="network-state" role="alert">
          {message('web.network.no_webgl')}
        </p>
      )}
    </>
  );
}

/** Draws, and listens; what it gives ends both. */
function draw(
  container: HTMLElement,
  graph: MultiUndirectedGraph<NodeLook>,
  latest: { current: Properties },
  colours: { current: Colours },
): { sigma: Sigma<NodeLook>; end: () => void } | undefined {
  const { network, camera: given } = latest.current;
  const taken = new Taken();
  let sigma: Sigma<NodeLook>;
  try {
    sigma = new Sigma<NodeLook>(graph, container, {
      ...reducers(
        () => latest.current.seen,
        () => colours.current,
      ),
      nodeProgramClasses: { shape: ShapeProgram as never },
      edgeProgramClasses: { thin: LineProgram as never },
      defaultEdgeType: network.edges.length > MANY_EDGES ? 'thin' : 'line',
      defaultNodeType: 'shape',
      defaultDrawNodeLabel: (context, data) => drawName(context, data, colours.current, taken),
      defaultDrawNodeHover: (context, data) => drawHovered(context, data, colours.current),
      labelDensity: 0.7,
      labelGridCellSize: 90,
      labelRenderedSizeThreshold: network.nodes.length > 2000 ? 4 : 5,
      zIndex: true,
      stagePadding: 40,
      minCameraRatio: NEAREST,
      maxCameraRatio: FARTHEST,
      allowInvalidContainer: true,
      hideEdgesOnMove: network.edges.length > 30_000,
    });
  } catch {
    // This browser has no WebGL, or no more of it.
    container.replaceChildren();
    return undefined;
  }
  const camera = sigma.getCamera();
  if (given) camera.setState({ ...given, angle: 0 });
  sigma.on('beforeRender', () => taken.clear());
  sigma.on('clickNode', ({ node }) => latest.current.onSelect(node));
  sigma.on('clickStage', () => latest.current.onSelect(undefined));
  sigma.on('enterNode', () => container.classList.add('over-node'));
  sigma.on('leaveNode', () => container.classList.remove('over-node'));
  let timer = 0;
  camera.on('updated', ({ x, y, ratio }) => {
    clearTimeout(timer);
    const whole = Math.abs(x - 0.5) + Math.abs(y - 0.5) + Math.abs(ratio - 1) < 0.002;
    timer = window.setTimeout(
      () => latest.current.onCamera(whole ? undefined : { x, y, ratio }),
      SETTLES,
    );
  });
  let sized = false;
  const size = new ResizeObserver(() => {
    // The first call only tells the size that it was drawn in.
    if (sized) sigma.refresh();
    sized = true;
  });
  size.observe(container);
  if (document.fonts.status !== 'loaded')
    void document.fonts.ready.then(() => sigma.scheduleRender());
  latest.current.onHandle(handleOf(sigma, colours));
  return {
    sigma,
    end: () => {
      clearTimeout(timer);
      size.disconnect();
      latest.current.onHandle(undefined);
      sigma.kill();
    },
  };
}

function go(sigma: Sigma<NodeLook>, state: Partial<Camera>): void {
  const camera = sigma.getCamera();
  if (moves()) void camera.animate(state, { duration: 200 });
  else camera.setState(state);
}

function handleOf(sigma: Sigma<NodeLook>, colours: { current: Colours }): Handle {
  return {
    zoom: (times) => {
      const { ratio } = sigma.getCamera().getState();
      go(sigma, { ratio: Math.min(FARTHEST, Math.max(NEAREST, ratio / times)) });
    },
    whole: () => go(sigma, WHOLE),
    reach: (id) => {
      const data = sigma.getNodeDisplayData(id);
      if (!data) return;
      const { width, height } = sigma.getDimensions();
      const at = sigma.framedGraphToViewport(data);
      const within = at.x > 40 && at.x < width - 160 && at.y > 30 && at.y < height - 30;
      if (!within) go(sigma, { x: data.x, y: data.y });
    },
    marks: () => marksOf(sigma, colours.current),
  };
}

/** The keyboard on the picture: moving, nearer and farther, all of it, nothing selected. */
function press(sigma: Sigma<NodeLook>, event: KeyboardEvent, props: Properties): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const camera = sigma.getCamera();
  const { x, y, ratio } = camera.getState();
  const far = STEP * ratio;
  const to: Record<string, Partial<Camera>> = {
    ArrowLeft: { x: x - far },
    ArrowRight: { x: x + far },
    ArrowUp: { y: y + far },
    ArrowDown: { y: y - far },
    '+': { ratio: Math.max(NEAREST, ratio / 1.5) },
    '=': { ratio: Math.max(NEAREST, ratio / 1.5) },
    '-': { ratio: Math.min(FARTHEST, ratio * 1.5) },
    '0': WHOLE,
  };
  const state = to[event.key];
  if (state) camera.setState(state);
  else if (event.key === 'Escape') props.onSelect(undefined);
  return state !== undefined || event.key === 'Escape';
}
