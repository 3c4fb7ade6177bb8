// The mock's network: the entities of registry.mjs and what its facts tie; or a large made one, with
// groups, hubs and years, to see that thousands of nodes can be drawn.
import { entities, facts, labelOf, familyOf, reportOf } from './registry.mjs';

/** The same numbers on each run. */
function numbersFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const KINDS = ['Person', 'PublicBody', 'Company', 'Cluster', 'Site'];

/** So many nodes in groups of about 40, of which each has a few that many are tied to. */
export function largeNetwork(count) {
  const number = numbersFrom(7);
  const size = 40;
  const nodes = Array.from({ length: count }, (_each, index) => {
    const kind = KINDS[Math.floor(number() * KINDS.length)];
    return {
      id: `n${index}`,
      label: `${labelOf(kind, 'ru')} ${index}`,
      kind,
      family: familyOf(kind),
      ties: 0,
      community: 1 + Math.floor(index / size),
    };
  });
  const edges = [];
  const taken = new Set();
  while (edges.length < count * 4) {
    const from = Math.floor(number() * count);
    const group = Math.floor(from / size) * size;
    const within = number() < 0.85;
    const to = within
      ? Math.min(count - 1, group + Math.floor(number() ** 2 * size))
      : Math.floor(number() ** 3 * count);
    const key = `${Math.min(from, to)} ${Math.max(from, to)}`;
    if (from === to || taken.has(key)) continue;
    taken.add(key);
    nodes[from].ties++;
    nodes[to].ties++;
    const year = 2008 + Math.floor(number() * 16);
    edges.push({
      from: nodes[from].id,
      to: nodes[to].id,
      kinds: ['agreement'],
      facts: 1,
      reports: 1 + Math.floor(number() ** 4 * 9),
      first: `${year}-0${1 + Math.floor(number() * 9)}-11`,
      last: `${year + 1}-05-01`,
    });
  }
  nodes.sort((left, right) => right.ties - left.ties);
  return { nodes, edges };
}

const isThing = (value) => value?.type === 'entity' && entities.has(value.id);

/** The entities that a fact names. */
function namedIn(fact) {
  return [
    ...new Set(
      fact.properties
        .flatMap(([, value]) =>
          value.type === 'signatory'
            ? [{ type: 'entity', id: value.person }, value.for && { type: 'entity', id: value.for }]
            : [value],
        )
        .filter(isThing)
        .map((value) => value.id),
    ),
  ];
}

function smallNetwork() {
  const edges = new Map();
  for (const fact of facts) {
    const named = namedIn(fact);
    const day = reportOf(fact.report).published;
    named.forEach((from, index) =>
      named.slice(index + 1).forEach((to) => {
        const key = [from, to].sort().join(' ');
        const edge = edges.get(key) ?? {
          from,
          to,
          kinds: [],
          facts: 0,
          reports: 1,
          first: day,
          last: day,
        };
        if (!edge.kinds.includes(fact.kind)) edge.kinds.push(fact.kind);
        edge.facts++;
        edges.set(key, edge);
      }),
    );
  }
  const list = [...edges.values()];
  const ties = (id) => list.filter((edge) => edge.from === id || edge.to === id).length;
  // Whoever is named together in one report stands in one group.
  const groupOf = (id) =>
    1 + facts.findIndex((fact) => namedIn(fact).includes(id) && fact.kind === 'agreement');
  const nodes = [...entities.values()]
    .filter((thing) => ties(thing.id) > 0)
    .map((thing) => ({
      id: thing.id,
      label: thing.name,
      kind: thing.kind,
      family: thing.family,
      ties: ties(thing.id),
      community: Math.max(1, groupOf(thing.id)),
    }))
    .sort((left, right) => right.ties - left.ties);
  return { nodes, edges: list };
}

