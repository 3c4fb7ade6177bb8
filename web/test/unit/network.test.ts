import { describe, expect, it } from 'vitest';
import { toSvg } from '../../src/network/drawing';
import { orderOf, placeGroups } from '../../src/network/layout';
import {
  askedOf,
  begunBy,
  daysOf,
  findNodes,
  groupsOf,
  grownBy,
  lookOf,
  queryOf,
  signatureOf,
  toggled,
  type Network,
  type NetworkNode,
} from '../../src/network/model';

const node = (id: string, label: string, ties: number, community = 1): NetworkNode => ({
  id,
  label,
  kind: 'Company',
  family: 'firm',
  ties,
  community,
});
const edge = (from: string, to: string, first: string | null, reports = 1) => ({
  from,
  to,
  kinds: ['agreement'],
  facts: 1,
  reports,
  first,
  last: first,
});
const network: Network = {
  entity: null,
  steps: 0,
  summary: '',
  nodes_left_out: 0,
  edges_left_out: 0,
  cut: false,
  first: '2011',
  last: '2015-02-09',
  communities: 2,
  kinds: [],
  nodes: [
    node('a', 'ОАО «Роснано»', 3),
    node('b', 'Артём Новиков', 1),
    node('c', 'Новая роща', 2),
    node('d', 'Орёл', 1, 2),
  ],
  edges: [
    edge('a', 'b', '2011'),
    edge('a', 'c', '2015-02-09', 4),
    edge('b', 'c', null),
    edge('c', 'd', '2013-07'),
  ],
};

describe('the address', () => {
  const read = (text: string) => new URLSearchParams(text);
  it('says what is asked of the server and how it is looked at', () => {
    const query = read(
      'kind=agreement+membership&entity=ru-1&steps=2&at=ru-2&to=ru-3&as_of=2015&colour=community&look=table&view=0.5,0.25,0.1&lang=en&page=2',
    );
    expect(askedOf(query)).toEqual({ kind: 'agreement membership', entity: 'ru-1', steps: '2' });
    expect(lookOf(query)).toEqual({
      at: 'ru-2',
      to: 'ru-3',
      asOf: '2015',
      colour: 'community',
      table: true,
      camera: { x: 0.5, y: 0.25, ratio: 0.1 },
    });
    const again = queryOf(askedOf(query), lookOf(query));
    expect(lookOf(again)).toEqual(lookOf(query));
    expect(askedOf(again)).toEqual(askedOf(query));
  });
  it('takes nothing that means nothing', () => {
    const look = lookOf(read('to=x&as_of=вчера&view=1,2&colour=red'));
    expect(look).toEqual({ colour: 'family', table: false });
    expect(lookOf(read('view=1,2,-3')).camera).toBeUndefined();
    expect(String(queryOf({}, look))).toBe('');
  });
  it('puts a name into a parameter and takes it out', () => {
    expect(toggled(undefined, 'firm')).toBe('firm');
    expect(toggled('firm', 'person')).toBe('firm person');
    expect(toggled('firm person', 'firm')).toBe('person');
    expect(toggled('firm', 'firm')).toBeUndefined();
  });
});

describe('growing', () => {
  it('goes by years, or by months where there are few years', () => {
    expect(daysOf('2011', '2015-02-09')).toEqual(['2011', '2012', '2013', '2014', '2015']);
    expect(daysOf('2014-11-03', '2015-02-09')).toEqual([
      '2014-11',
      '2014-12',
      '2015-01',
      '2015-02',
    ]);
    expect(daysOf(null, '2015')).toEqual([]);
    expect(daysOf('2016', '2015')).toEqual([]);
  });
  it('compares days at the precision of the one asked for', () => {
    expect(begunBy('2015-02-09', '2015')).toBe(true);
    expect(begunBy('2015-02-09', '2015-01')).toBe(false);
    expect(begunBy('2015', '2015-01')).toBe(true);
    expect(begunBy(null, '1990')).toBe(true);
    expect(begunBy('2015', undefined)).toBe(true);
  });
  it('keeps what had begun and what it ties', () => {
    const grown = grownBy(network, '2012');
    expect(grown.edges).toEqual([true, false, true, false]);
    expect([...grown.nodes].sort()).toEqual(['a', 'b', 'c']);
    expect(grown.edgeCount).toBe(2);
    expect(grownBy(network, undefined).edgeCount).toBe(4);
    const entity = { type: 'entity', text: '', entity: 'd', kind: '', family: '' } as const;
    expect(grownBy({ ...network, entity }, '2012').nodes.has('d')).toBe(true);
  });
});

