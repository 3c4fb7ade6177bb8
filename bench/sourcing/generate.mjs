// Writes an instance of the sourcing plan: node bench/sourcing/generate.mjs FOLDER [NEEDS [SEED]]
//
// As many offers as needs, in a tenth as many products. A third of the suppliers make 5 to 20
// products on one line, whose time they share; the others make one. Seven offers of ten have a
// minimum lot. The same arguments give the same files: needs.csv and offers.csv.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [folder, needsText = '10000', seedText = '1'] = process.argv.slice(2);
if (!folder) {
  console.error('node bench/sourcing/generate.mjs FOLDER [NEEDS [SEED]]');
  process.exit(2);
}
const count = Number(needsText);
let state = Number(seedText) >>> 0;

/** A number from 0 to below 1 (a linear congruential generator: no library's, so the same for good). */
function random() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) / 2 ** 24;
}
const pick = (list) => list[Math.floor(random() * list.length)];
const between = (least, most) => least + random() * (most - least);

const heads = ['насос', 'редуктор', 'клапан', 'датчик', 'подшипник', 'цилиндр', 'муфта', 'фильтр',
  'реле', 'трансформатор', 'вентилятор', 'теплообменник', 'пружина', 'шестерня', 'манжета', 'фланец',
  'кабель', 'разъём', 'светильник', 'резервуар'];
const regions = ['Омская область', 'Новосибирская область', 'Томская область', 'Иркутская область',
  'Свердловская область', 'Челябинская область', 'Самарская область', 'Республика Татарстан',
  'Пермский край', 'Москва', 'Санкт-Петербург', 'Калужская область'];
const clusters = ['', '', 'Кластер А', 'Кластер Б', 'Кластер В'];
const productOf = (number) => `${heads[number % heads.length]} ИЗ-${100 + Math.floor(number / heads.length)}`;
const products = Math.max(1, Math.floor(count / 10));
const lines = (rows) => rows.map((row) => row.join(';')).join('\n') + '\n';

function place() {
  return [pick(clusters), random() < 0.05 ? '' : pick(regions)];
}

const offers = [['id', 'product', 'capacity', 'period', 'unit', 'lead_days', 'minimum', 'line', 'supplier',
  'cluster', 'region', 'price']];
for (let supplier = 1; offers.length <= count; supplier++) {
  const shared = random() < 1 / 3;
  const made = shared ? 5 + Math.floor(random() * 16) : 1;
  const [cluster, region] = place();
  for (let i = 0; i < made && offers.length <= count; i++) {
    // What the line would make of this product alone: the more products share it, the more.
    const capacity = Math.round(between(20, 220) * (shared ? made / 2 : 1));
    offers.push([`o${offers.length}`, productOf(Math.floor(random() * products)), capacity, 'год', 'шт.',
      Math.floor(random() * 120), random() < 0.7 ? Math.round(between(5, 65)) : '',
      shared ? 'линия' : '', `Завод ${supplier}`, cluster, region, Math.round(between(50, 150))]);
  }
}
const needs = [['id', 'product', 'quantity', 'unit', 'by', 'buyer', 'cluster', 'region', 'price', 'supplier_region']];
for (let i = 1; i <= count; i++) {
  const [cluster, region] = place();
  needs.push([`n${i}`, productOf(Math.floor(random() * products)), Math.round(between(10, 200)), 'шт.',
    pick(['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31']), `Покупатель ${1 + Math.floor(random() * 500)}`,
    cluster, region, Math.round(between(1, 100)), pick(regions)]);
}
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'needs.csv'), lines(needs));
writeFileSync(path.join(folder, 'offers.csv'), lines(offers));
