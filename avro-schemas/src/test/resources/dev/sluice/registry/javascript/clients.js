// Walks both JavaScript clients through the registry and the framing.
// Arguments: URL of the registry, topic, a framed value in hex. Says what happened as one JSON object.
const confluent = require('@confluentinc/schemaregistry');
const kafkajs = require('@kafkajs/confluent-schema-registry');

const [url, topic, framed] = process.argv.slice(2);
const grace = { id: 7, name: 'Grace Hüpfer', datetime: 1627401728123456, department_id: 2, job_id: 3 };
const v1 = { type: 'record', name: 'R', namespace: 'js', fields: [{ name: 'a', type: 'int' }] };
const v2 = { ...v1, fields: [...v1.fields, { name: 'b', type: 'string', default: '' }] };
const wrong = { ...v1, fields: [{ name: 'a', type: 'string' }] };
const text = (schema) => ({ schema: JSON.stringify(schema), schemaType: 'AVRO' });

/** A failed call, as what the registry said about it. */
const failure = (error) => error.errorCode ?? error.response?.data?.error_code ?? error.status ?? String(error);
const attempt = (promise) => promise.then((value) => value, failure);

async function withConfluents() {
  const client = new confluent.SchemaRegistryClient({ baseURLs: [url] });
  const { SerdeType } = confluent;
  const latest = new confluent.AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true });
  const registering = new confluent.AvroSerializer(client, SerdeType.VALUE, { autoRegisterSchemas: true });
  const deserializer = new confluent.AvroDeserializer(client, SerdeType.VALUE, {});
  const encoded = await latest.serialize(topic, grace);
  const subject = `${topic}-js`;
  return {
    encoded: encoded.toString('hex'),
    decoded: await deserializer.deserialize(topic, Buffer.from(framed, 'hex')),
    decodedOwn: await deserializer.deserialize(topic, encoded),
    // What this serializer guesses from an object is no contract of ours: FULL compatibility must stop it.
    guessed: await registering.serialize(topic, { ...grace, id: 1.5 }).then(() => 'registered', (error) => String(error)),
    registered: [await client.register(subject, text(v1)), await client.register(subject, text(v2))].length,
    sameId: (await client.register(subject, text(v1))) === (await client.getId(subject, text(v1))),
    versions: await client.getAllVersions(subject),
    latest: (await client.getLatestSchemaMetadata(subject)).version,
    version: await client.getVersion(subject, text(v2)),
    subjects: (await client.getAllSubjects()).includes(subject),
    defaultLevel: await client.getDefaultCompatibility(),
    level: [await client.updateCompatibility(subject, 'FULL'), await client.getCompatibility(subject)],
    fits: await client.testCompatibility(subject, 1, text(v2)),
    fitsNot: await client.testSubjectCompatibility(subject, text(wrong)),
    incompatible: await attempt(client.register(subject, text(wrong))),
    deletedVersion: await client.deleteSubjectVersion(subject, 1),
    deleted: await client.deleteSubject(subject),
    deletedForGood: await attempt(client.deleteSubject(subject, true)),
    gone: await attempt(client.getAllVersions(subject)),
  };
}

async function withKafkajs() {
  const registry = new kafkajs.SchemaRegistry({ host: url }, {});
  const { AVRO } = kafkajs.SchemaType;
  const id = await registry.getLatestSchemaId(`${topic}-value`);
  const encoded = await registry.encode(id, grace);
  const subject = `${topic}-kafkajs`;
  const registered = await registry.register({ type: AVRO, schema: JSON.stringify(v1) }, { subject });
  return {
    encoded: encoded.toString('hex'),
    decoded: await registry.decode(Buffer.from(framed, 'hex')),
    decodedOwn: await registry.decode(encoded),
    foundAgain: (await registry.getRegistryIdBySchema(subject, { type: AVRO, schema: JSON.stringify(v1) })) === registered.id,
    byVersion: (await registry.getRegistryId(subject, 1)) === registered.id,
    incompatible: await attempt(registry.register({ type: AVRO, schema: JSON.stringify(wrong) }, { subject })),
  };
}

Promise.all([withConfluents(), withKafkajs()])
  .then(([a, b]) => console.log(JSON.stringify({ confluent: a, kafkajs: b })))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
