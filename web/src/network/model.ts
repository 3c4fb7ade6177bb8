// The network as the API gives it (docs/api.md), and what of it an address asks for and shows.
//
// The parameters of the address that choose what is in the network are those of the API and stand
// under the same names. The others say how it is looked at, and asking the server anew for them is
// not needed: at (the selected node), to (the other end of a path), as_of (how far it has grown),
// colour, look, view (the middle of the picture and how near it is).
import type { EntityValue, Evidence, Family } from '../model';

export interface NetworkNode {
  id: string;
  label: string;
  kind: string;
  family: Family;
  ties: number;
  community: number;
}

export interface NetworkEdge {
  from: string;
  to: string;
  kinds: string[];
  facts: number;
  reports: number;
  first: string | null;
  last: string | null;
}

export interface Network {
  entity: EntityValue | null;
  steps: number;
  summary: string;
  nodes_left_out: number;
  edges_left_out: number;
  cut: boolean;
  first: string | null;
  last: string | null;
  communities: number;
  kinds: { kind: string; family: Family; label: string; edges: number }[];
  nodes: NetworkNode[];
  edges: NetworkEdge[];
}

export interface Tie {
  entity: EntityValue;
  reports: number;
  facts: number;
  roles: { kind: string; family: Family; label: string; role: string; role_label: string }[];
  first: string | null;
  first_text: string | null;
  last: string | null;
  last_text: string | null;
  evidence: Evidence[];
}

export interface Neighbours {
  entity: EntityValue;
  summary: string;
  total: number;
  cut: boolean;
  neighbours: Tie[];
}

export interface Paths {
  from: EntityValue;
  to: EntityValue;
  summary: string;
  cut: boolean;
  paths: {
    length: number;
    reports: number;
    steps: { from: EntityValue; fact: EntityValue; to: Tie }[];
  }[];
  hubs: EntityValue[];
}

/** What the address asks the server for. */
const ASKED = [
  'kind',
  'thing',
  'since',
  'until',
  'region',
  'source',
  'entity',
  'steps',
  'facts',
  'ties',
  'limit',
  'edges',
] as const;

/** Of those what a question about one node or a path takes too. */
const SCOPE = new Set<string>(['kind', 'since', 'until', 'source']);

export type Parameters = Record<string, string>;

export function askedOf(query: URLSearchParams): Parameters {
  const asked: Parameters = {};
  for (const name of ASKED) {
    const value = query.get(name)?.trim();
    if (value) asked[name] = value;
  }
  return asked;
}

export function scopeOf(asked: Parameters): Parameters {
  return Object.fromEntries(Object.entries(asked).filter(([name]) => SCOPE.has(name)));
}

/** The middle of the picture, in shares of it, and how much of it is seen: 1 is all. */
export interface Camera {
  x: number;
  y: number;
  ratio: number;
}

export interface Look {
  at?: string;
  to?: string;
  asOf?: string;
  colour: 'family' | 'community';
  table: boolean;
  camera?: Camera;
}

function cameraOf(text: string | null): Camera | undefined {
  const numbers = (text ?? '').split(',').map(Number);
  const [x, y, ratio] = numbers;
  if (numbers.length !== 3 || x === undefined || y === undefined || ratio === undefined)
    return undefined;
  return numbers.every(Number.isFinite) && ratio > 0 ? { x, y, ratio } : undefined;
}

export function lookOf(query: URLSearchParams): Look {
  const text = (name: string) => query.get(name) || undefined;
  const [at, to, asOf] = [text('at'), text('to'), text('as_of')];
  const camera = cameraOf(query.get('view'));
  return {
    ...(at ? { at } : {}),
    ...(at && to ? { to } : {}),
    ...(asOf && /^\d{4}(-\d{2}){0,2}$/.test(asOf) ? { asOf } : {}),
    ...(camera ? { camera } : {}),
    colour: query.get('colour') === 'community' ? 'community' : 'family',
    table: query.get('look') === 'table',
  };
}

