// On which node of a cluster somebody's media is.

import { until } from './until.mjs';

/** The number of the node, by the port that this person's media goes to. A node's ports begin at the one it was given, one for each worker. */
export async function nodeOfMedia(cluster, { page }) {
  const used = await until('the port media goes to', async () => (await page.evaluate(() => window.parleyTest.mediaPorts()))[0]);
  return cluster.nodes.filter(({ ports }) => ports.media <= used).sort((a, b) => b.ports.media - a.ports.media)[0].number;
}