it('finds nodes by their words, whatever their case, those that begin with them first', () => {
  const found = (words: string) => findNodes(network.nodes, words, 8).map((each) => each.id);
  expect(found('роснано')).toEqual(['a']);
  expect(found('нов')).toEqual(['c', 'b']);
  expect(found('артем')).toEqual(['b']);
  expect(found('орел')).toEqual(['d']);
  expect(found(' ')).toEqual([]);
  expect(findNodes(network.nodes, 'о', 1)).toHaveLength(1);
});

it('names a group by its most tied node, and leaves out pairs', () => {
  expect(groupsOf(network)).toEqual([{ number: 1, size: 3, first: network.nodes[0] }]);
});

describe('the layout', () => {
  it('is known by what is in the network, not by its words', () => {
    expect(signatureOf({ ...network, summary: 'other' })).toBe(signatureOf(network));
    expect(signatureOf({ ...network, edges: network.edges.slice(1) })).not.toBe(
      signatureOf(network),
    );
    const [first, ...rest] = network.nodes;
    expect(signatureOf({ ...network, nodes: [...rest, first!] })).not.toBe(signatureOf(network));
  });
  it('begins the same way each time, no two nodes at one place', () => {
    const places = placeGroups(network);
    expect(places).toEqual(placeGroups(network));
    const pairs = network.nodes.map((_each, at) => `${places[at * 2]} ${places[at * 2 + 1]}`);
    expect(new Set(pairs).size).toBe(network.nodes.length);
  });
  it('hands over the ties of each node and fewer steps the larger it is', () => {
    const { nodes, edges, steps } = orderOf(network);
    expect(nodes).toHaveLength(40);
    expect([...edges.slice(0, 3)]).toEqual([0, 10, 1]);
    expect(nodes[6]).toBeCloseTo(1 + 1 + 1 + Math.log(4));
    expect(steps).toBe(400);
    const many = { ...network, edges: Array(90_000).fill(network.edges[0]) };
    expect(orderOf(many).steps).toBe(25);
  });
});

it('writes a picture as SVG in which names do no harm', () => {
  const svg = toSvg(
    {
      width: 100,
      height: 50,
      ground: '#ffffff',
      marks: [
        { is: 'line', x: 0, y: 0, toX: 10.04, toY: 5, colour: '#000000', width: 1 },
        { is: 'shape', x: 10, y: 10, radius: 4.6, family: 'firm', colour: '#0a6e68' },
        { is: 'shape', x: 10, y: 10, radius: 2, family: 'unknown', colour: '#0a6e68' },
        {
          is: 'text',
          x: 1,
          y: 2,
          text: '<script>&"\u0000\u001b',
          size: 12,
          weight: 400,
          colour: '#000000',
          halo: '#ffffff',
        },
      ],
    },
    'A & B',
  );
  expect(svg).toContain('<title>A &amp; B</title>');
  expect(svg).toContain('M0 0L10 5');
  expect(svg).toContain('translate(4 4) scale(1)');
  expect(svg).toContain('>&lt;script&gt;&amp;&quot;</text>');
  expect(svg).not.toContain('<script');
  expect(svg.match(/<path/g)).toHaveLength(3);
});