export function network(query, lang, large) {
  let { nodes, edges } = large ? largeNetwork(large) : smallNetwork();
  const words = (name) => (query.get(name) ?? '').split(' ').filter(Boolean);
  const kinds = words('kind');
  const things = words('thing');
  const middle = query.get('entity');
  if (kinds.length) edges = edges.filter((edge) => edge.kinds.some((kind) => kinds.includes(kind)));
  if (middle) edges = edges.filter((edge) => edge.from === middle || edge.to === middle);
  const fits = new Set(
    nodes
      .filter(
        (node) => !things.length || things.includes(node.family) || things.includes(node.kind),
      )
      .map((node) => node.id),
  );
  edges = edges.filter((edge) => fits.has(edge.from) && fits.has(edge.to));
  const tied = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const isMiddle = (node) => Number(node.id === middle);
  nodes = nodes
    .filter((node) => tied.has(node.id))
    .sort((left, right) => isMiddle(right) - isMiddle(left));
  const days = edges.map((edge) => edge.first).sort();
  const counts = new Map();
  for (const edge of edges)
    for (const kind of edge.kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const thing = middle && entities.get(middle);
  return {
    entity: thing
      ? { type: 'entity', text: thing.name, entity: middle, kind: thing.kind, family: thing.family }
      : null,
    steps: middle ? Number(query.get('steps') ?? 1) : 0,
    summary:
      lang === 'en'
        ? `${nodes.length} entries, ${edges.length} ties.`
        : `Записей ${nodes.length}, связей ${edges.length}.`,
    nodes_left_out: 0,
    edges_left_out: 0,
    cut: false,
    first: days[0] ?? null,
    last: days.at(-1) ?? null,
    communities: new Set(nodes.map((node) => node.community)).size,
    kinds: [...counts].map(([kind, count]) => ({
      kind,
      family: familyOf(kind),
      label: labelOf(kind, lang, true) || labelOf(kind, lang),
      edges: count,
    })),
    nodes,
    edges,
  };
}

/** A tie as the API tells it, with the words of the report that names the other one. */
function tie(id, other, value, evidence, lang) {
  const shared = facts.filter((fact) => [id, other].every((each) => namedIn(fact).includes(each)));
  const report = shared[0] && reportOf(shared[0].report);
  return {
    entity: value(other, lang),
    reports: 1,
    facts: shared.length,
    roles: shared.slice(0, 1).map((fact) => ({
      kind: fact.kind,
      family: familyOf(fact.kind),
      label: labelOf(fact.kind, lang),
      role: 'parties',
      role_label: labelOf('parties', lang),
      facts: 1,
    })),
    first: report?.published ?? null,
    first_text: report ? report.day[lang === 'en' ? 1 : 0] : null,
    last: report?.published ?? null,
    last_text: report ? report.day[lang === 'en' ? 1 : 0] : null,
    evidence: evidence(other, shared[0], lang),
  };
}

export function neighbours(id, value, evidence, lang) {
  if (!entities.has(id)) return undefined;
  const beside = smallNetwork()
    .edges.filter((edge) => edge.from === id || edge.to === id)
    .map((edge) => (edge.from === id ? edge.to : edge.from));
  return {
    entity: value(id, lang),
    summary: '',
    total: beside.length,
    offset: 0,
    limit: 20,
    cut: false,
    neighbours: beside.map((other) => tie(id, other, value, evidence, lang)),
  };
}

/** The shortest path, breadth first. */
export function paths(from, to, value, evidence, lang) {
  if (!entities.has(from) || !entities.has(to)) return undefined;
  const { edges } = smallNetwork();
  const before = new Map([[from, undefined]]);
  for (const id of before.keys())
    for (const edge of edges) {
      if (edge.from !== id && edge.to !== id) continue;
      const other = edge.from === id ? edge.to : edge.from;
      if (!before.has(other)) before.set(other, id);
    }
  const steps = [];
  for (let at = to; before.get(at) !== undefined; at = before.get(at)) {
    const start = before.get(at);
    const shared = facts.find((fact) => [start, at].every((each) => namedIn(fact).includes(each)));
    steps.unshift({
      from: value(start, lang),
      fact: { ...value(shared.id, lang), type: 'fact' },
      to: tie(start, at, value, evidence, lang),
    });
  }
  const found = steps.length > 0;
  return {
    from: value(from, lang),
    to: value(to, lang),
    summary: lang === 'en' ? (found ? '1 path.' : 'No path.') : found ? '1 путь.' : 'Пути нет.',
    depth: 4,
    cut: false,
    paths: found ? [{ length: steps.length, reports: 1, steps }] : [],
    hubs: [],
  };
}
