// Lays a network out beside the page, so that the page stays usable: steps of ForceAtlas2 over the
// matrices of its own form. The library's own worker is made of a blob: address, which the server's
// content security policy forbids; this one is a file of the app.
import iterate from 'graphology-layout-forceatlas2/iterate.js';

const NODE_PARTS = 10;
const LARGE = 1000;
const THETA = 1.5;
const TOLD_EVERY = 100;

export interface LayoutOrder {
  nodes: Float32Array<ArrayBuffer>;
  edges: Float32Array<ArrayBuffer>;
  steps: number;
}
export type LayoutAnswer = { share: number } | { positions: Float32Array };

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<LayoutOrder>) => void;
  postMessage: (answer: LayoutAnswer, transfer?: Transferable[]) => void;
};

scope.onmessage = (event) => {
  const { nodes, edges, steps } = event.data;
  const count = nodes.length / NODE_PARTS;
  const settings = {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes: false,
    edgeWeightInfluence: 1,
    scalingRatio: 10,
    strongGravityMode: true,
    gravity: 0.05,
    slowDown: 1 + Math.log(count + 1),
    barnesHutOptimize: count > LARGE,
    barnesHutTheta: THETA,
  };
  let told = performance.now();
  for (let step = 0; step < steps; step++) {
    iterate(settings, nodes, edges);
    if (performance.now() - told > TOLD_EVERY) {
      told = performance.now();
      scope.postMessage({ share: step / steps });
    }
  }
  const positions = new Float32Array(count * 2);
  for (let node = 0; node < count; node++) {
    positions[node * 2] = nodes[node * NODE_PARTS] ?? 0;
    positions[node * 2 + 1] = nodes[node * NODE_PARTS + 1] ?? 0;
  }
  scope.postMessage({ positions }, [positions.buffer]);
};
