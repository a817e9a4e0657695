// Keep what a build made for the next one, beside Netlify's own cache. Each branch has a cache of its own there, and begins
// with that of the branch that is published; only builds of the latter keep something.
"use strict";

const FOLDER = ".cache/statuskit";

module.exports = {
  async onPreBuild({ utils }) {
    await utils.cache.restore(FOLDER);
  },
  async onPostBuild({ utils }) {
    if (process.env.CONTEXT === "production") await utils.cache.save(FOLDER);
  },
};
