// Holds the server at the address given against the GraphQL over HTTP specification; prints what it fails.
// They come one after the other: 61 at once from one address are refused by a server that is busy.
import { serverAudits } from "graphql-http";

const results = [];
for (const audit of serverAudits({ url: process.argv[2] })) {
  results.push(await audit.fn());
}
const failed = results.filter((result) => result.status !== "ok");
for (const result of failed) {
  console.log(`${result.status} ${result.id}: ${result.name}: ${result.reason}`);
}
console.log(`${results.length - failed.length} of ${results.length} audits passed`);
process.exitCode = failed.length ? 1 : 0;
