// Ask a client about sites, and print what it read; run by Node. As ask.py, for clients that come by npm.
"use strict";

const clients = {
  /** Read what each site answers to each question that the client can ask. */
  async statuspage(sites) {
    const { Statuspage } = require("statuspage.io");
    const answers = {};
    for (const [name, address] of Object.entries(sites)) {
      const page = new Statuspage("acme");
      page.setApiUrl(address);
      const { api } = page;
      answers[name] = {
        status: await api.getStatus(),
        summary: await api.getSummary(),
        components: await api.getComponents(),
        incidents: await api.incidents.getAll(),
        unresolved: await api.incidents.getUnresolved(),
        upcoming: await api.scheduledMaintenances.getUpcoming(),
      };
    }
    return answers;
  },

  /** Fetch and parse feeds. */
  async rss(addresses) {
    const Parser = require("rss-parser");
    const answers = {};
    for (const address of addresses) {
      const feed = await new Parser().parseURL(address);
      answers[address] = {
        title: feed.title,
        link: feed.link,
        entries: feed.items.map((item) => ({
          id: item.id ?? item.guid,
          title: item.title,
          link: item.link,
          at: item.isoDate.replace(".000Z", "Z"),
          html: item.content,
        })),
      };
    }
    return answers;
  },
};

async function main() {
  let asked = "";
  for await (const part of process.stdin) asked += part;
  process.stdout.write(JSON.stringify(await clients[process.argv[2]](JSON.parse(asked))));
}

main();
