// A plugin of graphql-codegen: which types an interface or union has, by which the cache tells whether a fragment matches.
const { isAbstractType } = require("graphql");

module.exports = {
  plugin(schema) {
    const abstract = Object.values(schema.getTypeMap()).filter((type) => isAbstractType(type) && !type.name.startsWith("__"));
    const types = abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]);
    return `export const possibleTypes: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(types))};\n`;
  },
};
