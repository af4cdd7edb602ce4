// Asks the handbook's search without a browser: deno run ask.js INDEX_FOLDER SCRIPTS... ; queries come and answers go as JSON.
// What was loaded, in its order, is told beside the answers; "cold" queries find nothing that another has loaded.
const [folder, ...scripts] = Deno.args;
const read = (file) => Deno.readTextFileSync(file);
const given = new Map();
const search = { take: (name, value) => given.set(name, value) };
const sopbook = { search };
const run = (text) => new Function("sopbook", text)(sopbook);
const loaded = [];

search.fetch = (name) => {
  if (!given.has(name)) {
    loaded.push(name);
    run(read(`${folder}/${name}.js`));
  }
  return Promise.resolve(given.get(name));
};
const start = () => {
  given.clear();
  for (const script of scripts) run(read(script));
};
start();

const { queries, limit, cold } = JSON.parse(await new Response(Deno.stdin.readable).text());
const answers = [];
for (const query of queries) {
  if (cold) start();
  const before = loaded.length;
  const answer = await search.find(query, { limit });
  answers.push({
    app: answer.app && answer.app.path, isWeak: answer.isWeak, unknown: answer.unknown, tried: answer.tried, authors: answer.authors.map((one) => one.path),
    results: answer.results.map((one) => one.path), loaded: loaded.slice(before),
    texts: answer.results.map((one) => one.text), excerpts: answer.results.map((one) => one.excerpt.map(([text]) => text).join("")),
  });
}
console.log(JSON.stringify(answers));
