// The order in which the documentation lists types: what is read first, then what it is read through.
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType } from "graphql";

const isPage = ({ name }) => /(Connection|Edge|PageInfo)$/.test(name);

const ORDER = [
  (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === "Node"), // content types
  (type) => isObjectType(type) && !isPage(type),
  (type) => isInterfaceType(type) || isUnionType(type),
  (type) => isPage(type),
  (type) => isInputObjectType(type),
  (type) => isEnumType(type),
  () => true, // scalars
];

const rank = (type) => ORDER.findIndex((isOne) => isOne(type));

// Sorts the types of a schema in its place; the documentation shows them in the order of its map.
export function orderTypes(schema) {
  const types = schema.getTypeMap();
  const sorted = Object.values(types).sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  for (const type of sorted) {
    delete types[type.name];
    types[type.name] = type;
  }
}
