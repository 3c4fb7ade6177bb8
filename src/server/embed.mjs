// Writes the C file that embeds the built web app, and the bytes that it embeds.
//
//     embed.mjs FOLDER OUTPUT.c OUTPUT.bin [DEPFILE]
//
// OUTPUT.bin holds the files of FOLDER one after another, each also compressed where that is shorter
// by a tenth; OUTPUT.c takes it in by .incbin and lists the files (struct asset of asset.h). A folder
// that does not exist, or is called "none", gives an empty list. Outputs whose content would stay the
// same are not touched, so that nothing is compiled again. DEPFILE names the files and the folders,
// whose times change when a file comes or goes; where FOLDER does not exist, the folder to hold it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const template = (digest, binary, entries, count) => `/* Written by embed.mjs. sha256: ${digest} */
#include "asset.h"

extern const struct asset asset_table[];
extern const size_t asset_count;

__asm__(".section .rodata\\n"
        ".balign 16\\n"
        ".global asset_bytes\\n"
        "asset_bytes:\\n"
        ".incbin \\"${binary}\\"\\n"
        ".byte 0\\n"
        ".previous\\n");

const struct asset asset_table[] = {
${entries}    {0},
};

const size_t asset_count = ${count};
`;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Adds what lies below a folder: its files and, itself among them, its folders. */
function walk(folder, files, folders) {
  folders.push(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) walk(place, files, folders);
    else files.push(place);
  }
}

function writeIfChanged(file, content) {
  if (!existsSync(file) || !readFileSync(file).equals(content)) writeFileSync(file, content);
}

function writeDepfile(depfile, output, names) {
  const escaped = names.map((name) => name.replace(/[ #]/g, '\\$&').replace(/\$/g, '$$$$'));
  writeFileSync(depfile, `${output}: ${escaped.join(' \\\n  ')}\n`);
}

function main(folder, source, binary, depfile) {
  const files = [];
  const folders = [];
  if (folder !== 'none' && existsSync(folder)) walk(folder, files, folders);
  else if (folder !== 'none') folders.push(path.dirname(folder));
  files.sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  const parts = [];
  let size = 0;
  let entries = '';
  for (const file of files) {
    const address = '/' + path.relative(folder, file);
    if (!/^[!-~]*$/.test(address) || /["\\%]/.test(address)) {
      console.error('embed.mjs: a name that no address can hold: ' + address);
      process.exit(1);
    }
    const data = readFileSync(file);
    let packed = gzipSync(data, { level: 9 });
    if (packed.length > data.length * 0.9) packed = Buffer.alloc(0);
    const tag = sha256(data).slice(0, 24);
    entries += `    {"${address}", "\\"${tag}\\"", ${size}, ${data.length}, `;
    entries += `${size + data.length}, ${packed.length}},\n`;
    parts.push(data, packed);
    size += data.length + packed.length;
  }
  const content = Buffer.concat(parts);
  const text = template(sha256(content), path.resolve(binary), entries, files.length);
  writeIfChanged(binary, content);
  writeIfChanged(source, Buffer.from(text));
  if (depfile) writeDepfile(depfile, source, [...folders, ...files]);
}

main(...process.argv.slice(2));
