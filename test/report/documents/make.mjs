// Makes the office documents and PDF files of this folder: node make.mjs
//
// They are made by hand, byte by byte, so that each shows one thing and what stands in it is known.
import { writeFileSync } from 'node:fs';
import { crc32 as nodeCrc, deflateRawSync } from 'node:zlib';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const save = (name, bytes) => writeFileSync(path.join(folder, name), bytes);

// ---- zip ----

function crc32(bytes) {
  if (nodeCrc) return nodeCrc(bytes);
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function head(signature, numbers) {
  const bytes = Buffer.alloc(4 + numbers.reduce((sum, [size]) => sum + size, 0));
  bytes.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [size, value] of numbers) at = bytes.writeUIntLE(value, at, size);
  return bytes;
}

/** A zip archive; parts are [name, content, options]. */
function zip(parts) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [name, content, { flags = 0, stored = false } = {}] of parts) {
    const plain = Buffer.from(content);
    const packed = stored ? plain : deflateRawSync(plain, { level: 9 });
    const common = [[2, 20], [2, flags], [2, stored ? 0 : 8], [4, 0x21], [4, crc32(plain)],
      [4, packed.length], [4, plain.length], [2, Buffer.byteLength(name)], [2, 0]];
    const file = Buffer.concat([head(0x04034b50, common), Buffer.from(name), packed]);
    directory.push(head(0x02014b50, [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
      Buffer.from(name));
    files.push(file);
    offset += file.length;
  }
  const entries = Buffer.concat(directory);
  const count = [[2, parts.length], [2, parts.length]];
  const end = head(0x06054b50, [[2, 0], [2, 0], ...count, [4, entries.length], [4, offset], [2, 0]]);
  return Buffer.concat([...files, entries, end]);
}

// ---- DOCX ----

const types = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const word = (body, before = '') => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${before}
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}<w:sectPr/></w:body></w:document>`;
const run = (text) => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content, properties = '') => `<w:p>${properties}${content}</w:p>`;
const item = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>';
const cell = (text) => `<w:tc>${paragraph(run(text))}</w:tc>`;
const docx = (document, options) => zip([['[Content_Types].xml', types], ['word/document.xml', document, options]]);

save('letter.docx', docx(word([
  paragraph(run('Соглашение о кластере подписано')),
  paragraph(run('17 марта 2015 г.')),
  paragraph(run('Министерство промышленности Озёрского края и ПАО «Ком') + run('ета» подписали ') + run('соглашение')
    + '<w:ins>' + run(' о создании кластера') + '</w:ins><w:del><w:r><w:delText> об отмене кластера</w:delText></w:r></w:del>'
    + '<w:r><w:instrText>HYPERLINK "http://example"</w:instrText></w:r>' + run('.')),
  paragraph(run('Стороны договорились:')),
  paragraph(run('построить испытательный центр;'), item),
  paragraph(run('готовить кадры.'), item),
  `<w:tbl><w:tr>${cell('Год')}${cell('Млн рублей')}</w:tr><w:tr>${cell('2015')}${cell('120')}</w:tr></w:tbl>`,
  paragraph(`<mc:AlternateContent><mc:Choice>${run('Министр Лев Гордин рассчитывает на рост.')}</mc:Choice><mc:Fallback>${run('Дважды.')}</mc:Fallback></mc:AlternateContent>`),
  paragraph(run('Срок') + '<w:r><w:tab/></w:r>' + run('до 2020') + '<w:r><w:noBreakHyphen/></w:r>' + run('го года<w:br/>') ),
].join('').replace('<w:br/></w:t>', '</w:t><w:br/>'))));
save('entity.docx', docx(word(paragraph(run('&two;')), '<!DOCTYPE d [<!ENTITY one "лес "><!ENTITY two "&one;&one;">]>')));
save('bomb.docx', docx(word(paragraph(run('а'.repeat(8 * 1024 * 1024))))));
save('locked.docx', docx(word(paragraph(run('тайна'))), { flags: 1 }));
save('sheet.xlsx', zip([['[Content_Types].xml', types.replace('wordprocessingml.document', 'spreadsheetml.sheet')], ['xl/workbook.xml', '<x/>']]));
save('broken.docx', docx(word(paragraph(run('Текст'.repeat(200))))).subarray(0, 600));

// ---- ODT ----

const odt = (body, manifest = '') => zip([
  ['mimetype', 'application/vnd.oasis.opendocument.text', { stored: true }],
  ['META-INF/manifest.xml', `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">${manifest}</manifest:manifest>`],
  ['content.xml', `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>${body}</office:text></office:body></office:document-content>`]]);