/** The query of an address that shows what was asked for in the way it is looked at. */
export function queryOf(asked: Parameters, look: Look): URLSearchParams {
  const query = new URLSearchParams(asked);
  const set = (name: string, value: string | undefined) => {
    if (value) query.set(name, value);
  };
  set('at', look.at);
  set('to', look.at ? look.to : undefined);
  set('as_of', look.asOf);
  set('colour', look.colour === 'community' ? look.colour : undefined);
  set('look', look.table ? 'table' : undefined);
  if (look.camera) {
    const { x, y, ratio } = look.camera;
    set('view', [x, y, ratio].map((number) => String(Number(number.toFixed(3)))).join());
  }
  return query;
}

/** The parameter with a name more or less in it: «firm person». */
export function toggled(value: string | undefined, name: string): string | undefined {
  const names = (value ?? '').split(' ').filter(Boolean);
  const rest = names.filter((each) => each !== name);
  return (rest.length < names.length ? rest : [...names, name]).join(' ') || undefined;
}

const MOST_MONTHS = 36;

/** The days through which the network grows: years, or months where it is of few years. */
export function daysOf(first: string | null, last: string | null): string[] {
  const [from, until] = [Number(first?.slice(0, 4)), Number(last?.slice(0, 4))];
  if (!first || !last || !(until >= from)) return [];
  const monthOf = (iso: string, otherwise: number) => Number(iso.slice(5, 7)) || otherwise;
  const start = from * 12 + monthOf(first, 1) - 1;
  const end = until * 12 + monthOf(last, 12) - 1;
  if (end - start >= MOST_MONTHS)
    return Array.from({ length: until - from + 1 }, (_each, index) => String(from + index));
  return Array.from({ length: end - start + 1 }, (_each, index) => {
    const month = start + index;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** Whether something that began on a day had begun by another; what has no day is always there. */
export function begunBy(first: string | null, day: string | undefined): boolean {
  return !first || day === undefined || first.slice(0, day.length) <= day;
}

/** What of the network there is by a day: the edges that had begun, and the nodes that they tie.
 *  The entity in the middle is always there. */
export function grownBy(network: Network, day: string | undefined) {
  const nodes = new Set<string>();
  const edges: boolean[] = [];
  if (network.entity) nodes.add(network.entity.entity);
  for (const edge of network.edges) {
    const there = begunBy(edge.first, day);
    edges.push(there);
    if (there) nodes.add(edge.from).add(edge.to);
  }
  return { nodes, edges, edgeCount: edges.filter(Boolean).length };
}

/** A number that differs where the nodes or edges do: a picture is laid out once for each. */
export function signatureOf(network: Network): string {
  let hash = 2166136261;
  const take = (text: string) => {
    for (let index = 0; index < text.length; index++)
      hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  };
  for (const node of network.nodes) take(node.id);
  for (const edge of network.edges) take(edge.from + edge.to);
  return `${network.nodes.length}.${network.edges.length}.${hash >>> 0}`;
}

/** The groups of what stands together, the largest first, each named by its most tied node. */
export function groupsOf(network: Network): { number: number; size: number; first: NetworkNode }[] {
  const groups = new Map<number, { number: number; size: number; first: NetworkNode }>();
  for (const node of network.nodes) {
    const group = groups.get(node.community);
    if (!group) groups.set(node.community, { number: node.community, size: 1, first: node });
    else {
      group.size++;
      if (node.ties > group.first.ties) group.first = node;
    }
  }
  return [...groups.values()]
    .filter((group) => group.size > 2)
    .sort((left, right) => left.number - right.number);
}

/** The nodes whose names hold words, those that begin with them first. */
export function findNodes(nodes: NetworkNode[], words: string, most: number): NetworkNode[] {
  const fold = (text: string) => text.toLowerCase().replace(/ё/g, 'е');
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const begins = (text: string) =>
    Number(text.split(/[\s«„"(]+/).some((word) => word.startsWith(wanted[0] ?? '')));
  return nodes
    .map((node) => ({ node, text: fold(node.label) }))
    .filter(({ text }) => wanted.every((word) => text.includes(word)))
    .sort(
      (left, right) => begins(right.text) - begins(left.text) || right.node.ties - left.node.ties,
    )
    .slice(0, most)
    .map(({ node }) => node);
}
