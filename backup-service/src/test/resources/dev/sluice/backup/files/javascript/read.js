// Prints what avsc finds in an Avro file: codec, name of the record, rows.
const avro = require('avsc');
const fzstd = require('fzstd');

const zstandard = (packed, done) => {
  try {
    done(null, Buffer.from(fzstd.decompress(packed)));
  } catch (problem) {
    done(problem);
  }
};
const read = { rows: [] };
avro
  .createFileDecoder(process.argv[2], { codecs: { zstandard } })
  .on('metadata', (type, codec) => Object.assign(read, { codec, name: type.name }))
  .on('data', (row) => read.rows.push(row))
  .on('error', (problem) => {
    console.error(problem);
    process.exit(1);
  })
  .on('end', () => console.log(JSON.stringify(read)));
