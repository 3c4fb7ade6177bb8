// Where the nodes of a network stand: laid out by ForceAtlas2 in a worker of the app's own, from a
// beginning in which each group stands together. The same network is always laid out the same way,
// so that an address shows the same picture to whoever opens it.
import type { Network } from './model';
import type { LayoutAnswer, LayoutOrder } from './layout.worker';

/** x and y of each node, in the network's order. */
export type Positions = Float32Array;

/** What the layout takes of a node and an edge (graphology-layout-forceatlas2/helpers.js). */
const NODE_PARTS = 10;
const EDGE_PARTS = 3;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** Steps times nodes and edges that are gone through, and the fewest and the most steps. */
const WORK = 750_000;
const FEWEST = 25;
const MOST = 400;

/** Each group on a spiral around the middle, the largest first, its nodes on one of its own. */
export function placeGroups(network: Network): Positions {
  const members = new Map<number, number[]>();
  network.nodes.forEach((node, index) => {
    const group = members.get(node.community);
    if (group) group.push(index);
    else members.set(node.community, [index]);
  });
  const positions = new Float32Array(network.nodes.length * 2);
  const groups = [...members.values()].sort((left, right) => right.length - left.length);
  let before = 0;
  groups.forEach((group, number) => {
    const far = 10 * Math.sqrt(before + (number > 0 ? group.length / 2 : 0));
    const middle = [far * Math.cos(number * GOLDEN), far * Math.sin(number * GOLDEN)] as const;
    group.forEach((node, index) => {
      const near = 6 * Math.sqrt(index + 0.5);
      positions[node * 2] = middle[0] + near * Math.cos(index * GOLDEN);
      positions[node * 2 + 1] = middle[1] + near * Math.sin(index * GOLDEN);
    });
    before += group.length;
  });
  return positions;
}

export function orderOf(network: Network): LayoutOrder {
  const places = placeGroups(network);
  const nodes = new Float32Array(network.nodes.length * NODE_PARTS);
  const edges = new Float32Array(network.edges.length * EDGE_PARTS);
  const index = new Map(network.nodes.map((node, at) => [node.id, at * NODE_PARTS]));
  network.nodes.forEach((_node, at) => {
    nodes.set(
      [places[at * 2] ?? 0, places[at * 2 + 1] ?? 0, 0, 0, 0, 0, 1, 1, 1, 0],
      at * NODE_PARTS,
    );
  });
  network.edges.forEach((edge, at) => {
    const [from, to] = [index.get(edge.from) ?? 0, index.get(edge.to) ?? 0];
    const weight = 1 + Math.log(Math.max(1, edge.reports));
    edges.set([from, to, weight], at * EDGE_PARTS);
    nodes[from + 6] = (nodes[from + 6] ?? 0) + weight;
    nodes[to + 6] = (nodes[to + 6] ?? 0) + weight;
  });
  const steps = Math.round(WORK / (network.nodes.length + network.edges.length + 1));
  return { nodes, edges, steps: Math.min(MOST, Math.max(FEWEST, steps)) };
}

const KEPT = 8;
const kept = new Map<string, Positions>();

/** Lays a network out, or gives what it was laid out to before. The signature names it. */
export function layOut(
  network: Network,
  signature: string,
  onProgress: (share: number) => void,
): { positions: Promise<Positions>; stop: () => void } {
  const known = kept.get(signature);
  if (known) return { positions: Promise.resolve(known), stop: () => undefined };
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  const positions = new Promise<Positions>((done, failed) => {
    worker.onmessage = (event: MessageEvent<LayoutAnswer>) => {
      if ('share' in event.data) {
        onProgress(event.data.share);
        return;
      }
      worker.terminate();
      kept.set(signature, event.data.positions);
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      done(event.data.positions);
    };
    worker.onerror = (event) => {
      worker.terminate();
      failed(new Error(event.message));
    };
    const order = orderOf(network);
    worker.postMessage(order, [order.nodes.buffer, order.edges.buffer]);
  });
  return { positions, stop: () => worker.terminate() };
}