save('note.odt', odt(`<text:tracked-changes><text:p>удалено</text:p></text:tracked-changes><text:h>Завод «Луч» расширяется</text:h>
<text:p>3 июня 2018 г.</text:p><text:p>Завод <text:span>«Луч»</text:span><text:s text:c="2"/>открыл цех в<text:tab/>Заречье<text:note><text:p>сноска</text:p></text:note>.<text:line-break/>Работать начнут 50 человек.</text:p>
<text:list><text:list-item><text:p>станки куплены;</text:p></text:list-item><text:list-item><text:p>люди наняты.</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Цех</text:p></table:table-cell><table:table-cell><text:p>Первый</text:p><text:p>новый</text:p></table:table-cell></table:table-row></table:table>`));
save('locked.odt', odt('<text:p>тайна</text:p>', '<manifest:encryption-data/>'));

// ---- PDF ----

/** Text at places of pages: [size, x, y, words]. The font has no glyphs; its codes are UTF-16. */
function pdf(pages, trailer = '') {
  const hex = (text) => [...Buffer.from(text, 'utf16le').swap16()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const objects = [];
  const add = (content) => objects.push(content);
  const stream = (text) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const kids = pages.map((_, i) => `${6 + 2 * i} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [4 0 R] >>');
  add('<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>');
  add(stream('/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /None def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end'));
  for (const [i, lines] of pages.entries()) {
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> /Contents ${7 + 2 * i} 0 R >>`);
    add(stream(lines.map(([size, x, y, text]) => `BT /F ${size} Tf ${x} ${y} Td <${hex(text)}> Tj ET`).join('\n')));
  }
  let out = '%PDF-1.4\n';
  const offsets = objects.map((content, i) => {
    const offset = out.length;
    out += `${i + 1} 0 obj\n${content}\nendobj\n`;
    return offset;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${out}trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`, 'latin1');
}

const lines = (y, words) => words.map((text, i) => [12, text.startsWith('  ') ? 70 : 50, y - 15 * i, text.trim()]);
const furniture = (number) => [[9, 50, 770, 'Пресс-центр корпорации «Маяк»'], [9, 290, 30, `${number}`]];
save('release.pdf', pdf([
  [...furniture(1), [18, 50, 720, 'Корпорация «Маяк» и Луговая область договорились'], [12, 50, 690, '14 мая 2014 г.'],
    ...lines(650, ['  Корпорация «Маяк» и правительство Луговой области подписали согла-',
      'шение о сотрудничестве. Оно предусматривает создание научно-техничес-', 'кого центра в городе Ясном.',
      '  Губернатор области Глеб Сомов отметил, что работы начнутся в этом году и что социально-',
      'экономическое развитие области от них зависит. Участвует и Санкт-', 'Петербургский институт связи, а также'])],
  [...furniture(2), ...lines(720, ['предприятия области, которые выпускают приборы для кораблей и судов флота.', '  Срок соглашения — пять лет.'])],
  [...furniture(3), ...lines(720, ['  Следующая встреча пройдёт осенью в Ясном.'])],
]));
save('scan.pdf', pdf([[]]));
save('locked.pdf', pdf([lines(700, ['тайна'])], '/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <aa00aa00aa00aa00aa00aa00aa00aa00aa00aa00aa00aa00aa00aa00aa00aa00> /U <bb00bb00bb00bb00bb00bb00bb00bb00bb00bb00bb00bb00bb00bb00bb00bb00> >>'));
save('broken.pdf', Buffer.from('%PDF-1.7\nэто не PDF\n'));
