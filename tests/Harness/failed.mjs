// Names the tests that failed, a line each with how many cases of it did, from what the test runners wrote:
//   node failed.mjs trx FILE...   .NET: the full name of the method
//   node failed.mjs tap FILE      node:test: the name of the test
import { readFileSync } from "node:fs";

const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
const text = (xml) => xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => entities[name]);
const attribute = (element, name) => text(new RegExp(`\\b${name}="([^"]*)"`).exec(element)?.[1] ?? "");

function fromTrx(xml) {
  const methods = new Map();
  for (const [unit] of xml.matchAll(/<UnitTest [\s\S]*?<\/UnitTest>/g)) {
    const method = /<TestMethod [^>]*>/.exec(unit)?.[0] ?? "";
    methods.set(attribute(unit, "id"), `${attribute(method, "className")}.${attribute(method, "name").replace(/\(.*/s, "")}`);
  }

  return [...xml.matchAll(/<UnitTestResult [^>]*>/g)]
    .filter(([result]) => attribute(result, "outcome") !== "Passed")
    .map(([result]) => methods.get(attribute(result, "testId")) ?? attribute(result, "testName"));
}

const fromTap = (tap) =>
  [...tap.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => name.replace(/ # .*$/, "").replace(/\\(.)/g, "$1"));

const [kind, ...files] = process.argv.slice(2);
const names = files.flatMap((file) => (kind === "trx" ? fromTrx : fromTap)(readFileSync(file, "utf8")));
const cases = new Map(names.map((name) => [name, names.filter((other) => other === name)]));
for (const [name, all] of cases) console.log(all.length, name);
