// Prints what a script says, piece by piece, without its comments and spaces: one JSON list a file named.
"use strict";
const { readFileSync } = require("node:fs");
const ts = require("typescript");

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile("script.js", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const pieces = [];
  const walk = (node) => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(source);
    if (children.length) children.forEach(walk);
    else if (node.kind !== ts.SyntaxKind.SemicolonToken && node.getText(source)) pieces.push(node.getText(source));
  };
  walk(source);
  console.log(JSON.stringify(pieces));
}
