// Campaigns of simulated traffic against their truth: the table of recall and precision, and a clean day.
import { RULES } from "#checks";
import { compareWithTruth } from "#simulator";
import { CAMPAIGNS, CLEAN_DAY } from "./campaigns.ts";
import { judgeCampaign } from "./judge-campaign.ts";
import { EMPTY, isPerfect, scoreOf, sumOf, tableOf, type Score } from "./table.ts";

/** Disagreements that are told for each rule and campaign. */
const TOLD = 3;

const scores = new Map<string, Score>([...RULES.keys()].map((rule) => [rule, EMPTY]));
for (const campaign of CAMPAIGNS) {
  const begun = performance.now();
  const { truth, violations } = await judgeCampaign(campaign);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  console.log(
    `${campaign.title}: ${campaign.events} events over ${campaign.hours} h, ${truth.length} true violations, ${violations.length} found, ${seconds} s`,
  );
  for (const [rule, comparison] of compareWithTruth(truth, violations)) {
    scores.set(rule, sumOf(scores.get(rule) ?? EMPTY, scoreOf(comparison)));
    for (const entry of comparison.missed.slice(0, TOLD)) console.log(`  missed ${JSON.stringify(entry)}`);
    for (const { eventIds, message } of comparison.extra.slice(0, TOLD))
      console.log(`  extra ${rule} ${eventIds.join(" ")}: ${message}`);
  }
}
console.log(`\n${tableOf(scores)}\n`);

const clean = await judgeCampaign(CLEAN_DAY);
const isGrave = ({ severity }: { severity: string }) => severity !== "info";
const grave = clean.violations.filter(isGrave);
console.log(
  `${CLEAN_DAY.title}: ${CLEAN_DAY.events} events, ${grave.length} violations above info, ${clean.violations.length - grave.length} of info`,
);
const byRule = new Map<string, number>();
for (const { rule } of clean.violations) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
for (const [rule, count] of byRule) console.log(`  ${rule} ${count}`);
for (const { message } of grave.slice(0, TOLD)) console.log(`  ${message}`);

const imperfect = [...scores].filter(([, score]) => !isPerfect(score)).map(([rule]) => rule);
if (imperfect.length > 0) console.log(`\nNot 1.000 or never broken: ${imperfect.join(", ")}`);
if (clean.truth.length > 0) console.log(`\nThe clean day is not clean: ${JSON.stringify(clean.truth[0])}`);
process.exitCode = imperfect.length > 0 || grave.length > 0 || clean.truth.length > 0 ? 1 : 0;
